"""What of a report does not depend on how it is printed."""

from collections.abc import Iterable
from typing import TypeVar

import attrs

from pcc_report.model import Figure, Report, SpendLine, SpendTable, Total

Row = TypeVar("Row", SpendLine, Total)


def essence(report: Report) -> Report:
    """Return *report* without what only a layout decides or derives: columns, printed texts, markers, measures.

    Empty cells give figures of no money, which some layouts cannot print, so these are left out too.
    """
    return attrs.evolve(
        report,
        allocations=tuple(attrs.evolve(a, printed="") for a in report.allocations),
        spend_tables=tuple(_table(t) for t in report.spend_tables),
        outcome_sections=tuple(
            attrs.evolve(s, statements=tuple(attrs.evolve(x, marker="", measures=()) for x in s.statements))
            for s in report.outcome_sections
        ),
        references=(),
        abbreviations=(),
    )


def _table(table: SpendTable) -> SpendTable:
    return attrs.evolve(
        table,
        columns=(),
        lines=tuple(_row(r) for r in table.lines),
        totals=tuple(_row(r) for r in table.totals),
        subtotals=tuple(_row(r) for r in table.subtotals),
    )


def _row(row: Row) -> Row:
    return attrs.evolve(row, figures=tuple(_figures(row.figures)), cells=())


def _figures(figures: Iterable[Figure]) -> Iterable[Figure]:
    return (attrs.evolve(f, printed="", column=None) for f in figures if f.money is not None)
