"""Headings among cells that stand one on each line: which head figures, and which are printed again over the page."""

import re
from collections.abc import Sequence

from pcc_report.layout.figures import is_numeric, is_void, is_year
from pcc_report.model import Role
from pcc_report.values.dates import heading_period, is_period
from pcc_report.values.money import find_scale
from pcc_report.vocabulary import Vocabulary, words_of

MONEY_HEADS = frozenset((*(r.value for r in Role), "money"))
FIGURE_HEADS = frozenset((*MONEY_HEADS, "count", "percent"))
"""What a heading over numbers says."""


def headers_again(texts: Sequence[str], vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """Return where a header is printed again: from its first cell to the one behind its last.

    It may stand in the middle of a row, where a page ends there. It is told by headings over figures that come again
    behind figures or labels, and by what comes again beside them.
    """
    words = [None if t and is_figure(t) else t for t in texts]
    last: dict[str, int] = {}
    found: list[tuple[int, int]] = []
    for i, text in enumerate(texts):
        if (found and i < found[-1][1]) or not text or words[i] is None or not heads_figures(text, vocabulary):
            continue
        head = last.get(text, i)
        before, behind = (_alike(words, head, i, step) for step in (-1, 1))
        between = words[head + behind : i - before + 1]
        parted = any(not w or _is_label(w, vocabulary) for w in between)
        if parted and before + behind - 1 >= _LEAST_HEADER:
            found.append((i - before + 1, i + behind))
        else:
            last[text] = i
    return found


def _is_label(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is the label of a row, and no heading over figures."""
    return vocabulary.rows.whole(text) is not None or not heads_figures(text, vocabulary)


_LEAST_HEADER = 2
"""Headings that come again make a header if they are as many; one may be a label."""


def _alike(words: Sequence[str | None], one: int, other: int, step: int) -> int:
    """Return how many words are the same from two places on, both counted, before the other is met or they end."""
    room = min(other - one, len(words) - other) if step > 0 else one + 1
    same = (words[one + k * step] is not None and words[one + k * step] == words[other + k * step] for k in range(room))
    return next((k for k, s in enumerate(same) if not s), room)


def is_figure(text: str) -> bool:
    """Whether a line of its own is a figure of a table: a number or a sign for none, and no year or day."""
    if is_void(text):
        return True
    if not any(map(str.isdigit, text)) or not is_numeric(text) or _DAY.fullmatch(text):
        return False
    return not is_year(text) and not is_period(text)


_DAY = re.compile(r"[0-9]{1,2}[./][0-9]{1,2}[./](?:[0-9]{2}){1,2}")


def heads_figures(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text may be the heading of figures: it names a role, a count, a period or a unit."""
    if len(text) > _LONGEST_HEAD or is_figure(text) or _SUM.search(text):
        return False
    whole = vocabulary.columns.whole(text)
    if whole in _NO_FIGURES:
        return False  # "Date awarded"
    if whole == "target" or vocabulary.prompts.whole(text) == "countable":
        return True  # "Planned" and "Achieved"
    words = len(words_of(text))
    hits = [h for h in vocabulary.columns.hits(text) if h.meaning in FIGURE_HEADS]
    named = any(h.meaning in MONEY_HEADS or h.words * 2 >= words for h in hits)
    return named or _is_period(text) or find_scale(text) is not None


def is_heading_period(text: str) -> bool:
    """Whether a heading is nothing but a period."""
    return bool(is_period(text)) or _beside_period(text) == ""


def _is_period(text: str) -> bool:
    """Whether a heading is a period and no more than its unit, or another one, in brackets: "Q1 (Apr-Jun)"."""
    if is_heading_period(text):
        return True
    beside = _beside_period(text)
    rest = (beside or "").strip(" ():£")
    return beside is not None and (not rest or is_period(rest) is not None)


def _beside_period(text: str) -> str | None:
    """Return what a heading says beside the period in it; None if there is none."""
    scan = heading_period(text)
    return (text[: scan.start] + text[scan.end :]).strip(" ()") if scan is not None else None


_LONGEST_HEAD = 60
_SUM = re.compile(r"£[1-9]")
_NO_FIGURES = ("date", "reference", "category", "recipient", "description", "status")
