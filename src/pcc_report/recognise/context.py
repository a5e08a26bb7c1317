"""What the words around a table or a sum tell: role, unit, period."""

import re

import attrs

from pcc_report.model import Period, Role
from pcc_report.values.dates import ScannedPeriod, resolve
from pcc_report.vocabulary import Vocabulary

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

    def resolve(self, scan: ScannedPeriod) -> Period | None:
        """Return the period of a quarter or of months that print no year, by the report's year."""
        if self.period is None:
            return scan.period
        start = self.period.start
        return resolve(scan, start.year if start.month >= 4 else start.year - 1)


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
    """Return the role that words give a sum: the longest phrase, and of equals the last, as in "grant expenditure"."""
    best: Role | None = None
    most = 0
    for role, words in _roles_in(text, vocabulary):
        if words >= most:
            best, most = role, words
    return best


def names_roles(text: str, vocabulary: Vocabulary) -> bool:
    """Whether words name several roles, as the headings of several columns do."""
    return len({role for role, _ in _roles_in(text, vocabulary)}) > 1


def _roles_in(text: str, vocabulary: Vocabulary) -> list[tuple[Role, int]]:
    """Return the roles that words name, each with the number of its words."""
    found = ((_ROLES.get(hit.meaning), hit.words) for hit in vocabulary.columns.hits(text))
    return [(role, words) for role, words in found if role is not None and role in _SAID]
