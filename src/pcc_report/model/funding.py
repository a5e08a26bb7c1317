"""Allocations: sums that a report states outside of its tables, or at the head of one."""

import enum

import attrs

from pcc_report.model.money import Money
from pcc_report.model.period import Period
from pcc_report.model.spend import Role
from pcc_report.provenance import Origin


class Qualifier(enum.StrEnum):
    """How exactly a number is meant."""

    OVER = "over"
    """Over, more than, at least, a minimum of."""
    UNDER = "under"
    """Under, less than, fewer than, just under."""
    APPROXIMATELY = "approximately"
    """About, almost, nearly, some, circa."""
    UP_TO = "up_to"
    """Up to: a limit, or a rise to."""


@attrs.frozen(kw_only=True)
class Allocation:
    """Money stated as available, given, received or, in ``role`` actual, spent in all."""

    label: str
    money: Money
    role: Role = Role.ALLOCATED
    qualifier: Qualifier | None = None
    period: Period | None = None
    recipient: str | None = None
    printed: str = ""
    origins: tuple[Origin, ...] = attrs.field(default=(), eq=False, repr=False)
