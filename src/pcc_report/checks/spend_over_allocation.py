"""Spend above the allocation was paid for by someone else, or one of the two was misread."""

from collections.abc import Iterator

from pcc_report.diagnostics import Diagnostic
from pcc_report.diagnostics.catalogue import SPEND_OVER_ALLOCATION
from pcc_report.model import Money, Report, Role, SpendTable
from pcc_report.provenance import Origin


def check(report: Report) -> Iterator[Diagnostic]:
    """Yield a diagnostic where a report, or a table of it, tells more spent than allocated."""
    for table in report.spend_tables:
        allocated, spent = _sum(table, Role.ALLOCATED), _sum(table, Role.ACTUAL)
        if allocated is not None and spent is not None and _is_over(spent, allocated):
            yield _said(spent, allocated, _figures(table))
            return
    stated = [a for a in report.allocations if a.role is Role.ALLOCATED]
    tables = [t for t in report.spend_tables if _sum(t, Role.ACTUAL) is not None]
    if len(stated) == 1 and len(tables) == 1 and _sum(tables[0], Role.ALLOCATED) is None:
        spent = _sum(tables[0], Role.ACTUAL)
        if spent is not None and _is_over(spent, stated[0].money):
            yield _said(spent, stated[0].money, (*stated[0].origins[:1], *_figures(tables[0])))


def _is_over(spent: Money, allocated: Money) -> bool:
    return spent.currency == allocated.currency and spent.amount > allocated.amount


def _said(spent: Money, allocated: Money, origins: tuple[Origin, ...]) -> Diagnostic:
    return SPEND_OVER_ALLOCATION.at(*origins, spent=spent, allocated=allocated, difference=spent - allocated)


def _sum(table: SpendTable, role: Role) -> Money | None:
    return table.total(role) or table.summed(role)


def _figures(table: SpendTable) -> tuple[Origin, ...]:
    return tuple(o for t in table.totals for f in t.figures for o in f.origins)
