"""Sums counted up row by row, so that a total costs the same however many rows stand above it."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

import attrs

from pcc_report.recognise.readings import TypedColumn, TypedRow

_ROUNDED_FROM = 1000
"""Pounds below which nobody rounds: small sums add up exactly, or not at all."""


@attrs.define(eq=False)
class Addends:
    """The amounts of one column."""

    count: int = 0
    total: Decimal = Decimal(0)
    digits: int = 0
    """The most decimals of one."""
    largest: Decimal = Decimal(0)

    @classmethod
    def of(cls, amounts: Iterable[Decimal]) -> "Addends":
        """Count up *amounts*."""
        made = cls()
        for amount in amounts:
            made.add(amount)
        return made

    def add(self, amount: Decimal) -> None:
        """Count one more."""
        self.count += 1
        self.total += amount
        self.digits = max(self.digits, -int(amount.as_tuple().exponent))
        self.largest = max(self.largest, abs(amount))

    def __add__(self, other: "Addends") -> "Addends":
        return Addends(
            self.count + other.count,
            self.total + other.total,
            max(self.digits, other.digits),
            max(self.largest, other.largest),
        )

    def tolerance(self, column: TypedColumn) -> Decimal:
        """Return how far a total may be from them by rounding: half the last printed digit for each."""
        if column.scale == 1 and self.largest < _ROUNDED_FROM:
            return Decimal(0)
        unit = Decimal(column.scale) if column.scale > 1 else Decimal(1)
        step = (
            Decimal(1).scaleb(-self.digits)
            if self.digits > 0 and column.scale == 1
            else unit / 1000
            if column.scale > 1000
            else unit
        )
        return max(step * max(self.count, 2) / 2, step)


class Tally:
    """The amounts of rows, by column."""

    def __init__(self, columns: Sequence[TypedColumn], rows: Iterable[TypedRow] = ()) -> None:
        self.rows = 0
        self.by_column = {c.index: Addends() for c in columns}
        for row in rows:
            self.add(row)

    def add(self, row: TypedRow) -> None:
        """Count the figures of one more row."""
        self.rows += 1
        for index, addends in self.by_column.items():
            cell = row.figures.get(index)
            if cell is not None and (amount := cell.amount) is not None:
                addends.add(amount)

    def of(self, column: TypedColumn) -> Addends:
        """Return the amounts of one column."""
        return self.by_column[column.index]

    def __add__(self, other: "Tally") -> "Tally":
        both = Tally(())
        both.rows = self.rows + other.rows
        both.by_column = {index: addends + other.by_column[index] for index, addends in self.by_column.items()}
        return both


def tolerance(amounts: Sequence[Decimal], column: TypedColumn) -> Decimal:
    """Return how far a total of *amounts* may be from them by rounding."""
    return Addends.of(amounts).tolerance(column)
