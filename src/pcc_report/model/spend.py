"""Spend tables: lines with figures by role, totals and sub-totals as printed."""

import enum

import attrs

from pcc_report.model.money import Money, exact_sum
from pcc_report.model.period import Period
from pcc_report.provenance import Origin


class Role(enum.StrEnum):
    """What a figure says about money."""

    ALLOCATED = "allocated"
    """Set aside: budget, allocation, award, grant."""
    ACTUAL = "actual"
    """Spent: expenditure, outturn of a finished period, claimed."""
    FORECAST = "forecast"
    """Expected to be spent by the end of a period that is still running."""
    COMMITTED = "committed"
    """Bound by a firm obligation, not yet spent."""
    VARIANCE = "variance"
    """A printed difference, with its printed sign (ours, derived, is actual - allocated)."""
    CARRIED_FORWARD = "carried_forward"
    """Unspent money moved to the next period."""
    MATCH_FUNDING = "match_funding"
    """Money that another party adds."""
    INCOME = "income"
    """Money that comes in."""
    OTHER = "other"
    """A sum whose role the document does not tell."""


@attrs.frozen(kw_only=True)
class Figure:
    """One cell of money: its role, its period where the table has several, the sum, the text as printed.

    ``money`` is ``None`` where the cell says that there is no figure (empty, ``TBC``, ``n/a``);
    a dash or ``nil`` is zero.
    """

    role: Role
    money: Money | None
    printed: str = ""
    period: Period | None = None
    column: int | None = attrs.field(default=None, validator=attrs.validators.optional(attrs.validators.ge(0)))
    """Index into `SpendTable.columns`; it parts figures of one role: of two funds, say, and of their sum."""
    origins: tuple[Origin, ...] = attrs.field(default=(), eq=False, repr=False)


@attrs.frozen(kw_only=True)
class NamedCell:
    """A cell that is no sum of money (a count, a date, a note), with the heading of its column."""

    column: str
    text: str
    origins: tuple[Origin, ...] = attrs.field(default=(), eq=False, repr=False)


@attrs.frozen(kw_only=True)
class Column:
    """A column of a table: its printed heading and what it was taken for.

    ``kind`` is ``category``, ``recipient``, ``description``, ``group``, ``figure`` or ``other``; ``role`` and
    ``period`` are those of a ``figure`` column; ``scale`` is what its printed numbers are multiplied by.
    """

    heading: str
    kind: str
    role: Role | None = None
    period: Period | None = None
    scale: int = attrs.field(default=1, validator=attrs.validators.ge(1))
    is_sum: bool = False
    """Whether its figures add up those of other columns, which `SpendTable.summed` must not count twice."""
    origins: tuple[Origin, ...] = attrs.field(default=(), eq=False, repr=False)


@attrs.frozen(kw_only=True)
class SpendLine:
    """One line of a spend table: what the money was for, who got it, and its figures."""

    category: str
    group: str | None = None
    recipient: str | None = None
    description: str | None = None
    figures: tuple[Figure, ...] = ()
    cells: tuple[NamedCell, ...] = ()
    origins: tuple[Origin, ...] = attrs.field(default=(), eq=False, repr=False)

    def figure(self, role: Role, period: Period | None = None) -> Figure | None:
        """Return the first figure of *role* (and *period*, where given), or None."""
        return _first(self.figures, role, period)


@attrs.frozen(kw_only=True)
class Total:
    """A printed total of a table, or, with a ``group``, a printed sub-total of that group."""

    label: str = ""
    """As printed; empty for a total without a label."""
    group: str | None = None
    figures: tuple[Figure, ...] = ()
    cells: tuple[NamedCell, ...] = ()
    origins: tuple[Origin, ...] = attrs.field(default=(), eq=False, repr=False)

    def figure(self, role: Role, period: Period | None = None) -> Figure | None:
        """Return the first figure of *role* (and *period*, where given), or None."""
        return _first(self.figures, role, period)


@attrs.frozen(kw_only=True)
class SpendTable:
    """A table, or a list that is one in all but its drawing, of money by category."""

    title: str = ""
    columns: tuple[Column, ...] = ()
    lines: tuple[SpendLine, ...] = ()
    totals: tuple[Total, ...] = ()
    subtotals: tuple[Total, ...] = ()
    origins: tuple[Origin, ...] = attrs.field(default=(), eq=False, repr=False)

    def summed(self, role: Role, period: Period | None = None) -> Money | None:
        """Return the exact sum of the lines' figures of *role* and *period*.

        None if no line has one, if they are of several currencies, or if several columns have that role and
        period and none of them adds the others up: "claimed to date" and "this claim" contain each other.
        """
        found: list[Money] = []
        for line in self.lines:
            figures = self.addable(line.figures, role, period)
            if len(figures) > 1:
                return None
            found += [f.money for f in figures if f.money is not None]
        if len({m.currency for m in found}) != 1:
            return None
        return Money(exact_sum(m.amount for m in found), found[0].currency)

    def total(self, role: Role, period: Period | None = None) -> Money | None:
        """Return the printed total of *role* and *period*, or None where none was printed.

        Where several columns have that role and period, it is the total of the column that adds them up, or
        None if there is no such column.
        """
        for total in self.totals:
            figures = self.addable(total.figures, role, period)
            if len(figures) == 1:
                return figures[0].money
        return None

    def addable(self, figures: tuple[Figure, ...], role: Role, period: Period | None) -> list[Figure]:
        """Return a row's figures of *role* and *period*: only that of the column that adds up the others, if any.

        Where several are left, they may contain each other, and must not be added up.
        """
        found = [f for f in figures if f.role is role and f.period == period]
        sums = [
            f for f in found if f.column is not None and f.column < len(self.columns) and self.columns[f.column].is_sum
        ]
        return sums if len(found) > 1 and len(sums) == 1 else found

    @property
    def series(self) -> tuple[tuple[Role, Period | None], ...]:
        """Every (role, period) that some line or total has a figure of, in printed order."""
        rows: tuple[SpendLine | Total, ...] = (*self.lines, *self.totals)
        return tuple(dict.fromkeys((f.role, f.period) for row in rows for f in row.figures))


def _first(figures: tuple[Figure, ...], role: Role, period: Period | None) -> Figure | None:
    for figure in figures:
        if figure.role is role and (period is None or figure.period == period):
            return figure
    return None
