"""What is on the pages, without meaning; every reader gives the same.

``SourceDocument.text`` is the source text that all offsets count in. For a text file it is the decoded
file, line ends and all. For a PDF it is what the reader made of the pages: lines end with a line feed,
pages with a form feed, and the segments of a line (see `Segment`) are joined with a tab.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

import attrs

from pcc_report.diagnostics import Diagnostic
from pcc_report.provenance import BBox, Origin


class Word(NamedTuple):
    """A run of characters between blanks, with its place on the page; there are many, so it is small."""

    start: int
    """Offset in the line's text."""
    end: int
    x0: float
    top: float
    x1: float
    bottom: float


@attrs.frozen
class Segment:
    """A run of a line that stands apart: cut at tabs, pipes, wide gaps and drawn vertical lines.

    ``x0`` and ``x1`` are points on a page, or character columns of a text file.
    """

    start: int
    """Offset in the line's text."""
    end: int
    x0: float
    x1: float


@attrs.frozen
class Ruling:
    """A drawn straight line (or the edge of a drawn box), in points, origin top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_horizontal(self) -> bool:
        """Whether it is wider than high."""
        return self.x1 - self.x0 >= self.bottom - self.top


@attrs.frozen
class Zone:
    """A part of a page that is read to its end before the next one: a column, or what runs across all columns."""

    number: int
    """On its page, from 1, in reading order."""
    x0: float
    x1: float
    shift: float
    """How far to the right it begins of where the page's text does."""


@attrs.frozen
class Turn:
    """How a page, or a block on it, was turned so that its text stands upright, and the page's size as shown."""

    quarters: int
    """Against the clock, 1 to 3."""
    width: float
    height: float
    right: float = 0.0
    """How far it was moved then; a block is moved to where it stood, so that it is read in its turn."""
    down: float = 0.0

    def read(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page as it is shown lies on the page as it is read."""
        if self.quarters == 1:
            x, y = y, self.width - x
        elif self.quarters == 2:
            x, y = self.width - x, self.height - y
        else:
            x, y = self.height - y, x
        return x + self.right, y + self.down

    def shown(self, box: BBox) -> BBox:
        """Return where a box of the page as it is read lies on the page as it is shown."""
        x0, x1, over, under = box.x0 - self.right, box.x1 - self.right, box.top - self.down, box.bottom - self.down
        if self.quarters == 1:
            left, top, right, bottom = self.width - under, x0, self.width - over, x1
        elif self.quarters == 2:
            left, top, right, bottom = self.width - x1, self.height - under, self.width - x0, self.height - over
        else:
            left, top, right, bottom = over, self.height - x1, under, self.height - x0
        return BBox(round(left, 2), round(top, 2), round(right, 2), round(bottom, 2))


@attrs.frozen
class Repair:
    """Characters that a reader put right: where the right ones stand, what the file has, and what was made of it."""

    at: int
    """Offset in the text that was mended."""
    printed: str
    meant: str

    @property
    def end(self) -> int:
        """Offset behind what was meant."""
        return self.at + len(self.meant)


def as_printed(text: str, repairs: Sequence[Repair], start: int, end: int) -> str | None:
    """Return what the file has for ``text[start:end]``, repairs in their order undone; None where there is none.

    Signs that were one in the file are given whole.
    """
    touched = [repair for repair in repairs if repair.at < end and start < repair.end]
    if not touched:
        return None
    parts: list[str] = []
    for repair in touched:
        parts += (text[start : repair.at], repair.printed)
        start = repair.end
    return "".join((*parts, text[start:end]))


@attrs.frozen(eq=False)
class Line:
    """One visual line; a blank line of a text file is a line too, with no segments.

    All places are those on the page as it is read; `origin` gives them on the page as it is shown.
    """

    page: int
    """From 1."""
    number: int
    """On its page, from 1."""
    start: int
    """Offset of the line's first character in `SourceDocument.text`."""
    text: str
    """As in the source text, without the line end."""
    segments: tuple[Segment, ...] = ()
    cells: tuple[tuple[int, int], ...] | None = None
    """Offsets of the cells where the line marks them itself (tabs, pipes of a text file), empty ones too."""
    box: BBox | None = None
    size: float | None = None
    """Font size in points of most of its characters."""
    bold: bool = False
    _words: Callable[[], tuple[Word, ...]] | None = attrs.field(default=None, repr=False)
    zone: Zone | None = None
    """The part of its page that it stands in; None where the page is not set in columns."""
    turn: Turn | None = None
    """How its page, or the block that it is of, was turned to be read; None for nearly all."""
    repairs: tuple[Repair, ...] = ()
    """What the reader put right in it, from left to right."""

    @property
    def words(self) -> tuple[Word, ...]:
        """The words with their boxes; empty where the format has no boxes. Made when asked for."""
        return self._words() if self._words is not None else ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed on it."""
        return not self.segments

    def origin(self, start: int, end: int, field: str = "") -> Origin:
        """Return the origin of ``text[start:end]``, offsets counted in this line."""
        box = self.box_of(start, end)
        if box is not None and self.turn is not None:
            box = self.turn.shown(box)
        printed = as_printed(self.text, self.repairs, start, end) if self.repairs else None
        at = self.start
        return Origin(self.page, self.number, at + start, at + end, self.text[start:end], field, box, printed)

    def box_of(self, start: int, end: int) -> BBox | None:
        """Return the box around ``text[start:end]``, or None where the format has no boxes."""
        if self._words is None or (start == 0 and end == len(self.text)):
            return self.box
        touched = [w for w in self.words if w.start < end and start < w.end]
        if not touched:
            return self.box
        first, last = touched[0], touched[-1]
        x0 = _along(first, max(start, first.start))
        x1 = _along(last, min(end, last.end))
        return BBox(min(x0, x1), min([w.top for w in touched]), max(x0, x1), max([w.bottom for w in touched]))


def _along(word: Word, at: int) -> float:
    share = (at - word.start) / max(word.end - word.start, 1)
    return round(word.x0 + share * (word.x1 - word.x0), 2)


@attrs.frozen(eq=False)
class Page:
    """One page as it is read: its lines in that order and its rulings. A text file without form feeds is one page."""

    number: int
    lines: tuple[Line, ...]
    width: float | None = None
    height: float | None = None
    rulings: tuple[Ruling, ...] = ()


@attrs.frozen(kw_only=True, eq=False)
class SourceDocument:
    """A file as read: its text, pages, identity, and what the reader noticed of damage."""

    text: str
    pages: tuple[Page, ...]
    name: str
    sha256: str
    format: str
    reader: str
    diagnostics: tuple[Diagnostic, ...] = ()
    doubtful: frozenset[int] | None = None
    """Pages that a second reader should look at; None for a format that has one reader."""
    _starts: list[int] = attrs.field(init=False, repr=False)
    _lines: tuple[Line, ...] = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        lines = tuple(line for page in self.pages for line in page.lines)
        object.__setattr__(self, "_lines", lines)
        object.__setattr__(self, "_starts", [line.start for line in lines])

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines of all pages."""
        return self._lines

    def line_at(self, offset: int) -> Line:
        """Return the line that holds the character at *offset* of the source text."""
        return self._lines[max(bisect_right(self._starts, offset) - 1, 0)]
