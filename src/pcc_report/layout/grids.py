"""Grids: rival readings of the lines of a region as rows and columns.

A reading proposes; which one is right is for `assemble` to settle, by the sums.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from pcc_report.layout.figures import is_numeric, is_year
from pcc_report.layout.line_heads import line_heads
from pcc_report.layout.rows import WEIGHTY, Row, is_small_print, tail_numbers
from pcc_report.layout.runs import EMPTY, Run, is_cut_number, is_cut_unit
from pcc_report.source import Line, Ruling, Word
from pcc_report.values.dates import find_dates, find_periods, is_period
from pcc_report.values.money import find_money
from pcc_report.vocabulary import Vocabulary

_MARKDOWN_RULE = re.compile(r"[\s|:\-–—=_]+\Z")
_OPEN_END = re.compile(r"(?:[-–—,&(/]|s['’]|['’]s|\b(?:and|of|the|for|to|in|with|or|a|on|by))\Z", re.IGNORECASE)


@attrs.define(eq=False)
class GridRow:
    """One row: a run a column, `EMPTY` for an empty cell."""

    cells: list[Run]
    is_spanning: bool = False
    """Whether its only cell runs over the whole table, as a group heading does."""
    gap: bool = False
    parts: dict[int, list[Run]] = attrs.field(factory=dict)
    """By column, the blocks of a cell that the layout itself parts."""

    @property
    def texts(self) -> list[str]:
        """The text of each cell."""
        return [c.text for c in self.cells]

    @property
    def filled(self) -> list[int]:
        """Indices of the cells that hold text."""
        return [i for i, c in enumerate(self.cells) if c.text]


@attrs.define(eq=False)
class Grid:
    """One reading of a region."""

    rows: list[GridRow]
    how: str
    """Which evidence drew it: ``cells``, ``rulings``, ``positions``, ``sums``, ``run-on``, ``one-a-line`` or
    ``labels``."""
    header: int | None = None
    """How many leading rows are the header, where the layout itself says so."""
    kinds: dict[int, str] | None = None
    """Columns whose kind the layout itself tells, as the labels of a form do."""
    heads: int = 0
    """How many lines above the region were taken for its header."""
    dropped: list[Run] = attrs.field(factory=list)
    """Runs of the region that are drawing, not text: rules of dashes, Markdown rules, bullets."""
    torn: list[Run] = attrs.field(factory=list)
    """Figures of rows that lack a cell, so that nothing tells which columns they stand in."""
    unsure: list[Run] = attrs.field(factory=list)
    """Figures of rows whose label may end a line earlier: that line may head the rows below it."""

    @property
    def width(self) -> int:
        """The number of columns."""
        return max((len(r.cells) for r in self.rows), default=0)


# ---------------------------------------------------------------- cells that the line marks itself


def from_cells(rows: Sequence[Row]) -> list[Grid]:
    """Return the readings of one table whose lines mark their cells by tabs or pipes."""
    grid = Grid([], "cells")
    for row in rows:
        if row.line.cells is None:
            if row.is_rule:
                grid.dropped.append(row.body)
            else:
                grid.rows.append(GridRow([Run([(row.line, 0, len(row.line.text))])], is_spanning=True, gap=row.gap))
            continue
        if is_markdown_rule(row):
            grid.header = grid.header or len(grid.rows) or None
            grid.dropped.append(row.body)
            continue
        cells = [Run([(row.line, a, b)]) for a, b in row.line.cells]
        spanning = len(cells) == 1 and bool(cells[0])
        grid.rows.append(GridRow(cells, is_spanning=spanning, gap=row.gap))
    if not grid.rows:
        return []
    _mend_borders(grid, rows)
    _mend_header(grid)
    _mend_totals(grid)
    _even_out(grid)
    squeezed = _without_padding(grid) if any("\t" in row.line.text for row in rows) else None
    return [grid] if squeezed is None else [grid, squeezed]


def _mend_borders(grid: Grid, rows: Sequence[Row]) -> None:
    """Take pipes at the ends of a line that lacks cells for those beside empty cells, where other lines have no border.

    A page that ends in a table may leave such a line alone, so that nothing near it tells.
    """
    width = Counter(len(r.cells) for r in grid.rows).most_common(1)[0][0]
    texts = [row.text for row in rows if row.line.cells is not None and not is_markdown_rule(row)]
    if any(sum(t[k] == "|" for t in texts) * 2 > len(texts) for k in (0, -1)):
        return
    for row in grid.rows:
        line = next((c.pieces[0][0] for c in row.cells if c), None)
        if line is not None and line.cells and len(row.cells) < width == line.text.count("|") + 1:
            before = [EMPTY] * (line.text.index("|") < line.cells[0][0])
            row.cells = [*before, *row.cells, *[EMPTY] * (width - len(row.cells) - len(before))]
            row.is_spanning = False


def _mend_totals(grid: Grid) -> None:
    """Set the sum of a row that lacks cells, as one whose cells were merged, under the sums of the others.

    It ends the row, as theirs do, and in its own column stand only words.
    """
    rows = [r for r in grid.rows if not r.is_spanning]
    width = max((len(r.cells) for r in rows), default=0)
    full = [r for r in rows if len(r.cells) == width]
    for row in rows:
        lack = width - len(row.cells)
        lone = [j for j, c in enumerate(row.cells) if c and is_numeric(c.text)]
        if lack and lone == [len(row.cells) - 1] and len(full) > 1:
            others = [[is_numeric(r.cells[j].text) for r in full[1:] if r.cells[j]] for j in (lone[0], width - 1)]
            if others[1] and all(others[1]) and not any(others[0]):
                row.cells = [*row.cells[:-1], *[EMPTY] * lack, row.cells[-1]]


def _mend_header(grid: Grid) -> None:
    """Join the lines of a header whose cells were broken over lines: the last goes on in the first of the next line."""
    width = Counter(len(r.cells) for r in grid.rows).most_common(1)[0][0]
    first = next((i for i, r in enumerate(grid.rows) if len(r.cells) >= width), 0)
    parts = grid.rows[:first]
    if first < _LEAST_BROKEN or grid.header or sum(len(r.cells) for r in parts) - (first - 1) != width:
        return
    cells = list(parts[0].cells)
    for part in parts[1:]:
        cells[-1] = cells[-1] + part.cells[0] if cells[-1] else part.cells[0]
        cells += part.cells[1:]
    grid.rows = [GridRow(cells, gap=parts[0].gap), *grid.rows[first:]]


_LEAST_BROKEN = 2


def cuts_at_rules(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Return where the tables of a run of lines begin and end: a rule under a later header starts a new one.

    A header of several lines that is printed again over the page starts none.
    """
    starts = [0]
    has_rule = has_sums = False
    head: list[str] = []
    for i, row in enumerate(rows):
        if is_markdown_rule(row):
            again = len(head) > 1 and head == [r.text for r in rows[i - len(head) : i]]
            if i - starts[-1] > 2 and (has_rule or has_sums) and not again:
                starts.append(i - 1)
                has_sums = False
            elif not has_rule:
                head = [r.text for r in rows[:i]]
            has_rule = True
        elif i + 1 < len(rows) and not is_markdown_rule(rows[i + 1]):
            has_sums = has_sums or _has_sum(row)
    return list(itertools.pairwise([*starts, len(rows)]))


def _has_sum(row: Row) -> bool:
    texts = [row.line.text[a:b].strip() for a, b in (row.line.cells or ())[1:]]
    return any(is_numeric(t) and not is_period(t) for t in texts)


def is_markdown_rule(row: Row) -> bool:
    """Whether a line is the rule under a Markdown table's header."""
    return row.line.cells is not None and "-" in row.text and _MARKDOWN_RULE.match(row.text) is not None


def _even_out(grid: Grid) -> None:
    """Give every row the same number of cells; a Markdown header may lack its empty first cell's bar."""
    width = Counter(len(r.cells) for r in grid.rows if not r.is_spanning).most_common(1)
    if not width:
        return
    usual = width[0][0]
    for row in grid.rows:
        if len(row.cells) > usual and not any(row.cells[usual:]):
            row.cells = row.cells[:usual]
        row.cells += [EMPTY] * (max(usual, 1) - len(row.cells))
    if grid.header:
        _shift_header(grid)


def _shift_header(grid: Grid) -> None:
    """Move a header that lost its empty corner to the right.

    In a Markdown table copied from a page the headings then stand a column to the left of their numbers,
    and the last cell of the header is the empty one.
    """
    head, body = grid.rows[: grid.header], grid.rows[grid.header or 0 :]
    last = grid.width - 1
    if any(len(r.cells) <= last for r in grid.rows):
        return
    lost = all(not r.cells[last] and all(r.cells[:last]) for r in head)
    if last > 0 and lost and any(r.cells[last] for r in body):
        for row in head:
            row.cells = [EMPTY, *row.cells[:-1]]


def _without_padding(grid: Grid) -> Grid | None:
    """Return the grid with runs of tabs taken as one, or None if that changes nothing."""
    inner = [row for row in grid.rows if any(not c for c in row.cells[1:-1]) and sum(map(bool, row.cells)) > 1]
    heads = itertools.takewhile(lambda row: not any(map(is_numeric, row.texts[1:])), grid.rows)
    if len(inner) * 2 < len(grid.rows) or any(len(row.cells) > 2 and all(row.cells[1:]) for row in heads):
        return None  # one tab parts the headings, so that several are empty cells
    rows = [GridRow([c for c in r.cells if c], is_spanning=r.is_spanning, gap=r.gap) for r in grid.rows]
    width = max(len(r.cells) for r in rows)
    for row in rows:
        if len(row.cells) == 1 and is_numeric(row.texts[0]):
            row.cells = [EMPTY] * (width - 1) + row.cells
        row.cells += [EMPTY] * (width - len(row.cells))
    return Grid(rows, "cells", dropped=grid.dropped)


# ---------------------------------------------------------------- one cell a line


def from_marked_lines(cells: Sequence[Run], again: Sequence[tuple[int, int]]) -> list[Grid]:
    """Return the grid of a web table that came one cell a line, each between marks, so that empty cells are there.

    *again* are the headers that are printed again over the page: as many of their cells as make whole rows are
    left out.
    """
    found = []
    for width in range(2, _MOST_MARKED + 1):
        left = {i for a, b in again for i in range(a, b - (b - a) % width)}
        kept = [c for i, c in enumerate(cells) if i not in left]
        if len(kept) % width == 0 and len(kept) >= 2 * width:
            rows = [kept[i : i + width] for i in range(0, len(kept), width)]
            found.append((_purity(rows), -width, rows, [cells[i] for i in sorted(left)]))
    if not found:
        return []
    _, _, rows, dropped = max(found, key=lambda f: (f[0], f[1]))
    return [Grid([GridRow(r) for r in rows if any(r)], "one-a-line", dropped=dropped)]


_MOST_MARKED = 12
"""Columns of a table with one cell a line."""


def _purity(rows: list[list[Run]]) -> float:
    """Return how well each column holds one kind of cell, header rows apart: 1 is perfect."""
    good = total = 0
    first = next((i for i, r in enumerate(rows) if any(is_numeric(c.text) for c in r if c)), 1)
    columns = list(zip(*rows[max(first, 1) :], strict=True))
    for column in columns:
        kinds = [is_numeric(c.text) for c in column if c]
        good += max(sum(kinds), len(kinds) - sum(kinds))
        total += len(kinds)
    numbers = any(is_numeric(c.text) for column in columns for c in column if c)
    return round(good / total, 3) if total and numbers else 0.0


# ---------------------------------------------------------------- numbers at the ends of lines


def from_tails(rows: Sequence[Row], heads: Sequence[Run], vocabulary: Vocabulary) -> Grid | None:
    """Return the grid of lines that end with numbers, one blank apart, as a table copied as text has them.

    *heads* are the lines above; their words are shared out among the columns where there are as many words
    of columns, or periods, as numbers in a line.
    """
    tails = [tail_numbers(r.body) for r in rows]
    counts = Counter(len(t[1]) for t in tails if t)
    if not counts:
        return None
    width, times = counts.most_common(1)[0]
    if times * 3 < len(rows) * 2:
        return None
    grid = Grid([], "tails")
    used = 0
    for k, head in reversed(list(enumerate(heads))):
        cells = _shared_out(head, width, vocabulary)
        if cells is None and used and k and _is_days(head.text) and _shared_out(heads[k - 1], width, vocabulary):
            cells = [head, *[EMPTY] * width]  # "1 April 2023 31 March 2024" under "Balance at Income Spent Balance at"
        if cells is None or (used and _NUMBERED.match(head.text) and not _is_days(head.text)):
            break
        grid.rows.insert(0, GridRow(cells))
        used += 1
    grid.header = used
    grid.heads = used
    grouped = any(_BLANK_IN.search(n.text) for t in tails if t and len(t[1]) == width for n in t[1])
    for row, tail in zip(rows, tails, strict=True):
        if tail is None:
            again = _shared_out(row.body, width, vocabulary) if used and row.body.text == heads[-1].text else None
            cells = again or [row.body, *[EMPTY] * width]
            grid.rows.append(GridRow(cells, is_spanning=again is None, gap=row.gap))
            continue
        label, numbers = tail
        if len(numbers) == width - 1 and not grouped:
            numbers = _cut_at_blank(numbers)
        if len(numbers) == width + 1 and numbers[0].text in "-–":
            numbers = [Run([*numbers[0].pieces, *numbers[1].pieces]), *numbers[2:]]
        if len(numbers) > width:
            # a number that belongs to the label, such as a year
            extra = len(numbers) - width
            label = Run([*label.pieces, *(p for n in numbers[:extra] for p in n.pieces)])
            numbers = numbers[extra:]
        if len(numbers) < width:
            grid.torn += numbers
        grid.rows.append(GridRow([label, *[EMPTY] * (width - len(numbers)), *numbers], gap=row.gap))
    return grid


_NUMBERED = re.compile(r"[0-9]{1,2}[.)]? +[A-Z][a-z]")
"""A heading over the table, and over none of its columns: "6 Expenditure on charitable activities"."""


def _is_days(text: str) -> bool:
    """Whether a line is nothing but days, the lower halves of some headings of the line above."""
    days = find_dates(text)
    return len(days) > 1 and sum(d.end - d.start for d in days) >= len(text.rstrip()) - len(days) + 1


_BLANK_IN = re.compile(r"(?<=\d)\s+(?=\d)")


def _cut_at_blank(numbers: list[Run]) -> list[Run]:
    """Return the numbers of a line that lacks one, those cut in two that a blank may part: "£44 300"."""
    found = [(k, m) for k, n in enumerate(numbers) for m in _BLANK_IN.finditer(n.text)]
    if len(found) != 1:
        return numbers
    k, blank = found[0]
    return [*numbers[:k], numbers[k].cut(0, blank.start()), numbers[k].cut(blank.end()), *numbers[k + 1 :]]


def _shared_out(head: Run, width: int, vocabulary: Vocabulary) -> list[Run] | None:
    """Cut a heading line into *width* headings, and what stands before them, by the words of columns in it."""
    text = head.text
    if len(text) > 160 or text.endswith((".", ":")) or find_money(text):
        return None
    if width == 1 and vocabulary.headings.whole(text):
        return None
    known = [w for w in line_heads(text, vocabulary) if all(h.meaning for h in w.heads) and not w.has_words]
    fitting = [w for w in known if w.figures == width]
    if fitting and [len(w.heads) for w in fitting].count(len(fitting[0].heads)) == 1:
        return _behind_names(head, [h.start for h in fitting[0].heads[fitting[0].first :]])
    if width == 1 and not vocabulary.columns.whole(text) and _UNITS.sub("", text).strip():
        return None
    years = [m.start() for m in _WORD_AT.finditer(text)][-width:]
    if len(years) == width > 1 and all(map(is_year, text.split()[-width:])):
        return _behind_names(head, years)  # "Grants received 2024 2023" over a charity's accounts
    glued = [m.start() for m in _GLUED_HEAD.finditer(text)]
    if glued and len(glued) in (width - 1, width):
        cells = head.parts_at([0, *glued])
        return cells if len(glued) == width else [EMPTY, *cells]
    hits = [h for h in vocabulary.columns.hits(text) if h.meaning not in _NO_FIGURES]
    marks = sorted([(p.start, p.end) for p in find_periods(text)] + [(h.start, h.end) for h in hits])
    apart: list[tuple[int, int]] = []
    for start, end in marks:
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    starts = [start for start, _ in apart]
    if len(starts) > width:
        starts = _paired(text, apart)
    elif len(starts) < width or any(text[at].islower() for at in starts):
        starts = _capital_starts(text, width, vocabulary) or starts
    if len(starts) != width:
        units = [m.start() for m in _UNITS.finditer(text)]
        if len(units) != width or _UNITS.sub("", text).strip():
            return None
        starts = units
    return _behind_names(head, starts)


_WORD_AT = re.compile(r"\S+")


def _behind_names(head: Run, starts: Sequence[int]) -> list[Run]:
    """Return what stands before the first of *starts*, over the names, and the headings that begin at each."""
    return [head.cut(0, starts[0]) if starts[0] else EMPTY, *head.parts_at(starts)]


def _capital_starts(text: str, width: int, vocabulary: Vocabulary) -> list[int]:
    """Return where *width* headings begin, each with a capital and a phrase; none if there are several ways.

    "Budget Variance" may be two headings, "Forecast outturn" is one, and in "Outturn Forecast outturn" it is the last.
    """
    capitals = [m.start() for m in _CAPITAL.finditer(text)]
    ends = [*capitals, len(text)]
    meaning = vocabulary.columns.whole
    # by place, and by how many phrases it makes, the ways to cut what follows; two of them are too many
    ways: dict[int, dict[int, list[tuple[int, ...]]]] = {len(text): {0: [()]}}
    for i, at in reversed(list(enumerate(capitals))):
        here: dict[int, list[tuple[int, ...]]] = {}
        for end in ends[i + 1 : i + 1 + _MOST_WORDS]:
            if meaning(text[at:end]) not in (None, *_NO_FIGURES):
                for size, rests in ways[end].items():
                    here[size + 1] = [*here.get(size + 1, ()), *((at, *rest) for rest in rests)][:2]
        ways[at] = here
    found = [way for at in capitals for way in ways[at].get(width, ())]
    return list(found[0]) if len(found) == 1 else []


_NO_FIGURES = ("category", "recipient", "description", "money")
"""What a heading over no figures says, or one that says no more than that they are money."""
_CAPITAL = re.compile(r"(?:\A|(?<=\s))[A-Z]")
_MOST_WORDS = 4
"""Words of a heading that begin with capitals."""


def _paired(text: str, marks: Sequence[tuple[int, int]]) -> list[int]:
    """Return where headings of a word and a period each begin: "Grant 2015-16 Grant 2016-17 Spent 2016-17"."""
    dated = [bool(find_periods(text[a:b])) for a, b in marks]
    wanted = (not dated[0], dated[0])
    if [tuple(dated[k : k + 2]) for k in range(0, len(dated), 2)] != [wanted[::-1]] * (len(dated) // 2):
        return []
    return [start for start, _ in marks[::2]]


_GLUED_HEAD = re.compile(r"(?<=[a-z)%£])(?=[A-Z][a-z])")
"""Where a heading begins behind another, with no blank between them."""
_UNITS = re.compile(r"\(?£(?:m|k|000s?|'000|’000)?\)?|%")


# ---------------------------------------------------------------- positions on the page


_Part = tuple[float, float, Run]
"""A segment of a line: where it begins and ends, and its text."""


def from_positions(
    rows: Sequence[Row], *, splits: bool, rulings: Sequence[Ruling] = (), is_grouped: bool = False
) -> Grid | None:
    """Return the grid of segments in columns, by where they stand; None if no columns are to be seen.

    Columns are the runs of x that some row with numbers covers, white gutters apart. *splits*: the page has
    boxes, so that a label may run over several lines. Drawn lines across, where there are any, tell which
    lines are one row. *is_grouped*: a label alone that may go on in the next line heads a group.
    """
    dropped = [r.body for r in rows if r.is_rule]
    rows = [r for r in rows if not r.is_rule]
    parts = [_parts(r) for r in rows]
    data = [p for p in parts if len(p) > 1 and any(is_numeric(run.text) for _, _, run in p[1:])]
    if not data:
        data = [p for p in parts if len(p) > 1]
    if not data:
        return None
    if not splits and (by_count := _by_count(rows, parts, data)):
        by_count.dropped = dropped
        return by_count
    columns = _aligned_only(_columns(data), data)
    columns = max(columns, _columns_of_heads(parts), key=len)
    if len(columns) < 2:
        return None
    whole = parts[: _head_size(parts)] if splits else []
    parts = [_split_at(p, columns) for p in parts]
    grid = Grid([], "positions", dropped=dropped)
    heads = _head_size(parts)
    placed = [_place(part, columns) for part in parts]
    filled = [sum(map(bool, cells)) for cells in placed[:heads]]
    widest = filled.index(max(filled)) if filled else 0
    # a line above the fullest one spans columns; a shorter one below it only carries words on
    spanning = {rows[i].text for i in range(widest) if 1 < len(parts[i]) < filled[widest]}
    for i, row in enumerate(rows):
        if row.text in spanning:  # and where it is printed again over the page
            placed[i] = _spread(parts[i], columns)
    for i, cells in _headings_of_cells(whole, columns).items():
        placed[i] = cells
    for row, part, cells in zip(rows, parts, placed, strict=True):
        grid.rows.append(GridRow(cells, is_spanning=len(part) == 1 and bool(cells[0]), gap=row.gap))
    rows = _close_units(grid, rows)
    _join_wrapped(grid, rows, splits=splits, bands=_bands(rows, rulings), is_grouped=is_grouped)
    return grid


def _headings_of_cells(
    heads: Sequence[Sequence[_Part]], columns: Sequence[tuple[float, float]]
) -> dict[int, list[Run]]:
    """Return the cells of header lines on a page, by line, where each column has one heading in a cell of its own.

    Over figures that end at the right of wide cells, headings that begin at the left stand over white space. The
    headings, with all their lines, are as many as the columns, or but for that of the labels; and each stands right
    of the figures of the column before.
    """
    lines = {i: p for i, p in enumerate(heads) if len(p) > 1 or (p and abs(p[0][0] - columns[0][0]) > _AT_EDGE * 2)}
    spans = _merge(sorted((x0, x1) for p in lines.values() for x0, x1, _ in p))
    first = len(columns) - len(spans)
    if first not in (0, 1) or (first and spans[0][0] < columns[0][1]) or len(columns) <= _FEW_COLUMNS:
        return {}
    for k, (x0, x1) in enumerate(spans, first):
        left = columns[k - 1][1] if k else x0
        others = [c for j, c in enumerate(columns) if j != k and j]
        if x0 < left - _AT_EDGE or any(x0 < c1 and c0 < x1 for c0, c1 in others) or (k and x1 > columns[k][1] + _CELL):
            return {}
    found = {}
    for i, part in lines.items():
        cells = [EMPTY] * len(columns)
        for x0, x1, run in part:
            at = next(k for k, (a, b) in enumerate(spans, first) if a <= x0 and x1 <= b)
            cells[at] = cells[at] + run if cells[at] else run
        found[i] = cells
    return found


_FEW_COLUMNS = 2
_CELL = 8.0
"""Points: how far a heading runs beyond the figures of its column, which are set in from the edge of the cell."""


def _close_units(grid: Grid, rows: Sequence[Row]) -> Sequence[Row]:
    """Put the end of a unit that a narrow heading's line cut, "(£0" over "00)", where it begins; return the rows left.

    So neither part is taken for a number, and the lines of the header for rows.
    """
    above: dict[int, GridRow] = {}
    moved = False
    for row in grid.rows:
        for j in row.filled:
            over = above.get(j)
            if over is not None and is_cut_unit(over.texts[j], row.texts[j]):
                over.cells[j], row.cells[j] = over.cells[j] + row.cells[j], EMPTY
                moved = True
            else:
                above[j] = row
    if not moved:
        return rows
    kept = [k for k, row in enumerate(grid.rows) if row.filled]
    grid.rows = [grid.rows[k] for k in kept]
    return [rows[k] for k in kept]


def _by_count(rows: Sequence[Row], parts: Sequence[Sequence[_Part]], data: Sequence[Sequence[_Part]]) -> Grid | None:
    """Return the grid of a text whose cells wide blanks part, but that stand under each other nowhere.

    Such rows are told by all having as many cells as the header; a label alone heads a group.
    """
    width = len(data[0]) if data else 0
    even = width > 1 and len(data) > 1 and len(parts[0]) == width
    even = even and all(len(p) in (1, width) or (len(p) == width - 1 and _are_units(p)) for p in parts)
    whole = [p for p in data if len(p) == width]
    if not even or not any(left[1] > right[0] for left, right in itertools.pairwise(_spans(whole))):
        return None
    grid = Grid([], "positions")
    for row, part in zip(rows, parts, strict=True):
        cells = [run for _, _, run in part]
        empty = [EMPTY] * (width - len(cells))
        units = len(cells) == width - 1 and _are_units(part)
        spanning = len(cells) == 1 and not units
        grid.rows.append(GridRow([*empty, *cells] if units else [*cells, *empty], is_spanning=spanning, gap=row.gap))
    return grid


def _are_units(part: Sequence[_Part]) -> bool:
    """Whether a line is nothing but the units of the columns over it."""
    return all(not _UNITS.sub("", run.text).strip() for _, _, run in part)


def _bands(rows: Sequence[Row], rulings: Sequence[Ruling]) -> list[int]:
    """Return for each row how many drawn lines across lie above it; nothing where too few are drawn to tell rows."""
    first, last = rows[0].line.box, rows[-1].line.box
    if first is None or last is None or rows[0].line.page != rows[-1].line.page:
        return []
    across = _distinct(
        (r.top for r in rulings if r.is_horizontal and first.top - 12 <= r.top <= last.bottom + 12), near=2.0
    )
    bands = [sum(y <= (r.line.box.top + r.line.box.bottom) / 2 for y in across) for r in rows if r.line.box]
    return bands if len(set(bands)) * 3 >= len(rows) else []


def _head_size(parts: Sequence[Sequence[_Part]]) -> int:
    for i, part in enumerate(parts):
        if any(is_numeric(run.text) and not is_year(run.text) for _, _, run in part[1:]):
            return i
    return 0


def _split_at(part: Sequence[_Part], columns: Sequence[tuple[float, float]]) -> list[_Part]:
    """Cut a segment between two of its words where they stand in two columns, and one in each."""
    out: list[_Part] = []
    for x0, x1, run in part:
        under = [
            j
            for j, (c0, c1) in enumerate(columns)
            if x0 < c1 and c0 < x1 and min(x1, c1) - max(x0, c0) > 0.3 * min(c1 - c0, x1 - x0)
        ]
        runs_in = len(under) == 1 and under[0] > 0 and x0 < columns[under[0]][0] - _RUNS_IN
        if len(run.pieces) != 1 or (len(under) < 2 and not runs_in):
            out.append((x0, x1, run))
            continue
        line, start, end = run.pieces[0]
        if runs_in and (line.box is None or not any(is_numeric(other.text) for _, _, other in part)):
            out.append((x0, x1, run))
            continue
        wordy = len(part) == 1 and not is_numeric(run.text.rsplit(None, 1)[-1])
        if wordy and line.box is None:
            out.append((x0, x1, run))  # blanks set the columns of a text apart: this one stands across them
            continue
        words = [w for w in _words_of(line) if start <= w.start and w.end <= end]
        if not words:
            out.append((x0, x1, run))  # part of a word, cut where markup ended
            continue
        if wordy and 0 in under and _is_even(words):
            out.append((x0, x1, run))
            continue
        if runs_in:
            # the end of a justified cell, only a blank away from the next one
            cuts = [w for w in words[1:] if abs(w.x0 - columns[under[0]][0]) < _AT_EDGE][:1]
        else:
            cuts = (_cuts_at_ends(words, under, columns) or _cuts_by_place(words, under, columns)) if under[0] else []
            cuts = cuts or [w for w in words[1:] if _starts_column(w.x0, w.x1, under[1:], columns)]
        if not cuts:
            out.append((x0, x1, run))
            continue
        edges = [start, *(w.start for w in cuts), end]
        lefts = [x0, *(w.x0 for w in cuts)]
        rights = [max((v.x1 for v in words if v.start < w.start), default=x0) for w in cuts] + [x1]
        out += [
            (left, max(right, left), Run([(line, a, b)]))
            for left, right, a, b in zip(lefts, rights, edges, edges[1:], strict=False)
        ]
    return out


def _is_even(words: Sequence[Word]) -> bool:
    """Whether the blanks between words are of one width, and so none of them parts two columns."""
    gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(words)]
    return len(gaps) > 1 and max(gaps) - min(gaps) < _SAME


_SAME = 0.5
"""Points by which blanks of one width may differ."""
_RUNS_IN = 4.0
"""Points that a segment begins to the left of its column at least, where words of the column before run into it."""
_AT_EDGE = 1.0
"""Points: a word as near as this to the left edge of a column begins a cell of it."""


def _words_of(line: Line) -> Sequence[Word]:
    """Return the words of a line; in a text without boxes a character is as wide as another."""
    if line.box is not None:
        return line.words
    return [Word(m.start(), m.end(), m.start(), 0, m.end(), 0) for m in re.finditer(r"\S+", line.text)]


def _cuts_by_place(words: Sequence[Word], under: Sequence[int], columns: Sequence[tuple[float, float]]) -> list[Word]:
    """Return the words that start a new column, if each word stands within or at an edge of one."""
    places = [max(under, key=lambda k: (min(w.x1, columns[k][1]) - max(w.x0, columns[k][0]), -k)) for w in words]
    cuts = [w for w, j, before in zip(words[1:], places[1:], places, strict=False) if j != before]
    edges = [0, *(words.index(w) for w in cuts), len(words)]
    for a, b in itertools.pairwise(edges):
        left, right, j = words[a].x0, words[b - 1].x1, places[a]
        within = left >= columns[j][0] - 4 and right <= columns[j][1] + 4
        if not (within or abs(right - columns[j][1]) < 4 or abs(left - columns[j][0]) < 4):
            return []
    return cuts


def _cuts_at_ends(words: Sequence[Word], under: Sequence[int], columns: Sequence[tuple[float, float]]) -> list[Word]:
    """Return the words behind those that end where a column does, if one does in each: headings set to the right."""
    ends = [next((k for k, w in enumerate(words) if abs(w.x1 - columns[j][1]) < _AT_EDGE), None) for j in under]
    found = [k for k in ends if k is not None]
    whole = len(found) == len(ends) and found == sorted(set(found)) and found[-1] == len(words) - 1
    return [words[k + 1] for k in found[:-1]] if whole else []


def _starts_column(x0: float, x1: float, under: Sequence[int], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a word stands at the left edge of a column, or ends at its right edge as a number does."""
    return any(abs(x0 - columns[j][0]) < 2 or (abs(x1 - columns[j][1]) < 2 and x0 > columns[j][0] - 12) for j in under)


def _spread(part: Sequence[_Part], columns: Sequence[tuple[float, float]]) -> list[Run]:
    """Give each heading of an upper header row the run of columns that it stands over.

    A heading that spans columns is centred over them, or starts at the left edge of the first: the cut that
    suits all headings of the row best is taken.
    """
    first = next((j for j, c in enumerate(columns) if part and c[1] > part[0][0]), 0)
    n, m = len(columns) - first, len(part)
    if m > n:
        return _place(part, columns)
    inf = float("inf")
    cost = [[inf] * (n + 1) for _ in range(m + 1)]
    back = [[0] * (n + 1) for _ in range(m + 1)]
    cost[0][0] = 0.0
    skipped = 1.0
    for end in range(1, n + 1):
        cost[0][end] = skipped * end
    for k in range(1, m + 1):
        x0, x1, _ = part[k - 1]
        for end in range(k, n + 1):
            for start in range(k - 1, end):
                text, right = columns[first + start][0], columns[first + end - 1][1]
                # numbers stand at the right of their cells: a cell reaches back to the column before
                left = columns[first + start - 1][1] if first + start else text
                off = min(abs((left + right) - (x0 + x1)) / 2, abs((text + right) - (x0 + x1)) / 2)
                if abs(text - x0) < 2 or (end - start == 1 and abs(right - x1) < 2):
                    off = 0.0
                if cost[k - 1][start] + off < cost[k][end]:
                    cost[k][end], back[k][end] = cost[k - 1][start] + off, start
            if cost[k][end - 1] + skipped < cost[k][end]:
                cost[k][end], back[k][end] = cost[k][end - 1] + skipped, -1
    cells = [EMPTY] * len(columns)
    end = n
    for k in range(m, 0, -1):
        while back[k][end] < 0:
            end -= 1
        start = back[k][end]
        for j in range(start, end):
            cells[first + j] = part[k - 1][2]
        end = start
    return cells


def _parts(row: Row) -> list[_Part]:
    # markup and soft hyphens alone leave no text
    parts = [(x0, x1, run) for (x0, x1), run in zip(row.places, row.segments, strict=True) if run]
    last = parts[-1] if parts else None
    # a label and its sum that only one blank parts
    if last and row.end_sum and len(row.end_sum[1].pieces) == 1 and last[2].text != row.end_sum[1].text:
        x0, x1, run = last
        at = len(run.text) - len(row.end_sum[1].text)
        if at > 0 and run.text.endswith(row.end_sum[1].text) and len(parts) == 1:
            share = x0 + (x1 - x0) * at / len(run.text)
            head = run.cut(0, at)
            if head:
                parts[-1:] = [(x0, share - 0.1, head), (share, x1, run.cut(at))]
    return parts


def _columns(data: Sequence[Sequence[_Part]]) -> list[tuple[float, float]]:
    merged = _merge(sorted((x0, x1) for p in data for x0, x1, _ in p))
    inside = [[sum(c0 <= x0 and x1 <= c1 for x0, x1, _ in p) for c0, c1 in merged] for p in data]
    # a column that one row alone has is no column where there are rows enough to tell
    lone = any(sum(row[j] > 0 for row in inside) == 1 for j in range(1, len(merged))) and len(data) > 3
    if not lone and all(_is_one(data, [row[j] for row in inside], span) for j, span in enumerate(merged)):
        return merged
    # a long label reaches below the next column: take the rows that have every cell
    counts = Counter(len(p) for p in data)
    most = max((n for n, times in counts.items() if times > 1), default=max(counts, default=0))
    full = [p for p in data if len(p) == most]
    columns = _spans(full)
    if any(right[0] < left[1] for left, right in itertools.pairwise(columns)):
        columns = _spans(_alike(full))
    return columns


def _columns_of_heads(parts: Sequence[Sequence[_Part]]) -> list[tuple[float, float]]:
    """Return the columns of a text whose every cell begins or ends where one of the headings does; else none.

    So a column is told from the next one even where no row, or one row alone, fills both.
    """
    heads = max(parts[: _head_size(parts)], key=len, default=())
    if len(heads) < 2 or heads[0][2].pieces[0][0].box is not None:
        return []
    columns = [(x0, x1) for x0, x1, _ in heads]
    left = min(part[0][0] for part in parts if part)  # a line of soft hyphens alone has no part
    if columns[0][0] > left:
        columns.insert(0, (left, left))  # over the labels stands no heading
    spans = list(columns)
    for x0, x1, _ in (cell for part in parts if len(part) > 1 for cell in part):
        over = [j for j, (h0, h1) in enumerate(columns) if x0 == h0 or x1 == h1]
        if len(over) != 1:
            return []
        spans[over[0]] = min(spans[over[0]][0], x0), max(spans[over[0]][1], x1)
    return spans if all(a[1] < b[0] for a, b in itertools.pairwise(spans)) else []


def _spans(rows: Sequence[Sequence[_Part]]) -> list[tuple[float, float]]:
    return [(min(x0 for x0, _, _ in parts), max(x1 for _, x1, _ in parts)) for parts in zip(*rows, strict=True)]


def _alike(rows: Sequence[Sequence[_Part]]) -> Sequence[Sequence[_Part]]:
    """Return the rows whose words begin, and numbers begin or end, where those of most do; all rows, if few do."""
    edges = [
        [Counter(round(part[k]) for part in parts).most_common(1)[0][0] for k in (0, 1)]
        for parts in zip(*rows, strict=True)
    ]
    alike = [
        row
        for row in rows
        if all(
            abs(x0 - left) < 4 or (is_numeric(run.text) and abs(x1 - right) < 4)
            for (x0, x1, run), (left, right) in zip(row, edges, strict=True)
        )
    ]
    return alike if len(alike) * 2 > len(rows) else rows


def _is_one(data: Sequence[Sequence[_Part]], counts: Sequence[int], span: tuple[float, float]) -> bool:
    """Whether a run of x is one column: few rows have several pieces there, and those are justified words.

    Pieces that begin at one place are cells of a column that few rows fill.
    """
    several = [n > 1 for n in counts]
    begins = [
        round(x0 / 3)
        for p, is_split in zip(data, several, strict=True)
        if is_split
        for x0, x1, _ in [q for q in p if span[0] <= q[0] and q[1] <= span[1]][1:]
    ]
    return sum(several) * 3 <= sum(n == 1 for n in counts) and len(set(begins)) == len(begins)


def _aligned_only(columns: list[tuple[float, float]], data: Sequence[Sequence[_Part]]) -> list[tuple[float, float]]:
    """Join to the column before it each column of words that share no edge: justified words, not cells."""
    out: list[tuple[float, float]] = []
    on_page = data[0][0][2].pieces[0][0].box is not None
    for c0, c1 in columns:
        edge = out[-1][0] + (12 if on_page else 1) if out else c0
        cells = [(x0, x1, run) for p in data for x0, x1, run in p if x0 > edge and c0 - 1 <= (x0 + x1) / 2 <= c1 + 1]
        words = [c for c in cells if not is_numeric(c[2].text)]
        places = [(x0, x1) for x0, x1, _ in words]
        loose = (
            len(words) * 2 > len(cells)
            and len(data) > 3
            and not any(
                len(words) > 1 and max(Counter(round(edges[k] / 3) for edges in places).values()) * 2 >= len(words)
                for k in (0, 1)
            )
        )
        if out and loose:
            out[-1] = (out[-1][0], c1)
        else:
            out.append((c0, c1))
    return out


def _merge(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if merged and x0 < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def _place(part: Sequence[_Part], columns: Sequence[tuple[float, float]]) -> list[Run]:
    cells = [EMPTY] * len(columns)
    if len(part) == 1 and abs(part[0][0] - columns[0][0]) < 2 and not is_numeric(part[0][2].text):
        cells[0] = part[0][2]
        return cells
    taken = -1
    for x0, x1, run in part:
        overlaps = [min(x1, c1) - max(x0, c0) if x0 < c1 and c0 < x1 else 0.0 for c0, c1 in columns]
        best = max(range(len(columns)), key=lambda j: (overlaps[j], -abs(columns[j][0] + columns[j][1] - x0 - x1)))
        if overlaps[best] <= 0:
            best = min(
                range(len(columns)),
                key=lambda j: min(abs(columns[j][1] - x1), abs(columns[j][0] - x0)),
            )
        if best <= taken and taken + 1 < len(columns) and cells[best] and is_numeric(run.text):
            best = taken + 1
        cells[best] = cells[best] + run if cells[best] else run
        taken = best
    return cells


def _join_wrapped(grid: Grid, rows: Sequence[Row], *, splits: bool, bands: Sequence[int], is_grouped: bool) -> None:
    """Join rows that only carry on the cells of the row above or below."""
    out: list[GridRow] = []
    pending: GridRow | None = None
    numeric = [any(is_numeric(t) for t in r.texts[1:] if t) for r in grid.rows]
    for i, row in enumerate(grid.rows):  # the years of a header over several lines
        if numeric[i] and any(is_numeric(t) and not is_year(t) for t in row.texts[1:] if t):
            break
        numeric[i] = False
    if not any(numeric):  # sums that stand before the names
        numeric = [is_numeric(r.texts[0]) and WEIGHTY.search(r.texts[0]) is not None for r in grid.rows]
    body = not any(numeric)
    parted = _parted(grid, rows)
    begun = [
        has and not (i and _carries_numbers(grid.rows[i - 1], grid.rows[i], rows[i])) for i, has in enumerate(numeric)
    ]
    blocks = _parted_by_space(rows, begun) if splits and not bands else []
    if blocks:
        first, last = blocks[0]
        at = begun.index(True, first)
        figures = {j for j, text in enumerate(grid.rows[at].texts) if j and is_numeric(text)}
        # a header may stand as near to the first row as the lines of one
        first = next((k + 1 for k in range(at - 1, first - 1, -1) if figures.intersection(grid.rows[k].filled)), first)
        blocks[0] = first, last
    end = blocks[0][0] if blocks else len(rows)
    width = _label_width(grid, rows)
    grouped = is_grouped or _has_groups(grid, rows, numeric, width)
    heads = [row.texts for row in grid.rows[: numeric.index(True)] if any(row.filled)] if any(numeric) else []
    for i, row in enumerate(grid.rows[:end]):
        if body and pending is None and row.texts in heads:
            out.append(row)  # printed again over the page
            continue
        carried = i > 0 and numeric[i] and _carries_numbers(grid.rows[i - 1], row, rows[i])
        if numeric[i] and not carried:
            if pending is not None:
                row.cells = [p + c if p else c for p, c in zip(pending.cells, row.cells, strict=True)]
                row.is_spanning = False
                pending = None
            body = True
            out.append(row)
            continue
        if pending is not None:
            out.append(pending)
            pending = None
        if carried or (i and is_small_print(rows[i - 1], rows[i])):
            where = "above"
        elif not body and _heads_as_later(grid, rows, i, numeric):
            where = ""
        elif not body and _is_amid_heads(grid, rows, i, numeric):
            row.is_spanning, where = False, ""
        elif bands:
            same = bands[i : i + 2].count(bands[i]) > 1 and numeric[i + 1] and row.filled == [0]
            same = same and body and not _heads_band(rows, i)
            where = "above" if i and bands[i] == bands[i - 1] else "below" if same else ""
        elif parted and i:
            where = "" if rows[i].gap else "above"
        else:
            where = _belongs(grid, rows, i, width, splits=splits) if (body and i) or row.is_spanning else ""
        if where == "perhaps above" and rows[i].text.startswith("("):
            where = "above"  # brackets head nothing
        if where == "perhaps above":
            where = "" if grouped else "above"
            if out and not grouped:
                grid.unsure += [c for c in out[-1].cells[1:] if c]
        if where == "perhaps below":
            where = "" if grouped else "below"
            grid.unsure += [] if grouped else [c for c in grid.rows[i + 1].cells[1:] if c]
        if where == "above" and out:
            again = len(out) > 1 and out[-1].texts == out[0].texts
            above = out[-2] if again else out[-1]
            above.cells = [a + c if c else a for a, c in zip(above.cells, row.cells, strict=True)]
        elif where == "below":
            pending = row
        else:
            out.append(row)
    if pending is not None:
        out.append(pending)
    grid.rows = [*out, *(_one_row(grid, rows, *block) for block in blocks)]


def _heads_as_later(grid: Grid, rows: Sequence[Row], i: int, numeric: Sequence[bool]) -> bool:
    """Whether a label alone under the headings of a page's table heads a group, as one further down does.

    Both stand over a row with figures, in one place and style that the rows between them have not.
    """
    own = rows[i].line
    if own.box is None or grid.rows[i].filled != [0] or i + 1 >= len(rows) or not numeric[i + 1]:
        return False
    style = own.bold, own.size, round(rows[i].x0)
    alike = [k for k in range(i + 2, len(rows)) if grid.rows[k].filled == [0] and _style(rows[k]) == style]
    plain = any(numeric[k] and grid.rows[k].cells[0] and _style(rows[k]) != style for k in range(i + 1, len(rows)))
    return plain and any(k + 1 < len(rows) and numeric[k + 1] for k in alike)


def _is_amid_heads(grid: Grid, rows: Sequence[Row], i: int, numeric: Sequence[bool]) -> bool:
    """Whether a label alone on a page stands between lines of a header that leave the first column to it."""
    if rows[i].line.box is None or grid.rows[i].filled != [0] or not 0 < i < len(rows) - 1 or numeric[i + 1]:
        return False
    beside = grid.rows[i - 1], grid.rows[i + 1]
    return all(len(row.filled) > 1 and not row.cells[0] for row in beside)


def _heads_band(rows: Sequence[Row], i: int) -> bool:
    """Whether a label that no line parts from the row below heads it and others: in bold type alone, and set apart."""
    step = _step(rows[i], rows[i + 1])
    return rows[i].line.bold and not rows[i + 1].line.bold and (step or 0.0) > _MOST_LEAD * _size(rows[i])


def _style(row: Row) -> tuple[bool, float | None, int]:
    return row.line.bold, row.line.size, round(row.x0)


_LEADER = re.compile(r"\.{4,}|(?:\. ){4,}")
"""Dots that lead the eye from a name to its sum."""


def _has_groups(grid: Grid, rows: Sequence[Row], numeric: Sequence[bool], width: int) -> bool:
    """Whether some line of a table that is a label alone can be no part of another, and so heads a group.

    In a text it can only be part of the line below it where it stands below the headings. There all sums stand in the
    first lines of their labels, or all in the last: where one line could only end the label above it and another one
    only begin the label below it, both head groups.
    """
    if not rows:
        return False
    ends = begins = False
    for i, row in enumerate(grid.rows[1:-1], 1):
        above, below = grid.rows[i - 1], grid.rows[i + 1]
        if rows[i].line.box is not None:
            alone = row.filled == [0] and numeric[i - 1] and numeric[i + 1] and not rows[i].is_lower
            if alone and above.cells[0] and below.cells[0] and not _had_no_room(grid, rows, i):
                return True
            continue
        is_first = any(above.filled) and not any(numeric[:i])
        if row.filled != [0] or not numeric[i + 1] or not (numeric[i - 1] or is_first):
            continue
        own, before, behind = row.texts[0], above.texts[0], below.texts[0]
        if not behind or not (is_first or before):
            continue
        goes_on = not is_first and (rows[i].is_lower or _OPEN_END.search(before) or _is_full(before, own, width))
        leads_on = rows[i + 1].is_lower or _OPEN_END.search(own) or _is_full(own, behind, width)
        if not goes_on and not leads_on:
            return True
        ends = ends or (not leads_on and not rows[i].is_lower and not _OPEN_END.search(before))
        begins = begins or (not goes_on and not rows[i + 1].is_lower and not _OPEN_END.search(own))
    return ends and begins


def _label_width(grid: Grid, rows: Sequence[Row]) -> int:
    """Return how wide the labels of a text's table run: the longest that ends before the next column begins."""
    seconds = [r.places[1][0] for r in rows if len(r.places) > 1]
    room = min(seconds, default=0.0) - min((r.places[0][0] for r in rows if r.places), default=0.0)
    return max((len(r.texts[0]) for r in grid.rows if len(r.texts[0]) < room), default=0)


def _parted(grid: Grid, rows: Sequence[Row]) -> bool:
    """Whether blank lines part the rows of a text's table: each full line has one above it, and others have none."""
    if not rows or rows[0].line.box is not None:
        return False
    most = max(len(r.filled) for r in grid.rows)
    full = [i for i, r in enumerate(grid.rows) if i and len(r.filled) == most]
    wrapped = [i for i, r in enumerate(grid.rows) if i and not rows[i].gap]
    return len(full) > 1 and bool(wrapped) and all(rows[i].gap for i in full)


def _parted_by_space(rows: Sequence[Row], numeric: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the first line of each row below the header, and that behind its last, where white space parts the rows.

    Lines of one row stand as near as those of a text, wherever in it the figures stand, and no row has figures twice;
    nothing is returned where no step between lines tells one from the other, or no row has several lines.
    """
    steps = [_step(above, row) for above, row in itertools.pairwise(rows)]
    for near in sorted({s for k, s in enumerate(steps) if s and s < _MOST_LEAD * _size(rows[k + 1])}, reverse=True):
        if any(s is not None and near < s < _LOOSER * near for s in steps):
            continue
        edges = [0, *(k + 1 for k, s in enumerate(steps) if s is None or s > near), len(rows)]
        blocks = list(itertools.pairwise(edges))
        figures = [sum(numeric[first:last]) for first, last in blocks]
        if max(figures) > 1 or 1 not in figures:
            continue
        first = figures.index(1)
        several = any(last - begin > 1 and n for (begin, last), n in zip(blocks, figures, strict=True))
        return blocks[first:] if several and sum(figures) > 1 else []
    return []


def _one_row(grid: Grid, rows: Sequence[Row], first: int, last: int) -> GridRow:
    """Return the lines of one row as that row."""
    lines = grid.rows[first:last]
    cells = [Run([piece for line in lines for piece in line.cells[j].pieces]) for j in range(len(lines[0].cells))]
    return GridRow(cells, is_spanning=all(line.is_spanning for line in lines), gap=rows[first].gap)


def _size(row: Row) -> float:
    return row.line.size or 0.0


_MOST_LEAD = 1.6
"""The step from line to line of a text, in sizes of its type, is no more."""
_LOOSER = 1.12
"""How much wider than that a step is that parts rows."""


def _carries_numbers(above: GridRow, row: GridRow, printed: Row) -> bool:
    """Whether the numbers of a line without a label end the cells above them: "410 per" / "100,000", "129,39" / "1"."""
    numbers = [j for j in row.filled if is_numeric(row.texts[j])]
    if numbers and all(is_cut_number(above.texts[j], row.texts[j]) for j in numbers):
        return True
    if printed.gap or row.cells[0] or printed.line.box is not None:
        return False
    texts = [above.cells[j].text for j in row.filled]
    return all(_UNFINISHED.search(t) and not is_numeric(t) and not find_periods(t) for t in texts)


_UNFINISHED = re.compile(r"\d.*[^\W\d_]\Z")


def _is_full(text: str, following: str, width: int) -> bool:
    """Whether the next word had no room in a label's line, so that the label was wrapped there."""
    word = following.split(None, 1)[0] if following else ""
    return bool(word) and len(text) <= width < len(text) + 1 + len(word) and len(text) * 3 > width


def _belongs(grid: Grid, rows: Sequence[Row], i: int, width: int, *, splits: bool) -> str:
    """Tell whether row *i*, which has no numbers, carries on the row ``above`` or starts the one ``below``."""
    row, printed = grid.rows[i], rows[i]
    first = row.filled[0] if row.filled else 0
    above = grid.rows[i - 1] if i else None
    below = grid.rows[i + 1] if i + 1 < len(rows) else None
    own = row.cells[first].text
    opening = own.count("(") > own.count(")")
    if above and above.cells[first]:
        text = above.cells[first].text
        if printed.is_lower or _OPEN_END.search(text) or text.count("(") > text.count(")"):
            return "above"
    if above and first > 0 and not printed.gap:
        return "above"
    if splits and above and below:
        up = _step(rows[i - 1], printed)
        down = _step(printed, rows[i + 1])
        usual = _row_step(grid, rows)
        if up is not None and down is None and usual and up < 0.85 * usual and above.cells[first]:
            return "above"  # the last line of its page
        if up is not None and down is not None:
            if down < 0.85 * up and up <= 1.05 * (usual or up):
                return "below"
            if up < 0.85 * (usual or down) and above.cells[first]:
                return "above"
            if down < 0.85 * (usual or up):
                return "below"
    open_end = printed.line.bold == rows[i + 1].line.bold and _OPEN_END.search(own) if below else None  # "Money in"
    if below and below.cells[first] and (rows[i + 1].is_lower or opening or open_end):
        return "below"
    if below and not below.cells[0] and not rows[i + 1].gap and first == 0 and splits:
        return "below"
    if printed.line.box is None and above and len(row.filled) > 1 and not printed.gap:
        pairs = [(above.cells[j].text, row.cells[j].text, j) for j in row.filled]
        wide = [max((len(r.texts[j]) for r in grid.rows if len(r.filled) > 1), default=0) for j in row.filled]
        full = [_is_full(a, t, w) for (a, t, _), w in zip(pairs, wide, strict=True)]
        lower = any(t[:1].islower() for _, t, _ in pairs)
        whole = row.cells[0] and all(t[:1].isupper() for _, t, _ in pairs)  # as each row begins
        if all(a for a, _, _ in pairs) and (lower or (all(full) and not whole)):
            return "above"
    if printed.line.box is None and row.filled == [0] and below and below.cells[0] and not rows[i + 1].gap:
        led = i > 0 and all(_LEADER.search(rows[k].line.text) for k in (i - 1, i + 1))
        if led and _is_full(own, below.cells[0].text, width):
            return "below"  # leaders run to the sum, so the entry above is whole
        alone = len(below.filled) > 1 and (i + 2 >= len(rows) or rows[i + 2].gap or grid.rows[i + 2].filled == [0])
        if alone and _is_full(own, below.cells[0].text, width):
            return "perhaps below"
    lone = row.filled == [0] and not printed.gap and above is not None and len(above.filled) > 1
    if lone and above and printed.line.box is None and len(own) <= width:
        return "perhaps above" if _is_full(above.cells[0].text, own, width) else ""
    if lone and printed.line.box is not None and _had_no_room(grid, rows, i):
        return "perhaps above"
    return ""


def _had_no_room(grid: Grid, rows: Sequence[Row], i: int) -> bool:
    """Whether a label alone on a line of a page begins with a word that had no room behind the label above it."""
    above, own = rows[i - 1], rows[i]
    if (above.line.page, above.line.size, above.line.bold) != (own.line.page, own.line.size, own.line.bold):
        return False
    if abs(above.places[0][0] - own.places[0][0]) > 1:
        return False
    labelled = [row for row, made in zip(rows, grid.rows, strict=True) if made.cells[0] and len(made.filled) > 1]
    right = max(row.places[0][1] for row in labelled)
    x0, x1 = own.places[0]
    word = (x1 - x0) * (len(own.text.split(None, 1)[0]) + 1) / max(len(own.text), 1)
    return above.places[0][1] + word > right and x1 <= right


def _row_step(grid: Grid, rows: Sequence[Row]) -> float | None:
    """Return the usual step from one row with numbers to the next, where two such rows follow each other."""
    steps = []
    for k in range(1, len(rows)):
        numeric = [any(is_numeric(t) for t in grid.rows[n].texts[1:] if t) for n in (k - 1, k)]
        step = _step(rows[k - 1], rows[k]) if all(numeric) else None
        if step is not None and step > 0:
            steps.append(step)
    return sorted(steps)[len(steps) // 2] if len(steps) > 1 else None


def _step(above: Row, below: Row) -> float | None:
    if above.line.box is None or below.line.box is None or above.line.page != below.line.page:
        return None
    return below.line.box.top - above.line.box.top


# ---------------------------------------------------------------- drawn lines


def ruled_boxes(rulings: Sequence[Ruling]) -> list[tuple[float, float, float, float]]:
    """Return the tables that are drawn with lines: (x0, top, x1, bottom) of each connected set of rulings."""
    sets: list[list[Ruling]] = []
    for ruling in rulings:
        touching = [s for s in sets if any(_touch(ruling, other) for other in s)]
        merged = [ruling]
        for s in touching:
            merged += s
            sets.remove(s)
        sets.append(merged)
    boxes = []
    for s in sets:
        across = {round(r.top) for r in s if r.is_horizontal}
        down = {round(r.x0) for r in s if not r.is_horizontal}
        if len(across) >= 2 and len(down) >= 2:
            boxes.append((min(r.x0 for r in s), min(r.top for r in s), max(r.x1 for r in s), max(r.bottom for r in s)))
    return sorted(boxes, key=lambda b: b[1])


def _touch(a: Ruling, b: Ruling, near: float = 2.5) -> bool:
    return a.x0 <= b.x1 + near and b.x0 <= a.x1 + near and a.top <= b.bottom + near and b.top <= a.bottom + near


def from_rulings(rows: Sequence[Row], rulings: Sequence[Ruling], box: tuple[float, float, float, float]) -> Grid | None:
    """Return the grid that the drawn lines of *box* make; None where they make no columns."""
    x0, top, x1, bottom = box
    across = [r for r in rulings if r.x0 >= x0 - 3 and r.x1 <= x1 + 3 and r.top < bottom - 3 and r.bottom > top + 3]
    inside = [r for r in rulings if r.x0 >= x0 - 3 and r.x1 <= x1 + 3 and r.top >= top - 3 and r.bottom <= bottom + 3]
    # a line down the side of several tables that touch is one of each
    inside += [
        attrs.evolve(r, top=max(r.top, top), bottom=min(r.bottom, bottom))
        for r in across
        if not r.is_horizontal and (r.top < top - 3 or r.bottom > bottom + 3)
    ]
    downs = _distinct(r.x0 for r in inside if not r.is_horizontal)
    acrosses = _distinct(r.top for r in inside if r.is_horizontal)
    if len(downs) < 3 or len(acrosses) < 2:
        return None
    columns = list(itertools.pairwise(downs))
    bands: dict[int, list[tuple[Row, list[Run]]]] = {}
    for row in rows:
        if row.line.box is None:
            return None
        middle = (row.line.box.top + row.line.box.bottom) / 2
        band = max((k for k, y in enumerate(acrosses) if y <= middle + 1), default=0)
        spans = _cells_at(middle, columns, inside)
        cells = [EMPTY] * len(columns)
        for (a, b), run in zip(row.places, row.segments, strict=True):
            centre = (a + b) / 2
            span = next((s for s in spans if columns[s[0]][0] - 1 <= centre <= columns[s[-1]][1] + 1), None)
            if span is None:
                span = spans[0] if centre < columns[0][0] else spans[-1]
            wide = span if 1 < len(span) < len(columns) and 0 not in span else span[:1]
            at = _under(centre, columns)
            if len(wide) > 1 and any(_under(x, columns) != at for x in _within(row, columns, span)):
                wide = [at]  # no line is drawn between two headings
            for j in wide:
                cells[j] = cells[j] + run if cells[j] else run
        bands.setdefault(band, []).append((row, cells))
    grid = Grid([], "rulings")
    for over, j in _merged_down(bands, acrosses, columns, inside):
        texts = [cells[j] for band in over for _, cells in bands[band] if cells[j]]
        if texts and not any(is_numeric(text.text) for text in texts):
            whole = Run([piece for text in texts for piece in text.pieces])
            for band in over:
                for at, (_, cells) in enumerate(bands[band]):
                    cells[j] = EMPTY if at else whole
    for band in sorted(bands):
        members = bands[band]
        numbers = [sum(is_numeric(c.text) for c in cells[1:] if c) for _, cells in members]
        for k in range(1, len(members)):
            above, own = members[k - 1][1], members[k][1]
            beside = zip(above[1:], own[1:], strict=True)
            if all(is_cut_number(a.text, c.text) or _ends_date(a, c) for a, c in beside if is_numeric(c.text)):
                numbers[k] = 0
        if sum(n > 0 for n in numbers) > 1:
            # several lines with numbers between two drawn lines: a row each
            grid.rows += [GridRow(cells, gap=row.gap) for row, cells in members]
            continue
        merged = [EMPTY] * len(columns)
        for _, cells in members:
            merged = [m + c if m and c else m or c for m, c in zip(merged, cells, strict=True)]
        only = [j for j, c in enumerate(merged) if c]
        grid.rows.append(GridRow(merged, is_spanning=only == [0], gap=members[0][0].gap))
    used = [j for j in range(len(columns)) if any(r.cells[j] for r in grid.rows)]
    for made in grid.rows:
        made.cells = [made.cells[j] for j in used]
    return grid if len(used) > 1 else None


def _ends_date(above: Run, own: Run) -> bool:
    """Whether a year is the end of the date above it in a narrow cell: "31 December" over "2019"."""
    return is_year(own.text) and bool(find_dates(f"{above.text} {own.text}")) and not is_numeric(above.text)


def _under(x: float, columns: Sequence[tuple[float, float]]) -> int:
    """Return the column that *x* lies in."""
    return max((j for j, (left, _) in enumerate(columns) if left <= x), default=0)


def _within(row: Row, columns: Sequence[tuple[float, float]], span: Sequence[int]) -> list[float]:
    """Return the middles of the segments of a row that stand in the columns of *span*."""
    left, right = columns[span[0]][0] - 1, columns[span[-1]][1] + 1
    return [x for a, b in row.places if left <= (x := (a + b) / 2) <= right]


def _merged_down(
    bands: Mapping[int, Sequence[tuple[Row, list[Run]]]],
    acrosses: Sequence[float],
    columns: Sequence[tuple[float, float]],
    rulings: Sequence[Ruling],
) -> Iterator[tuple[list[int], int]]:
    """Yield the bands that a cell of a column runs over, and the column, where lines are drawn beside it only.

    Those of the header are left alone, whose cells are joined anyway.
    """
    numeric = [b for b in sorted(bands) if any(is_numeric(c.text) for _, cells in bands[b] for c in cells[1:] if c)]
    body = [b for b in sorted(bands) if numeric and b >= numeric[0]]
    for j, (left, right) in enumerate(columns):
        middle = (left + right) / 2
        over: list[int] = []
        for band in body:
            drawn = any(
                abs(r.top - acrosses[band]) <= _SAME_LINE and r.x0 <= middle <= r.x1 and r.is_horizontal
                for r in rulings
            )
            if over and drawn:
                if len(over) > 1:
                    yield over, j
                over = []
            over.append(band)
        if len(over) > 1:
            yield over, j


_SAME_LINE = 3.0
"""Points: drawn lines as near as this are one."""


def _cells_at(y: float, columns: Sequence[tuple[float, float]], rulings: Sequence[Ruling]) -> list[list[int]]:
    """Return the columns at height *y*, those together that no drawn line parts there: a merged cell."""
    spans: list[list[int]] = []
    for j, (left, _) in enumerate(columns):
        parted = any(abs(r.x0 - left) <= 3 and r.top - 1 <= y <= r.bottom + 1 and not r.is_horizontal for r in rulings)
        if spans and not parted:
            spans[-1].append(j)
        else:
            spans.append([j])
    return spans


def _distinct(values: Iterable[float], near: float = 3.0) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > near:
            out.append(value)
    return out
