"""How a report is printed: `Layout`, and `Notation` for its money and dates."""

import enum
from decimal import Decimal

import attrs
from hypothesis import strategies as st

from pcc_report.model import Money, PartialDate, Period

MONTHS = [
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
]


class Form(enum.StrEnum):
    """How a table is set."""

    TAB = "tab"
    """Cells parted by one tab."""
    ALIGNED = "aligned"
    """Columns aligned with spaces, sums to the right."""
    PIPE = "pipe"
    """Cells parted by pipes, without a frame."""
    MARKDOWN = "markdown"
    """A Markdown table: framed with pipes, a rule under the header."""


@attrs.frozen(kw_only=True)
class Notation:
    """How sums are printed in the table."""

    commas: bool = True
    pence: bool = False
    sign: str = "£"
    """Before each sum: ``£`` or nothing."""
    negative: str = "-{}"
    """Around a sum below zero: ``-{}`` or ``({})``."""
    nil: str = "0"
    """A zero: digits as any other sum for ``0``, else ``-`` or ``nil``."""
    none: str = ""
    """No figure: ``TBC``, ``n/a``, or an empty cell."""
    scale: int = 1
    """What a printed number stands for: 1, 1000 with a heading (£000s), 1000000 with (£m) and three places."""

    @property
    def step(self) -> Decimal:
        """The smallest difference that it can print."""
        if self.scale > 1:
            return Decimal(1000)
        return Decimal("0.01") if self.pence else Decimal(1)

    @property
    def unit(self) -> str:
        """What stands behind each heading of sums."""
        return {1: "", 1000: " (£000s)", 1_000_000: " (£m)"}[self.scale]

    def print(self, money: Money | None) -> str:
        """Return the text of one cell."""
        if money is None:
            return self.none
        if money.amount == 0 and self.nil != "0":
            return self.nil
        places = 3 if self.scale == 1_000_000 else 2 if self.pence and self.scale == 1 else 0
        size = abs(money.amount) / self.scale
        digits = f"{size:,.{places}f}" if self.commas else f"{size:.{places}f}"
        text = self.sign + digits
        return self.negative.format(text) if money.amount < 0 else text


@attrs.frozen(kw_only=True)
class Layout:
    """One way to print a report."""

    form: Form = Form.TAB
    notation: Notation = Notation()
    bullet: str = "- "
    """Before each statement; ``1. `` and ``a) `` count on."""
    total: str = "Total"
    """The label of the total; empty for none."""
    subtotal: str = "Sub-total"
    has_fields: bool = False
    """Whether the title block is a form, ``Title: ...``, and not lines."""
    date: str = "{month} {year}"
    period: str = "{first} to {last}"
    container: str = "Summary of Outcomes"
    """The heading over all sections of outcomes; empty for none."""
    gap: int = 1
    """Blank lines between blocks."""
    headings: tuple[str, ...] = ()
    """The headings of the table's columns of sums, without their unit."""
    stub: str = ""
    """The heading over the categories; may be empty."""

    def print_date(self, date: PartialDate) -> str:
        """Return *date* as this layout prints it."""
        month = MONTHS[(date.month or 1) - 1]
        return self.date.format(day=date.day, month=month, short=month[:3], number=date.month, year=date.year)

    def print_period(self, period: Period) -> str:
        """Return *period* as this layout prints it."""
        ends = {
            name: f"{day.day} {MONTHS[day.month - 1]} {day.year}"
            for name, day in (("first", period.start), ("last", period.end))
        }
        years = {"start": period.start.year, "end": period.end.year, "short": f"{period.end.year % 100:02}"}
        return self.period.format(**ends, **years)


FULL_YEAR = (
    "{first} to {last}",
    "{start}/{short}",
    "{start}-{short}",
    "{start}-{end}",
    "April {start} to March {end}",
)
"""Ways to print a financial year."""

BULLETS = ("- ", "• ", "* ", "– ", "o ", "\uf0b7 ", "1. ", "a) ", "1) ")


def notations() -> st.SearchStrategy[Notation]:
    """Draw how sums are printed."""
    exact = st.builds(
        Notation,
        commas=st.booleans(),
        pence=st.booleans(),
        sign=st.sampled_from(("£", "£", "")),
        negative=st.sampled_from(("-{}", "({})")),
        nil=st.sampled_from(("0", "-", "nil")),
        none=st.sampled_from(("TBC", "n/a", "")),
        scale=st.just(1),
    )
    scaled = st.builds(
        Notation,
        commas=st.just(value=True),
        pence=st.just(value=False),
        sign=st.sampled_from(("£", "")),
        negative=st.sampled_from(("-{}", "({})")),
        nil=st.sampled_from(("0", "-")),
        none=st.sampled_from(("TBC", "n/a", "")),
        scale=st.sampled_from((1000, 1_000_000)),
    )
    return st.one_of(exact, exact, scaled)


def layouts(form: st.SearchStrategy[Form] | None = None) -> st.SearchStrategy[Layout]:
    """Draw a layout; the headings of its columns are drawn with the report, see `drawn`."""
    return st.builds(
        Layout,
        form=st.sampled_from(Form) if form is None else form,
        notation=notations(),
        bullet=st.sampled_from(BULLETS),
        total=st.sampled_from(("Total", "TOTAL", "Grand total", "")),
        subtotal=st.sampled_from(("Sub-total", "Subtotal", "Sub total")),
        has_fields=st.booleans(),
        period=st.sampled_from(FULL_YEAR),
        container=st.sampled_from(("Summary of Outcomes", "Outcomes", "What the grant achieved")),
        gap=st.integers(1, 3),
    )
