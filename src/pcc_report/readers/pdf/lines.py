"""Glyphs of a page -> its lines: by baseline, left to right, cut into segments and words."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median_low
from typing import Final

import attrs

from pcc_report.provenance import BBox
from pcc_report.readers.pdf.glyphs import Dot, Glyph
from pcc_report.source import Ruling, Segment, Word

SAME_BASE: Final = 0.25
"""Of the font size: baselines nearer than this are one line (cells of a row in two fonts differ a little)."""

WORD_GAP: Final = 0.17
"""Of the font size: a gap wider than this parts words. Blanks are 0.22 to 0.33 wide."""

SEGMENT_GAP: Final = 1.0
"""Of the font size: a gap wider than this parts segments. Justified blanks rarely grow so wide."""

BULLETS: Final = frozenset("•◦▪■●○‣⁃∙▫□◆◇➢➤►▶✓✔❖")
_BOLD = re.compile(r"bold|black|heavy|semib|demi", re.IGNORECASE)
_SYMBOL_FONT = re.compile(r"wingding|dingbat|symbol", re.IGNORECASE)


@attrs.frozen(kw_only=True)
class DraftLine:
    """A line whose place in the source text is not yet known."""

    text: str
    segments: tuple[Segment, ...]
    words: tuple[Word, ...]
    box: BBox
    size: float
    bold: bool


@attrs.define
class Findings:
    """What was noticed while lines were made."""

    overprinted: list[str] = attrs.Factory(list)


def lay_lines(
    glyphs: Sequence[Glyph], dots: Sequence[Dot], rulings: Sequence[Ruling], findings: Findings
) -> list[DraftLine]:
    """Return the lines of a page from top to bottom; turned text comes last."""
    upright = [g for g in glyphs if g.is_upright]
    rows = _rows(upright)
    bullets = _bullets(rows, dots)
    uprights = sorted((r for r in rulings if not r.is_horizontal), key=lambda r: r.x0)
    drafts: list[_Row] = []
    for index, row in enumerate(rows):
        row.sort(key=lambda g: g.x0)
        blanks = [g.x0 for g in row if g.text.isspace()]
        kept = _without_doubles([g for g in row if not g.text.isspace()], findings)
        if index in bullets:
            kept.insert(0, bullets[index])
        if kept:
            drafts.append(_row_of(kept, blanks, uprights))
    _cut_at_neighbours(drafts)
    lines = [_line(draft) for draft in drafts]
    lines.extend(map(_turned_line, _turned_columns([g for g in glyphs if not g.is_upright])))
    return lines


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Group glyphs by baseline, then let raised small ones join the row they belong to."""
    rows: list[list[Glyph]] = []
    base = size = 0.0
    for glyph in sorted((g for g in glyphs if g.text), key=lambda g: (g.base, g.x0)):
        if rows and abs(glyph.base - base) <= SAME_BASE * min(max(glyph.size, 1), size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            base, size = glyph.base, max(glyph.size, 1)
    return _with_raised([row for row in rows if not all(g.text.isspace() for g in row)])


def _with_raised(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Join a row of footnote signs to the row below it, whose words they follow (or the row above)."""
    sizes = [median_low(g.size for g in row if not g.text.isspace()) for row in rows]
    bases = [row[0].base for row in rows]
    gone: set[int] = set()
    for index, row in enumerate(rows):
        for other in (index + 1, index - 1):
            if not 0 <= other < len(rows) or other in gone or sizes[index] > 0.85 * sizes[other]:
                continue
            rise = (bases[other] - bases[index]) / sizes[other]
            if (0 < rise < 0.7 or -0.35 < rise < 0) and _follows_words(row, rows[other]):
                rows[other] += row
                gone.add(index)
                break
    return [row for index, row in enumerate(rows) if index not in gone]


def _follows_words(row: list[Glyph], main: list[Glyph]) -> bool:
    """Whether each run of *row* stands right behind a glyph of *main*, and covers none."""
    ends = sorted(g.x1 for g in main if not g.text.isspace())
    reach = 0.0
    for glyph in sorted((g for g in row if not g.text.isspace()), key=lambda g: g.x0):
        at = bisect_left(ends, glyph.x0 + 0.1 * glyph.size)
        near = max(ends[at - 1] if at else -1e9, reach)
        if glyph.x0 - near > 0.6 * glyph.size:
            return False
        reach = glyph.x1
    return True


def _without_doubles(row: list[Glyph], findings: Findings) -> list[Glyph]:
    """Drop glyphs painted twice to look bold; note different glyphs on one spot."""
    kept: list[Glyph] = []
    for glyph in row:
        wide = max(glyph.x1 - glyph.x0, 0.1)
        double = clash = False
        for other in kept[-3:]:
            shared = min(glyph.x1, other.x1) - max(glyph.x0, other.x0)
            widths = wide, max(other.x1 - other.x0, 0.1)
            if shared <= 0.6 * min(widths):
                continue
            if glyph.text == other.text:
                double = True
            elif (
                shared > 0.6 * max(widths)
                and abs(glyph.size - other.size) < 0.2 * other.size
                and len(glyph.text) == 1 == len(other.text)
            ):
                clash = glyph.text.isalnum() and other.text.isalnum()
        if double:
            continue
        if clash:
            findings.overprinted.append(glyph.text)
        kept.append(glyph)
    return kept


def _bullets(rows: list[list[Glyph]], dots: Sequence[Dot]) -> dict[int, Glyph]:
    """Return the painted bullet sign of each row that has one, left of its text."""
    found: dict[int, Glyph] = {}
    if not dots:
        return found
    bases = [row[0].base for row in rows]
    for dot in dots:
        at = bisect_left(bases, dot.bottom)
        if at >= len(rows):
            continue
        first = min((g for g in rows[at] if not g.text.isspace()), key=lambda g: g.x0)
        size, height = first.size, dot.bottom - dot.top
        rises = bases[at] - dot.bottom
        if 0.1 * size <= height <= 0.7 * size and rises < 0.6 * size and 0 < first.x0 - dot.x1 < 3 * size:
            found[at] = Glyph("•", dot.x0, first.top, dot.x1, first.bottom, first.base, size, first.font)
    return found


@attrs.define
class _Row:
    """A line in the making."""

    glyphs: list[Glyph]
    size: float
    words: list[list[Glyph]]
    cuts: set[int]
    """Indices of the words that begin a new segment."""


def _row_of(glyphs: list[Glyph], blanks: Sequence[float], uprights: Sequence[Ruling]) -> _Row:
    size = Counter(round(g.size, 1) for g in glyphs).most_common(1)[0][0] or 1.0
    _name_bullet(glyphs)
    words = list(_words(glyphs, blanks, size))
    return _Row(glyphs, size, words, _cuts(words, size, uprights))


def _cut_at_neighbours(rows: list[_Row]) -> None:
    """Cut at gaps a little wider than a blank where a line near by has a column.

    A tab stop may happen to lie just behind a long name.
    """
    for index, row in enumerate(rows):
        columns = [
            edge
            for near in (*rows[max(index - 4, 0) : index], *rows[index + 1 : index + 5])
            if abs(near.glyphs[0].base - row.glyphs[0].base) < 8 * row.size
            for at in near.cuts
            if at > 1 or near.words[0][0].text not in BULLETS
            for edge in (near.words[at][0].x0,)
        ]
        if not columns or row.cuts:
            continue
        gaps = [b[0].x0 - a[-1].x1 for a, b in pairwise(row.words)]
        for at, gap in enumerate(gaps, 1):
            edge = row.words[at][0].x0
            if gap > 0.4 * row.size and gap > 1.4 * median_low(gaps) and any(abs(edge - c) < 0.6 for c in columns):
                row.cuts.add(at)


def _line(draft: _Row) -> DraftLine:
    row, size, words, cuts = draft.glyphs, draft.size, draft.words, draft.cuts
    parts: list[str] = []
    laid: list[Word] = []
    segments: list[Segment] = []
    at = start = 0
    for index, word in enumerate(words):
        if index:
            parts.append("\t" if index in cuts else " ")
            at += 1
        if index in cuts:
            start = at
        text = "".join(g.text for g in word)
        parts.append(text)
        laid.append(Word(at, at + len(text), _box(word)))
        at += len(text)
        if index + 1 == len(words) or index + 1 in cuts:
            first = next(w for w in laid if w.start == start)
            segments.append(Segment(start, at, first.box.x0, laid[-1].box.x1))
    bold = sum(len(g.text) for g in row if _BOLD.search(g.font)) * 2 > sum(len(g.text) for g in row)
    return DraftLine(
        text="".join(parts), segments=tuple(segments), words=tuple(laid), box=_box(row), size=size, bold=bold
    )


def _name_bullet(row: list[Glyph]) -> None:
    """Call a private sign or one of a symbol font at the head of a line a bullet."""
    first = row[0]
    alone = len(row) > 1 and row[1].x0 - first.x1 > WORD_GAP * first.size
    is_private = len(first.text) == 1 and "\ue000" <= first.text <= "\uf8ff"
    if alone and (is_private or first.text.startswith("(cid:") or _SYMBOL_FONT.search(first.font)):
        first.text = "•"


def _words(row: list[Glyph], blanks: Sequence[float], size: float) -> Iterator[list[Glyph]]:
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


def _cuts(words: list[list[Glyph]], size: float, uprights: Sequence[Ruling]) -> set[int]:
    """Return the indices of the words that begin a new segment."""
    cuts: set[int] = set()
    if len(words) < 2:
        return cuts
    gaps = [b[0].x0 - a[-1].x1 for a, b in pairwise(words)]
    usual = median_low(gaps)
    letters = sum(g.text.isalpha() for w in words for g in w)
    # A justified line of prose: all its blanks are wide alike.
    justified = len(gaps) >= 5 and letters > 0.6 * sum(map(len, words)) and usual > 0.35 * size
    middle = sum((g.top + g.bottom) / 2 for g in words[0][:1])
    ruled = [r.x0 for r in uprights if r.top <= middle <= r.bottom]
    for index, gap in enumerate(gaps, 1):
        wide = gap > SEGMENT_GAP * size and not (justified and gap < 2 * size and gap < 1.6 * usual)
        relatively = len(gaps) >= 3 and gap > 0.7 * size and gap > 2.5 * usual
        if wide or relatively or (ruled and _ruled_between(ruled, words[index - 1][-1].x1, words[index][0].x0)):
            cuts.add(index)
    first = words[0]
    if len(first) == 1 and first[0].text in BULLETS:
        cuts.add(1)
    return cuts


def _ruled_between(ruled: list[float], left: float, right: float) -> bool:
    at = bisect_left(ruled, left - 0.5)
    return at < len(ruled) and ruled[at] <= right + 0.5


def _box(glyphs: Sequence[Glyph]) -> BBox:
    return BBox(
        round(min(g.x0 for g in glyphs), 2),
        round(min(g.top for g in glyphs), 2),
        round(max(g.x1 for g in glyphs), 2),
        round(max(g.bottom for g in glyphs), 2),
    )


def _turned_columns(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Group turned glyphs that stand in one column, in the order they were painted."""
    columns: list[list[Glyph]] = []
    for glyph in glyphs:
        if glyph.text.isspace():
            continue
        last = columns[-1][-1] if columns else None
        if (
            last is not None
            and abs(last.x0 - glyph.x0) < 0.5 * max(last.x1 - last.x0, 1)
            and (max(glyph.top - last.bottom, last.top - glyph.bottom) < 2 * max(glyph.size, 1))
        ):
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    return columns


def _turned_line(column: list[Glyph]) -> DraftLine:
    words: list[list[Glyph]] = [[]]
    for glyph in column:
        last = words[-1][-1] if words[-1] else None
        wide = max(glyph.x1 - glyph.x0, 1)
        if last is not None and max(glyph.top - last.bottom, last.top - glyph.bottom) > WORD_GAP * wide:
            words.append([])
        words[-1].append(glyph)
    laid: list[Word] = []
    at = 0
    for word in words:
        length = sum(len(g.text) for g in word)
        laid.append(Word(at, at + length, _box(word)))
        at += length + 1
    text = " ".join("".join(g.text for g in word) for word in words)
    box = _box(column)
    return DraftLine(
        text=text,
        segments=(Segment(0, len(text), box.x0, box.x1),),
        words=tuple(laid),
        box=box,
        size=round(median_low(g.size for g in column), 1),
        bold=False,
    )
