"""Exact money."""

import re
from collections.abc import Iterable
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal

import attrs

_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Keeps every digit; the context that `Decimal` comes with rounds behind the 28th."""
_PENCE = Decimal("0.01")


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
        size = self.amount.copy_abs()
        pence = size.quantize(_PENCE, context=_EXACT)
        digits = f"{pence:,f}" if size == pence else f"{size:,f}"
        digits = digits.removesuffix(".00")
        sign = "-" if self.amount < 0 else ""
        return f"{sign}£{digits}" if self.currency == "GBP" else f"{sign}{self.currency} {digits}"

    def __add__(self, other: "Money") -> "Money":
        self._same_currency(other)
        return Money(_EXACT.add(self.amount, other.amount), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same_currency(other)
        return Money(_EXACT.subtract(self.amount, other.amount), self.currency)

    def _same_currency(self, other: "Money") -> None:
        if self.currency != other.currency:
            msg = f"cannot add {self.currency} and {other.currency}"
            raise ValueError(msg)


def exact_sum(amounts: Iterable[Decimal]) -> Decimal:
    """Return the sum of *amounts* with all of its digits."""
    total = Decimal(0)
    for amount in amounts:
        total = _EXACT.add(total, amount)
    return total
