"""Hypothesis profiles and options of the whole suite."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "quick",
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("quick")


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell gives its background jobs this, and they hand it on: Control-C would not reach the programs under test.
    signal.signal(signal.SIGINT, signal.default_int_handler)

MAKER = Path(__file__).parents[2] / "shared" / "hostile" / "make_hostile.py"


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite the expected.json of every fixture, then fail, so that a person reads the difference",
    )


@pytest.fixture
def update_golden(request):
    """Whether golden files are to be rewritten."""
    return request.config.getoption("--update-golden")


@pytest.fixture(scope="module")
def hostile(request, tmp_path_factory):
    """Return the folder of the hostile inputs of the module's ``GROUPS``, and their manifest."""
    if not MAKER.exists():
        pytest.skip(f"NOT RUN: {MAKER} is missing")
    folder = tmp_path_factory.mktemp("hostile")
    command = [sys.executable, str(MAKER), str(folder), "--no-big", "--only", request.module.GROUPS]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # our own script
    rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text("ascii").splitlines()]
    return folder, rows
