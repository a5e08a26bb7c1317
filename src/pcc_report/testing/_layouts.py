"""How a report is printed: `Layout`, with a part for each thing on the page, and `Notation` for its money."""

import enum
from decimal import Decimal

import attrs

from pcc_report.model import Money, PartialDate, Period

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Shape(enum.StrEnum):
    """How sums of money stand on the page."""

    GRID = "grid"
    """A table of rows and columns, drawn as its `Form` says."""
    LIST = "list"
    """A line for each sum: ``Name £1,234``, ``Name = £1,234``."""
    BULLETS = "bullets"
    """``- Name, including this and that: £1,234``, or ``- £1,234 to Body for name``."""
    FUNDS = "funds"
    """``Fund: £1,234. What it is for.``"""
    BLOCKS = "blocks"
    """A block of labels for each sum: ``Amount:``, ``Who received the funding:``, ``Purpose:``."""
    AWARDS = "awards"
    """A heading ``Body – Name`` and a paragraph for each sum, and all again under Recommendation."""
    PROSE = "prose"
    """All sums in one sentence."""
    CHART = "chart"
    """The labels of a chart, then its sums, in an order that cannot be known."""


class Form(enum.StrEnum):
    """How a table of rows and columns reaches the page."""

    TAB = "tab"
    """Cells parted by one tab."""
    ALIGNED = "aligned"
    """Columns aligned with spaces, sums to the right."""
    PIPE = "pipe"
    """Cells parted by pipes, without a frame."""
    MARKDOWN = "markdown"
    """A Markdown table: framed with pipes, a rule under the header."""
    BOXED = "boxed"
    """Drawn with dashes and pipes."""
    CELLS = "cells"
    """One cell a line, nothing else."""
    BARS = "bars"
    """One cell a line, and a pipe behind it."""
    SPACED = "spaced"
    """Cells run together with single spaces, two before the first sum."""


class Statements(enum.StrEnum):
    """How the statements of a section are set."""

    BULLETS = "bullets"
    """Items behind a sign or a number."""
    CLAUSES = "clauses"
    """Headings numbered ``5.1.``, items ``5.1.1.``"""
    PROSE = "prose"
    """Sentences of one paragraph."""
    TABLE = "table"
    """A table of measures, with a status in some."""


@attrs.frozen(kw_only=True)
class Notation:
    """How sums are printed."""

    commas: bool = True
    thousands: str = ","
    """What parts thousands where ``commas`` is true: a comma, or a space."""
    pence: bool = False
    sign: str = "£"
    """Before each sum: ``£``, ``£ `` or nothing."""
    negative: str = "-{}"
    """Around a sum below zero, such as ``-{}`` or ``({})``."""
    nil: str = "0"
    """A zero: digits as any other sum for ``0``, else what is printed, such as ``-`` or ``nil``."""
    none: str = ""
    """No figure: ``TBC``, ``n/a``, or an empty cell."""
    scale: int = 1
    """What a printed number stands for: 1, 1000 or 1000000; the last with three places."""
    unit: str = ""
    """What tells the scale, behind a heading, in a row of units, or behind each sum where ``behind`` is true."""
    behind: bool = False
    mixed: bool = False
    """Whether some sums have neither sign nor commas."""

    @property
    def step(self) -> Decimal:
        """The smallest difference that it can print."""
        if self.scale > 1:
            return Decimal(1000)
        return Decimal("0.01") if self.pence else Decimal(1)

    def print(self, money: Money | None) -> str:
        """Return the text of one cell."""
        if money is None:
            return self.none
        if money.amount == 0 and self.nil != "0":
            return self.nil
        places = 3 if self.scale == 1_000_000 else 2 if self.pence and self.scale == 1 else 0
        size = abs(money.amount) / self.scale
        plain = self.mixed and int(size) % 3 == 0
        digits = (
            f"{size:.{places}f}" if plain or not self.commas else f"{size:,.{places}f}".replace(",", self.thousands)
        )
        text = ("" if plain else self.sign) + digits + (self.unit if self.behind else "")
        return self.negative.format(text) if money.amount < 0 else text


@attrs.frozen(kw_only=True)
class TableLayout:
    """How one table is printed; fields that its shape has no use for are idle."""

    shape: Shape = Shape.GRID
    form: Form = Form.TAB
    notation: Notation = Notation()
    unit: str = "heading"
    """Where the unit of a grid stands: ``heading`` (behind each), ``row`` (below all), ``prose`` (above the table)."""
    header: int = 1
    """Rows of headings: none, one, or two with periods below roles."""
    groups: str = "row"
    """Where the group of a line stands: ``row`` (above its lines) or ``column``."""
    total: str = "last"
    """Where the total stands: ``last``, ``first``, or in the title of the table (``heading``)."""
    spacer: bool = False
    """Whether a row of empty cells, or a rule of dashes where columns are aligned, stands before the total."""
    separator: str = " "
    """Between name and sum, in a list."""
    bullet: str = "- "
    intro: str = ""
    """A sentence before the lines."""
    is_told: bool = True
    """Whether the page tells all; else no reader can be sure, and the parser must say that it is not."""


@attrs.frozen(kw_only=True)
class SectionLayout:
    """How one section of outcomes is printed."""

    statements: Statements = Statements.BULLETS
    bullet: str = "- "
    """Before each statement; ``1. ``, ``a) `` and ``(a) `` count on."""
    inner: str = "o "
    """Before each statement of the second level."""


@attrs.frozen(kw_only=True)
class HeadLayout:
    """How the title block is printed."""

    form: str = ""
    """Nothing for lines; else how a form parts label and value: ``: ``, two blanks, or a line end after a colon."""
    labels: tuple[str, str, str, str] = ("Organisation", "Title", "Date", "Period")
    date: str = "{month} {year}"
    period: str = "{first} to {last}"
    is_title_first: bool = False
    is_capital: bool = False
    times: int = 1
    """How often the title is printed."""


@attrs.frozen(kw_only=True)
class PageLayout:
    """What stands around the report, and what copying did to it."""

    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    header: str = ""
    footer: str = ""
    """At each page's end, with ``{page}`` and ``{pages}``."""
    length: int | None = None
    """Lines to a page, not counting header and footer; None for one page without end."""
    repeats: bool = False
    """Whether a table's headings are printed again on its next page."""
    is_fed: bool = True
    """Whether a form feed parts the pages of a text."""
    wrap: int | None = None
    """Where lines of prose and bullets are wrapped."""
    newline: str = "\n"
    nbsp: bool = False
    """Whether blanks beside sums are no-break spaces."""
    trailing: bool = False
    """Whether lines end with blanks."""


@attrs.frozen(kw_only=True)
class Layout:
    """One way to print a report."""

    head: HeadLayout = HeadLayout()
    tables: tuple[TableLayout, ...] = (TableLayout(),)
    """One for each table."""
    sections: tuple[SectionLayout, ...] = ()
    """One for each section; sections beyond are printed as the default."""
    container: str = "Summary of Outcomes"
    """The heading over all sections of outcomes."""
    allocation: str = "line"
    """How allocations are told: a ``line`` with a colon, a ``row`` of the first table, or a sentence with ``{sum}``."""
    page: PageLayout = PageLayout()
    gap: int = 1
    """Blank lines between blocks."""

    @property
    def is_told(self) -> bool:
        """Whether the page tells all that the report says: then it is parsed back to the same report."""
        return all(t.is_told for t in self.tables)


def print_date(date: PartialDate, form: str) -> str:
    """Return *date* in *form*, such as ``{day} {month} {year}``."""
    month = MONTHS[(date.month or 1) - 1]
    day = date.day or 0
    ending = "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return form.format(day=date.day, ending=ending, month=month, short=month[:3], number=date.month, year=date.year)


def print_period(period: Period, form: str) -> str:
    """Return *period* in *form*, such as ``{start}/{short}``; a quarter is ``Q1`` whatever the form."""
    if "Q" in period.label:
        return period.label[-2:]
    ends = {
        name: f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        for name, day in (("first", period.start), ("last", period.end))
    }
    years = {"start": period.start.year, "end": period.end.year, "short": f"{period.end.year % 100:02}"}
    return form.format(**ends, **years)
