"""Drawn reports, each with a layout that prints all of it."""

from collections.abc import Sequence

import attrs
from hypothesis import strategies as st

from pcc_report.model import Allocation, PartialDate, Period, Report, Role
from pcc_report.testing import _statements, _tables
from pcc_report.testing._layouts import Form, HeadLayout, Layout, Notation, PageLayout, Shape, Statements
from pcc_report.testing._phrases import phrases
from pcc_report.testing._words import Coiner

DATES = (
    "{month} {year}",
    "{day} {month} {year}",
    "{day}{ending} {month} {year}",
    "{day}{ending} {month}, {year}",
    "{day:02}/{number:02}/{year}",
    "{day} {short} {year}",
)
FULL_YEAR = (
    "{first} to {last}",
    "{first} – {last}",
    "{start}/{short}",
    "{start}-{short}",
    "{start}–{short}",
    "{start}-{end}",
    "{start}/{end}",
    "April {start} to March {end}",
    "April {start} - March {end}",
)
"""Ways to print a financial year."""


@st.composite
def drawn(
    draw: st.DrawFn, shapes: Sequence[Shape] = tuple(Shape), forms: Sequence[Form] = tuple(Form)
) -> tuple[Report, Layout]:
    """Draw a report and a layout that prints all of it.

    Its sums stand in some of *shapes*, its tables in some of *forms*.
    """
    coin = Coiner(draw(st.integers(0, 2**16)))
    year = draw(st.integers(2005, 2030))
    head = draw(_heads())
    title, body = coin.name(3), coin.name(3)
    if not head.form:
        title, body = f"{title} {draw(st.sampled_from(phrases('head', 'kinds')))}", f"{body} Partnership"
    if head.is_capital:
        title, body = title.upper(), body.upper()
    tables = draw(st.lists(_tables_of(coin, year, title, shapes, forms), max_size=2, unique_by=_kind_of))
    sections = _alike(draw(st.lists(_statements.sections(coin), max_size=3)))
    told = [f for table, _ in tables for line in table.lines for f in line.figures]
    layout = Layout(
        head=head,
        tables=tuple(shown for _, shown in tables),
        sections=tuple(shown for _, shown in sections),
        container=draw(st.sampled_from(phrases("outcomes", "containers"))),
        allocation=draw(st.sampled_from(("line", "row", *phrases("prose", "granted")))),
        page=draw(_pages()),
        gap=draw(st.integers(1, 3)),
    )
    granted = []
    if not tables or not any(f.role is Role.ALLOCATED for f in told):
        exact = Notation()
        granted = draw(st.lists(_tables.sums(exact).filter(lambda m: m.amount >= 1000), max_size=1))
    if granted and not tables:
        layout = attrs.evolve(layout, allocation=phrases("prose", "granted")[0])
    elif layout.allocation == "row" and not _can_hold_allocation(tables):
        layout = attrs.evolve(layout, allocation="line")
    report = Report(
        title=title,
        organisation=body,
        published=PartialDate(
            draw(st.integers(year, year + 2)),
            draw(st.integers(1, 12)),
            draw(st.integers(1, 28)) if "{day" in head.date else None,
        ),
        period=Period.financial_year(year),
        allocations=tuple(Allocation(label="PCC Allocation", money=money) for money in granted),
        spend_tables=tuple(table for table, _ in tables),
        outcome_sections=tuple(section for section, _ in sections),
    )
    return report, layout


def _kind_of(table: _tables.Drawn) -> str:
    """Return what two tables of a report must not share: blocks or awards that follow each other are one table."""
    return table[0].title if table[1].shape is Shape.GRID else table[1].shape


def _can_hold_allocation(tables: Sequence[_tables.Drawn]) -> bool:
    """Whether a row of the first table can tell an allocation in pounds: of one column, that is not in thousands."""
    columns = [c for table, _ in tables[:1] for c in table.columns if c.kind == "figure"]
    return len(columns) == 1 and all(shown.notation.scale == 1 or shown.notation.behind for _, shown in tables[:1])


def _tables_of(
    coin: Coiner, year: int, title: str, shapes: Sequence[Shape], forms: Sequence[Form]
) -> st.SearchStrategy[_tables.Drawn]:
    lists = [s for s in shapes if s is not Shape.GRID]
    some = [_tables.grids(coin, year, forms)] * 2 if Shape.GRID in shapes else []
    return st.one_of(
        *some, *([st.sampled_from(lists).flatmap(lambda s: _tables.listed(coin, s, title))] if lists else [])
    )


def _alike(sections: list[_statements.Drawn]) -> list[_statements.Drawn]:
    """Return the sections, all but tables numbered as clauses where one is: numbers count through a document.

    The level of a clause is as deep as its number.
    """
    if all(shown.statements is not Statements.CLAUSES for _, shown in sections):
        return sections
    return [
        (section, shown)
        if shown.statements is Statements.TABLE
        else (
            attrs.evolve(section, statements=tuple(attrs.evolve(s, level=3) for s in section.statements)),
            attrs.evolve(shown, statements=Statements.CLAUSES),
        )
        for section, shown in sections
    ]


@st.composite
def _heads(draw: st.DrawFn) -> HeadLayout:
    form = draw(st.sampled_from(("", "", ": ", ":\n", "  ")))
    return HeadLayout(
        form=form,
        labels=(
            draw(st.sampled_from(phrases("head", "organisation"))),
            draw(st.sampled_from(phrases("head", "title"))),
            draw(st.sampled_from(phrases("head", "published"))),
            draw(st.sampled_from(phrases("head", "period"))),
        ),
        date=draw(st.sampled_from(DATES)),
        period=draw(st.sampled_from(FULL_YEAR)),
        is_title_first=draw(st.booleans()),
        is_capital=draw(st.sampled_from((False, False, False, True))),
        times=draw(st.sampled_from((1, 1, 1, 2))),
    )


@st.composite
def _pages(draw: st.DrawFn) -> PageLayout:
    """Draw what stands around a report; half of all pages are bare."""
    if draw(st.booleans()):
        return PageLayout()
    return PageLayout(
        above=tuple(draw(st.lists(st.sampled_from(phrases("furniture", "above")), max_size=2, unique=True))),
        below=tuple(draw(st.lists(st.sampled_from(phrases("furniture", "below")), max_size=2, unique=True))),
        footer=draw(st.sampled_from(("", *phrases("furniture", "footers")))),
        length=draw(st.none() | st.integers(16, 40)),  # a shorter page may part a title from itself
        repeats=draw(st.booleans()),
        wrap=draw(st.none() | st.integers(75, 100)),  # where lines are narrow, each stands for itself
        newline=draw(st.sampled_from(("\n", "\n", "\r\n"))),
        nbsp=draw(st.booleans()),
        trailing=draw(st.booleans()),
    )
