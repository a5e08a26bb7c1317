"""What an engine finds on a page, before it is put into lines; all engines give the same."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, pairwise
from typing import Final, NamedTuple, Protocol

import attrs

from pcc_report.provenance import BBox
from pcc_report.source import Ruling, Turn

OFF: Final = "off"
"""What `Glyph.unseen` says of signs on a layer that is switched off."""


@attrs.define(slots=True)
class Glyph:
    """One painted sign. Points, origin top left.

    ``base`` is the line it stands on, by its height; by how far it is from the left where it reads up or down.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    font: str
    turn: int = 0
    """Quarters against the clock that it must be turned by to stand upright: 3 reads upwards; -1 is slanted."""
    unseen: str = ""
    """Why nobody sees it, such as "invisible"; "white" may be seen on a dark ground."""
    printed: str = ""
    """What the file has for it, where that was mended."""


def turn_of(a: float, b: float, c: float, d: float) -> int:
    """Return `Glyph.turn` of a sign that is painted with this matrix, whose second axis runs upwards."""
    for quarters in range(4):
        if a > 0 and abs(b) + abs(c) < abs(a) + abs(d):
            return quarters if not quarters or d > 0 else -1
        a, b, c, d = -b, a, -d, c
    return -1


def median(sizes: Iterable[float], *, low: bool = False) -> float:
    """Return the middle one of *sizes*; of two the mean, or the *low* one. `statistics` takes long to import."""
    ordered = sorted(sizes)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return ordered[middle - 1] if low else (ordered[middle - 1] + ordered[middle]) / 2


class Piece(NamedTuple):
    """A word, by where it stands."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


class StripSource(Protocol):
    """The page that a strip was read from; it answers until another page is read."""

    def places(self, strip: "Strip") -> tuple[tuple[float, float], ...]:
        """Return where each word of *strip* begins and ends."""

    def take_apart(self, strip: "Strip") -> "list[Glyph]":
        """Return the signs of *strip* one by one."""


@attrs.define(slots=True)
class Strip(Glyph):
    """Signs painted side by side in one font and size, from an engine that need not look at each of them.

    Single blanks part its words.
    """

    start: int = attrs.field(kw_only=True)
    """Where it begins and ends in the text of its page."""
    end: int = attrs.field(kw_only=True)
    widths: Mapping[str, float] = attrs.field(kw_only=True)
    """How wide its signs are, of any unit."""
    gap: float = attrs.field(kw_only=True)
    """Between its words, where none can be wide."""
    widest: float = attrs.field(kw_only=True)
    """What one of its gaps may be at most, by its width."""
    source: StripSource = attrs.field(kw_only=True)
    measured: tuple[tuple[float, float], ...] | None = attrs.field(default=None, kw_only=True)
    """Where its words begin and end, once that was looked at."""
    is_parted: bool = attrs.field(default=False, kw_only=True)
    """Whether a blank is painted before it, however narrow."""

    @property
    def gaps(self) -> list[float]:
        """The gaps between its words."""
        if self.measured:
            return [b[0] - a[1] for a, b in pairwise(self.measured)]
        return [self.gap] * self.text.count(" ")

    def words(self) -> list[Piece]:
        """Return its words where they stand."""
        if self.measured is None:
            self.measured = self.source.places(self)
        return self.stretch().words()

    def stretch(self) -> "Stretch":
        """Return what is good at any time, and all that is kept of it."""
        return Stretch(self.text, self.x0, self.top, self.x1, self.bottom, self.widths, self.measured)


class Stretch(NamedTuple):
    """A strip without its page: enough to tell where its words stand, and small."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    widths: Mapping[str, float]
    measured: tuple[tuple[float, float], ...] | None

    def words(self) -> list[Piece]:
        """Return its words where they stand."""
        return [Piece(word, x0, self.top, x1, self.bottom) for word, x0, x1 in self.placed()]

    def placed(self) -> Iterator[tuple[str, float, float]]:
        """Yield each word, where it begins and where it ends: by the widths of its signs, if nobody looked."""
        words = self.text.split(" ")
        if self.measured is not None:
            for word, (x0, x1) in zip(words, self.measured, strict=True):
                yield word, x0, x1
            return
        edges = list(accumulate(map(self.widths.__getitem__, self.text), initial=0.0))
        left, scale = self.x0, (self.x1 - self.x0) / (edges[-1] or 1.0)
        at = 0
        for word in words:
            end = at + len(word)
            yield word, left + edges[at] * scale, left + edges[end] * scale
            at = end + 1


@attrs.frozen
class Dot:
    """A small filled shape that may be a painted bullet sign."""

    x0: float
    top: float
    x1: float
    bottom: float


@attrs.frozen(kw_only=True)
class Note:
    """Text of a note or a form field, which is no text of the page."""

    text: str
    glyphs: tuple[Glyph, ...]
    """Where it is seen on the page; empty for a note that is folded."""


@attrs.frozen(kw_only=True)
class RawPage:
    """One page as an engine saw it."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    """Strips among them, from an engine that gives such."""
    rulings: tuple[Ruling, ...] = ()
    dots: tuple[Dot, ...] = ()
    notes: tuple[Note, ...] = ()
    grounds: tuple[BBox, ...] = ()
    """Areas painted in a colour, on which white signs are seen."""
    has_image: bool = False
    is_blank: bool = False
    """Nothing is on it, so that nothing was missed."""
    failure: str = ""
    """Why the page could not be read; the rest is empty then."""
    turn: Turn | None = None
    """How it was turned already, so that its text stands upright."""


class PdfFile(Protocol):
    """A PDF opened by an engine."""

    page_count: int
    attachments: tuple[str, ...]
    """Names of attached files, where the engine knows them."""
    has_layers_off: bool
    """Whether signs may lie on layers that are switched off, where the engine knows; it marks them then."""

    def read_page(self, number: int) -> RawPage:
        """Return page *number*, from 1; raises whatever the engine raises."""

    def close(self) -> None:
        """Let go of the file."""
