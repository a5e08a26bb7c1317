"""What a parse gives: the report, every doubt, and an account of every other word of the source."""

import enum
from collections.abc import Iterator
from decimal import Decimal

import attrs

from pcc_report.diagnostics import Diagnostic
from pcc_report.model.money import Money
from pcc_report.model.period import PartialDate, Period
from pcc_report.model.report import Report
from pcc_report.provenance import Origin


class ClaimKind(enum.StrEnum):
    """What a run of source text was taken for."""

    VALUE = "value"
    """A value of the report."""
    LABEL = "label"
    """A column heading, the word "Total", a bullet sign, a section's number."""
    FURNITURE = "furniture"
    """Running header, footer, page number, web navigation."""
    REPEAT = "repeat"
    """A sum or line said before; `Claim.repeats` tells where."""
    BACKGROUND = "background"
    """Read, and understood as no part of the report's facts: purpose, decision, signature."""
    UNREAD = "unread"
    """Not understood."""


@attrs.frozen(kw_only=True)
class Claim:
    """A run of source text that is no value of the report, and what it is instead."""

    kind: ClaimKind
    origin: Origin
    repeats: Origin | None = None
    """For a repeat: where it was said first."""


@attrs.frozen(kw_only=True)
class Unplaced:
    """A sum of money that stands in the source and in no fact of the report, and why.

    ``reason`` is ``cap`` (a limit), ``rate`` (for each, or a year), ``change``, ``forecast``, ``part`` (of a sum
    told already), ``carried`` (forward), ``match`` (another party's money), ``background`` (told, and nothing
    says as what), ``heading`` (in a row of a table that names what is below it), ``not_money`` or ``unknown``.
    """

    reason: str
    money: Money | None
    printed: str
    origin: Origin


@attrs.frozen(kw_only=True)
class SourceIdentity:
    """Which file was parsed, and by what."""

    name: str
    sha256: str
    format: str
    """``text`` or ``pdf``."""
    pages: int
    reader: str
    """Which reader, such as ``pdfplumber``; without a version, for the same input gives the same bytes."""
    parser_version: str


@attrs.frozen(kw_only=True)
class ParseResult:
    """One parsed document.

    Every non-blank character of the source text is in the origin of a value of ``report`` or in a claim.
    """

    report: Report
    diagnostics: tuple[Diagnostic, ...] = ()
    claims: tuple[Claim, ...] = ()
    """All that is no value of the report, in source order; see `coverage` for all there is."""
    unplaced: tuple[Unplaced, ...] = ()
    source: SourceIdentity

    @property
    def unread(self) -> tuple[Claim, ...]:
        """The runs of text that were not understood."""
        return tuple(c for c in self.claims if c.kind is ClaimKind.UNREAD)

    def doubts(self, value: object) -> tuple[Diagnostic, ...]:
        """Return the diagnostics about *value*: any record of the report, with all that it holds."""
        mine = tuple(origins_of(value))
        return tuple(d for d in self.diagnostics if any(o.overlaps(m) for o in d.origins for m in mine))

    def coverage(self) -> tuple[Claim, ...]:
        """Return a claim for every run of source text, values included, in source order.

        Values may overlap each other, as a measure lies inside its statement.
        """
        values = (Claim(kind=ClaimKind.VALUE, origin=o) for o in origins_of(self.report))
        return tuple(sorted((*values, *self.claims), key=lambda c: (c.origin.start, -c.origin.end)))


def origins_of(value: object) -> Iterator[Origin]:
    """Return every origin of *value* and of all the records that it holds."""
    found: list[Origin] = []
    _gather(value, found)
    return iter(found)


def _gather(value: object, found: list[Origin]) -> None:
    if isinstance(value, Origin):
        found.append(value)
    elif isinstance(value, tuple):
        for item in value:
            found.append(item) if type(item) is Origin else _gather(item, found)
    else:
        for name in _holders(type(value)):
            held = getattr(value, name)
            if held and type(held) not in _PLAIN:
                _gather(held, found)


_PLAIN = frozenset((str, int, bool, Decimal, Money, Period, PartialDate))
"""Types that hold no origin, passed over at once."""


_NAMES: dict[type, tuple[str, ...]] = {}


def _holders(cls: type) -> tuple[str, ...]:
    """Return the fields of a record that may hold origins; none for what is no record. Each class is looked at once."""
    names = _NAMES.get(cls)
    if names is None:
        fields = getattr(cls, "__attrs_attrs__", ())
        names = _NAMES[cls] = tuple(field.name for field in fields if field.type not in _PLAIN)
    return names
