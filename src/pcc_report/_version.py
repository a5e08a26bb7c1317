"""The version of the package, and so of the parser whose name every result carries."""

__version__ = "0.1.0"
