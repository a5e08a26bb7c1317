"""A parse result in the neutral form that truths are written in; nothing here looks at the source text."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from pcc_report.diagnostics import Severity
from pcc_report.model import (
    Figure,
    Measure,
    Money,
    OutcomeSection,
    ParseResult,
    Period,
    Report,
    Role,
    SpendLine,
    SpendTable,
    Total,
    Unit,
    origins_of,
)
from pcc_report.provenance import Origin

Neutral = dict[str, Any]

ROLES = (Role.ALLOCATED, Role.ACTUAL, Role.FORECAST, Role.COMMITTED, Role.VARIANCE)
"""The roles that the neutral form knows; any other is ``other`` there."""


def project(result: ParseResult) -> Neutral:
    """Return *result* in the neutral form, with the sums that it doubts or could not place."""
    report = result.report
    period = report.period
    return {
        "organisation": report.organisation,
        "title": report.title,
        "date": str(report.published) if report.published else None,
        "period": {"start": str(period.start), "end": str(period.end)} if period else None,
        "allocations": [
            {"label": a.label, "amount": pounds(a.money.amount), "period": label(a.period)} for a in report.allocations
        ],
        "tables": [table_of(t) for t in report.spend_tables],
        "outcomes": [
            {"section": s.heading, "statements": [x.text for x in s.statements]} for s in report.outcome_sections
        ],
        "metrics": list(metrics_of(report.outcome_sections)),
        "flagged_amounts": sorted(set(flagged(result))),
    }


def table_of(table: SpendTable) -> Neutral:
    """Return a spend table; its sub-totals are no facts of the neutral form."""
    return {
        "title": table.title,
        "lines": [line_of(line) for line in table.lines],
        "totals": [a for total in table.totals for a in amounts_of(total.figures)],
    }


def line_of(line: SpendLine) -> Neutral:
    """Return a line of a spend table."""
    return {
        "category": line.category,
        "group": line.group,
        "recipient": line.recipient,
        "description": line.description,
        "amounts": list(amounts_of(line.figures)),
    }


def amounts_of(figures: Iterable[Figure]) -> Iterator[Neutral]:
    """Yield the sums among *figures*; a cell that says there is none gives none."""
    for figure in figures:
        if figure.money is not None:
            role = str(figure.role) if figure.role in ROLES else "other"
            yield {"role": role, "period": label(figure.period), "amount": pounds(figure.money.amount)}


def metrics_of(sections: Iterable[OutcomeSection]) -> Iterator[Neutral]:
    """Yield every measure; statements are counted on through sections of one heading, as in the scorer."""
    seen: Counter[str] = Counter()
    for section in sections:
        for number, statement in enumerate(section.statements, seen[section.heading]):
            for measure in statement.measures:
                yield {
                    "section": section.heading,
                    "statement": number,
                    "value": value_of(measure),
                    "unit": str(measure.unit),
                    "qualifier": str(measure.qualifier) if measure.qualifier else None,
                }
        seen[section.heading] += len(section.statements)


def value_of(measure: Measure) -> str:
    """Return the number as plain digits, a ratio as ``9:10``."""
    if measure.base is not None:
        return f"{plain(measure.value)}:{plain(measure.base)}"
    return plain(measure.value)


def flagged(result: ParseResult) -> Iterator[str]:
    """Yield every sum that a warning or an error is about, and every sum that has no place in the report."""
    doubted = [o for d in result.diagnostics if d.severity is not Severity.INFO for o in d.origins]
    for money, origins in sums_of(result.report):
        if any(mine.overlaps(other) for mine in origins for other in doubted):
            yield pounds(money)
    for left in result.unplaced:
        if left.money is not None:
            yield pounds(left.money.amount)


def sums_of(report: Report) -> Iterator[tuple[Decimal, tuple[Origin, ...]]]:
    """Yield every sum of money in *report* with the places where it was printed."""
    for allocation in report.allocations:
        yield allocation.money.amount, allocation.origins
    rows: list[SpendLine | Total] = []
    for table in report.spend_tables:
        rows += [*table.lines, *table.totals, *table.subtotals]
    for row in rows:
        for figure in row.figures:
            if figure.money is not None:
                yield figure.money.amount, tuple(origins_of(figure))
    for statement in report.statements:
        for measure in statement.measures:
            if measure.unit is Unit.MONEY:
                yield measure.value, tuple(origins_of(measure))


def pounds(amount: Decimal | Money) -> str:
    """Return a sum with two places; more only where it was printed to more, so that nothing is rounded."""
    exact = amount.amount if isinstance(amount, Money) else amount
    short = f"{exact:.2f}"
    return short if Decimal(short) == exact else plain(exact)


def plain(number: Decimal) -> str:
    """Return a number without exponent and without needless zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def label(period: Period | None) -> str | None:
    """Return the usual short name of a period, or None."""
    return period.label if period else None
