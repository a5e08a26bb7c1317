"""Dates as precise as printed, and spans of time with the names that public finance gives them."""

import datetime as dt

import attrs


@attrs.frozen
class PartialDate:
    """A date known to the year, the month or the day: ``2014``, ``2014-04`` or ``2014-04-30``."""

    year: int
    month: int | None = None
    day: int | None = None

    def __attrs_post_init__(self) -> None:
        if self.day is not None and self.month is None:
            msg = "a day needs a month"
            raise ValueError(msg)
        dt.date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        text = f"{self.year:04}"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        return text


_YEARS = ((4, 1, 3, 31), (4, 6, 4, 5))
"""Where a financial year begins and ends, and a year of income tax."""


@attrs.frozen
class Period:
    """A span of days, both ends included.

    A financial year runs from 1 April to 31 March; its quarters count from April.
    """

    start: dt.date
    end: dt.date

    def __attrs_post_init__(self) -> None:
        if self.start > self.end:
            msg = f"a period must start before it ends, got {self.start} to {self.end}"
            raise ValueError(msg)

    @classmethod
    def financial_year(cls, first: int, last: int | None = None) -> "Period":
        """Return the financial year that starts in April *first*, or the run of years that ends in *last*.

        >>> Period.financial_year(2013).label, Period.financial_year(2022, 2025).label
        ('2013-14', '2022-25')
        """
        return cls(dt.date(first, 4, 1), dt.date(last or first + 1, 3, 31))

    @classmethod
    def quarter(cls, first: int, number: int) -> "Period":
        """Return quarter *number* (1 is April to June) of the financial year that starts in *first*."""
        return cls.months(first, 1 + 3 * number, 3)

    @classmethod
    def half(cls, first: int, number: int) -> "Period":
        """Return half *number* (1 is April to September) of the financial year that starts in *first*."""
        return cls.months(first, 6 * number - 2, 6)

    @classmethod
    def months(cls, year: int, month: int, count: int = 1) -> "Period":
        """Return *count* whole months from *month* of *year*; months above 12 run into later years."""
        first, end = divmod(month - 1, 12), divmod(month - 1 + count, 12)
        start = dt.date(year + first[0], first[1] + 1, 1)
        return cls(start, dt.date(year + end[0], end[1] + 1, 1) - dt.timedelta(days=1))

    def contains(self, other: "Period") -> bool:
        """Whether every day of *other* lies in this period."""
        return self.start <= other.start and other.end <= self.end

    @property
    def label(self) -> str:
        """The usual short name: ``2013-14``, ``2013-14 Q1``, ``2013-14 H2``, ``2022-25``.

        The year of a charity that ends on 5 April is called by the same name. A span that has no such name is given by
        its days: ``2017-04-01/2017-12-31``.
        """
        first = self.start.year if self.start.month >= 4 else self.start.year - 1
        if (self.start.month, self.start.day, self.end.month, self.end.day) in _YEARS:
            return f"{first:04}-{self.end.year % 100:02}"
        if dt.MINYEAR <= first and self.end.year < dt.MAXYEAR:
            for number in (1, 2, 3, 4):
                if self == Period.quarter(first, number):
                    return f"{first:04}-{(first + 1) % 100:02} Q{number}"
            for number in (1, 2):
                if self == Period.half(first, number):
                    return f"{first:04}-{(first + 1) % 100:02} H{number}"
        return f"{self.start}/{self.end}"
