"""Which of the words of money in a heading says what its sums are, and which only qualify that."""

import re
from collections.abc import Sequence

from pcc_report.vocabulary import Hit

_PREPOSITION = r"\b(?:from|out\s+of|of|against|to|on|in|within|between|towards|than|vs?|versus)\b"
_BEHIND = re.compile(_PREPOSITION, re.IGNORECASE)
_RIGHT_BEHIND = re.compile(_PREPOSITION + r"(?:\s+(?:the|its|their|our|your|an?))?\s*\Z", re.IGNORECASE)
_PARTICIPLE = re.compile(r"(?:ed|spent|paid|given|unspent|left|remaining|likely|indicative)\Z", re.IGNORECASE)
_ADJECTIVES = re.compile(r"\s+(?:(?:annual|total|net|gross|overall|yearly)\s+)?\Z", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|/|&|\band\b|\bor\b)\s*\Z", re.IGNORECASE)
_PLAIN = "money"
"""The meaning of words that say only that there is money: "Amount", which whatever stands behind it tells more of."""


def governing(text: str, hits: Sequence[Hit], nouns: frozenset[str]) -> list[Hit]:
    """Return *hits* without those that only qualify one before them: "spent" alone of "Spent from PCC grant".

    What stands behind a preposition or in brackets qualifies what it stands behind, and a noun whose meaning is one
    of *nouns* is what the participle right before it says: an unspent grant is no grant, planned spend is a plan.

    >>> from pcc_report.vocabulary import load_vocabulary
    >>> hits = load_vocabulary().columns.hits("Balance of grant")
    >>> [hit.meaning for hit in governing("Balance of grant", hits, frozenset())]
    ['variance']
    """
    kept: list[Hit] = []
    end, is_dropped = 0, False
    for hit in hits:
        gap = text[end : hit.start]
        end = hit.end
        head = kept[-1] if kept and kept[-1].meaning != _PLAIN else None
        is_dropped = head is not None and (
            _is_object(text, hit, gap)
            or (is_dropped and _JOINED.match(gap) is not None)
            or (not is_dropped and hit.meaning in nouns and _is_adjective(text, head) and bool(_ADJECTIVES.match(gap)))
        )
        if not is_dropped:
            kept.append(hit)
    return kept


def _is_object(text: str, hit: Hit, gap: str) -> bool:
    """Whether a hit stands behind a preposition or in brackets; a participle does so right behind it only.

    "Grant from the county spent" was spent.
    """
    if gap.rfind("(") > gap.rfind(")"):
        return True
    behind = _RIGHT_BEHIND if _PARTICIPLE.search(text, hit.start, hit.end) else _BEHIND
    return behind.search(gap) is not None


def _is_adjective(text: str, hit: Hit) -> bool:
    return hit.words == 1 and _PARTICIPLE.search(text, hit.start, hit.end) is not None
