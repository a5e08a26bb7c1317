"""The list of checks."""

import pkgutil
from importlib import import_module

import pcc_report.checks
from pcc_report.checks import RULES, run_checks
from pcc_report.model import Report


def test_every_module_is_listed():
    """No check is forgotten: each module here has a ``check``, and it is in `RULES`, once."""
    modules = [import_module(f"pcc_report.checks.{m.name}") for m in pkgutil.iter_modules(pcc_report.checks.__path__)]

    assert {module.check for module in modules} == set(RULES)
    assert len(RULES) == len(modules)


def test_an_empty_report_is_doubtful():
    """A report in which nothing was found does not pass for one in which nothing was spent."""
    assert "nothing-found" in {d.name for d in run_checks(Report())}
