"""A report of a finished year that tells an allocation and no spend is not complete."""

from collections.abc import Iterator

from pcc_report.diagnostics import Diagnostic
from pcc_report.diagnostics.catalogue import ALLOCATION_WITHOUT_SPEND
from pcc_report.model import Report, Role


def check(report: Report) -> Iterator[Diagnostic]:
    """Yield a diagnostic where sums were allocated and no table or sentence tells any spend."""
    spent = any(
        f.role in (Role.ACTUAL, Role.FORECAST) for t in report.spend_tables for line in t.lines for f in line.figures
    ) or any(a.role is Role.ACTUAL for a in report.allocations)
    stated = [a for a in report.allocations if a.role is Role.ALLOCATED]
    if stated and not spent:
        yield ALLOCATION_WITHOUT_SPEND.at(*stated[0].origins[:1], allocated=stated[0].money)
