"""The words that the printer prints around made-up names, from ``phrases.toml``."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _tables() -> dict[str, Any]:
    text = files("pcc_report.testing").joinpath("phrases.toml").read_text("utf-8")
    return tomllib.loads(text)


def phrases(*path: str) -> tuple[str, ...]:
    """Return the phrases under a path of keys.

    >>> phrases("columns", "variance")
    ('Variance',)
    """
    found: Any = _tables()
    for key in path:
        found = found[key]
    return tuple(found)
