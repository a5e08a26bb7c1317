"""What came of the money: sections, statements, and the measures inside them."""

import enum
from decimal import Decimal

import attrs

from pcc_report.model.funding import Qualifier
from pcc_report.model.spend import NamedCell
from pcc_report.provenance import Origin


class Unit(enum.StrEnum):
    """What a measure's number is a number of."""

    PERCENT = "percent"
    COUNT = "count"
    MONEY = "money"
    RANK = "rank"
    RATIO = "ratio"
    DURATION = "duration"


class Direction(enum.StrEnum):
    """Which way a measure moved."""

    UP = "up"
    DOWN = "down"


class Status(enum.StrEnum):
    """Red, amber, green; grey where no judgement was made."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    GREY = "grey"


@attrs.frozen(kw_only=True)
class Measure:
    """A number that counts or measures something in a statement.

    ``value`` is the number as meant: "Thirty four percent" is 34, "£1.4m" is 1400000. A ratio has its
    ``base`` too: "9 out of 10" is value 9, base 10. A rank is at least 1, a ratio never negative. A
    printed minus sign is in the value ("-3" is a change of -3), and its ``direction`` is down.
    """

    value: Decimal
    unit: Unit
    base: Decimal | None = None
    duration_unit: str | None = None
    """``second``, ``minute``, ``hour``, ``day``, ``week``, ``month`` or ``year``, for a duration."""
    currency: str | None = None
    """ISO 4217 code, for money."""
    qualifier: Qualifier | None = None
    measured: str | None = None
    """The words that name what is counted, such as ``drug tests``, as printed."""
    direction: Direction | None = None
    baseline: str | None = None
    """The words of a comparison, such as ``on the previous year``, as printed."""
    printed: str = ""
    origins: tuple[Origin, ...] = attrs.field(default=(), eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if not self.value.is_finite():
            msg = f"a measure must be a finite number, got {self.value}"
            raise ValueError(msg)
        if self.unit is Unit.RANK and self.value < 1:
            msg = f"a rank counts from 1, got {self.value}"
            raise ValueError(msg)
        if self.unit is Unit.RATIO and self.value < 0:
            msg = f"a {self.unit} is never negative, got {self.value}"
            raise ValueError(msg)
        if (self.base is not None) != (self.unit is Unit.RATIO):
            msg = "a ratio, and only a ratio, has a base"
            raise ValueError(msg)
        if self.base is not None and not (self.base.is_finite() and self.base > 0):
            msg = f"the base of a ratio must be above zero, got {self.base}"
            raise ValueError(msg)
        if (self.duration_unit is not None) != (self.unit is Unit.DURATION):
            msg = "a duration, and only a duration, has a duration_unit"
            raise ValueError(msg)
        if (self.currency is not None) != (self.unit is Unit.MONEY):
            msg = "money, and only money, has a currency"
            raise ValueError(msg)


@attrs.frozen(kw_only=True)
class OutcomeStatement:
    """One bullet, numbered item or sentence of results, or one row of an outcome table.

    A table row has its cells by column; its text is the cells joined with `` | ``.
    """

    text: str
    level: int = attrs.field(default=1, validator=attrs.validators.ge(1))
    """Depth of nesting, 1 for the outermost."""
    marker: str = ""
    """The bullet or number as printed, such as ``-`` or ``5.1.1.``."""
    measures: tuple[Measure, ...] = ()
    cells: tuple[NamedCell, ...] = ()
    status: Status | None = None
    origins: tuple[Origin, ...] = attrs.field(default=(), eq=False, repr=False)


@attrs.frozen(kw_only=True)
class OutcomeSection:
    """Statements under one heading; ``heading`` is the title of the report where there is none."""

    heading: str
    statements: tuple[OutcomeStatement, ...] = ()
    origins: tuple[Origin, ...] = attrs.field(default=(), eq=False, repr=False)
