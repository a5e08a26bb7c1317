"""Every report under ``fixtures/reports/`` is read as its ``expected.json`` says, to the last character.

``pytest tests/test_golden.py --update-golden`` writes what is read now, and fails wherever that is news, so
that a person reads the difference (``git diff``) before the next run.
"""

import difflib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

import pcc_report
from pcc_report import dumps, loads, parse

REPORTS = Path(__file__).resolve().parents[1] / "fixtures" / "reports"
FOLDERS = sorted(path for path in REPORTS.iterdir() if path.is_dir())
MOST_LINES = 60
"""So many lines of a difference are shown; ``git diff`` shows all after an update."""


def said_of(source):
    """What is read, as text; the version of the parser is left out, for it is no part of the reading."""
    result = parse(source)
    result = attrs.evolve(result, source=attrs.evolve(result.source, parser_version=""))
    return dumps(result) + "\n"


def compare(folder, *, update=False):
    """Fail unless the source in *folder* is read as expected there; with *update* write what is expected."""
    sources, expected = sorted(folder.glob("source.*")), folder / "expected.json"
    if len(sources) != 1:
        pytest.fail(f"{folder.name} must have one source.*, it has {len(sources)}", pytrace=False)
    said = said_of(sources[0])
    old = expected.read_text("utf-8") if expected.exists() else None
    if said == old:
        return
    if update:
        expected.write_text(said, "utf-8", newline="\n")
        pytest.fail(f"{folder.name}/expected.json is rewritten: read the difference", pytrace=False)
    if old is None:
        pytest.fail(f"{folder.name} has no expected.json; --update-golden writes it", pytrace=False)
    pytest.fail(f"{folder.name} is read otherwise than expected:\n{difference(old, said)}", pytrace=False)


def difference(old, new):
    """The first lines in which two texts differ."""
    lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), "expected", "read", lineterm="", n=1))
    more = [f"... and {len(lines) - MOST_LINES} lines more"] if len(lines) > MOST_LINES else []
    return "\n".join([*lines[:MOST_LINES], *more])


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_report_is_read_as_expected(folder, update_golden):
    """A source gives the result that is committed beside it."""
    compare(folder, update=update_golden)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_report_comes_back_from_its_json(folder):
    """What is read of a fixture is the same after a way through JSON, origins included."""
    said = said_of(next(folder.glob("source.*")))

    assert said == dumps(loads(said)) + "\n"


def test_every_report_says_what_is_hard_about_it():
    """A folder of a report holds a source and an ``about.md``, and there are such folders."""
    assert FOLDERS
    assert [] == [f.name for f in FOLDERS if not (f / "about.md").exists()]


# --- the comparison itself ----------------------------------------------------------------------------------


@pytest.fixture
def copied(tmp_path):
    """One fixture, in a folder of its own, without its expected.json."""
    folder = tmp_path / "fixtures" / "reports" / "seed-text"
    folder.mkdir(parents=True)
    shutil.copy(REPORTS / "seed-text" / "source.txt", folder)
    return folder


def test_the_machine_leaves_no_trace(copied):
    """The same file elsewhere is read to the same text: no path, no date, no version of ours."""
    assert said_of(copied / "source.txt") == said_of(REPORTS / "seed-text" / "source.txt")


def test_an_update_fails_once(copied):
    """An update writes and fails, and then all is as expected."""
    with pytest.raises(pytest.fail.Exception, match="read the difference"):
        compare(copied, update=True)
    compare(copied, update=True)
    compare(copied)


def test_a_source_without_expectation_fails(copied):
    """A new report is not taken for right because nobody said what it holds."""
    with pytest.raises(pytest.fail.Exception, match=r"has no expected\.json"):
        compare(copied)

    assert not (copied / "expected.json").exists()


def test_an_expectation_without_source_fails(copied):
    """What nothing can be compared with is a mistake, with and without an update."""
    (copied / "source.txt").rename(copied / "expected.json")

    for update in (False, True):
        with pytest.raises(pytest.fail.Exception, match="it has 0"):
            compare(copied, update=update)


def test_updating_is_off_by_default(copied):
    """Without the switch a wrong expectation fails, is shown, and stays as it was."""
    with pytest.raises(pytest.fail.Exception):
        compare(copied, update=True)
    wrong = (copied / "expected.json").read_text("utf-8").replace('"492495"', '"492496"')
    (copied / "expected.json").write_text(wrong, "utf-8")
    tests = copied.parents[2] / "tests"
    tests.mkdir()
    for name in ("conftest.py", "test_golden.py"):
        shutil.copy(Path(__file__).with_name(name), tests)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "COV_"))}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests", "-k", "as_expected"]
    ran = subprocess.run(  # noqa: S603 - this very suite
        command,
        cwd=tests.parent,
        env={**environment, "PYTHONPATH": str(Path(pcc_report.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert '"492496"' in ran.stdout
    assert wrong == (copied / "expected.json").read_text("utf-8")
