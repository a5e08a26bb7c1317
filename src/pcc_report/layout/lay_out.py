"""Lines -> blocks: tables first, then lists, headings, fields and paragraphs in what is left."""

import itertools
import re
from collections import Counter
from collections.abc import Collection, Sequence

import attrs

from pcc_report.layout.blocks import Block, BlockKind, Layout
from pcc_report.layout.furniture import find_furniture
from pcc_report.layout.grids import (
    Grid,
    GridRow,
    from_cell_lines,
    from_cells,
    from_positions,
    from_rulings,
    from_tails,
    is_markdown_rule,
    is_numeric,
    ruled_boxes,
)
from pcc_report.layout.markers import Marker
from pcc_report.layout.outline import heading_kind
from pcc_report.layout.records import find_records
from pcc_report.layout.rows import (
    FULL_STOP,
    LONGEST_LINE,
    WEIGHTY,
    Row,
    is_packed,
    item_sum,
    make_rows,
    split_sum,
    tail_numbers,
)
from pcc_report.layout.runs import EMPTY, Run
from pcc_report.source import SourceDocument
from pcc_report.values.dates import find_dates, find_periods, is_period
from pcc_report.values.measures import find_measures
from pcc_report.values.money import find_money, scan_cell
from pcc_report.vocabulary import Vocabulary

_SUM_FIRST = re.compile(r"[£€]\s?\d[\d,.]*\s?(?:k|m|million)?\s*(?:[-–—:]|for\b|to\b)")
_FIELD = re.compile(r"([^:]{2,70}?)\s*:\s+(?=\S)")
_COUNTED = re.compile(r"(\w+)\s+(\d{1,2})\s*(?:[:.)]|[-–—](?=\s))\s*(?=\S)")
_SENTENCE_END = re.compile(r"[.!?;,][\"'”’)\]]*\Z")
_LOOSE_END = re.compile(r"\b(?:the|a|an|of|to|and|or|until|with|for|in|on|by|that|which|from|at)\Z", re.IGNORECASE)
_MAX_HEADING_WORDS = 18
_NARROWEST = 60
"""Columns of a text that is wrapped; in a narrower one each line stands for itself."""
_MAX_COLUMNS = 60
"""Cells of a line; a longer one is no row of a table that people print."""
_MAX_CELL = 160
"""Characters of a cell that stands alone on its line; more is a paragraph."""


def lay_out(document: SourceDocument, vocabulary: Vocabulary) -> Layout:
    """Return the blocks of *document* in reading order, and its furniture."""
    rows = make_rows(document, vocabulary)
    apart = find_furniture(rows, vocabulary, {p.number: p.height for p in document.pages if p.height})
    furniture = [Run([(rows[i].line, 0, len(rows[i].line.text))]) for i in sorted(apart)]
    kept = [row for i, row in enumerate(rows) if i not in apart]
    _go_on(rows, apart)
    shape = _Shape(kept)
    blocks: list[Block] = []
    start = 0
    for first, last, grids in _regions(document, kept, vocabulary):
        blocks += _text_blocks(kept[start:first], vocabulary, shape)
        blocks.append(_table(kept[first:last], grids))
        start = last
    blocks += _text_blocks(kept[start:], vocabulary, shape)
    _headings(blocks, shape, vocabulary)
    _levels(blocks)
    _bare_statements(blocks, vocabulary)
    blocks = _continued(blocks, vocabulary)
    blocks = find_records(blocks, vocabulary)
    blocks = _numbered_headings(blocks)
    blocks = _explained_sums(blocks, vocabulary)
    blocks = _sums_first(blocks)
    blocks = _sum_lists(blocks, vocabulary)
    blocks = _cell_lines(blocks)
    overlong = [Run([(x, 0, len(x.text))]) for x in document.lines if len(x.text) > LONGEST_LINE]
    return Layout(blocks, furniture, overlong)


def _go_on(rows: Sequence[Row], apart: Collection[int]) -> None:
    """Let a line go on the one above where only furniture parts them, and it begins small."""
    for i in apart:
        above = next((k for k in range(i - 1, -1, -1) if k not in apart), None)
        below = next((k for k in range(i + 1, len(rows)) if k not in apart), None)
        if above is None or below is None or rows[below].line.box is not None:
            continue
        beside = rows[below : below + 2]
        if len(rows[above].segments) > 1 and any(_goes_on_as_table(rows[above], r) for r in beside):
            rows[below].gap = False
        if rows[below].is_lower and not rows[below].marker and not rows[above].ends_sentence:
            rows[below].gap, rows[below].goes_on = False, True


def _goes_on_as_table(above: Row, row: Row) -> bool:
    """Whether the numbers of a line stand under those of another."""
    rights = [p[1] for p in above.places[1:]]
    ends = [p[1] for p, s in zip(row.places[1:], row.segments[1:], strict=True) if is_numeric(s.text)]
    return bool(ends) and all(any(abs(x - r) <= 1 for r in rights) for x in ends)


class _Shape:
    """What is usual in the document: its text size, and how wide its lines run."""

    def __init__(self, rows: Sequence[Row]) -> None:
        sizes: Counter[float] = Counter()
        bold: Counter[bool] = Counter()
        self.right: dict[int, float] = {}
        widest = 0.0
        for row in rows:
            sizes[round(row.line.size or 0, 1)] += len(row.text)
            bold[row.line.bold] += len(row.text)
            if len(row.segments) <= 1:
                page = row.line.page if row.line.box else 0
                self.right[page] = max(self.right.get(page, 0.0), row.x1)
                widest = max(widest, row.x1)
        self.size = sizes.most_common(1)[0][0] if sizes else 0.0
        self.has_styles = any(s > self.size * 1.05 for s in sizes) or (bold[True] > 0 and bold[False] > bold[True])
        self.widest = widest

    def right_of(self, row: Row) -> float:
        """Return how far to the right lines run where *row* stands."""
        return max(self.right.get(row.line.page if row.line.box else 0, self.widest), 0.6 * self.widest)


# ---------------------------------------------------------------- tables


def _regions(
    document: SourceDocument, rows: Sequence[Row], vocabulary: Vocabulary
) -> list[tuple[int, int, list[Grid]]]:
    """Return (first row, behind the last row, grids) of each region that is drawn or set as a table."""
    taken = [False] * len(rows)
    found: list[tuple[int, int, list[Grid]]] = []
    for first, last, grids in (
        *_ruled(document, rows),
        *_celled(rows),
        *_aligned(document, rows),
        *_tailed(rows, vocabulary),
    ):
        if grids and not any(taken[first:last]):
            taken[first:last] = [True] * (last - first)
            found.append((first, last, grids))
    return sorted(found, key=lambda f: f[0])


def _ruled(document: SourceDocument, rows: Sequence[Row]) -> list[tuple[int, int, list[Grid]]]:
    found = []
    for page in document.pages:
        for box in ruled_boxes(page.rulings) if page.rulings else ():
            inside = [
                i
                for i, r in enumerate(rows)
                if r.line.page == page.number
                and r.line.box
                and box[1] - 2 <= (r.line.box.top + r.line.box.bottom) / 2 <= box[3] + 2
            ]
            if len(inside) < 2 or inside[-1] - inside[0] + 1 != len(inside):
                continue
            first, last = inside[0], inside[-1] + 1
            grid = from_rulings(rows[first:last], page.rulings, box)
            other = from_positions(rows[first:last], splits=True, rulings=page.rulings)
            found.append((first, last, [g for g in (grid, other) if g is not None]))
    return found


def _celled(rows: Sequence[Row]) -> list[tuple[int, int, list[Grid]]]:
    found = []
    i = 0
    while i < len(rows):
        if not _has_cells(rows[i]):
            i += 1
            continue
        first = i
        last = i = i + 1
        while i < len(rows):
            if _has_cells(rows[i]) and ("|" in rows[i].text) == ("|" in rows[first].text):
                last = i + 1
            elif rows[i].gap or rows[i].marker or i - last > 0 or len(rows[i].text) > _MAX_CELL:
                break
            i += 1
        i = last
        part = rows[first:last]
        if sum(len(r.line.cells or ()) <= 1 and "|" in r.text for r in part) > 0.8 * len(part) and len(part) > 3:
            cells = [Run([(r.line, *(r.line.cells or ((0, 0),))[0])]) for r in part]
            grids = from_cell_lines(cells, marked=True)
            for grid in grids:
                grid.dropped += _bars(part)
        elif (len(part) > 1 and any(sum(b > a for a, b in r.line.cells or ()) > 1 for r in part)) or _lone_sums(part):
            grids = from_cells(part)
        else:
            continue
        if len(grids) == 1 or "\t" in part[0].text or len(grids) != len(_cuts(part)):
            found.append((first, last, grids))
        else:
            found += [(first + a, first + b, [g]) for (a, b), g in zip(_cuts(part), grids, strict=True)]
    return found


def _cuts(part: Sequence[Row]) -> list[tuple[int, int]]:
    """Return where the tables of a run of lines begin and end: a rule under a later line starts a new one."""
    starts = [0] + [i - 1 for i in range(3, len(part)) if is_markdown_rule(part[i])]
    return list(zip(starts, [*starts[1:], len(part)], strict=True))


def _lone_sums(part: Sequence[Row]) -> bool:
    """Whether rows of one filled cell each are a column of sums still, as a lone total under its table is."""
    return any(r.sum_cell is not None for r in part)


def _bars(part: Sequence[Row]) -> list[Run]:
    return [Run([(r.line, m.start(), m.end())]) for r in part for m in re.finditer(r"\|", r.line.text)]


def _has_cells(row: Row) -> bool:
    if row.line.cells is None or len(row.line.cells) > _MAX_COLUMNS:
        return False
    if "|" in row.text:
        return True
    if row.marker and len(row.segments) <= 1:
        return False
    return not _is_tabbed_field(row)


def _is_tabbed_field(row: Row) -> bool:
    return len(row.segments) == 2 and row.segments[0].text.endswith(":") and not is_numeric(row.segments[1].text)


def _aligned(document: SourceDocument, rows: Sequence[Row]) -> list[tuple[int, int, list[Grid]]]:
    found = []
    drawn = {p.number: p.rulings for p in document.pages if p.rulings}
    i = 0
    while i < len(rows):
        if not _is_aligned(rows[i]):
            i += 1
            continue
        first, last = i, i + 1
        skipped = 0
        i += 1
        while i < len(rows):
            if _is_aligned(rows[i]) or rows[i].is_rule:
                last, skipped = i + 1, 0
            elif _is_under_column(rows[i], rows[first:last], skipped):
                last, skipped = i + 1, 0
            elif skipped >= 3 or not (
                _may_stand_between(rows, i, last) or _is_group_between(rows, i, rows[first:last])
            ):
                break
            else:
                skipped += 1
            i += 1
        i = last
        first = _with_heads(rows, first)
        part = rows[first:last]
        grid = from_positions(part, splits=part[0].line.box is not None, rulings=drawn.get(part[0].line.page, ()))
        if grid is not None and _is_table(grid) and not _is_ragged(part):
            found.append((first, last, [grid]))
    return found


def _is_ragged(part: Sequence[Row]) -> bool:
    """Whether the sums of a text's lines stand under each other neither to the left nor to the right."""
    pairs = [r for r in part if len(r.segments) == 2 and r.end_sum is not None]
    if part[0].line.box is not None or len(pairs) < 3 or any(len(r.segments) > 2 for r in part):
        return False
    edges = [Counter(round(r.places[-1][k]) for r in pairs).most_common(1)[0][1] for k in (0, 1)]
    return max(edges) == 1


def _tailed(rows: Sequence[Row], vocabulary: Vocabulary) -> list[tuple[int, int, list[Grid]]]:
    """Return the runs of at least three lines that each end with numbers, one blank apart."""
    tails = [tail_numbers(r.body) if not r.marker and r.line.cells is None and _is_one_text(r) else None for r in rows]
    labels = Counter(t[0].text for t, r in zip(tails, rows, strict=True) if t and ":" in r.text)
    tails = [None if t and labels[t[0].text] > 1 else t for t in tails]
    tails = [None if t and _is_dated(t, r.text) else t for t, r in zip(tails, rows, strict=True)]
    found = []
    i = 0
    while i < len(rows):
        if tails[i] is None:
            i += 1
            continue
        last = i + 1
        k = i + 1
        while k < len(rows) and k - last < 2:
            if tails[k] is not None:
                last = k + 1
            elif (
                len(rows[k].text) > 60
                or rows[k].ends_sentence
                or rows[k].gap
                or rows[k].marker
                or not _is_one_text(rows[k])
            ):
                break
            k += 1
        size = sum(t is not None for t in tails[i:last])
        heavy = any(WEIGHTY.search(n.text) for t in tails[i:last] if t for n in t[1])
        if size >= 3 and heavy and any(t and t[0] for t in tails[i:last]):
            heads = [r.body for r in rows[max(i - 3, 0) : i] if r.line.cells is None]
            grid = from_tails(rows[i:last], heads, vocabulary)
            if grid is not None and _is_table(grid):
                found.append((i - grid.heads, last, [grid]))
        i = last
    return found


def _is_one_text(row: Row) -> bool:
    return len(row.segments) == 1 or is_packed(row)


def _is_dated(tail: tuple[Run, list[Run]], text: str) -> bool:
    """Whether the numbers at a line's end are those of a date or a year."""
    end = len(text)
    return (
        any(d.end >= end - 1 for d in find_dates(text))
        or any(p.end >= end - 1 for p in find_periods(text))
        or (len(tail[1]) == 1 and len(tail[1][0].text) == 4 and tail[1][0].text[:2] in ("19", "20"))
    )


def _is_aligned(row: Row) -> bool:
    if row.line.cells is not None or len(row.segments) < 2 or row.is_form or is_packed(row) or _is_tabbed_field(row):
        return False
    return sum(map(len, (s.text for s in row.segments))) < 400


def _is_under_column(row: Row, region: Sequence[Row], skipped: int) -> bool:
    """Whether a lone segment stands under a column but the first: a total without a label, or a cell's next line."""
    if len(row.segments) != 1 or row.marker or row.line.cells is not None or skipped > 1:
        return False
    x0, x1 = row.places[0]
    last = next((r for r in reversed(region) if len(r.segments) > 1), None)
    if last is None or (row.sum_cell is None and x0 <= last.places[0][1] - 2):
        return False
    lefts = [p[0] for r in region for p in r.places[1:]]
    rights = [p[1] for r in region for p in r.places[1:]]
    near = 4.0 if row.line.box else 1.0
    if row.sum_cell is not None:
        return any(abs(x1 - r) <= near for r in rights) or any(abs(x0 - v) <= near for v in lefts)
    return (not row.gap or row.line.box is not None) and any(abs(x0 - v) <= near / 2 for v in lefts)


def _is_group_between(rows: Sequence[Row], i: int, region: Sequence[Row]) -> bool:
    """Whether a label behind a blank line of a text heads further rows of the table above it."""
    row, below = rows[i], rows[i + 1] if i + 1 < len(rows) else None
    plain = row.line.box is None and len(row.segments) == 1 and not row.marker and not row.ends_sentence
    if not plain or below is None or below.gap or len(row.text) > _MAX_GROUP or len(below.segments) < 3:
        return False
    lefts = {r.places[0][0] for r in region if len(r.segments) > 1}
    return below.places[0][0] in lefts and any(_goes_on_as_table(r, below) for r in region if len(r.segments) > 2)


_MAX_GROUP = 120
"""Characters of the heading of a group of rows."""


def _may_stand_between(rows: Sequence[Row], i: int, last: int) -> bool:
    row = rows[i]
    if row.marker or len(row.text) > _MAX_CELL or row.sum_cell:
        return False
    if row.line.box is None:
        return not row.gap
    above = rows[i - 1].line
    if above.box is None or above.page != row.line.page:
        return row.line.size == above.size and row.line.bold == above.bold
    usual = 1.25 * (rows[last - 1].line.size or 10)
    near = row.line.box.top - above.box.top <= 2.2 * usual
    return near and abs((row.line.size or 0) - (above.size or 0)) < 1.0


def _with_heads(rows: Sequence[Row], first: int) -> int:
    """Take in a heading row above that only one column has, such as a lone "£" or "Actual" over the sums."""
    right = rows[first].x1
    while first and not rows[first].gap and len(rows[first - 1].segments) == 1:
        above = rows[first - 1]
        near = abs(above.x1 - right) <= (4 if above.line.box else 2)
        if len(above.text) > 30 or above.x0 <= rows[first].x0 + 2 or not (near or len(above.text) < 12):
            break
        first -= 1
    return first


def _is_table(grid: Grid) -> bool:
    numeric = sum(any(is_numeric(t) for t in r.texts[1:] if t) for r in grid.rows)
    if numeric >= 2 or (numeric == 1 and len(grid.rows) <= 3):
        return True
    cells = [t for r in grid.rows for t in r.texts if t]
    several = sum(len(r.filled) > 1 for r in grid.rows)
    return several >= 3 and sum(map(len, cells)) / max(len(cells), 1) < 60


def _table(rows: Sequence[Row], grids: list[Grid]) -> Block:
    region = [Run([(r.line, 0, len(r.line.text))]) for r in rows]
    page, last = rows[0].line.page, rows[-1].line.page
    return Block(BlockKind.TABLE, grids=grids, region=region, page=page, last_page=last)


def _continued(blocks: list[Block], vocabulary: Vocabulary) -> list[Block]:
    """Join a table to the one above where it goes on over the page: same columns, nothing between."""
    out: list[Block] = []
    for block in blocks:
        above = out[-1] if out else None
        if (
            above is not None
            and above.kind is BlockKind.TABLE
            and block.kind is BlockKind.TABLE
            and block.page == above.last_page + 1
        ):
            pairs = [(g, h) for g in above.grids for h in block.grids if g.how == h.how and g.width == h.width]
            if pairs and not _is_whole(*pairs[0], vocabulary):
                above.grids = [_joined(g, h) for g, h in pairs]
                above.region += block.region
                above.last_page = block.page
                continue
        out.append(block)
    return out


def _is_whole(above: Grid, below: Grid, vocabulary: Vocabulary) -> bool:
    """Whether a table ends with its total, and the one overleaf begins with headings of its own."""
    last, first = above.rows[-1], below.rows[0]
    total = any(vocabulary.rows.whole(t) == "total" or vocabulary.rows.has(t, "total") for t in last.texts[:1])
    return total and len(first.filled) > 1 and not any(is_numeric(t) for t in first.texts[1:] if t)


def _joined(above: Grid, below: Grid) -> Grid:
    joined = Grid([*above.rows, *below.rows], above.how, above.header, above.kinds)
    joined.dropped = above.dropped + below.dropped
    return joined


# ---------------------------------------------------------------- text


_DASHES = frozenset("-–—")


def _text_blocks(rows: Sequence[Row], vocabulary: Vocabulary, shape: _Shape) -> list[Block]:
    blocks: list[Block] = []
    pieces: list[Row] = []
    for row in rows:
        if row.is_form:
            _close(blocks, pieces)
            pieces = []
            label, value = row.segments
            block = Block(BlockKind.FIELD, run=value, label=label, page=row.line.page, is_tight=not row.gap)
            block.level = int(row.x0)
            blocks.append(block)
            continue
        if pieces and _flows(pieces, row, shape):
            pieces.append(row)
            continue
        _close(blocks, pieces)
        pieces = [row]
    _close(blocks, pieces)
    return _fields(blocks, vocabulary)


def _close(blocks: list[Block], pieces: list[Row]) -> None:
    if not pieces:
        return
    first = pieces[0]
    marker = first.marker
    run = Run([(r.line, marker.end if marker and r is first else 0, len(r.line.text)) for r in pieces])
    block = Block(
        BlockKind.ITEM if marker else BlockKind.PARAGRAPH,
        run=run,
        marker=marker,
        size=round(first.line.size or 0, 1),
        bold=all(r.line.bold for r in pieces),
        page=first.line.page,
        is_tight=not first.gap,
    )
    if marker:
        line = first.bullet or first.line
        at = line.text.find(marker.text, 0 if first.bullet else marker.start)
        block.marker_run = Run([(line, at, at + len(marker.text))])
    block.level = int(first.x0)
    blocks.append(block)


def _flows(pieces: Sequence[Row], row: Row, shape: _Shape) -> bool:
    """Tell whether *row* carries on the text of *pieces*."""
    above = pieces[-1]
    if row.marker and _is_dash_of_sentence(pieces, row, shape):
        return True
    if row.marker or row.is_rule or row.is_counted or row.is_field:
        return False
    if (row.sum_cell or above.sum_cell) and not _is_sum_of_sentence(above, shape):
        return False
    box = row.line.box is not None
    paged = row.line.page != above.line.page
    if box and (abs((row.line.size or 0) - (above.line.size or 0)) > 0.6 or row.line.bold != above.line.bold):
        return False
    if paged:
        hangs = pieces[0].marker is not None and bool(pieces[0].places) and abs(row.x0 - pieces[0].places[0][0]) < 3
        return not above.ends_sentence and (row.is_lower or hangs) and above.x1 > 0.7 * shape.right_of(above)
    if row.goes_on:
        return True
    if row.gap:
        return False
    if pieces[0].marker and box and row.x0 < pieces[0].x0 - 2:
        return False
    word = row.text.split(None, 1)[0]
    per_char = (above.x1 - above.x0) / max(len(above.text), 1) if box else 1.0
    room = shape.right_of(above) - above.x1
    full = room < (len(word) + 1) * per_char + (0.01 if box else 0)
    full = full and (box or shape.widest >= _NARROWEST)
    if full and not (above.end_sum and row.end_sum):
        return True
    if row.is_lower and not above.ends_sentence and not above.text.endswith(":"):
        return True
    hanging = pieces[0].marker is not None and row.x0 > pieces[0].x0 + (3 if box else 1) and not above.end_sum
    return hanging and (row.x0 >= pieces[0].x0 + 1)


def _is_dash_of_sentence(pieces: Sequence[Row], row: Row, shape: _Shape) -> bool:
    """Whether a dash that begins a line was only wrapped there: no room was left for it above, and no item begins."""
    item, above = pieces[0], pieces[-1]
    if row.marker is None or row.line.box is None or row.line.page != above.line.page or row.gap:
        return False
    if not item.marker or not item.places or row.marker.text not in _DASHES or item.marker.text in _DASHES:
        return False
    room = shape.right_of(above) - above.x1
    per_char = (above.x1 - above.x0) / max(len(above.text), 1)
    return (
        not above.ends_sentence
        and row.is_lower
        and room < 3 * per_char
        and abs(row.line.box.x0 - item.places[0][0]) < 3
    )


def _is_sum_of_sentence(above: Row, shape: _Shape) -> bool:
    """Whether a line that is nothing but a sum ends the sentence of the line above."""
    full = above.x1 > 0.85 * shape.right_of(above)
    return (
        above.sum_cell is None
        and not above.ends_sentence
        and full
        and len(above.text.split()) > 6
        and len(above.segments) == 1
    )


def _fields(blocks: list[Block], vocabulary: Vocabulary) -> list[Block]:
    """Find "Label: value", "Label:" over its value, and words that only count ("Measure 1: ...")."""
    out: list[Block] = []
    skip = False
    for i, block in enumerate(blocks):
        if skip:
            skip = False
            continue
        text = block.run.text
        counted = _COUNTED.match(text)
        if counted and _is_counted(blocks, i, counted[1], vocabulary):
            _make_counted(block, counted)
            out.append(block)
            continue
        if block.kind is BlockKind.ITEM and not _is_form_item(text, vocabulary):
            out.append(block)
            continue
        match = _FIELD.match(text)
        if match and match.end() < len(text) and _is_form_label(match[1], vocabulary):
            out.append(
                _field(
                    block,
                    block.run.cut(0, match.end(1) + text[match.end(1) :].index(":") + 1),
                    block.run.cut(match.end()),
                )
            )
        elif text.endswith(":") and vocabulary.labels.whole(text) and _has_value_below(blocks, i, vocabulary):
            out.append(_field(block, block.run, blocks[i + 1].run))
            skip = True
        elif (
            text.endswith(":")
            and vocabulary.labels.whole(text) in ("published", "other_date", "other", "title")
            and not vocabulary.headings.best(text)
        ):
            out.append(_field(block, block.run, EMPTY))
        else:
            out.append(block)
    return out


def _is_form_item(text: str, vocabulary: Vocabulary) -> bool:
    match = _FIELD.match(text)
    label = match[1] if match else text
    return (match is not None or text.endswith(":")) and vocabulary.labels.whole(label) is not None


def _is_counted(blocks: Sequence[Block], i: int, word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word and a number only count the lines of a list: "Measure 1: ...", and the next one under it."""
    if vocabulary.prompts.whole(word) != "numbered" or blocks[i].kind is BlockKind.TABLE:
        return False
    beside = [blocks[k] for k in (i - 1, i + 1) if 0 <= k < len(blocks)]
    return any(
        (m := _COUNTED.match(b.marker_run.text + " " + b.run.text if b.marker_run else b.run.text)) and m[1] == word
        for b in beside
    )


def _make_counted(block: Block, counted: re.Match[str]) -> None:
    end = counted.end()
    mark = block.run.text[:end].rstrip()
    block.marker_run = block.run.cut(0, len(mark))
    block.marker = Marker(mark, 0, end, is_number=True)
    block.run = block.run.cut(end)
    block.kind = BlockKind.ITEM


def _is_form_label(label: str, vocabulary: Vocabulary) -> bool:
    if vocabulary.labels.whole(label):
        return True
    words = label.split()
    hit = vocabulary.labels.best(label)
    if any(c.isdigit() for c in label):
        return False
    return hit is not None and len(words) <= 7 and hit.words * 2 >= len(words) and label[:1].isupper()


def _has_value_below(blocks: Sequence[Block], i: int, vocabulary: Vocabulary) -> bool:
    if i + 1 >= len(blocks):
        return False
    below = blocks[i + 1]
    text = below.run.text
    plain = below.kind is BlockKind.PARAGRAPH or (below.kind is BlockKind.ITEM and blocks[i].kind is BlockKind.ITEM)
    return plain and below.is_tight and not (text.endswith(":") and vocabulary.labels.whole(text))


def _field(block: Block, label: Run, value: Run) -> Block:
    return Block(
        BlockKind.FIELD,
        run=value,
        label=label,
        marker=block.marker,
        marker_run=block.marker_run,
        size=block.size,
        bold=block.bold,
        page=block.page,
        is_tight=block.is_tight,
    )


def _headings(blocks: list[Block], shape: _Shape, vocabulary: Vocabulary) -> None:
    for i, block in reversed(list(enumerate(blocks))):
        if block.kind is not BlockKind.PARAGRAPH or not _may_be_heading(block):
            continue
        if shape.has_styles and block.size:
            styled = block.size > shape.size * 1.05 or block.bold
            known = vocabulary.headings.whole(block.run.text) is not None
            if not (styled or known or _leads(blocks, i)):
                continue
        elif not _stands_as_heading(blocks, i):
            continue
        block.kind = BlockKind.HEADING


def _bare_statements(blocks: list[Block], vocabulary: Vocabulary) -> None:
    """Take runs of lines that stand alone under one heading, and count things, for items without a bullet."""
    start = 0
    for i in range(len(blocks) + 1):
        if i < len(blocks) and _is_wordy(blocks[i]) and not vocabulary.headings.hits(blocks[i].run.text):
            continue
        above = blocks[start - 1] if start else None
        headed = above is not None and above.kind is BlockKind.HEADING and "£" not in above.run.text
        counted = start < i and _COUNT_AT_END.search(blocks[start].run.text) is not None
        first = start if headed or counted else start + 1
        run = blocks[first:i]
        counting = [b for b in run if find_measures(b.run.text)]
        told = headed and above is not None and heading_kind(above.run.text, vocabulary) == "outcome"
        many = len(run) >= 3 and len(counting) * 2 > len(run)
        if (many or (told and len(run) > 1 and counting)) and len({b.size for b in run}) == 1:
            for block in run:
                block.kind, block.level = BlockKind.ITEM, 1
        start = i + 1


def _is_wordy(block: Block) -> bool:
    text = block.run.text
    told = len(text.split()) >= 5 or _COUNT_AT_END.search(text) is not None
    return block.kind is BlockKind.HEADING and block.marker is None and told and not text.isupper() and "£" not in text


_COUNT_AT_END = re.compile(r":\s+\d[\d,.]*\s?%?\Z")


def _leads(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line in plain type stands alone over a heading or a list, as a heading nobody styled."""
    block, below = blocks[i], blocks[i + 1] if i + 1 < len(blocks) else None
    alone = not block.is_tight and len(block.run.pieces) == 1 and not block.run.text.endswith(":")
    return alone and below is not None and below.kind in (BlockKind.ITEM, BlockKind.HEADING, BlockKind.TABLE)


def _may_be_heading(block: Block) -> bool:
    text = block.run.text
    return (
        (
            len(text.split()) <= _MAX_HEADING_WORDS
            and not _SENTENCE_END.search(text.rstrip(":"))
            and (any(c.isalpha() for c in text) or is_period(text) is not None)
            and not text[:1].islower()
        )
        or (text.isupper() and len(text) < 120)
        or (text.endswith("?") and len(text.split()) <= 12)
    )


def _stands_as_heading(blocks: Sequence[Block], i: int) -> bool:
    block = blocks[i]
    below = blocks[i + 1] if i + 1 < len(blocks) else None
    if len(block.run.pieces) > 1:
        return False
    if not block.is_tight:
        return True
    return below is not None and (below.kind in (BlockKind.ITEM, BlockKind.TABLE) or not below.is_tight)


def _levels(blocks: Sequence[Block]) -> None:
    """Give the items of each list their depth, from how far they are set in and how they are numbered."""
    stack: list[tuple[int, str]] = []
    for block in blocks:
        if block.kind is not BlockKind.ITEM:
            if block.kind is BlockKind.HEADING:
                stack = []
            continue
        indent = block.level
        style = block.marker.style if block.marker else ""
        while stack and (indent < stack[-1][0] - 1 or (abs(indent - stack[-1][0]) <= 1 and stack[-1][1] != style)):
            if abs(indent - stack[-1][0]) <= 1 and (indent, style) not in [
                (a, s) for a, s in stack if abs(a - indent) <= 1
            ]:
                break
            stack.pop()
        if not stack or indent > stack[-1][0] + 1 or stack[-1][1] != style:
            stack.append((indent, style))
        block.level = min(50, len(stack))


# ---------------------------------------------------------------- tables that are set as text


def _numbered_headings(blocks: list[Block]) -> list[Block]:
    """Take a numbered line for a heading where deeper numbers, a table, bullets or text stand under it."""
    for i, block in enumerate(blocks):
        marker = block.marker
        if block.kind is not BlockKind.ITEM or marker is None or not marker.is_number or not marker.text[0].isdigit():
            continue
        text = block.run.text
        question = text.endswith("?") and len(text.split()) <= 30
        if not question and (len(text.split()) > _MAX_HEADING_WORDS or _SENTENCE_END.search(text)):
            continue
        if "£" in text or ". " in text or not text[:1].isupper() or _LOOSE_END.search(text):
            continue
        below = blocks[i + 1] if i + 1 < len(blocks) else None
        if below is None or text.endswith(":"):
            continue
        if i and _is_next_item(blocks[i - 1], block):
            continue  # the end of a list
        alone = i > 0 and blocks[i - 1].kind is BlockKind.HEADING and blocks[i - 1].marker is None
        if alone and below.kind is BlockKind.HEADING and below.marker is None:
            continue  # the only item under its heading
        sibling = below.kind is BlockKind.ITEM and below.marker is not None and below.marker.style == marker.style
        deeper = (
            below.kind is BlockKind.ITEM
            and below.marker is not None
            and (below.marker.depth > marker.depth or not below.marker.is_number)
        )
        if deeper or (
            not sibling and below.kind in (BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.FIELD, BlockKind.HEADING)
        ):
            block.kind = BlockKind.HEADING
    return blocks


def _sum_lists(blocks: list[Block], vocabulary: Vocabulary) -> list[Block]:
    """Take runs of lines or items that each are a label with one sum for a table of two columns."""
    blocks = [piece for b in blocks for piece in _run_together(b)]
    pairs = [_pair(b, below, vocabulary) for b, below in zip(blocks, [*blocks[1:], None], strict=False)]
    _looser(blocks, pairs, vocabulary)
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        if pairs[i] is None:
            out.append(blocks[i])
            i += 1
            continue
        last = i + 1
        while last < len(blocks) and pairs[last] is not None and _alike(blocks[last - 1], blocks[last]):
            last += 1
        members = blocks[i:last]
        lone_item = members[0].kind is BlockKind.ITEM and len(members) == 1
        if lone_item or not _whole_list(blocks, i, last):
            out += members
        else:
            out.append(_sum_table(members, [p for p in pairs[i:last] if p]))
        i = last
    return out


def _run_together(block: Block) -> list[Block]:
    """Cut a paragraph that is a list run together, "Body - £n Body - £n ...", into its entries."""
    if block.kind is not BlockKind.PARAGRAPH or block.run.text.count("£") < 3:
        return [block]
    text = block.run.text
    sums = find_money(text)
    labels = [text[a:b] for a, b in zip([0, *(m.end for m in sums)], (m.start for m in sums), strict=False)]
    rest = labels[1:]
    if (
        len(sums) < 3
        or text[sums[-1].end :].strip(" .;")
        or not all(_ENTRY.search(t) and len(t.split()) <= 12 for t in rest)
    ):
        return [block]
    lead = max(labels[0].rfind(": "), labels[0].rfind(". "))
    at = lead + 2 if lead >= 0 else 0
    out = [attrs.evolve(block, run=block.run.cut(0, at))] if at else []
    for money in sums:
        piece = block.run.cut(at, money.end)
        out.append(attrs.evolve(block, run=piece, is_tight=True))
        at = money.end
    return out


_ENTRY = re.compile(r"\A[\s,;]*\w.*(?:[-–—:=]|\()\s*\Z")


def _pair(block: Block, below: Block | None, vocabulary: Vocabulary) -> tuple[Run, Run] | None:
    if block.kind is BlockKind.TABLE or not block.run:
        return None
    if (
        block.kind is BlockKind.HEADING
        and block.run.text.endswith(")")
        and below is not None
        and (below.kind in (BlockKind.ITEM, BlockKind.TABLE) or not below.run.text.endswith(")"))
    ):
        return None  # a heading with the total of its list
    if block.kind is BlockKind.FIELD:
        cell = scan_cell(block.run.text) if len(block.run.text) < 40 else None
        meaning = vocabulary.labels.whole(block.label.text)
        money = cell is not None and cell.kind == "sum" and (cell.has_currency or meaning == "amount")
        return (block.label, block.run) if money else None
    return split_sum(block.run, vocabulary)


def _looser(blocks: Sequence[Block], pairs: list[tuple[Run, Run] | None], vocabulary: Vocabulary) -> None:
    """Fill in pairs of lists in which every item ends, or every one starts, with its only sum."""
    i = 0
    while i < len(blocks):
        last = i + 1
        while last < len(blocks) and _is_next_item(blocks[last - 1], blocks[last]):
            last += 1
        members = blocks[i:last]
        if len(members) > 1 and not all(pairs[i:last]):
            loose = [item_sum(b.run, vocabulary) for b in members]
            if all(loose) and sum(len(p[0].text) for p in loose if p) < 220 * len(loose):
                pairs[i:last] = loose
        i = last


def _is_next_item(above: Block, below: Block) -> bool:
    """Whether two blocks are items of one list, or two lines that both start with a sum."""
    if above.kind is BlockKind.ITEM and below.kind is BlockKind.ITEM:
        return above.marker is not None and below.marker is not None and above.marker.style == below.marker.style
    lines = (BlockKind.PARAGRAPH, BlockKind.HEADING)
    return (
        above.kind in lines
        and below.kind in lines
        and all(_SUM_FIRST.match(b.run.text) and len(b.run.text) < 200 for b in (above, below))
    )


def _alike(above: Block, below: Block) -> bool:
    if above.kind is BlockKind.ITEM or below.kind is BlockKind.ITEM:
        same = above.marker is not None and below.marker is not None and above.marker.style == below.marker.style
        return same and above.kind is below.kind
    return True


def _whole_list(blocks: Sequence[Block], first: int, last: int) -> bool:
    """Whether most of a list's items are such pairs; one result that ends with a sum makes no table."""
    if blocks[first].kind is not BlockKind.ITEM:
        return True
    size = last - first
    before = itertools.takewhile(lambda b: _is_next_item(b, blocks[first]), reversed(blocks[:first]))
    behind = itertools.takewhile(lambda b: _is_next_item(blocks[first], b), blocks[last:])
    around = sum(1 for _ in (*before, *behind))
    return around == 0 or size > 2 * around


def _sum_table(members: Sequence[Block], pairs: Sequence[tuple[Run, Run]]) -> Block:
    rows = [GridRow([label, money], gap=not m.is_tight) for m, (label, money) in zip(members, pairs, strict=True)]
    grid = Grid(rows, "sums")
    given = [_given(m.run.text, label, money) for m, (label, money) in zip(members, pairs, strict=True)]
    if all(given):
        for row, cut in zip(rows, given, strict=True):
            label, money = row.cells
            row.cells = [label.cut(cut[1]), money, label.cut(0, cut[0])] if cut else row.cells
        grid.kinds = {0: "category", 1: "money", 2: "recipient"}
    grid.dropped = [m.marker_run for m in members if m.marker_run]
    region = [r for m in members for r in (m.marker_run, m.label, m.run) if r]
    table = Block(BlockKind.TABLE, grids=[grid], region=region, page=members[0].page, marker=members[0].marker)
    table.members = list(members)
    return table


def _given(text: str, label: Run, money: Run) -> tuple[int, int] | None:
    """Return where the body ends and the purpose begins in the label of "£20,000 to Body for this and that"."""
    at = text.find(label.text, len(money.text))
    if not text.startswith(money.text) or at < 0 or text[len(money.text) : at].split()[:1] != ["to"]:
        return None
    match = _PURPOSE.search(label.text)
    return (match.start(), match.end()) if match else None


_PURPOSE = re.compile(r"\s+(?:for|towards)\s+(?:the\s+|a\s+|an\s+)?(?=\S)")


def _explained_sums(blocks: list[Block], vocabulary: Vocabulary) -> list[Block]:
    """Take paragraphs that are "Fund: £n. What it is for." for a table of three columns."""
    rows = [_explained(b, vocabulary) for b in blocks]
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        last = i
        while last < len(blocks) and rows[last] is not None:
            last += 1
        if last - i < 2:
            out += blocks[i : max(last, i + 1)]
            i = max(last, i + 1)
            continue
        grid = Grid([GridRow(r) for r in rows[i:last] if r], "labels", header=0)
        grid.kinds = {0: "category", 1: "money", 2: "description"}
        region = [b.run for b in blocks[i:last]]
        out.append(Block(BlockKind.TABLE, grids=[grid], region=region, page=blocks[i].page))
        i = last
    return out


def _sums_first(blocks: list[Block]) -> list[Block]:
    """Take lines "£n – Name", each with what it is for in the paragraphs below, for tables of three columns."""
    entries = [_NAMED_BY_SUM.match(b.run.text) if _may_name(b) else None for b in blocks]
    if sum(m is not None and bool(m["dash"]) for m in entries) < _LEAST_ENTRIES:
        entries = [m if m and _BODY_DASH.search(b.run.text) else None for b, m in zip(blocks, entries, strict=True)]
        runs = [len(list(g)) for found, g in itertools.groupby(m is not None for m in entries) if found]
        if max(runs, default=0) < _LEAST_ENTRIES:
            return blocks
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        rows: list[list[Run]] = []
        start = i
        while i < len(blocks) and (entry := entries[i]) is not None:
            name, money = blocks[i].run.cut(entry.end()), blocks[i].run.cut(0, entry.end("sum"))
            told = EMPTY
            i += 1
            while i < len(blocks) and entries[i] is None and _tells(blocks[i], told):
                told = told + blocks[i].run if told else blocks[i].run
                i += 1
            rows.append([name, money, told])
        if not rows:
            out.append(blocks[i])
            i += 1
            continue
        grid = Grid([GridRow(r) for r in rows], "labels", header=0, kinds={0: "category", 1: "money", 2: "description"})
        if not any(r[2] for r in rows):
            grid = Grid([GridRow(r[:2]) for r in rows], "sums")
        region = [b.run for b in blocks[start:i]]
        out.append(Block(BlockKind.TABLE, grids=[grid], region=region, page=blocks[start].page))
    return out


_LEAST_ENTRIES = 3
_BODY_DASH = re.compile(r"\w\s[-–—]\s\w")
_NAMED_BY_SUM = re.compile(
    r"(?P<sum>£\s?(?:\d[\d,]*(?:\.\d+)?\s?(?:[kKmM]\b|million\b)?|TBC|nil))\s*(?P<dash>[-–—:])?\s*(?=[\w‘“])",
    re.IGNORECASE,
)


def _may_name(block: Block) -> bool:
    text = block.run.text
    plain = block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and block.marker is None
    return plain and len(text) < 120 and len(block.run.pieces) == 1 and not FULL_STOP.search(text)


def _tells(block: Block, told: Run) -> bool:
    """Whether a block goes on telling what an entry is for: sentences, or the line of one."""
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or block.marker is not None:
        return False
    text = block.run.text
    sentence = FULL_STOP.search(text) is not None or len(text.split()) >= _SENTENCE_WORDS
    return block.is_tight and (sentence or (bool(told) and not FULL_STOP.search(told.text)))


_SENTENCE_WORDS = 10


def _explained(block: Block, vocabulary: Vocabulary) -> list[Run] | None:
    text = block.run.text
    if block.kind is not BlockKind.PARAGRAPH or "£" not in text:
        return None
    sums = find_money(text)
    if len(sums) != 1 or sums[0].money is None or not _STOPPED.match(text, sums[0].end):
        return None
    first = split_sum(block.run.cut(0, sums[0].end), vocabulary)
    if first is None or not _NAMES_SUM.search(text[: sums[0].start]):
        return None
    return [first[0], first[1], block.run.cut(sums[0].end + 1)]


_STOPPED = re.compile(r"\.\s+[A-Z]")
_NAMES_SUM = re.compile(r"\A[^.]{2,90}(?::|\s[-–—=])\s*\Z")


def _cell_lines(blocks: list[Block]) -> list[Block]:
    """Take runs of short lines in which a sum comes again and again for a table of one cell a line."""
    sums = [_lone_sum(b) for b in blocks]
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        last = i
        while last < len(blocks) and (sums[last] or _is_cell(blocks[last])):
            last += 1
        members = blocks[i:last]
        if sum(sums[i:last]) < 2:
            out += members or [blocks[i]]
            i = max(last, i + 1)
            continue
        behind = max(k for k in range(i, last) if sums[k]) + 1
        cells = [b.run for b in blocks[i:behind]]
        grids = from_cell_lines(cells, marked=False)
        if not grids:
            out += blocks[i:behind]
        else:
            used = {id(c) for g in grids for r in g.rows for c in r.cells if c}
            lead = [b for b in blocks[i:behind] if id(b.run) not in used]
            table = [b for b in blocks[i:behind] if id(b.run) in used]
            out += lead
            out.append(Block(BlockKind.TABLE, grids=grids, region=[b.run for b in table], page=table[0].page))
        i = behind
    return out


def _lone_sum(block: Block) -> bool:
    text = block.run.text
    if (
        block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING)
        or len(text) > 40
        or not any(c.isdigit() for c in text)
    ):
        return False
    cell = scan_cell(text)
    return cell is not None and cell.kind == "sum" and (cell.has_currency or "," in text)


def _is_cell(block: Block) -> bool:
    return (
        block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
        and len(block.run.text) <= _MAX_CELL
        and len(block.run.pieces) == 1
    )
