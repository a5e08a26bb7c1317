"""A line of headings, one blank apart -> the heading of each column: "Project Grant Amount spent What was achieved"."""

import re
from collections.abc import Iterator

import attrs

from pcc_report.layout.cell_headers import FIGURE_HEADS, is_heading_period
from pcc_report.layout.figures import is_unit
from pcc_report.values.dates import find_dates
from pcc_report.vocabulary import Vocabulary, words_of

_MOST_STARTS = 4
"""Words with capitals, or in brackets, that one heading may have."""
_MOST_WAYS = 8


@attrs.frozen
class Head:
    """Where a heading begins, and what it says of its column; nothing if it is no known one."""

    start: int
    meaning: str


@attrs.frozen
class LineHeads:
    """The headings of a line: those of names, of sums, and of words behind the sums."""

    heads: tuple[Head, ...]
    first: int
    """Where the headings of sums begin."""
    last: int
    """Where the words behind the sums begin, if there are any."""

    @property
    def figures(self) -> int:
        """How many columns of sums there are."""
        return self.last - self.first

    @property
    def has_words(self) -> bool:
        """Whether headings stand behind those of the sums."""
        return self.last < len(self.heads)


def line_heads(text: str, vocabulary: Vocabulary) -> Iterator[LineHeads]:
    """Yield the ways to cut a line into headings of which those of sums stand together, the likeliest first."""
    for _, heads in _ways(text, vocabulary):
        sums = [k for k, head in enumerate(heads) if head.meaning in _SUMS]
        if sums and sums == list(range(sums[0], sums[-1] + 1)):
            yield LineHeads(heads, sums[0], sums[-1] + 1)
            if not sums[0] and len(sums) > 1:
                yield LineHeads(heads, 1, sums[-1] + 1)  # "Payments" over the names of what was paid for


_SUMS = frozenset((*FIGURE_HEADS, "period"))


def _ways(text: str, vocabulary: Vocabulary) -> list[tuple[int, tuple[Head, ...]]]:
    """Return the best ways to cut a line into headings that are known, but for one, with what each costs."""
    starts = [m.start() for m in _START.finditer(text)]
    ends = [*starts, len(text)]
    # from each place on, the ways to cut the rest, the fewest headings first
    ways: dict[int, list[tuple[int, tuple[Head, ...]]]] = {len(text): [(0, ())]}
    for i, at in reversed(list(enumerate(starts))):
        here = []
        for size, end in enumerate(ends[i + 1 : i + 1 + _MOST_STARTS], 1):
            meaning = _meaning(text[at:end], vocabulary)
            if meaning or size == 1:
                cost = 1 if meaning else _UNKNOWN
                here += [(cost + rest, (Head(at, meaning), *heads)) for rest, heads in ways[end]]
        here.sort(key=lambda way: way[0])
        ways[at] = [way for way in here if sum(not h.meaning for h in way[1]) <= 1][:_MOST_WAYS]
    return ways[starts[0]] if starts and starts[0] == 0 else []


_START = re.compile(r"(?:\A|(?<=\s))(?=[A-Z0-9%£(#])")
_UNKNOWN = 3


def _meaning(heading: str, vocabulary: Vocabulary) -> str:
    """Return what a whole heading says of its column; "" if it is no known one."""
    plain = _ASIDE.sub("", heading).strip()
    if is_heading_period(plain) or _is_day(plain):
        return "period"
    if is_unit(plain):
        return "money"
    if whole := vocabulary.columns.whole(plain):
        return whole
    hits = vocabulary.columns.hits(plain)
    told = sum(h.words for h in hits) == len(words_of(plain)) and len({h.meaning for h in hits}) == 1
    if (
        len(hits) == _TWO_NAMES
        and {h.meaning for h in hits} <= _NAMES
        and _JOINS.fullmatch(plain, hits[0].end, hits[1].start)
    ):
        return hits[0].meaning if not hits[0].start and hits[1].end == len(plain) else ""  # "Organisation and project"
    return hits[0].meaning if told else ""  # "Number of" and "clients"


_TWO_NAMES = 2
_NAMES = frozenset(("category", "recipient", "group", "description"))
_JOINS = re.compile(r"\s*(?:and|&|/|,|[-–])\s*")


def _is_day(heading: str) -> bool:
    """Whether a heading is nothing but a day, on which there was a balance: "1 April 2022"."""
    return heading[:1].isdigit() and any(d.end - d.start == len(heading) and d.date.day for d in find_dates(heading))


_ASIDE = re.compile(r"\(?£(?:m|k|0{3}s?|['’]000s?)?\)?\s*\Z(?<!\A)")
