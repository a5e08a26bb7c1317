"""Rules that look at a finished report, one module each; `RULES` names them in order."""

from collections.abc import Callable, Iterator

from pcc_report.checks import allocation_without_spend, nothing_found, spend_over_allocation, unattributed
from pcc_report.diagnostics import Diagnostic
from pcc_report.model import Report

Check = Callable[[Report], Iterator[Diagnostic]]

RULES: tuple[Check, ...] = (
    spend_over_allocation.check,
    allocation_without_spend.check,
    unattributed.check,
    nothing_found.check,
)
"""Every check, in the order they run; none depends on another."""


def run_checks(report: Report) -> tuple[Diagnostic, ...]:
    """Return every doubt that the finished *report* gives rise to."""
    return tuple(diagnostic for check in RULES for diagnostic in check(report))
