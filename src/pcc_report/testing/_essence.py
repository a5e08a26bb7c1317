"""What of a report does not depend on how it is printed, and what a result gets wrong without a word."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

import attrs

from pcc_report.diagnostics import Severity
from pcc_report.model import Figure, Measure, ParseResult, Report, SpendLine, SpendTable, Total, Unit, origins_of
from pcc_report.values.money import find_money

Row = TypeVar("Row", SpendLine, Total)


def essence(report: Report) -> Report:
    """Return *report* without what only a layout decides or derives: columns, cells, markers, printed texts.

    Of a measure its value, base, unit and qualifier stay. Empty cells give figures of no money, which some
    layouts cannot print, so these are left out too; so are the labels of allocations, for each reader takes
    other words of a sentence for the name of its sum.
    """
    return attrs.evolve(
        report,
        allocations=tuple(attrs.evolve(a, label="", printed="") for a in report.allocations),
        spend_tables=tuple(_table(t) for t in report.spend_tables),
        outcome_sections=tuple(
            attrs.evolve(
                s,
                statements=tuple(
                    attrs.evolve(x, marker="", cells=(), measures=tuple(map(_measure, x.measures)))
                    for x in s.statements
                ),
            )
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


def _figures(figures: Iterable[Figure]) -> Iterator[Figure]:
    return (attrs.evolve(f, printed="", column=None) for f in figures if f.money is not None)


def _measure(measure: Measure) -> Measure:
    return attrs.evolve(measure, measured=None, direction=None, baseline=None, printed="")


# ---------------------------------------------------------------- errors without a word


def silent_errors(expected: Report, result: ParseResult) -> tuple[str, ...]:
    """Return each sum that *result* loses, invents or misplaces without a doubt about it; none is as it should be.

    A sum is doubted where a warning is about it, and where it is listed as unplaced.
    """
    doubted = set(_doubted(result))
    true, told = set(_sums(expected)), set(_sums(result.report))
    lines = Counter(_lines(expected))
    moved = {line for line in _lines(result.report) if line not in lines and line[-1] in true}
    return (
        *(f"lost: {amount}" for amount in sorted(true - told - doubted)),
        *(f"invented: {amount}" for amount in sorted(told - true - doubted)),
        *(f"misplaced: {line}" for line in sorted(map(str, (m for m in moved if m[-1] not in doubted)))),
    )


def _rows(report: Report) -> Iterator[SpendLine | Total]:
    for table in report.spend_tables:
        yield from table.lines
        yield from table.totals
        yield from table.subtotals


def _sums(report: Report) -> Iterator[Decimal]:
    yield from (a.money.amount for a in report.allocations)
    yield from (f.money.amount for row in _rows(report) for f in row.figures if f.money is not None)
    yield from (m.value for s in report.statements for m in s.measures if m.unit is Unit.MONEY)


def _lines(report: Report) -> Iterator[tuple[str, str, str, Decimal]]:
    for table in report.spend_tables:
        for line in table.lines:
            for figure in line.figures:
                if figure.money is not None:
                    period = figure.period.label if figure.period else ""
                    yield line.category.casefold(), figure.role.value, period, figure.money.amount


def _doubted(result: ParseResult) -> Iterator[Decimal]:
    doubts = [o for d in result.diagnostics if d.severity is not Severity.INFO for o in d.origins]
    report = result.report
    values: list[tuple[Sequence[Decimal], object]] = [([a.money.amount], a) for a in report.allocations]
    values += [(_amounts(f), f) for row in _rows(report) for f in row.figures]
    values += [([m.value], m) for s in report.statements for m in s.measures if m.unit is Unit.MONEY]
    for amounts, value in values:
        if any(mine.overlaps(other) for mine in origins_of(value) for other in doubts):
            yield from amounts
    yield from (u.money.amount for u in result.unplaced if u.money is not None)


def _amounts(figure: Figure) -> Sequence[Decimal]:
    """Return what a figure says; of one that says nothing, the sums that stand in its text all the same."""
    if figure.money is not None:
        return [figure.money.amount]
    return [scan.money.amount for scan in find_money(figure.printed) if scan.money is not None]
