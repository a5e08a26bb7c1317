"""Drawn reports: who, what, when; one table of money; what came of it."""

from collections.abc import Sequence
from decimal import Decimal

import attrs
from hypothesis import strategies as st

from pcc_report.model import (
    Allocation,
    Figure,
    Money,
    OutcomeSection,
    OutcomeStatement,
    PartialDate,
    Period,
    Report,
    Role,
    SpendLine,
    SpendTable,
    Total,
)
from pcc_report.testing._layouts import Form, Layout, layouts
from pcc_report.testing._words import names, sentences

HEADINGS = {
    Role.ALLOCATED: ("Budget", "Allocation", "Award", "Grant awarded", "Approved budget"),
    Role.ACTUAL: ("Actual", "Spend", "Expenditure", "Actual spend", "Outturn"),
    Role.FORECAST: ("Forecast", "Forecast outturn", "Projected spend"),
    Role.COMMITTED: ("Committed",),
    Role.VARIANCE: ("Variance",),
    Role.CARRIED_FORWARD: ("Carried forward",),
    Role.MATCH_FUNDING: ("Match funding",),
    Role.INCOME: ("Income",),
}
"""Headings of columns by the role they tell."""

STUBS = ("", "Category", "Project", "Area of spend")
TITLES = ("Financial return", "Summary of Spend", "Expenditure", "Use of funding")
DATES = ("{month} {year}", "{day} {month} {year}", "{day:02}/{number:02}/{year}", "{day} {short} {year}")


@st.composite
def drawn(
    draw: st.DrawFn, layout: st.SearchStrategy[Layout] | None = None, forms: Sequence[Form] = tuple(Form)
) -> tuple[Report, Layout]:
    """Draw a report and a layout that prints all of it."""
    chosen = draw(layouts(st.sampled_from(forms)) if layout is None else layout)
    chosen = attrs.evolve(chosen, date=draw(st.sampled_from(DATES)))
    report = draw(reports(chosen))
    roles = [f.role for f in report.spend_tables[0].lines[0].figures]
    headings = tuple(draw(st.sampled_from(HEADINGS[role])) for role in roles)
    return report, attrs.evolve(chosen, headings=headings, stub=draw(st.sampled_from(STUBS)))


@st.composite
def reports(draw: st.DrawFn, layout: Layout) -> Report:
    """Draw a report that *layout* can print without loss."""
    year = draw(st.integers(2005, 2030))
    body = draw(names(3))
    title = draw(names(3))
    has_day = "{day" in layout.date
    date = PartialDate(
        draw(st.integers(year, year + 2)),
        draw(st.integers(1, 12)),
        draw(st.integers(1, 28)) if has_day else None,
    )
    table = draw(tables(layout))
    has_allocated = any(f.role is Role.ALLOCATED for f in table.lines[0].figures)
    granted = [] if has_allocated else draw(st.lists(_sums(layout).filter(lambda m: m.amount >= 1000), max_size=1))
    return Report(
        title=title
        if layout.has_fields
        else f"{title} {draw(st.sampled_from(('End of Year Report', 'Annual Report', 'Monitoring Return')))}",
        organisation=body if layout.has_fields else f"{body} Partnership",
        published=date,
        period=Period.financial_year(year),
        allocations=tuple(Allocation(label="PCC Allocation", money=money) for money in granted),
        spend_tables=(table,),
        outcome_sections=tuple(draw(st.lists(sections(), min_size=0, max_size=3, unique_by=lambda s: s.heading))),
    )


def _sums(layout: Layout) -> st.SearchStrategy[Money]:
    """Draw sums above zero, from the smallest that the notation can print."""
    step = layout.notation.step
    largest = int(Decimal(10**9 if step >= 1 else 10**8) / step)
    some = st.integers(1, 99) | st.integers(100, 99_999) | st.integers(1, largest)
    return some.map(lambda n: Money(n * step))


@st.composite
def tables(draw: st.DrawFn, layout: Layout) -> SpendTable:
    """Draw a table of one to five columns of sums, roles in any order, groups in some, and its total."""
    roles = draw(st.lists(st.sampled_from(list(HEADINGS)), min_size=1, max_size=5, unique=True))
    labels = draw(st.lists(names(), min_size=2, max_size=8, unique_by=str.casefold))
    cut = (
        draw(st.lists(st.integers(1, len(labels) - 1), max_size=2, unique=True).map(sorted))
        if draw(st.booleans())
        else []
    )
    heads = draw(st.lists(names(2), min_size=len(cut), max_size=len(cut), unique=True))
    lines = []
    for n, label in enumerate(labels):
        group = next((h for h, start in reversed(list(zip(heads, cut, strict=True))) if n >= start), None)
        lines.append(SpendLine(category=label, group=group, figures=draw(_figures(roles, layout))))
    subtotals = tuple(
        Total(label=layout.subtotal, group=head, figures=_added([x for x in lines if x.group == head], roles))
        for head in heads
    )
    total = Total(label=layout.total, figures=_added(lines, roles))
    return SpendTable(
        title=draw(st.sampled_from(TITLES)),
        lines=tuple(lines),
        totals=(total,),
        subtotals=subtotals if draw(st.booleans()) else (),
    )


@st.composite
def _figures(draw: st.DrawFn, roles: Sequence[Role], layout: Layout) -> tuple[Figure, ...]:
    sums: dict[Role, Money | None] = {}
    for role in roles:
        if role is Role.VARIANCE:
            continue
        money: Money | None = draw(_sums(layout))
        if len(roles) > 1:
            money = draw(st.sampled_from((money, money, money, money, Money(Decimal(0)), None)))
        sums[role] = money
    if all(m is None for m in sums.values()) and sums:
        sums[next(iter(sums))] = draw(_sums(layout))
    if Role.VARIANCE in roles:
        plan, real = sums.get(Role.ALLOCATED), sums.get(Role.ACTUAL)
        sums[Role.VARIANCE] = real - plan if plan and real else draw(_sums(layout))
    return tuple(Figure(role=role, money=sums[role]) for role in roles)


def _added(lines: Sequence[SpendLine], roles: Sequence[Role]) -> tuple[Figure, ...]:
    out = []
    for n, role in enumerate(roles):
        known = [m for line in lines if (m := line.figures[n].money) is not None]
        out.append(Figure(role=role, money=Money(sum((m.amount for m in known), Decimal(0)))))
    return tuple(out)


@st.composite
def sections(draw: st.DrawFn) -> OutcomeSection:
    """Draw a section of one to five statements under a made-up heading."""
    told = draw(st.lists(sentences(), min_size=1, max_size=5, unique=True))
    return OutcomeSection(heading=draw(names()), statements=tuple(OutcomeStatement(text=text) for text in told))
