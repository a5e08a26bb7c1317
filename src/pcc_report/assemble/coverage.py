"""The account of every character: claims for all that is no value, and every sum that has no place."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from pcc_report.layout import Run
from pcc_report.model import Claim, ClaimKind, Money, Unplaced
from pcc_report.provenance import Origin
from pcc_report.source import Line, SourceDocument
from pcc_report.values.money import ScannedMoney

_PUNCTUATION = re.compile(r"[\W_]+\Z")
MAX_UNPLACED = 2000
"""How many sums that nothing reads are listed one by one; a document with more is no report, and they are counted."""
MAX_COUNTED = 50_000
"""How many of those are counted; of more, no more is said than that there are."""


class Ledger:
    """Claims as they are made; the first claim of a character stands."""

    def __init__(self) -> None:
        self._claims: list[tuple[Run, ClaimKind, Origin | None]] = []
        self.unplaced: list[tuple[Run, str, Money | None]] = []

    def claim(self, run: Run, kind: ClaimKind, repeats: Origin | None = None) -> None:
        """Claim all of *run* that no value and no earlier claim covers."""
        if run:
            self._claims.append((run, kind, repeats))

    @property
    def repeated(self) -> list[Run]:
        """The runs claimed as repeats so far."""
        return [run for run, kind, _ in self._claims if kind is ClaimKind.REPEAT]

    def leave(self, run: Run, reason: str, money: Money | None) -> None:
        """List a sum that has no place, and why."""
        self.unplaced.append((run, reason, money))

    def move(self, start: int, to: Origin) -> None:
        """Let what repeats the sum printed at *start* repeat *to*, which that one turned out to repeat itself."""
        self._claims = [(r, kind, to if o is not None and o.start == start else o) for r, kind, o in self._claims]

    def settle(self, document: SourceDocument, values: Iterable[Origin]) -> tuple[Claim, ...]:
        """Return claims for every non-blank character that *values* leave, what nobody claimed as unread."""
        free = _Free(document)
        touched: set[tuple[int, int]] = set()
        for origin in values:
            free.take(origin.start, origin.end)
            touched.add((origin.page, origin.line))
        claims: list[Claim] = []
        # a sum said again lies inside text that is claimed as something wider
        for run, kind, repeats in sorted(self._claims, key=lambda c: c[1] is not ClaimKind.REPEAT):
            for line, start, end in run.pieces:
                claims += [
                    Claim(kind=kind, origin=o, repeats=repeats)
                    for o in free.cut(line, line.start + start, line.start + end)
                ]
        for line in document.lines:
            for origin in free.cut(line, line.start, line.start + len(line.text)):
                drawn = _PUNCTUATION.match(origin.text) is not None
                beside = (line.page, line.number) in touched
                linking = beside and len(origin.text.split()) <= 3 and not any(map(str.isdigit, origin.text))
                partly = linking or drawn
                claims.append(Claim(kind=ClaimKind.LABEL if partly else ClaimKind.UNREAD, origin=origin))
        return tuple(sorted(claims, key=lambda c: c.origin.start))


class _Free:
    """Which characters are still unclaimed: a byte for each."""

    def __init__(self, document: SourceDocument) -> None:
        self._taken = bytearray(len(document.text))
        self._text = document.text

    def take(self, start: int, end: int) -> None:
        self._taken[start:end] = b"\1" * (end - start)

    def cut(self, line: Line, start: int, end: int) -> list[Origin]:
        """Take what is free between two offsets, and return it as origins without blanks at their ends."""
        found = []
        at = start
        while at < end:
            begin = self._taken.find(b"\0", at, end)
            if begin < 0:
                break
            stop = self._taken.find(b"\1", begin, end)
            stop = end if stop < 0 else stop
            piece = self._text[begin:stop]
            body = piece.strip()
            if body:
                lead = begin + len(piece) - len(piece.lstrip())
                found.append(line.origin(lead - line.start, lead + len(body) - line.start))
            self.take(begin, stop)
            at = stop
        return found


class Placed:
    """Every sum that has a place, to find repeats of it."""

    def __init__(self) -> None:
        self._by_amount: dict[Decimal, list[tuple[str, Run]]] = {}

    def add(self, money: Money | None, what: str, run: Run) -> None:
        """Remember that *money*, printed at *run*, is a ``line``, ``total``, ``allocation`` or ``measure``."""
        if money is not None and run:
            self._by_amount.setdefault(abs(money.amount), []).append((what, run))

    def move(self, money: Money, start: int, run: Run) -> None:
        """Let *money*, printed at *start*, stand for what is printed at *run*, which it turned out to repeat."""
        places = self._by_amount.get(abs(money.amount), [])
        places[:] = [(what, run if printed.start == start else printed) for what, printed in places]

    def find(self, amount: Decimal, *what: str) -> Origin | None:
        """Return where *amount* is placed (as one of *what*, where given), or None."""
        for kind, run in self._by_amount.get(abs(amount), ()):
            if not what or kind in what:
                return run.origins()[0]
        return None

    def missing_of(self, run: Run) -> Iterator[tuple[Run, Money]]:
        """Yield the sums in pounds that *run* prints and that have no place, each with where it stands."""
        for scan in run.sums if "£" in run.text else ():
            if scan.money is not None and abs(scan.money.amount) not in self._by_amount:
                yield run.cut(scan.start, scan.end), scan.money

    def near(self, scan: ScannedMoney, text: str, *, is_said: bool = True) -> Origin | None:
        """Return where a sum is placed that *scan* is a rounding of, as "£674,000" is of 673,664."""
        if scan.money is None:
            return None
        step = rounding_step(scan, text, is_said=is_said)
        for amount, places in self._by_amount.items():
            if amount and is_rounding(abs(scan.money.amount), amount, step):
                return places[0][1].origins()[0]
        return None


_ROUNDED_TO = Decimal(1000)


def is_rounding(rounded: Decimal, exact: Decimal, step: Decimal) -> bool:
    """Whether *rounded*, whose last telling digit is worth *step*, is *exact* rounded or cut, and not far from it."""
    off = abs(rounded - exact)
    return 0 < off <= step * Decimal("0.6") and off * 20 < abs(exact)


def rounding_step(scan: ScannedMoney, text: str, *, is_said: bool = True) -> Decimal:
    """Return the worth of the last digit that a sum prints as more than a filling zero.

    *is_said*: words such as "nearly" say that it is rounded; without them whole pounds are to thousands at most.
    """
    digits = re.sub(r"[^\d.]", "", text[scan.start : scan.end])
    if "." in digits:
        places = len(digits.split(".", 1)[1])
        return Decimal(scan.scale).scaleb(-places)
    zeros = len(digits) - len(digits.rstrip("0"))
    step = Decimal(scan.scale) * Decimal(10) ** zeros if digits.strip("0") else Decimal(0)
    return step if is_said or scan.scale > 1 else min(step, _ROUNDED_TO)


def loose_sums(
    runs: Sequence[Run], values: Sequence[Origin], listed: Sequence[Run]
) -> Iterator[tuple[Run, ScannedMoney]]:
    """Yield the money-like tokens of *runs*, each with its run, that lie in no value and are not listed yet."""
    spans = [(o.start, o.end) for o in values]
    spans += [(line.start + start, line.start + end) for run in listed for line, start, end in run.pieces]
    covered = bytearray(max((end for _, end in spans), default=0))
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    for run in runs:
        for scan in run.sums:
            at = run.place_of(scan.start)
            if at >= len(covered) or not covered[at]:
                yield run, scan


def unplaced_of(run: Run, reason: str, money: Money | None) -> Unplaced:
    """Return the record of a sum without a place."""
    return Unplaced(reason=reason, money=money, printed=run.text, origin=run.origins()[0])
