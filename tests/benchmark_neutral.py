"""The projection to the neutral form, which is a script of the benchmarks and no part of the package."""

import importlib.util
from pathlib import Path


def load_neutral():
    path = Path(__file__).parents[1] / "benchmarks" / "neutral.py"
    spec = importlib.util.spec_from_file_location("neutral", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


neutral = load_neutral()
