"""The names of the package: complete, lazy, and quick to import."""

import pkgutil
import subprocess
import sys

import pytest

import pcc_report
from pcc_report import errors, model


def python(code):
    """What a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout.split()


def test_every_name_resolves():
    """Each name of `__all__` is there, and listed by `dir`."""
    for name in pcc_report.__all__:
        assert getattr(pcc_report, name) is not None
        assert name in dir(pcc_report)


def test_names_are_sorted_and_complete():
    """All of the model and every error are handed out, in order."""
    children = {n for n in vars(errors) if n.endswith("Error")}

    assert sorted(pcc_report.__all__) == list(pcc_report.__all__)
    assert {*model.__all__, *children} <= set(pcc_report.__all__)


def test_homes_and_names_agree():
    """The table of homes names just what `__all__` names."""
    homes = [name for names in pcc_report._HOMES.values() for name in names]

    assert sorted([*homes, "__version__"]) == list(pcc_report.__all__)


def test_no_name_is_that_of_a_module():
    """A module would take the place of the name as soon as anything imports it."""
    modules = {module.name for module in pkgutil.iter_modules(pcc_report.__path__)}

    assert not modules & {*pcc_report.__all__}


def test_unknown_names_are_refused():
    """A misspelt name is an AttributeError that names it."""
    with pytest.raises(AttributeError, match="prase"):
        pcc_report.prase  # noqa: B018


@pytest.mark.parametrize("code", ["import pcc_report", "import pcc_report.cli"])
def test_import_is_light(code):
    """Neither the package nor the command imports anything heavy before it is needed."""
    loaded = python(f"{code}; import sys; print(*sys.modules)")

    assert not {
        "attrs",
        "attr",
        "cattrs",
        "pdfplumber",
        "pypdfium2",
        "dateutil",
        "json",
        "typing",
        "logging",
    } & {*loaded}
    assert not [m for m in loaded if m.startswith("pcc_report.") and m not in ("pcc_report._version", "pcc_report.cli")]


def test_sums_that_are_not_listed_are_counted():
    """Of thousands of sums in a line that nobody printed the first are listed, and how many more there are is said."""
    result = pcc_report.parse_text("£1,250 " * 2000 + "£3,600 " * 4000 + "£777")
    (said,) = [d for d in result.diagnostics if d.code == "PR503"]

    assert len(result.unplaced) == 2000
    assert said.message == "4,001 more sums have no place in the report and are not listed, the first of them '£3,600'"
    assert said.origins[0].start == 7 * 2000


def test_repeats_leave_room_in_the_list_of_sums():
    """What was said before needs no place, however often: a new sum behind it is listed."""
    again = "£1,250 " * 6000
    result = pcc_report.parse_text(f"Actual spend\n\nCCTV\t£1,250\nAdvisers\t£2,750\nTotal\t£4,000\n\n{again}£777\n")

    assert ["£777"] == [u.printed for u in result.unplaced]
    assert "PR503" not in {d.code for d in result.diagnostics}


def test_sums_beyond_all_counting_are_said_to_be_more():
    """A million characters of nothing but sums take no longer than others."""
    (said,) = [d for d in pcc_report.parse_text("£1 " * 60_000).diagnostics if d.code == "PR503"]

    assert said.message.startswith("50,000 or more sums have no place")
