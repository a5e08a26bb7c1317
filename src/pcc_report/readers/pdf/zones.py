"""Pages set in columns: their rows cut into zones, in the order in which a person reads them.

A gutter is a white strip that no text crosses for several lines. Tables have gutters too, so one parts columns
only where what stands on its two sides cannot be the cells of rows: lines that go on beside lines that begin,
lines at other heights, lists on both sides, a box drawn around one side alone, the same headings on both.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

import attrs

from pcc_report.readers.pdf.glyphs import Glyph, RawPage, median
from pcc_report.readers.pdf.row import BULLETS, is_bold
from pcc_report.source import Ruling, Zone

Rows = list[list[Glyph]]
"""The signs of a page by the line they stand on, from top to bottom."""

_WIDEST: Final = 20_000
"""Points: a page can be no wider, and what stands further out is seen by nobody."""
_BIN: Final = 3.0
"""Points: how finely a page is looked through for gutters."""
_LEAST_LINES: Final = 4
"""Lines that stand beside a gutter on each side; fewer tell nothing."""
_FEWEST_LINES: Final = 2
"""The same for a gutter in the middle of the page, where that of two columns is."""
_LEAST_GUTTER: Final = 0.8
"""Of the font size: a narrower strip is a wide blank."""
_HEAD: Final = 0.09
_FOOT: Final = 0.88
"""Of the page's height: above and below stand running heads and feet, which belong to no column."""
_MOST_COLUMNS: Final = 6
_MOST_ROWS: Final = 400
"""Lines of a page, those of all columns counted; one with more is no page that anybody set in columns."""
_MOST_LOOKED: Final = 20_000
"""Rows of a page that are looked at for columns, all tries together: about half a second."""
_DENSE: Final = 0.4
"""The share of its height that the lines of a column fill; labels of rows that wrap fill less."""

_NUMBER = re.compile(r"[£€$(+\-–]*\d[\d,. ]*[%)kKmM]*\Z|[-–—]\Z")


def zones_of(rows: Rows, raw: RawPage, known: set[float]) -> list[tuple[Zone | None, Rows]]:
    """Return the zones of a page; one that is None where the page is not set in columns.

    *known* are the places where second columns begin on the pages before; those of this page are added.
    """
    if not (_may_have_columns(rows) or _may_have_callouts(rows)):
        return [(None, rows)]
    whole = [_Row.of(row) for row in rows]
    sheet = _Sheet(raw.rulings, raw.width, raw.height, known)
    zones = list(_parted(whole, sheet, _MOST_COLUMNS))
    if len(zones) < 2:
        return [(None, rows)]
    left = min(row.x0 for row in whole)
    found = {x0 for (x0, _), _ in zones if x0 > left + _BIN}
    if not found <= known:
        # what was seen in one place of the page tells of the others
        known |= found
        zones = list(_parted(whole, sheet, _MOST_COLUMNS))
    return [
        (Zone(number, round(x0, 2), round(x1, 2), round(x0 - left, 2)), [list(row.parts) for row in part])
        for number, ((x0, x1), part) in enumerate(zones, 1)
    ]


@attrs.frozen
class _Sheet:
    """What is around the text: drawn lines, and the size of the page."""

    rulings: tuple[Ruling, ...]
    width: float
    height: float
    known: Collection[float]
    """Where second columns begin on the pages before."""
    looked: list[int] = attrs.field(factory=list, init=False)
    """How many rows were looked at for each run that might be columns."""


@attrs.frozen
class _Span:
    """A stretch of a row without a wide gap."""

    x0: float
    x1: float
    text: str


@attrs.frozen
class _Row:
    """A row, and what must be known of it to find gutters."""

    parts: tuple[Glyph, ...]
    spans: tuple[_Span, ...]
    size: float
    base: float

    @classmethod
    def of(cls, parts: Sequence[Glyph]) -> "_Row":
        """Return the row that signs on one line make."""
        seen = sorted((p for p in parts if not p.text.isspace()), key=lambda p: p.x0)
        size = max(p.size for p in seen)
        spans: list[_Span] = []
        held: list[Glyph] = []
        for part in seen:
            if held and part.x0 - max(h.x1 for h in held[-3:]) > _LEAST_GUTTER * size:
                spans.append(_span(held))
                held = []
            held.append(part)
        spans.append(_span(held))
        return cls(tuple(parts), tuple(spans), size, parts[0].base)

    @classmethod
    def of_any(cls, parts: Sequence[Glyph]) -> "_Row | None":
        """Return the row that signs make; None if they are blanks at most."""
        return cls.of(parts) if any(not p.text.isspace() for p in parts) else None

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.spans[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.spans[-1].x1

    @property
    def text(self) -> str:
        """All of its text."""
        return " ".join(span.text for span in self.spans)

    def crosses(self, x: float) -> bool:
        """Whether some of it stands across *x*, or so near that there is no gutter."""
        for span in self.spans:  # noqa: SIM110  # asked of each row for each strip
            if span.x0 - 1 < x < span.x1 + 1:
                return True
        return False

    def between(self, left: float, right: float) -> "_Row | None":
        """Return what stands between two places, by its middle; None if nothing does."""
        parts = [p for p in self.parts if left < (p.x0 + p.x1) / 2 <= right]
        return _Row.of_any(parts)

    def beyond(self, left: float, right: float) -> "_Row | None":
        """Return what does not stand between two places; None if nothing does."""
        parts = [p for p in self.parts if not left < (p.x0 + p.x1) / 2 <= right]
        return _Row.of_any(parts)

    def side(self, x: float, *, left: bool) -> "_Row | None":
        """Return what stands to the left of *x*, or to the right; None if nothing does."""
        parts = [p for p in self.parts if ((p.x0 + p.x1) / 2 < x) is left]
        return _Row.of_any(parts)


_Part = tuple[tuple[float, float], Sequence[_Row]]
"""How far to the left and right lines run in a zone, and its rows."""


def _span(parts: Sequence[Glyph]) -> _Span:
    text = parts[0].text
    for before, part in pairwise(parts):
        text += (" " if part.x0 - before.x1 > 0.15 * part.size else "") + part.text
    return _Span(parts[0].x0, max(p.x1 for p in parts), text)


def _may_have_columns(rows: Rows) -> bool:
    """Whether there is a strip that much fewer signs cross than stand on either side of it."""
    return _LEAST_LINES <= len(rows) <= _MOST_ROWS and bool(_strips([(p.x0, p.x1) for row in rows for p in row]))


def _strips(spans: Sequence[tuple[float, float]]) -> list[float]:
    """Return where strips may end that at least `_FEWEST_LINES` spans fewer cross than what is beside them.

    They end where several spans begin, for lines begin under each other and end anywhere.
    """
    left, right = min(x0 for x0, _ in spans), max(x1 for _, x1 in spans)
    if right - left > _WIDEST:
        return []
    steps = [0] * (int((right - left) / _BIN) + 3)
    starts: Counter[int] = Counter()
    for x0, x1 in spans:
        first = int((x0 - left) / _BIN)
        starts[first] += 1
        steps[first] += 1
        steps[int((max(x0, x1) - left) / _BIN) + 1] -= 1
    crossed = list(accumulate(steps))
    before = list(accumulate(crossed, max))
    behind = list(accumulate(reversed(crossed), max))[::-1]
    found: list[float] = []
    for at in sorted(starts):
        # lines that begin under each other may fall into two bins side by side
        several = at and starts[at] + starts[at + 1] >= _FEWEST_LINES
        if several and min(before[at - 1], behind[at - 1]) - crossed[at - 1] >= _FEWEST_LINES:
            found.append(left + at * _BIN - _BIN / 2)
    return found


def _parted(rows: Sequence[_Row], sheet: _Sheet, most: int) -> Iterator[_Part]:
    """Yield the zones that *rows* are, each of them whole before the next one, and how far lines run there."""
    edges = min(row.x0 for row in rows), max(row.x1 for row in rows)
    if callouts := _callouts(rows):
        first, last, cells = callouts
        if first:
            yield from _within(edges, _parted(rows[:first], sheet, most))
        yield from cells
        if last < len(rows):
            yield from _within(edges, _parted(rows[last:], sheet, most))
        return
    if aside := _aside(rows):
        first, cell, rest = aside
        if first:
            yield from _within(edges, _parted(rest[:first], sheet, most))
        yield cell
        yield from _parted(rest[first:], sheet, most)
        return
    spans = [(span.x0, span.x1) for row in rows for span in row.spans]
    runs = [
        run
        for x in (_gutters(spans, sheet) if most > 1 and _FEWEST_LINES <= len(rows) <= _MOST_ROWS else ())
        for run in _runs(rows, x, sheet)
        if sum(sheet.looked) < _MOST_LOOKED
        if _are_columns(rows[run[0] : run[1]], x, sheet)
    ]
    if not runs:
        yield edges, rows
        return
    first, last, x = max(runs, key=lambda run: run[1] - run[0])
    if first:
        yield from _within(edges, _parted(rows[:first], sheet, most))
    columns = [
        (min(row.x0 for row in column), max(row.x1 for row in column))
        for left in (True, False)
        if (column := [side for row in rows[first:last] if (side := row.side(x, left=left))])
    ]
    for section in _sections(rows[first:last], x, sheet.rulings):
        sides = [[side for row in section if (side := row.side(x, left=left))] for left in (True, False)]
        if all(sides):
            for place, lines in zip(columns, sides, strict=True):
                yield from _within(place, _parted(lines, sheet, most - 1))
        else:
            yield edges, section
    if last < len(rows):
        yield from _within(edges, _parted(rows[last:], sheet, most))


_LARGE: Final = 1.4
"""Of the size of the type below: how much larger a number is that stands over what it counts."""


def _may_have_callouts(rows: Rows) -> bool:
    """Whether there are several texts, or a number, on a line in type much larger than that of the line below."""
    return len(rows) <= _MOST_ROWS and any(
        (len(row) > 1 or row[0].text[:1].isdigit()) and min(p.size for p in row) >= _LARGE * max(p.size for p in below)
        for row, below in pairwise(rows)
    )


def _callouts(rows: Sequence[_Row]) -> tuple[int, int, list[_Part]] | None:
    """Return the first line of large numbers that each have a caption of their own below, with these: a cell each.

    They are found by the captions: each of their stretches lies under one number alone, and two have one at least.
    """
    for first, row in enumerate(rows):
        if len(row.spans) < 2 or not any(any(map(str.isdigit, span.text)) for span in row.spans):
            continue
        middles = [(a.x1 + b.x0) / 2 for a, b in pairwise(row.spans)]
        last = first + 1
        while last < len(rows) and row.size >= _LARGE * rows[last].size and _follows(rows, last, row):
            last += 1
        below = [span for under in rows[first + 1 : last] for span in under.spans]
        cells = [_cell_of(span, row.spans, middles) for span in below]
        if len(set(cells)) < 2 or None in cells:
            continue
        found: list[_Part] = []
        for k in range(len(row.spans)):
            left, right = (middles[k - 1] if k else -_WIDEST), (middles[k] if k < len(middles) else _WIDEST)
            members = [part for r in rows[first:last] if (part := r.between(left, right))]
            found.append(((min(m.x0 for m in members), max(m.x1 for m in members)), members))
        return first, last, found
    return None


def _aside(rows: Sequence[_Row]) -> tuple[int, _Part, list[_Row]] | None:
    """Return a large number with its caption that stand beside lines of text, and what is left without them.

    The first of the three is where the text begins that they stand beside.
    """
    usual = median(row.size for row in rows)
    for at, row in enumerate(rows):
        head = row.spans[0]
        if len(row.spans) > 1 or row.size < _LARGE * usual or not head.text[:1].isdigit():
            continue
        below, last = _captions(rows, at)
        if not below:
            continue
        left, right = min(s.x0 for s in (head, *below)) - 1, max(s.x1 for s in (head, *below)) + 1
        first = next((k for k in range(at, 0, -1) if row.base - rows[k - 1].base > 1.2 * row.size), 0)
        others = [
            s for r in rows[first : last + 1] for s in r.spans if s is not head and not any(s is b for b in below)
        ]
        texts = [s for s in others if len(s.text.split()) >= _TEXT_WORDS]
        sides = {s.x0 > right for s in others}
        if len(texts) < _FEWEST_LINES or len(sides) > 1 or any(s.x0 < right and s.x1 > left for s in others):
            continue
        while first and _gap(rows, first) < _PARAGRAPH:
            first -= 1
        cell = [part for r in rows[at : last + 1] if (part := r.between(left, right))]
        beside = [part for r in rows[at : last + 1] if (part := r.beyond(left, right))]
        rest = [*rows[:at], *beside, *rows[last + 1 :]]
        return first, ((left, right), cell), rest
    return None


def _captions(rows: Sequence[_Row], at: int) -> tuple[list[_Span], int]:
    """Return the stretches that stand one below the other under a large number, and the last line with one."""
    head, base, step = rows[at].spans[0], rows[at].base, 1.5 * rows[at].size
    found: list[_Span] = []
    last = at
    for k in range(at + 1, len(rows)):
        if rows[k].base - base > step:
            break
        under = [s for s in rows[k].spans if _cell_of(s, [head], []) == 0]
        if under:
            found += under
            base, step, last = rows[k].base, 1.8 * rows[k].size, k
    return found, last


_TEXT_WORDS: Final = 4
_PARAGRAPH: Final = 1.6
"""Of the font size: a wider step down the page parts paragraphs."""


def _follows(rows: Sequence[_Row], at: int, head: _Row) -> bool:
    """Whether a line of captions stands right below the line above it, as seen from the large numbers over both."""
    return rows[at].base - rows[at - 1].base < (1.5 * head.size if rows[at - 1] is head else 1.8 * rows[at].size)


def _cell_of(span: _Span, heads: Sequence[_Span], middles: Sequence[float]) -> int | None:
    """Return which number a stretch stands under: its middle near that of the number, or both beginning together."""
    at = sum(span.x0 + span.x1 > 2 * x for x in middles)
    head, near = heads[at], (span.x1 - span.x0) * 0.15 + 3
    centred = abs((span.x0 + span.x1) - (head.x0 + head.x1)) / 2 <= near
    return at if centred or abs(span.x0 - head.x0) <= near else None


def _gutters(spans: Sequence[tuple[float, float]], sheet: _Sheet) -> list[float]:
    """Return where gutters may end: at strips, in the middle of the page, and where they did on pages before."""
    behind = [x0 for x0, _ in spans if x0 >= sheet.width / 2]
    return sorted({*_strips(spans), *([min(behind) - 1.5] if behind else []), *(x - 1.5 for x in sheet.known)})


def _within(edges: tuple[float, float], parts: Iterator[_Part]) -> Iterator[_Part]:
    """Yield *parts*; one that was cut no further runs from edge to edge, however short its own lines are."""
    found = list(parts)
    yield from ([(edges, found[0][1])] if len(found) == 1 else found)


def _runs(rows: Sequence[_Row], x: float, sheet: _Sheet) -> Iterator[tuple[int, int, float]]:
    """Yield the runs of rows (first, behind the last) that leave a gutter at *x*."""
    start = 0
    for at in range(len(rows) + 1):
        if at < len(rows) and not rows[at].crosses(x):
            continue
        if at - start >= _FEWEST_LINES:
            first, last = _trimmed(rows, start, at, x, sheet)
            if last - first >= _FEWEST_LINES:
                yield first, last, x
        start = at + 1


def _trimmed(rows: Sequence[_Row], first: int, last: int, x: float, sheet: _Sheet) -> tuple[int, int]:
    """Leave out running heads and feet, and lines above the columns that only happen to end before the gutter."""
    whole = rows[first:last]
    while last - first > 1 and rows[first].base < _HEAD * sheet.height and _gap(rows, first + 1) > 1.8:
        first += 1
    while last - first > 1 and rows[last - 1].base > _FOOT * sheet.height and _gap(rows, last - 1) > 1.8:
        last -= 1
    while (
        last - first > 1
        and rows[first].x1 < x
        and len(rows[first].spans) == 1
        and _gap(rows, first + 1) > 0.8
        and not _LOWER.match(rows[first + 1].text)
    ):
        first += 1
    usual = median(row.size for row in whole)
    last = _without_heading(rows, first, last, x, usual)
    heads = _above_heads(rows, first, last, x, usual) if last < len(rows) else last
    return first, _without_heading(rows, first, heads, x, usual) if heads < last else last


def _without_heading(rows: Sequence[_Row], first: int, last: int, x: float, usual: float) -> int:
    """Return where columns end above the headings of what stands below them."""
    while (
        last - first > 1 and rows[last - 1].x1 < x and _gap(rows, last - 1) > 1.2 and _is_heading(rows[last - 1], usual)
    ):
        last -= 1
    return last


def _above_heads(rows: Sequence[_Row], first: int, last: int, x: float, usual: float) -> int:
    """Return where columns end above the headings of a table below them, whose names and sums are one line each.

    Headings are bold, several side by side on the right, and stand beside that of the names on the left.
    """
    start = last
    while start > first and _is_styled(rows[start - 1], usual) and (start == last or _gap(rows, start) < _ONE_HEADER):
        start -= 1
    right = [side for row in rows[start:last] if (side := row.side(x, left=False))]
    left = any(row.x0 < x for row in rows[start:last])
    return start if left and start > first and any(len(side.spans) > 1 for side in right) else last


_ONE_HEADER: Final = 1.6
"""Of the font size: the widest step from line to line of a header."""


def _is_heading(row: _Row, usual: float) -> bool:
    """Whether a row may be a heading: set apart by its type, and no label with its number at the end, as a total is."""
    return _is_styled(row, usual) and (len(row.spans) == 1 or not _NUMBER.match(row.spans[-1].text))


def _is_styled(row: _Row, usual: float) -> bool:
    return row.size > 1.1 * usual or all(is_bold(p.font) for p in row.parts)


def _gap(rows: Sequence[_Row], at: int) -> float:
    """Return the step from the row above to row *at*, of the font size."""
    return (rows[at].base - rows[at - 1].base) / max(rows[at].size, rows[at - 1].size, 1)


def _sections(rows: Sequence[_Row], x: float, rulings: Sequence[Ruling]) -> Iterator[Sequence[_Row]]:
    """Cut columns at lines drawn across both, and at headings that stand over both: each of these by itself."""
    sizes = median(row.size for row in rows)
    drawn = [r.top for r in _across(rows, x, rulings)]
    start = 0
    for at, row in enumerate(rows):
        if at and any(rows[at - 1].base < y < row.base for y in drawn) and at > start:
            yield rows[start:at]
            start = at
        if 0 < at < len(rows) - 1 and _heads_both(rows, at, x, sizes):
            if at > start:
                yield rows[start:at]
            yield rows[at : at + 1]
            start = at + 1
    if start < len(rows):
        yield rows[start:]


def _heads_both(rows: Sequence[_Row], at: int, x: float, usual: float) -> bool:
    """Whether a row to the left of the gutter is a heading with nothing beside it, under which columns begin."""
    row = rows[at]
    if not _is_styled(row, usual) or row.x1 > x or min(_gap(rows, at), _gap(rows, at + 1)) < 1.2:
        return False
    below = rows[at + 1]
    return below.x0 < x < below.x1 and any(r.x1 > x for r in rows[:at])


def _across(rows: Sequence[_Row], x: float, rulings: Sequence[Ruling]) -> list[Ruling]:
    """Return the lines drawn across the gutter at *x*, from column to column, between the first row and the last."""
    near, far = x - rows[0].size, x + rows[0].size
    high, low = rows[0].base, rows[-1].base
    return [r for r in rulings if r.x0 < near and r.x1 > far and high < r.top < low and r.is_horizontal]


_LOWER = re.compile(r"[(\"'“‘]?[a-z]")
_ENDED = re.compile(r"[.!?:;][\"'”’)]*\Z")


@attrs.frozen
class _Side:
    """What stands on one side of a gutter, row by row."""

    lines: tuple[_Row | None, ...]
    goes_on: tuple[bool, ...]
    """Whether each line carries on the sentence of the one above it."""

    @classmethod
    def of(cls, rows: Sequence[_Row], x: float, *, left: bool) -> "_Side":
        """Return the left or the right side of *rows*."""
        lines = tuple(row.side(x, left=left) for row in rows)
        right = max((line.x1 for line in lines if line), default=0.0)
        above: _Row | None = None
        goes_on: list[bool] = []
        for line in lines:
            # what begins small goes on a line that was left out above the columns
            first = line if above is None else None
            begun = first is not None and first.text[:1].islower() and len(first.text.split()) >= _LEAST_WORDS
            goes_on.append(begun or (line is not None and above is not None and _goes_on(above, line, right)))
            above = line or above
        return cls(lines, tuple(goes_on))

    @property
    def filled(self) -> list[_Row]:
        """The lines there are."""
        return [line for line in self.lines if line]

    def within(self, high: float, low: float) -> list[_Row | None]:
        """Return the lines between two heights, None for the others."""
        return [line if line and high <= line.base <= low else None for line in self.lines]

    @property
    def is_dense(self) -> bool:
        """Whether lines follow each other with no more than the white space of paragraphs between them."""
        lines = self.filled
        return sum(line.size for line in lines) > _DENSE * (lines[-1].base - lines[0].base + lines[0].size)

    @property
    def is_text(self) -> bool:
        """Whether it is sentences that run over several lines, or items of a list."""
        items = sum(line.text[:1] in BULLETS for line in self.filled)
        return sum(self.goes_on) + items > _SHARE * len(self.filled) and len(self.filled) >= _LEAST_LINES

    @property
    def is_list(self) -> bool:
        """Whether it has several items behind signs."""
        return sum(line.text[:1] in BULLETS for line in self.filled) >= 3  # two may be dashes

    @property
    def is_table(self) -> bool:
        """Whether most of its lines are a label and a number at their end."""
        rows = [line for line in self.filled if line.text[:1].isalpha() and _NUMBER.match(line.text.split()[-1])]
        return len(rows) > 1 and 5 * len(rows) >= 3 * len(self.filled)


_SHARE: Final = 0.3
"""The share of the lines of a text that go on the line above."""


_LEAST_WORDS: Final = 4
"""Words of a line that runs to the end of its column; a shorter one is a label, which others may be as long as."""


def _goes_on(above: _Row, line: _Row, right: float) -> bool:
    """Whether *line* carries on the sentence of the line above it in its column."""
    if line.base - above.base > 1.8 * max(line.size, above.size) or line.text[:1] in BULLETS:
        return False
    if _ENDED.search(above.text) or (len(above.spans) > 1 and _SUM.match(above.spans[-1].text)):
        return False  # a sum that stands apart ends the row of a table
    word = line.text.split(None, 1)[0]
    full = above.x1 + 0.45 * line.size * (len(word) + 1) > right and len(above.text.split()) >= _LEAST_WORDS
    return full or _LOWER.match(line.text) is not None


def _are_columns(rows: Sequence[_Row], x: float, sheet: _Sheet) -> bool:
    """Whether what stands on the two sides of a gutter is read one side after the other, and not row by row."""
    sheet.looked.append(len(rows))
    spans = [span for row in rows for span in row.spans]
    lefts, rights = [s for s in spans if s.x1 < x], [s for s in spans if s.x1 >= x]
    fewest = min(sum(row.x0 < x for row in rows), sum(row.x1 >= x for row in rows))
    if fewest < _FEWEST_LINES:
        return False
    size = median(row.size for row in rows)
    begin, end = max(s.x1 for s in lefts), min(s.x0 for s in rights)
    widths = begin - min(s.x0 for s in lefts), max(s.x1 for s in rights) - end
    near = _LEAST_MIDDLE * sheet.width
    is_middle = begin <= sheet.width / 2 + near and abs(end - sheet.width / 2) <= near
    is_known = any(abs(end - column) < _BIN for column in sheet.known)
    least = _LEAST_GUTTER * size * (0.5 if is_middle or is_known else 1)
    if end - begin < least or min(widths) < _LEAST_WIDTH * size:
        return False
    across = _across(rows, x, sheet.rulings)
    if len(across) > _MOST_ACROSS:
        return False
    if across and any(not r.is_horizontal and begin - size < r.x0 < end + size for r in sheet.rulings):
        return False  # drawn cells
    left, right = (_Side.of(rows, x, left=side) for side in (True, False))
    if _are_numbers(rows, left, right) or _are_numbers(rows, right, left):
        return False  # the sums of a table
    if _begin_with_sums(left, right):
        return False  # the right part of one, whose names are in the left
    if _names_rows(left, right):
        return False  # the names of a table, whose other cells are in the right
    at_odds, alike, together = _compared(rows, left, right)
    boxed = [_is_boxed(side.filled, x, sheet.rulings) for side in (left, right)]
    texts = left.is_text, right.is_text
    if all(boxed) or (any(boxed) and (any(texts) or at_odds)):
        return True
    if not across and ((is_middle and at_odds and at_odds >= alike) or (is_known and 3 * alike <= 2 * len(rows))):
        return True
    if fewest < _LEAST_LINES:
        return False
    if _are_staggered(left, right) or (at_odds > max(alike, 1) and _has_heading(left, right, size)):
        return True
    if not (left.is_dense and right.is_dense):
        return False
    tables = left.is_table, right.is_table
    if all(tables):
        return at_odds > 1 or _same_head(left, right) or _are_lists(left, right, size)
    if not all(text or table for text, table in zip(texts, tables, strict=True)):
        return False
    if left.is_list and right.is_list:
        return True
    if all(texts) and at_odds >= max(alike, 2) and at_odds + together >= _LEAST_LINES:
        return True
    return (at_odds >= _LEAST_ODDS and at_odds > alike) or (alike <= 1 and together > _LEAST_LINES)


_LEAST_MIDDLE: Final = 0.05
"""Of the page's width: how far right of its middle the second of two columns begins at most."""
_LEAST_WIDTH: Final = 8
"""Of the font size: what is narrower is a row of bullet signs, of numbers or of dates."""
_MOST_ACROSS: Final = 2
"""Lines drawn across columns, which may part sections; tables have one a row."""
_LEAST_ODDS: Final = 3
"""How often lines must be at odds before what stands beside each other is taken for columns."""


def _compared(rows: Sequence[_Row], left: _Side, right: _Side) -> tuple[int, int, int]:
    """Return how many lines cannot be of one row, how many begin one together, how many go on together.

    At odds are a line that goes on beside one that begins, and lines at heights that overlap.
    """
    at_odds = alike = together = 0
    for at, row in enumerate(rows):
        if left.lines[at] and right.lines[at]:
            goes_on = left.goes_on[at], right.goes_on[at]
            at_odds += goes_on[0] != goes_on[1]
            alike += not any(goes_on)
            together += all(goes_on)
        elif at:
            above = rows[at - 1]
            other = right if left.lines[at] else left
            near = row.base - above.base < 0.8 * min(row.size, above.size)  # lines of one column never are
            at_odds += near and other.lines[at - 1] is not None
    return at_odds, alike, together


def _are_staggered(left: _Side, right: _Side) -> bool:
    """Whether most lines of the two sides stand at heights of their own, as those of cells of one row do not."""
    high = max(side.filled[0].base for side in (left, right)) - 1
    low = min(side.filled[-1].base for side in (left, right)) + 1
    within = [side.within(high, low) for side in (left, right)]
    few, many = sorted(within, key=lambda lines: sum(line is not None for line in lines))
    heights = [line.base for line in many if line]
    apart = [
        line for line, beside in zip(few, many, strict=True) if line and not beside and not _is_centred(line, heights)
    ]
    starts = [_starts(lines) for lines in within]
    fewer = min(map(len, starts))
    together = len(starts[0] & starts[1])
    return (
        len(apart) >= _LEAST_LINES
        and len(apart) > _OWN_HEIGHTS * sum(line is not None for line in few)
        and (fewer < _LEAST_ODDS or together < _TOGETHER * fewer)
    )


def _has_heading(left: _Side, right: _Side, usual: float) -> bool:
    """Whether below the first line on the right a heading stands beside no line on the left, over lines of its own."""
    lines = list(zip(left.lines, right.lines, strict=True))[1:-1]
    if all(_is_styled(line, usual) for line in right.filled):
        return False
    return any(
        line is not None
        and beside is None
        and len(line.text) > 1
        and line.text[0].isalpha()
        and _is_styled(line, usual)
        for beside, line in lines
    )


_OWN_HEIGHTS: Final = 0.45
"""The share of lines without one beside them from which the two sides are no rows; by chance two in three are."""
_TOGETHER: Final = 0.6
"""The share of paragraphs that begin beside another one from which they are rows of a table."""


def _is_centred(line: _Row, heights: Sequence[float]) -> bool:
    """Whether a line stands just between two others, as a label does that is centred beside a cell of two lines."""
    above = max((y for y in heights if y < line.base), default=None)
    below = min((y for y in heights if y > line.base), default=None)
    if above is None or below is None:
        return False
    return below - above < 1.8 * line.size and abs((above + below) / 2 - line.base) < 0.1 * line.size


def _starts(lines: Sequence[_Row | None]) -> set[int]:
    """Return which lines have white space above them, but for the first."""
    found: set[int] = set()
    above: _Row | None = None
    for at, line in enumerate(lines):
        if line and above and line.base - above.base > 1.6 * max(line.size, above.size):
            found.add(at)
        above = line or above
    return found


def _are_numbers(rows: Sequence[_Row], side: _Side, other: _Side) -> bool:
    """Whether most lines of a side are nothing but numbers that stand beside a line of the other one.

    What stands above the first line of the other one, or below its last, may be headings and a total.
    """
    high, low = other.filled[0].base - other.filled[0].size, other.filled[-1].base + other.filled[-1].size
    numbers = lines = 0
    for at, line in enumerate(side.within(high, low)):
        lines += line is not None
        if line is None or any(map(str.isalpha, _VOID.sub("", line.text))):
            continue
        near = [k for k in (at - 1, at, at + 1) if 0 <= k < len(rows) and abs(rows[k].base - line.base) < line.size]
        numbers += any(other.lines[k] for k in near)
    return numbers > 0 and 2 * numbers >= lines


_VOID = re.compile(r"\b(?:nil|n/a|tbc|none)\b", re.IGNORECASE)
"""What stands in a column of sums where there is none."""


def _begin_with_sums(left: _Side, right: _Side) -> bool:
    """Whether many lines that begin on the right beside a line begin with a sum that stands apart from the rest."""
    begun = [
        line
        for line, goes_on, name in zip(right.lines, right.goes_on, left.lines, strict=True)
        if line and name and not goes_on
    ]
    sums = [line for line in begun if len(line.spans) > 1 and _SUM.match(line.spans[0].text)]
    return len(sums) > 1 and _MANY_SUMS * len(sums) >= len(begun)


def _names_rows(left: _Side, right: _Side) -> bool:
    """Whether the left side is the names of rows that end with a sum apart: as many, at the same heights.

    A name goes on in a line that begins with a small letter. Beside nearly each name, but the heading and those of
    groups, stands one row, over whichever of its lines, and beside each row one name.
    """
    rows = [line for line in right.filled if len(line.spans) > 1 and _ends_row(line.spans[-1].text)]
    if len(rows) < _FEWEST_ROWS or left.is_table:
        return False
    lines = left.filled
    cuts = [0, *(k for k, line in enumerate(lines) if k and not _LOWER.match(line.text)), len(lines)]
    names = [(lines[a], lines[b - 1]) for a, b in pairwise(cuts)]
    beside = [
        [k for k, (first, last) in enumerate(names) if first.base - near < row.base < last.base + near]
        for row, near in ((row, _BESIDE * row.size) for row in rows)
    ]
    found = [own[0] for own in beside if len(own) == 1]
    return len(found) == len(rows) == len(set(found)) and len(rows) >= _MOST_NAMED * len(names)


def _ends_row(text: str) -> bool:
    return _SUM.match(text) is not None or text in _DASHES


_DASHES = ("-", "–", "—")
_FEWEST_ROWS: Final = 3
_MOST_NAMED: Final = 0.75
_BESIDE: Final = 0.3
"""Of the size of the type: how far above or below a name its figures stand at most."""


_SUM = re.compile(r"[£€$(+\-–]*\d[\d ]*(?:,\d{3}|\.\d\d?)[\d,.]*[%)kKmM]*\Z|£\s?\d+[kKmM]?\Z")
_MANY_SUMS: Final = 3
"""One line in as many, among which are headings and remarks."""


def _are_lists(left: _Side, right: _Side, usual: float) -> bool:
    """Whether each line of both sides is a name with its sum, as in one list that was set in two columns.

    Nothing heads them but a heading over the first side at most, which stands beside the first name of the other one.
    """
    for side in (left, right):
        entries = [_ENTRY.match(line.text) is not None for line in side.filled]
        headed = side is left and not entries[0] and _is_heading(side.filled[0], usual)
        if sum(entries) < _FEWEST_ROWS or not all(entries[headed:]):
            return False
    return True


_ENTRY = re.compile(r"[^\W\d_].*\s£\d[\d,. ]*[kKmM]?\Z")


def _same_head(left: _Side, right: _Side) -> bool:
    """Whether two tables have the same headings."""
    heads = {line.text for line in left.filled[:2]} & {line.text for line in right.filled[:2]}
    return any(not any(map(str.isdigit, head)) for head in heads)


def _is_boxed(lines: Sequence[_Row], x: float, rulings: Sequence[Ruling]) -> bool:
    """Whether a box is drawn around some of the lines, on their side of the gutter alone."""
    own = [r for r in rulings if (r.x1 < x if lines[0].x0 < x else r.x0 > x)]
    near = [r for r in own if r.top < lines[-1].base and r.bottom > lines[0].base - lines[0].size]
    flat = [r.top for r in near if r.is_horizontal]
    tall = [r.x0 for r in near if not r.is_horizontal]
    if len(flat) < 2 or len(tall) < 2:  # a box has two of each
        return False
    inside = [line for line in lines if min(flat) < line.base < max(flat)]
    return len(inside) > 1 and all(min(tall) <= line.x0 and line.x1 <= max(tall) for line in inside)
