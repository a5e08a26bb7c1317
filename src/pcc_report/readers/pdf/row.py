"""A line in the making: what stands side by side on a page -> words, segments, text."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import Final

import attrs

from pcc_report.provenance import BBox
from pcc_report.readers.pdf.glyphs import Glyph, Piece, Stretch, Strip, median
from pcc_report.source import Line, Repair, Ruling, Segment, Word

WORD_GAP: Final = 0.17
"""Of the font size: a gap wider than this parts words. Blanks are 0.22 to 0.33 wide."""

SEGMENT_GAP: Final = 1.0
"""Of the font size: a gap wider than this parts segments. Justified blanks rarely grow so wide."""

_LEAST_ENDS: Final = 3
"""Words that end under others before a gap; fewer may do so by chance."""

BULLETS: Final = frozenset("•◦▪■●○‣⁃∙▫□◆◇➢➤►▶✓✔❖")
_BOLD = re.compile(r"bold|black|heavy|semib|demi", re.IGNORECASE)
_printed = attrgetter("printed")
_SYMBOL_FONT = re.compile(r"wingding|dingbat|symbol", re.IGNORECASE)


@attrs.define(eq=False)
class Row:
    """What stands on one baseline, from left to right."""

    parts: Sequence[Glyph]
    size: float
    cuts: set[int]
    """Indices of the words that begin a new segment."""
    starts: list[int]
    """Index of the word that each part begins."""
    _words: list[Piece] | None = None
    """None as long as all cuts are between parts and nobody asks for the words."""

    @property
    def base(self) -> float:
        """The height of the line it stands on."""
        return self.parts[0].base

    @property
    def words(self) -> list[Piece]:
        """The words where they stand; measured now where they were not, so the page must be the last read."""
        if self._words is None:
            self._words = [piece for part in self.parts for piece in _measured(part)]
        return self._words

    @property
    def columns(self) -> list[float]:
        """Where the segments begin, but for the first and what follows a bullet sign."""
        least = 2 if self.parts[0].text in BULLETS else 1
        wanted = [at for at in self.cuts if at >= least]
        if self._words is None:
            return [self.parts[self.starts.index(at)].x0 for at in wanted]
        return [self._words[at].x0 for at in wanted]

    @property
    def ends(self) -> list[float]:
        """Where the segments end, those of a table whose columns are set to the right under each other."""
        if not self.cuts:
            return []
        behind = [at - 1 for at in self.cuts if at]
        if self._words is None:
            return [*(self.parts[self.starts.index(at + 1) - 1].x1 for at in behind), self.parts[-1].x1]
        return [*(self._words[at].x1 for at in behind), self._words[-1].x1]

    def cut_at(self, columns: Sequence[float], ends: Sequence[float]) -> None:
        """Cut at gaps a little wider than a blank where a line near by has a column, or several have their ends."""
        words = self.words
        gaps = [b.x0 - a.x1 for a, b in pairwise(words)]
        right = {
            at
            for at, gap in enumerate(gaps, 1)
            if gap > 0.4 * self.size and any(abs(words[at - 1].x1 - end) < 0.6 for end in ends)
        }
        if len(right) >= _LEAST_ENDS:
            self.cuts |= right
        for at, gap in enumerate(gaps, 1):
            edge = words[at].x0
            if (
                gap > 0.4 * self.size
                and gap > 1.4 * median(gaps, low=True)
                and any(abs(edge - column) < 0.6 for column in columns)
            ):
                self.cuts.add(at)

    @property
    def is_closed(self) -> bool:
        """Whether none of its gaps can be much wider than a blank, nobody having looked at them."""
        first = self.parts[0]
        alone = len(self.parts) == 1 and isinstance(first, Strip) and first.measured is None
        return alone and first.widest < 0.4 * self.size  # type: ignore[attr-defined]

    def line(self, page: int, number: int, start: int) -> Line:
        """Return the line it makes, whose text begins at *start* of the source text."""
        parts = self.parts
        first = parts[0]
        if len(parts) == 1 and self._words is None:
            text, bold = first.text, is_bold(first.font)
            left, right = round(first.x0, 2), round(first.x1, 2)
            box = BBox(left, round(first.top, 2), right, round(first.bottom, 2))
            segments: tuple[Segment, ...] = (Segment(0, len(text), left, right),)
        else:
            text, segments = self._joined()
            bold = any(is_bold(p.font) for p in parts) and _are_bold(parts)
            box = box_around(parts)
        words = _Words(tuple(self._words or map(_kept, parts)))
        repairs = tuple(_repairs(parts, text)) if any(map(_printed, parts)) else ()
        return Line(page, number, start, text, segments, None, box, self.size, bold, words, repairs=repairs)

    def _joined(self) -> tuple[str, tuple[Segment, ...]]:
        """Return the text, and the segments of it."""
        units: Sequence[Piece | Glyph] = self.parts if self._words is None else self._words
        starts = self.starts if self._words is None else range(len(units))
        text = units[0].text
        segments: list[Segment] = []
        begin, left, right = 0, units[0].x0, units[0].x1
        for unit, at in zip(units[1:], starts[1:], strict=True):
            if at in self.cuts:
                segments.append(Segment(begin, len(text), round(left, 2), round(right, 2)))
                begin, left = len(text) + 1, unit.x0
                text += "\t" + unit.text
            else:
                text += " " + unit.text
            right = unit.x1
        segments.append(Segment(begin, len(text), round(left, 2), round(right, 2)))
        return text, tuple(segments)


def _repairs(parts: Sequence[Glyph], text: str) -> Iterator[Repair]:
    """Yield what was mended in the *text* that *parts* make, which holds their signs in order, and blanks."""
    places = [at for at, sign in enumerate(text) if not sign.isspace()]
    seen = 0
    for part in parts:
        for meant, printed in _mended(part):
            if printed != meant:
                yield Repair(places[seen], printed, meant)
            seen += len(meant)


def _mended(part: Glyph) -> Iterable[tuple[str, str]]:
    """Return the text of *part* without blanks, in pieces that were mended or not, each with what the file has."""
    meant = "".join(part.text.split())
    if not part.printed:
        return ((meant, meant),)
    if isinstance(part, Strip):  # its signs were mended one by one
        return zip(meant, "".join(part.printed.split()), strict=True)
    return ((meant, part.printed),)


@attrs.define(eq=False)
class _Words:
    """The words of a line with their places in its text, made when first asked for; all that is kept of its row."""

    units: Sequence[Piece | Stretch]
    laid: tuple[Word, ...] | None = None

    def __call__(self) -> tuple[Word, ...]:
        """Return the words; good at any time."""
        if self.laid is None:
            laid: list[Word] = []
            at = 0
            for unit in self.units:
                top, bottom = round(unit.top, 2), round(unit.bottom, 2)
                for text, x0, x1 in ((unit.text, unit.x0, unit.x1),) if isinstance(unit, Piece) else unit.placed():
                    end = at + len(text)
                    laid.append(Word(at, end, round(x0, 2), top, round(x1, 2), bottom))
                    at = end + 1
            self.laid, self.units = tuple(laid), ()
        return self.laid


@attrs.define(eq=False)
class TurnedRow(Row):
    """A row that reads upwards or downwards: it stands apart as a whole."""

    def line(self, page: int, number: int, start: int) -> Line:
        """Return the line it makes."""
        line = super().line(page, number, start)
        box = box_around(self.parts)
        return attrs.evolve(line, segments=(Segment(0, len(line.text), box.x0, box.x1),), bold=False)


def box_around(parts: Sequence[Piece | Glyph]) -> BBox:
    """Return the box around all *parts*."""
    return BBox(
        round(min([p.x0 for p in parts]), 2),
        round(min([p.top for p in parts]), 2),
        round(max([p.x1 for p in parts]), 2),
        round(max([p.bottom for p in parts]), 2),
    )


def row_of_strips(parts: Sequence[Glyph], uprights: Sequence[Ruling]) -> Row | None:
    """Return the row that *parts*, strips behind a single sign at most, make; None if they must be taken apart."""
    first = parts[0]
    crossing = _crossing(uprights, first)
    if len(parts) == 1 and isinstance(first, Strip) and first.measured is None and not crossing:
        return Row(parts, round(first.size, 1), set(), [0])
    if len(parts) == 2 and not crossing and first.text in BULLETS:
        body = parts[1]
        if isinstance(body, Strip) and body.measured is None and body.x0 > first.x1:
            return Row(parts, round(body.size, 1), {1}, [0, 1])
    if not _stand_in_order(parts):
        return None
    size = size_of(parts)
    gaps: list[float] = []
    starts: list[int] = []
    glued = False
    for before, part in zip((None, *parts), parts, strict=False):
        if before is not None:
            gaps.append(part.x0 - before.x1)
            glued = glued or gaps[-1] <= WORD_GAP * size
        starts.append(len(gaps))
        gaps += part.gaps if isinstance(part, Strip) else ()
    if glued or any(part.x0 < x < part.x1 for x in crossing for part in parts):
        return _row_of_words(parts, _glued(parts, size), crossing)
    cuts = _cuts(parts, gaps, size)
    cuts.update(at for at, (a, b) in zip(starts[1:], pairwise(parts), strict=True) if _parted(crossing, a.x1, b.x0))
    row = Row(parts, size, cuts, starts)
    if not cuts.issubset(starts):
        row.words  # noqa: B018  # the text is put together from the words then
    return row


def row_of_glyphs(glyphs: list[Glyph], blanks: Sequence[float], uprights: Sequence[Ruling]) -> Row:
    """Return the row that *glyphs* make; *blanks* are where painted blanks begin."""
    words = [piece_of(word) for word in _grouped(glyphs, blanks, size_of(glyphs))]
    return _row_of_words(glyphs, words, _crossing(uprights, glyphs[0]))


def name_bullet(row: Sequence[Glyph]) -> None:
    """Call a private sign or one of a symbol font at the head of a line a bullet."""
    first = row[0]
    alone = len(row) > 1 and row[1].x0 - first.x1 > WORD_GAP * first.size
    is_private = len(first.text) == 1 and "\ue000" <= first.text <= "\uf8ff"
    is_symbol = first.text != "•" and len(first.text) == 1 and _SYMBOL_FONT.search(first.font)
    if alone and (is_private or first.text.startswith("(cid:") or is_symbol):
        first.text, first.printed = "•", first.printed or first.text


def size_of(parts: Sequence[Glyph]) -> float:
    """Return the font size of most signs."""
    if len(parts) == 1:
        return round(parts[0].size, 1) or 1.0
    sizes: Counter[float] = Counter()
    for part in parts:
        sizes[round(part.size, 1)] += len(part.text)
    return sizes.most_common(1)[0][0] or 1.0


def _row_of_words(parts: Sequence[Glyph], words: list[Piece], crossing: Sequence[float]) -> Row:
    size = size_of(parts)
    cuts = _cuts(parts, [b.x0 - a.x1 for a, b in pairwise(words)], size)
    cuts.update(at for at, (a, b) in enumerate(pairwise(words), 1) if _parted(crossing, a.x1, b.x0))
    if len(words) > 1 and words[0].text in BULLETS:
        cuts.add(1)
    return Row(parts, size, cuts, [], words)


def _stand_in_order(parts: Sequence[Glyph]) -> bool:
    """Whether each part follows the one before it, in about one size; a bullet sign may have any."""
    body = parts if isinstance(parts[0], Strip) or len(parts) == 1 else parts[1:]
    if not all(isinstance(part, Strip) for part in body):
        return False
    sizes = [part.size for part in body]
    return min(sizes) > 0.82 * max(sizes) and all(b.x0 > a.x1 - 0.15 * b.size for a, b in pairwise(parts))


def _measured(part: Glyph) -> list[Piece]:
    return part.words() if isinstance(part, Strip) else [piece_of([part])]


def _kept(part: Glyph) -> Piece | Stretch:
    return part.stretch() if isinstance(part, Strip) else piece_of([part])


def _glued(parts: Sequence[Glyph], size: float) -> list[Piece]:
    """Return the words of *parts*, one word where nothing stands between two parts."""
    words: list[Piece] = []
    for part in parts:
        pieces = _measured(part)
        if words and not (isinstance(part, Strip) and part.is_parted) and part.x0 - words[-1].x1 <= WORD_GAP * size:
            last, head = words.pop(), pieces[0]
            box = last.x0, min(last.top, head.top), head.x1, max(last.bottom, head.bottom)
            pieces[0] = Piece(last.text + head.text, *box)
        words += pieces
    return words


def piece_of(word: Sequence[Glyph]) -> Piece:
    """Return the word that glyphs make."""
    return Piece(
        "".join(g.text for g in word),
        min(g.x0 for g in word),
        min(g.top for g in word),
        max(g.x1 for g in word),
        max(g.bottom for g in word),
    )


def _grouped(row: list[Glyph], blanks: Sequence[float], size: float) -> Iterator[list[Glyph]]:
    """Part a line at gaps, at painted blanks (*blanks* are where they begin) and at footnote signs."""
    word: list[Glyph] = []
    raised = False
    for glyph in row:
        if word:
            last = word[-1]
            now = _is_raised(glyph, word if not raised else word[:1], raised=raised)
            gap = glyph.x0 - last.x1
            least = min(size, max(last.size, glyph.size))
            blank = gap > 0.01 * least and _between(blanks, last.x0 + 0.01, glyph.x0)
            if gap > WORD_GAP * least or blank or now != raised:
                yield word
                word = []
            raised = now
        word.append(glyph)
    yield word


def _between(places: Sequence[float], low: float, high: float) -> bool:
    at = bisect_left(places, low)
    return at < len(places) and places[at] < high


def _is_raised(glyph: Glyph, word: list[Glyph], *, raised: bool) -> bool:
    """Whether *glyph* is a footnote sign: smaller than the word before it, higher, and a digit or star."""
    before = word[-1]
    if raised:
        return glyph.size < 1.15 * before.size and abs(glyph.bottom - before.bottom) < 0.2 * before.size
    if glyph.size > 0.82 * before.size or not (glyph.text.isdigit() or glyph.text in "*†‡§[("):
        return False
    return (glyph.top + glyph.bottom) / 2 < (before.top + before.bottom) / 2 - 0.05 * before.size


def _cuts(parts: Sequence[Glyph], gaps: Sequence[float], size: float) -> set[int]:
    """Return the indices of the words that begin a new segment, by the gaps before them."""
    cuts: set[int] = set()
    if not gaps:
        return cuts
    usual = median(gaps, low=True)
    if max(gaps) > 0.7 * size:
        justified = len(gaps) >= 5 and usual > 0.35 * size and _are_even(gaps, usual) and _is_prose(parts)
        for index, gap in enumerate(gaps, 1):
            wide = gap > SEGMENT_GAP * size and not (justified and gap < 2 * size and gap < 1.6 * usual)
            if wide or (len(gaps) >= 3 and gap > 0.7 * size and gap > 2.5 * usual):
                cuts.add(index)
    if parts[0].text in BULLETS:
        cuts.add(1)
    return cuts


def _are_even(gaps: Sequence[float], usual: float) -> bool:
    """Whether most gaps are as wide as the *usual* one, as those of a line that is set to both edges are."""
    return 2 * sum(0.75 * usual < gap < 1.33 * usual for gap in gaps) > len(gaps)


def _is_prose(parts: Sequence[Glyph]) -> bool:
    """Whether most signs are letters: a line of prose whose blanks are wide alike is justified."""
    signs = [sign for part in parts for sign in part.text if not sign.isspace()]
    return sum(map(str.isalpha, signs)) > 0.6 * len(signs)


def _crossing(uprights: Sequence[Ruling], first: Glyph) -> list[float]:
    """Return where drawn lines stand across a row, from left to right."""
    if not uprights:
        return []
    middle = (first.top + first.bottom) / 2
    return [r.x0 for r in uprights if r.top <= middle <= r.bottom]


def _parted(crossing: Sequence[float], left: float, right: float) -> bool:
    at = bisect_left(crossing, left - 0.5)
    return at < len(crossing) and crossing[at] <= right + 0.5


def _are_bold(parts: Sequence[Glyph]) -> bool:
    """Whether most signs are bold."""
    return 2 * sum(len(p.text) for p in parts if is_bold(p.font)) > sum(len(p.text) for p in parts)


@lru_cache(maxsize=256)
def is_bold(font: str) -> bool:
    """Whether a font is bold by its name."""
    return _BOLD.search(font) is not None
