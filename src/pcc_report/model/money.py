"""Exact money."""

import re
from decimal import Decimal

import attrs

_CURRENCY = re.compile(r"[A-Z]{3}\Z")


@attrs.frozen
class Money:
    """An exact sum: a finite `Decimal` in units of the currency (pounds, not pence), and the currency.

    Zero is a sum like any other; a sum that was not reported is ``None`` where a `Money` could stand.
    """

    amount: Decimal = attrs.field(validator=attrs.validators.instance_of(Decimal))
    currency: str = "GBP"
    """ISO 4217 code."""

    def __attrs_post_init__(self) -> None:
        if not self.amount.is_finite():
            msg = f"money must be a finite number, got {self.amount}"
            raise ValueError(msg)
        if self.amount.is_zero() and self.amount.is_signed():
            msg = "money has no negative zero"
            raise ValueError(msg)
        if not _CURRENCY.match(self.currency):
            msg = f"a currency is three capital letters, got {self.currency!r}"
            raise ValueError(msg)

    def __str__(self) -> str:
        """Return the sum as a person writes it, such as ``£571,024`` or ``-£12.50``."""
        size = abs(self.amount)
        digits = f"{size:,.2f}" if size == round(size, 2) else f"{size:,}"
        digits = digits.removesuffix(".00")
        sign = "-" if self.amount < 0 else ""
        return f"{sign}£{digits}" if self.currency == "GBP" else f"{sign}{self.currency} {digits}"

    def __add__(self, other: "Money") -> "Money":
        self._same_currency(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same_currency(other)
        return Money(self.amount - other.amount, self.currency)

    def _same_currency(self, other: "Money") -> None:
        if self.currency != other.currency:
            msg = f"cannot add {self.currency} and {other.currency}"
            raise ValueError(msg)
