"""Where two readings of one page differ: in its figures, or in other text."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

import attrs

from pcc_report.source import Line, Page

_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
_HYPHENS: Final = str.maketrans(dict.fromkeys("\xad\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


@attrs.frozen(kw_only=True)
class Difference:
    """Lines of the reading that was taken, and what the other one has for them."""

    lines: tuple[Line, ...]
    left: str
    in_figures: bool

    @property
    def taken(self) -> str:
        """The text of the lines."""
        return " ".join(line.text for line in self.lines)


def differences(taken: Page, left: Page) -> Iterator[Difference]:
    """Yield where *left*, another reading of the same page, differs from *taken*.

    Blanks, kinds of hyphen, line ends and the order of lines make no difference.
    """
    mine, other = [_plain(line.text) for line in taken.lines], [_plain(line.text) for line in left.lines]
    if Counter(mine) == Counter(other):
        return
    moved = Counter(mine) & Counter(other)
    figures_differ = _figures(taken.lines) != _figures(left.lines)
    for kind, a, b, c, d in SequenceMatcher(None, mine, other, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        here = tuple(line for line, plain in zip(taken.lines[a:b], mine[a:b], strict=True) if not moved[plain])
        there = tuple(line for line, plain in zip(left.lines[c:d], other[c:d], strict=True) if not moved[plain])
        in_figures = figures_differ and _figures(here) != _figures(there)
        if in_figures or _letters(here) != _letters(there):
            yield Difference(lines=here, left=" ".join(line.text for line in there), in_figures=in_figures)


def _figures(lines: Sequence[Line]) -> Counter[str]:
    return Counter(number for line in lines for number in _NUMBER.findall(line.text))


def _letters(lines: Sequence[Line]) -> Counter[str]:
    return Counter(_plain("".join(line.text for line in lines)))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text.translate(_HYPHENS)).split())
