"""What the words around a table or a sum tell: role, unit, period."""

import datetime as dt
import re
from collections.abc import Sequence

import attrs

from pcc_report.model import PartialDate, Period, Role
from pcc_report.values.dates import ScannedPeriod, resolve
from pcc_report.vocabulary import Hit, Vocabulary
from pcc_report.vocabulary.governing import governing

_APRIL = 4
_MOST_OF_A_YEAR = dt.timedelta(days=330)
_ROLES = {r.value: r for r in Role}
_SAID = frozenset(
    (
        Role.ALLOCATED,
        Role.ACTUAL,
        Role.FORECAST,
        Role.COMMITTED,
        Role.VARIANCE,
        Role.CARRIED_FORWARD,
        Role.INCOME,
    )
)
"""Roles that words around a table can give it."""

LEVELS = frozenset(role.value for role in (Role.ALLOCATED, Role.ACTUAL, Role.FORECAST))
"""The roles of plain nouns of money, of which a word before them may say something else: "unspent grant"."""


def year_of(day: dt.date) -> int:
    """Return the year in whose April the financial year of a day begins."""
    return day.year - (day.month < _APRIL)


@attrs.define(eq=False)
class Context:
    """What a region inherits from the headings and sentences it stands under."""

    kind: str = "unknown"
    """Kind of its section."""
    role: Role | None = None
    """What the nearest words that say so say its sums are."""
    names_roles: bool = False
    """Whether those words name several roles, so that of columns without headings each may have its own."""
    weak_role: Role | None = None
    """The same from the title of the document, where nothing nearer tells."""
    scale: int | None = None
    unsigned_scale: int | None = None
    """The unit that a note further up gives: of sums without a pound sign, for one with a sign is whole."""
    unsure_scale: int | None = None
    """The same where the note stands above a table of its own: it may be about that one alone."""
    period: Period | None = None
    """The report's period, to date quarters that print no year."""
    written: PartialDate | None = None
    """The report's date."""

    @property
    def is_in_year(self) -> bool:
        """Whether the report was written before the financial year that it is about was over."""
        if self.period is None:
            return False
        last = self.period.end
        if last - self.period.start < _MOST_OF_A_YEAR:
            last = Period.financial_year(year_of(last)).end
        written = self.is_before(last)
        return self.period.end < last if written is None else written

    def is_before(self, day: dt.date) -> bool | None:
        """Whether the report was written before a day; None where its date does not tell."""
        if self.written is None or self.written.month is None:
            return None
        return (self.written.year, self.written.month, self.written.day or day.day) < (day.year, day.month, day.day)

    def is_over(self, scan: ScannedPeriod | None) -> bool:
        """Whether a year was over before the one that the report is about began, or before the report was written."""
        if scan is None or scan.period is None:
            return False
        earlier = self.period is not None and scan.period.end < self.period.start
        return earlier or self.is_before(scan.period.end) is False

    def resolve(self, scan: ScannedPeriod) -> Period | None:
        """Return the period of a quarter or of months that print no year, by the report's year."""
        if self.period is None:
            return scan.period
        return resolve(scan, year_of(self.period.start))


def role_in_sentences(text: str, vocabulary: Vocabulary) -> Role | None:
    """Return the role that a lead-in gives the list under it: its last word of money, the last sentence first."""
    for part in (text.rstrip(": ").rsplit(". ", 1)[-1], text):
        hits = [
            h
            for h in vocabulary.columns.hits(part)
            if _ROLES.get(h.meaning) in (Role.ALLOCATED, Role.ACTUAL, Role.FORECAST)
        ]
        hits += [h for h in vocabulary.context.hits(part) if h.meaning in ("allocated", "actual")]
        hits = [h for h in hits if h.meaning != "actual" or not _YET_TO_BE.search(part, 0, h.start)]
        if hits:
            return _ROLES[max(hits, key=lambda h: h.end).meaning]
    return None


_YET_TO_BE = re.compile(r"\bbe\s+\Z")
"""What stands before "spent" where nothing was spent yet: "the money has to be spent by March"."""


def role_of(text: str, vocabulary: Vocabulary) -> Role | None:
    """Return the role that words give a sum: that of "grant expenditure" is what was spent."""
    hits = _roles_in(text, vocabulary)
    return _ROLES[leading(hits).meaning] if hits else None


def level_of(text: str, vocabulary: Vocabulary) -> Role | None:
    """Return the role that words far from a table give it: a level of money; what is left is said over its column.

    In sentences the longest phrase tells, of equals the last: what is "paid out of a grant" may be awards of it.
    """
    best: Role | None = None
    most = 0
    for hit in _hits(text, vocabulary):
        role = _ROLES.get(hit.meaning)
        if role in _SAID and hit.words >= most:
            best, most = role, hit.words
    return None if best in (Role.VARIANCE, Role.CARRIED_FORWARD) else best


def leading(hits: Sequence[Hit]) -> Hit:
    """Return which of the words of money in a heading says what its sums are: what is left over, else the last."""
    if any(h.meaning == Role.CARRIED_FORWARD for h in hits):
        return next(h for h in hits if h.meaning == Role.CARRIED_FORWARD)
    return next((h for h in hits if h.meaning == Role.VARIANCE), hits[-1])


def names_roles(text: str, vocabulary: Vocabulary) -> bool:
    """Whether words name several roles, as the headings of several columns do."""
    return len({hit.meaning for hit in _roles_in(text, vocabulary)}) > 1


def _roles_in(text: str, vocabulary: Vocabulary) -> list[Hit]:
    """Return the words that name roles, without those that only qualify others."""
    found = governing(text, _hits(text, vocabulary), LEVELS)
    return [hit for hit in found if _ROLES.get(hit.meaning) in _SAID]


def _hits(text: str, vocabulary: Vocabulary) -> list[Hit]:
    """Return the words of columns in *text*; over a table, "Grants to" and "Paid to" tell of money as "Grants" does."""
    hits = list(vocabulary.columns.hits(text))
    for k, hit in enumerate(hits):
        if hit.meaning == "recipient" and hit.words == _TWO:
            first = vocabulary.columns.best(text[hit.start : hit.end].split(maxsplit=1)[0])
            if first is not None and first.meaning in LEVELS:
                hits[k] = Hit(first.meaning, hit.start, hit.start + first.end, 1)
    return hits


_TWO = 2
