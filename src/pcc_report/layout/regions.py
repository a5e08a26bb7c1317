"""Regions of lines that are set as a table: by rulings, marked cells, columns of blanks, numbers at line ends."""

import itertools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from pcc_report.layout.blocks import Block, BlockKind
from pcc_report.layout.boxes import Box, opened
from pcc_report.layout.cell_headers import headers_again, heads_figures, is_figure, is_heading_period
from pcc_report.layout.cell_lines import stacked_heads
from pcc_report.layout.figures import MAX_CELL, is_numeric, is_unit, is_year
from pcc_report.layout.grids import (
    Grid,
    GridRow,
    cuts_at_rules,
    from_cells,
    from_marked_lines,
    from_positions,
    from_rulings,
    from_tails,
    ruled_boxes,
)
from pcc_report.layout.headed_lines import find_headed_lines
from pcc_report.layout.line_heads import line_heads
from pcc_report.layout.rated_lines import find_rated_lines
from pcc_report.layout.rows import (
    HEAD_LABELS,
    TOTAL_ASIDE,
    WEIGHTY,
    Row,
    is_packed,
    is_small_print,
    tail_numbers,
)
from pcc_report.layout.runs import EMPTY, Run
from pcc_report.source import Ruling, SourceDocument, Zone
from pcc_report.values.dates import find_dates, find_periods
from pcc_report.vocabulary import Vocabulary

_MAX_COLUMNS = 60
"""Cells of a line; a longer one is no row of a table that people print."""


def goes_on_as_table(above: Row, row: Row) -> bool:
    """Whether the numbers of a line stand under those of another."""
    rights = [p[1] for p in above.places[1:]]
    ends = [p[1] for p, s in zip(row.places[1:], row.segments[1:], strict=True) if is_numeric(s.text)]
    return bool(ends) and all(any(abs(x - r) <= 1 for r in rights) for x in ends)


Region = tuple[int, int, list[Grid]]
"""The first row, the one behind the last, and the rival grids."""


def find_regions(document: SourceDocument, rows: Sequence[Row], vocabulary: Vocabulary) -> list[Region]:
    """Return (first row, behind the last row, grids) of each region that is drawn or set as a table."""
    taken = [False] * len(rows)
    found: list[Region] = []

    def take(regions: Sequence[Region]) -> None:
        for first, last, grids in regions:
            if grids and not any(taken[first:last]):
                taken[first:last] = [True] * (last - first)
                found.append((first, last, grids))

    take(_ruled(document, rows, vocabulary))
    take(_celled(rows, vocabulary))
    take(_aligned(document, rows, vocabulary, taken))
    take(find_rated_lines(rows, vocabulary))
    take(find_headed_lines(rows, vocabulary))
    take(_tailed(rows, vocabulary))
    return sorted(found, key=lambda f: f[0])


def _ruled(document: SourceDocument, rows: Sequence[Row], vocabulary: Vocabulary) -> list[Region]:
    found: list[Region] = []
    on_page: dict[int, list[int]] = {}
    for i, row in enumerate(rows):
        if row.line.box is not None:
            on_page.setdefault(row.line.page, []).append(i)
    for page in document.pages:
        boxes = ruled_boxes(page.rulings) if page.rulings else []
        inside = [[i for i in on_page.get(page.number, ()) if _is_within(rows[i], box)] for box in boxes]
        for k in range(len(boxes) - 1, 0, -1):
            if _is_one_box(rows, (boxes[k - 1], inside[k - 1]), (boxes[k], inside[k]), page.rulings, vocabulary):
                boxes[k - 1] = (*boxes[k - 1][:3], boxes[k][3])
                inside[k - 1] += inside[k]
                inside[k] = []
        whole = zip(boxes, inside, strict=True)
        for box, members in (
            part
            for one, on in whole
            for held, lines in opened(rows, one, on, page.rulings)
            for titled, below in _cut_at_titles(rows, held, lines, page.rulings, vocabulary)
            for part in _cut_at_heads(rows, titled, below, page.rulings, vocabulary)
        ):
            if len(members) < 2 or members[-1] - members[0] + 1 != len(members):
                continue
            first, last = members[0], members[-1] + 1
            grid = from_rulings(rows[first:last], page.rulings, box)
            heads = grid is not None and len(grid.rows) < _HEADER_LINES
            heads = heads and grid is not None and not any(is_numeric(t) for r in grid.rows for t in r.texts)
            if heads and last < len(rows) and rows[last].line.page == page.number and _is_aligned(rows[last]):
                continue  # a header painted or drawn around, whose rows are not
            if grid is not None and len(grid.rows) <= _PAINTED and _are_rows_among(rows, first, last):
                continue  # rows that are painted, or drawn around, among others that are not
            if grid is None and _is_box_title(rows[first], rows[first + 1 : last]):
                first += 1
            other = from_positions(rows[first:last], splits=True, rulings=_drawn(page.rulings, rows[first].line.zone))
            found.append((first, last, [g for g in (grid, other) if g is not None]))
    return found


def _is_box_title(row: Row, below: Sequence[Row]) -> bool:
    """Whether the first line in a box without cells is the heading of what stands in it: the only bold one alone."""
    alone = [r.line.bold for r in below if len(r.segments) == 1]
    return len(row.segments) == 1 and row.line.bold and not below[0].line.bold and not any(alone) and len(below) > 1


def _are_rows_among(rows: Sequence[Row], first: int, last: int) -> bool:
    """Whether the numbers of lines beside a box end where those in the box do."""
    near = [*rows[max(first - _NEAR, 0) : first], *rows[last : last + _NEAR]]
    page = rows[first].line.page
    return any(goes_on_as_table(inside, r) for inside in rows[first:last] for r in near if r.line.page == page)


_PAINTED = 2
"""Rows of a table that are painted as one: its last one may be, and its total."""
_NEAR = 2
"""Lines above or below, one of which may be the end of a label."""


def _is_within(row: Row, box: Box) -> bool:
    """Whether a line of a page stands in a drawn box; a line of a column by its middle."""
    at = row.line.box
    if at is None:
        return False
    beside = row.line.zone is None or box[0] - 3 <= (at.x0 + at.x1) / 2 <= box[2] + 3
    return beside and box[1] - 2 <= (at.top + at.bottom) / 2 <= box[3] + 2


def _is_one_box(
    rows: Sequence[Row],
    above: tuple[Box, list[int]],
    below: tuple[Box, list[int]],
    rulings: Sequence[Ruling],
    vocabulary: Vocabulary,
) -> bool:
    """Whether two drawn boxes are parts of one table: the same columns, and nothing but white space between them.

    Behind a total, a box that begins with headings is a table of its own; so is one with headings over more columns,
    or under a title.
    """
    (upper, inside), (lower, members) = above, below
    if not inside or not members or members[0] != inside[-1] + 1:
        return False
    if abs(upper[0] - lower[0]) > _FLUSH or abs(upper[2] - lower[2]) > _FLUSH:
        return False
    if not all(any(is_numeric(s.text) for i in part for s in rows[i].segments[1:]) for part in (inside, members)):
        return False
    downs = [
        {round(r.x0 / _FLUSH) for r in rulings if not r.is_horizontal and r.top < box[3] and r.bottom > box[1]}
        for box in (upper, lower)
    ]
    last, first = rows[inside[-1]], next((rows[i] for i in members if len(rows[i].segments) > 1), rows[members[0]])
    headed = _is_words(first)
    ended = first is not rows[members[0]] or vocabulary.rows.has(last.text, "total")
    more = not downs[1] <= downs[0] | {x + d for x in downs[0] for d in (-1, 1)}
    return downs[0] <= downs[1] | {x + d for x in downs[1] for d in (-1, 1)} and not (headed and (ended or more))


def _is_words(row: Row) -> bool:
    """Whether a line has several cells and no number behind the first: headings, or the label of a form and a text."""
    return len(row.segments) > 1 and not any(is_numeric(s.text) for s in row.segments[1:])


def _are_near(some: set[int], others: set[int]) -> bool:
    """Whether each of *some* places is, but for a point, one of *others*."""
    return all(not {x - 1, x, x + 1}.isdisjoint(others) for x in some)


def _heads_anew(heads: Row, above: Sequence[Row], vocabulary: Vocabulary) -> bool:
    """Whether a line of a box is headings that are not those of the rows above it, which hold numbers."""
    known = any(vocabulary.columns.whole(s.text) for s in heads.segments[1:])
    again = any(r.text == heads.text for r in above)
    return known and not again and any(is_numeric(s.text) for r in above for s in r.segments[1:])


def _cut_at_titles(
    rows: Sequence[Row], box: Box, members: list[int], rulings: Sequence[Ruling], vocabulary: Vocabulary
) -> list[tuple[Box, list[int]]]:
    """Cut a box at titles over all its width, under which it has other columns or headings: tables that touch."""
    inner = [r for r in rulings if not r.is_horizontal and box[0] + _FLUSH < r.x0 < box[2] - _FLUSH]
    cells = [
        {round(r.x0) for r in inner if at is not None and r.top <= (at.top + at.bottom) / 2 <= r.bottom}
        for at in (rows[i].line.box for i in members)
    ]
    found: list[tuple[Box, list[int]]] = []
    start, top, above = 0, box[1], set[int]()
    for k, i in enumerate(members[:-1]):
        at = rows[i].line.box
        if cells[k] or at is None or len(rows[i].segments) > 1:
            above = cells[k] or above
            continue
        below = cells[k + 1]
        heads = rows[members[k + 1]]
        others = below and above and not (_are_near(above, below) and _are_near(below, above))
        others = others or (bool(above) and _heads_anew(heads, [rows[m] for m in members[start:k]], vocabulary))
        if others and k - start > 1 and _is_words(heads):
            line = max((r.top for r in rulings if r.is_horizontal and top < r.top <= at.top + _FLUSH), default=at.top)
            found.append(((box[0], top, box[2], line), members[start:k]))
            start, top, above = k, line, set()
    return [*found, ((box[0], top, box[2], box[3]), members[start:])]


def _cut_at_heads(
    rows: Sequence[Row], box: Box, members: list[int], rulings: Sequence[Ruling], vocabulary: Vocabulary
) -> list[tuple[Box, list[int]]]:
    """Cut a box where headings of other columns stand under its rows."""
    heads = _heads_within([rows[i] for i in members], vocabulary)
    starts = [k for k in heads if _above_heads(rows, members[k], vocabulary) == members[k]]
    found = []
    top = box[1]
    for start, end in itertools.pairwise([0, *starts, len(members)]):
        at = rows[members[end]].line.box if end < len(members) else None
        tops = [r.top for r in rulings if at is not None and r.is_horizontal and top < r.top <= at.top + _FLUSH]
        bottom = max(tops, default=at.top if at is not None else box[3])
        found.append(((box[0], top, box[2], bottom), members[start:end]))
        top = bottom
    return found


def _drawn(rulings: Sequence[Ruling], zone: Zone | None) -> Sequence[Ruling]:
    """Return the lines drawn in a zone of a page."""
    if zone is None:
        return rulings
    return [r for r in rulings if r.x1 > zone.x0 and r.x0 < zone.x1]


def _celled(rows: Sequence[Row], vocabulary: Vocabulary) -> list[Region]:
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
            elif rows[i].gap or rows[i].marker or i - last > 0 or len(rows[i].text) > MAX_CELL:
                break
            i += 1
        last = i = _end_at_total(rows, first, _end_at_lines(rows, first, last), vocabulary)
        part = rows[first:last]
        if sum(len(r.line.cells or ()) <= 1 and "|" in r.text for r in part) > 0.8 * len(part) and len(part) > 3:
            cells = [Run([(r.line, *(r.line.cells or ((0, 0),))[0])]) for r in part]
            grids = from_marked_lines(cells, headers_again([c.text for c in cells], vocabulary))
            for grid in grids:
                grid.dropped += _bars(part)
            found.append((first, last, grids))
        elif (len(part) > 1 and any(sum(b > a for a, b in r.line.cells or ()) > 1 for r in part)) or _lone_sums(part):
            cut = [first + a for a, _ in cuts_at_rules(part)]
            cut = sorted({*cut, *(first + k for k in _heads_within(part, vocabulary))})
            found += [(a, b, from_cells(rows[a:b])) for a, b in itertools.pairwise([*cut, last])]
    return found


def _heads_within(part: Sequence[Row], vocabulary: Vocabulary) -> list[int]:
    """Return where the rows of a table are followed by the headings of another one, which has other columns."""
    found = []
    above: set[tuple[str, ...]] = set()
    behind: set[tuple[str, ...]] = set()
    has_figures = False
    for k, row in enumerate(part):
        cells = [s.text for s in row.segments]
        if any(map(is_figure, cells[1:])):
            has_figures = True
        elif len(cells) > 1 and not any(map(is_figure, cells)):
            names = tuple(c.casefold() for c in cells)
            below = part[k + 1 : k + 3]
            goes_on = has_figures and any(is_figure(s.text) for r in below for s in r.segments[1:])
            if goes_on and _are_known_heads(cells, vocabulary):
                ended = _is_total(part[k - 1], vocabulary)
                again = names in above or (not ended and not {names[1:], names}.isdisjoint(above | behind))
                if not again:
                    found.append(k)
                has_figures = False
            above.add(names)
            behind.add(names[1:])
    return found


def _are_known_heads(cells: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether most of several cells are headings that are known, and one at least heads figures."""
    over = [heads_figures(c, vocabulary) for c in cells]
    known = sum(o or vocabulary.columns.whole(c) is not None for o, c in zip(over, cells, strict=True))
    return any(over) and known * 2 > len(cells)


def _is_total(row: Row, vocabulary: Vocabulary) -> bool:
    return bool(row.segments) and vocabulary.rows.has(row.segments[0].text, "total")


def _above_heads(rows: Sequence[Row], heads: int, vocabulary: Vocabulary) -> int:
    """Return where a table ends above the headings of another one, and above the title over them; 0 for nowhere.

    Headings stand apart, or right under a title or a total: a line that does not may go on in the cells above.
    """
    k = heads
    while len(rows[k - 1].segments) == 1 and not rows[k].gap:
        k -= 1
    if not rows[k].gap:
        ended = _is_total(rows[heads - 1], vocabulary)
        return heads if ended or not any(s.text[:1].islower() for s in rows[heads].segments) else 0
    while len(rows[k - 1].segments) == 1 and rows[k - 1].gap:
        k -= 1
    return k


def _end_at_lines(rows: Sequence[Row], first: int, last: int) -> int:
    """Return where a table ends that was copied with its sheet: at a blank line over lines of one cell each.

    A sheet's blank lines have tabs, and its lines of words are as many cells, all but one empty.
    """
    run, end = 0, last
    for k in reversed(range(first, last)):
        lone = sum(b > a for a, b in rows[k].line.cells or ((0, 1),)) <= 1
        run = run + 1 if lone else 0
        if run >= _LEAST_LONE and (k == first or rows[k].line.number > rows[k - 1].line.number + 1):
            end = k + run if k == first else k
    return end


_LEAST_LONE = 3
"""Lines of one cell each that are no groups of a table."""


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


def _aligned(
    document: SourceDocument, rows: Sequence[Row], vocabulary: Vocabulary, taken: Sequence[bool]
) -> list[Region]:
    """Return the regions of rows whose cells stand under each other; one ends where its next page is *taken*."""
    found = []
    drawn = {p.number: p.rulings for p in document.pages if p.rulings}
    stops: list[int] = []  # where tables end that were found to stand under each other
    i = 0
    while i < len(rows):
        if not _is_aligned(rows[i]):
            i += 1
            continue
        first, last = i, i + 1
        stop = stops[at] if (at := bisect_right(stops, first)) < len(stops) else len(rows)
        skipped = 0
        columns = _Columns()
        columns.add(rows[first:last])
        i += 1
        while i < stop and rows[i].line.zone == rows[first].line.zone:
            if last - first == 1 and is_packed(rows[i]):
                break  # headings over numbers that only single blanks part
            overleaf = rows[i].line.page != rows[i - 1].line.page
            if overleaf and (taken[i] or _stands_elsewhere(rows, i, columns)):
                break
            goes_on = _is_aligned(rows[i]) or rows[i].is_rule or _ends_under(rows[i], columns)
            goes_on = goes_on or (last == i and is_small_print(rows[i - 1], rows[i]))
            if goes_on or _is_under_column(rows[i], columns, skipped):
                columns.add(rows[last : i + 1])
                last, skipped = i + 1, 0
            elif (
                (skipped >= 3 and not _is_in_names(rows[i - 1], rows[i], columns))
                or _leads_on(rows[last - 1], rows[i], vocabulary)
                or not (
                    _may_stand_between(rows, i, last)
                    or _is_group_between(rows, i, rows[first:last])
                    or _is_group_on_page(rows, i, rows[first:last], vocabulary)
                )
            ):
                break
            elif not _is_in_names(rows[i - 1], rows[i], columns):
                skipped += 1
            i += 1
        lines = drawn.get(rows[first].line.page, ())
        while last < len(rows) and (
            _ends_label(rows[last - 1], rows[last], rows[first:last])
            or _is_underlined(rows[last - 1], rows[last], lines)
        ):
            last += 1
        last = _end_at_total(rows, first, last, vocabulary)
        heads = _heads_within(rows[first:last], vocabulary)
        ends = [e for k in heads if (e := _above_heads(rows, first + k, vocabulary))]
        i = last = ends[0] if ends else last
        stops = ends or stops
        if _is_form_part(rows[first:last], vocabulary):
            for row in rows[first:last]:
                row.is_form = len(row.segments) == 2
            continue
        first = _with_heads(rows, first, last)
        part = rows[first:last]
        across = _drawn(drawn.get(part[0].line.page, ()), part[0].line.zone)
        on_page = part[0].line.box is not None
        grid = from_positions(part, splits=on_page, rulings=across)
        if grid is not None and _is_table(grid) and not _is_ragged(part):
            other = from_positions(part, splits=on_page, rulings=across, is_grouped=True) if grid.unsure else None
            found.append((first, last, [grid] if other is None else [grid, other]))
    return found


def _leads_on(above: Row, row: Row, vocabulary: Vocabulary) -> bool:
    """Whether a line of words under a total leads on to what comes next, as the line over another table does."""
    cells = [s.text for s in above.segments]
    ended = any(map(is_numeric, cells[1:])) and vocabulary.rows.has(cells[0], "total")
    words = len(row.text.split())
    return ended and len(row.segments) == 1 and words >= _LEAST_LEAD and row.text.endswith((":", "."))


_LEAST_LEAD = 6


def _end_at_total(rows: Sequence[Row], first: int, last: int, vocabulary: Vocabulary) -> int:
    """Return where a table ends: over labels with a value each that stand apart, at its total or beside its columns."""
    for k in range(first + 1, last - 1):
        row = rows[k]
        if len(row.segments) > _PAIR and rows[k + 1].gap:
            pairs = all(len(rows[j].line.cells or rows[j].segments) <= _PAIR for j in range(k + 1, last))
            ended = vocabulary.rows.whole(row.segments[0].text) == "total"
            beside = pairs and last - k > _PAIR and _stand_beside(rows[first : k + 1], rows[k + 1 : last])
            if pairs and (ended or beside):
                return k + 1
            if ended:
                return last
    return last


def _stand_beside(above: Sequence[Row], below: Sequence[Row]) -> bool:
    """Whether the last cells of lines end together, and under no column of the lines above."""
    if above[0].line.cells is not None:
        return False
    ends = {x for r in above for _, x in r.places[1:]}
    lone = {r.places[1][1] for r in below if len(r.places) == _PAIR}
    return len(lone) == 1 and not any(abs(x - e) <= 1 for x in lone for e in ends)


_PAIR = 2


def _is_form_part(part: Sequence[Row], vocabulary: Vocabulary) -> bool:
    """Whether lines of a label and a value each are a form: several labels are those of a report's head."""
    pairs = [r for r in part if len(r.segments) == 2]
    if len(pairs) * 4 < len(part) * 3 or part[0].line.box is not None:
        return False
    sums = sum(r.end_sum is not None for r in pairs)
    return _are_head_labels([(r.segments[0].text, r.segments[1].text) for r in pairs], sums, vocabulary)


def _ends_label(above: Row, row: Row, part: Sequence[Row]) -> bool:
    """Whether the line under a table's last row is the end of its label, wrapped: small, short, right below it.

    It need not begin small where it closes a bracket, or stands nearer than any row of the table *part* to another.
    """
    line, last = row.line, above.line
    label = above.segments[0].text if above.segments else ""
    closes = row.text.endswith(")") and label.count("(") > label.count(")") and "(" not in row.text
    plain = (
        len(row.segments) == 1 and not row.gap and not row.marker and (row.is_lower or closes or _is_nearer(row, part))
    )
    alike = (line.page, line.zone, line.size, line.bold) == (last.page, last.zone, last.size, last.bold)
    room = above.places[1][0] if len(above.places) > 1 else 0.0
    near = 1 if line.box is None else 2
    if line.box is not None:
        room = next((r.places[1][0] for r in reversed(part) if len(r.places) > 1), room)
    return plain and alike and abs(row.x0 - above.places[0][0]) < near and row.x1 < room and not above.ends_sentence


def _is_nearer(row: Row, part: Sequence[Row]) -> bool:
    """Whether a line of a page stands as near to a table as those of a text, and each row of it has more room above."""
    step = _step(part[-1], row)
    steps = [_step(a, b) for a, b in itertools.pairwise(part) if a.line.page == b.line.page]
    apart = [s for s in steps if s > step * _LOOSER]
    inside = [s for s in steps if s > 0 and s not in apart]
    rows = sum(any(is_numeric(s.text) for s in r.segments[1:]) for r in part)
    return 0 < step < _NEAR_LINE * (row.line.size or 0) and len(apart) >= rows - 1 > 0 and _are_alike([*inside, step])


def _are_alike(steps: Sequence[float]) -> bool:
    return max(steps) - min(steps) < 1


def _step(above: Row, row: Row) -> float:
    one, other = above.line.box, row.line.box
    return other.top - one.top if one is not None and other is not None else 0.0


_NEAR_LINE, _LOOSER = 1.6, 1.12
"""The step between lines of a text, in sizes of its type; how much wider one is that parts rows."""


def _is_underlined(above: Row, row: Row, rulings: Sequence[Ruling]) -> bool:
    """Whether a line under a table's last row is of that row: the line drawn below the row is drawn below it."""
    line, last = row.line, above.line
    if line.box is None or last.box is None or (line.page, line.zone, len(row.segments)) != (last.page, last.zone, 1):
        return False
    across = [r for r in rulings if r.is_horizontal and r.x0 <= row.x0 and r.x1 >= above.x1]
    under = min((r for r in across if r.top > last.box.top), key=lambda r: r.top, default=None)
    if under is None or abs(row.x0 - above.x0) > _FLUSH:
        return False
    alike = any(r.top <= last.box.top + _FLUSH and abs(r.x1 - under.x1) < _FLUSH for r in across)
    return alike and line.box.bottom - _FLUSH <= under.top <= line.box.top + 2 * (line.size or 10)


_FLUSH = 2.0
"""Points: what is as near as this begins, or ends, at one place."""


def _is_ragged(part: Sequence[Row]) -> bool:
    """Whether the sums of a text's lines stand under each other neither to the left nor to the right."""
    pairs = [r for r in part if len(r.segments) == 2 and r.end_sum is not None]
    headed = len(part[0].segments) == 2 and part[0].end_sum is None
    if part[0].line.box is not None or len(pairs) < 3 or headed or any(len(r.segments) > 2 for r in part):
        return False
    edges = [Counter(round(r.places[-1][k]) for r in pairs).most_common(1)[0][1] for k in (0, 1)]
    return max(edges) == 1


def _tailed(rows: Sequence[Row], vocabulary: Vocabulary) -> list[Region]:
    """Return the runs of lines that each end with numbers, one blank apart."""
    tails = [tail_numbers(r.body) if not r.marker and r.line.cells is None and _is_one_text(r) else None for r in rows]
    labels = Counter(t[0].text for t, r in zip(tails, rows, strict=True) if t and ":" in r.text)
    tails = [None if t and labels[t[0].text] > 1 else t for t in tails]
    tails = [None if t and _is_dated(t, r.text) else t for t, r in zip(tails, rows, strict=True)]
    tails = [None if t and _heads_with_total(rows, i) else t for i, t in enumerate(tails)]
    tails = [None if t and _is_reference(t, vocabulary) else t for t in tails]
    tails = [None if t and _may_be_page(t, r) else t for t, r in zip(tails, rows, strict=True)]
    tails = [None if t and _leads_to_sum(t, rows, i) else t for i, t in enumerate(tails)]
    tails = [None if t and _are_years_over(t, rows, i) else t for i, t in enumerate(tails)]
    found = []
    i = 0
    while i < len(rows):
        if tails[i] is None:
            i += 1
            continue
        last = i + 1
        k = i + 1
        while k < len(rows) and k - last < 2 and rows[k].line.zone == rows[i].line.zone:
            again = i > 0 and rows[k].text == rows[i - 1].text
            if not again and _is_headings(rows, tails, k, vocabulary):
                break
            if tails[k] is not None:
                last = k + 1
            elif not again and (
                len(rows[k].text) > 60
                or rows[k].ends_sentence
                or rows[k].gap
                or rows[k].marker
                or not _is_one_text(rows[k])
            ):
                break
            k += 1
        last = i + _end_of_full([len(t[1]) if t is not None and t[0] else 0 for t in tails[i:last]])
        size = sum(t is not None for t in tails[i:last])
        if _are_cells_a_line(tails[i:last]) or _is_run_on(tails[i:last]):
            i = last
            continue
        top = max(i - _MOST_HEADS, 0)
        close = range(i - 1, top, -1) if not rows[i].gap else ()
        apart = next((k for k in close if rows[k].gap), top)  # "Spend in 2018/19", one line above the headings
        heads = [r.body for r in rows[apart:i] if r.line.cells is None]
        heavy = any(WEIGHTY.search(n.text) for t in tails[i:last] if t for n in t[1])
        heavy = heavy or (bool(heads) and _heads_money(heads[-1].text, tails[i], vocabulary))
        if size >= _LEAST_HEADED and heavy and any(t and t[0] for t in tails[i:last]):
            grid = from_tails(rows[i:last], heads, vocabulary)
            if grid is not None and not grid.heads:
                _set_heads(grid, rows[:i], vocabulary)
            known = bool(heads) and _are_heads(heads[-1].text, 1, vocabulary)
            if grid is not None and _is_tailed(grid, size, is_known=known) and not (_is_sum_list(grid) and rows[i].gap):
                found.append((i - grid.heads, last, [grid]))
        i = last
    return found


def _is_headings(
    rows: Sequence[Row], tails: Sequence[tuple[Run, list[Run]] | None], k: int, vocabulary: Vocabulary
) -> bool:
    """Whether a line among others that end with numbers is known headings, of names first, over as many numbers."""
    own, below = tails[k], tails[k + 1] if k + 1 < len(rows) else None
    if below is None or not below[0] or (own is not None and not all(is_heading_period(n.text) for n in own[1])):
        return False
    return _are_heads(rows[k].text, len(below[1]), vocabulary)


def _are_heads(text: str, figures: int, vocabulary: Vocabulary) -> bool:
    """Whether a line is known headings: of names, and behind them of as many columns of figures."""
    return any(
        way.first and not way.has_words and way.figures == figures and all(h.meaning for h in way.heads)
        for way in line_heads(text, vocabulary)
    )


def _end_of_full(sizes: Sequence[int]) -> int:
    """Return where lines of several numbers each end, if those below have one less or fewer, and all the same."""
    end = next((k for k, n in enumerate(sizes) if n != sizes[0]), len(sizes))
    full = end >= _LEAST_HEADED and sizes[0] > 1
    rest = set(sizes[end:])
    return (
        end if full and len(sizes) - end >= _LEAST_TAILS and len(rest) == 1 and 0 < min(rest) < sizes[0] else len(sizes)
    )


_MOST_HEADS = 3
"""Lines of headings; of one column: "Grant" / "2015/16" / "£"."""
_LEAST_TAILS = 3
_LEAST_HEADED = 2
"""Lines that end with numbers, of which a table is made; of two or more numbers each where headings stand over them."""


def _is_tailed(grid: Grid, size: int, *, is_known: bool) -> bool:
    """Whether lines that end with numbers are a table: there are several, or their headings are as many, or known."""
    headed = grid.heads > 0 and (grid.width > _LEAST_HEADED or is_known)
    return (size >= _LEAST_TAILS or headed) and (grid.heads > 0 or not _is_sum_list(grid)) and _is_table(grid)


def _heads_money(text: str, tail: tuple[Run, list[Run]] | None, vocabulary: Vocabulary) -> bool:
    """Whether a line names two kinds of money, or known columns of names and money, over sums of a few pounds."""
    if len(text) > _LONGEST_HEADINGS:
        return False
    hits = vocabulary.columns.hits(text)
    if len({h.meaning for h in hits if h.meaning in _MONEY}) > 1 and not text.endswith((".", ":")):
        return True
    return any(
        {h.meaning for h in way.heads[: way.first]} <= _NAMES
        and {h.meaning for h in way.heads[way.first :]} <= {*_MONEY}
        for way in line_heads(text, vocabulary)
        if tail is not None and way.first and not way.has_words and way.figures == len(tail[1])
    )


_NAMES = frozenset(("category", "recipient", "description", "group"))
_LONGEST_HEADINGS = 160
_MONEY = ("allocated", "actual", "forecast", "committed", "variance", "carried_forward", "match_funding", "income")


def _are_cells_a_line(tails: Sequence[tuple[Run, list[Run]] | None]) -> bool:
    """Whether most lines are a number alone, several in a row time and again: cells that stand on a line each."""
    alone = [t is not None and not t[0] for t in tails]
    again = sum(a and b for a, b in itertools.pairwise(alone))
    return again > 1 and sum(alone) * 2 > sum(t is not None for t in tails)


def _is_run_on(tails: Sequence[tuple[Run, list[Run]] | None]) -> bool:
    """Whether most lines have sums before the words that their last sums stand behind: rows that were run together."""
    labels = [tail[0].text for tail in tails if tail is not None]
    return sum(_SUM_INSIDE.search(label) is not None for label in labels) * 2 > len(labels)


_SUM_INSIDE = re.compile(r"£[\d,.]+ .*[^\W\d_]{3}")


def _is_reference(tail: tuple[Run, list[Run]], vocabulary: Vocabulary) -> bool:
    """Whether a line ends with the number of something, of a charity or a company: no sum, whatever its size."""
    label, numbers = tail
    plain = len(numbers) == 1 and numbers[0].text.isdigit()
    return plain and any(
        h.meaning == "reference" and h.end == len(label.text) for h in vocabulary.columns.hits(label.text)
    )


def _may_be_page(tail: tuple[Run, list[Run]], row: Row) -> bool:
    """Whether a line that stands apart is nothing but a small number: that of a page, and no total."""
    return row.gap and not tail[0] and row.text.isdigit() and len(row.text) < _SUM_DIGITS


def _are_years_over(tail: tuple[Run, list[Run]], rows: Sequence[Row], i: int) -> bool:
    """Whether the numbers of a line are years one behind the other, over sums or their unit: "Grants 2023 2022"."""
    texts = [n.text for n in tail[1]]
    if len(texts) < _LEAST_HEADED or not all(map(is_year, texts)) or i + 1 == len(rows):
        return False
    steps = {int(b) - int(a) for a, b in itertools.pairwise(texts)}
    below = tail_numbers(rows[i + 1].body)
    headed = all(map(is_unit, rows[i + 1].text.split()))
    return steps in ({1}, {-1}) and (headed or (below is not None and not any(is_year(n.text) for n in below[1])))


def _leads_to_sum(tail: tuple[Run, list[Run]], rows: Sequence[Row], i: int) -> bool:
    """Whether a dash at the end of a line is no sign for none, but leads up to the sum below: "Safer Streets –"."""
    dash = len(tail[1]) == 1 and tail[1][0].text in "-–—" and bool(tail[0])
    return dash and i + 1 < len(rows) and rows[i + 1].sum_cell is not None and not rows[i + 1].gap


_SUM_DIGITS = 4


def _heads_with_total(rows: Sequence[Row], i: int) -> bool:
    """Whether a line that stands apart is a heading with the total of what is below: "Projects funded (£69,874)"."""
    apart = rows[i].gap and i + 1 < len(rows) and rows[i + 1].gap
    return apart and TOTAL_ASIDE.search(rows[i].text) is not None


def _is_sum_list(grid: Grid) -> bool:
    """Whether each line is a name and one sum with its sign, a dash between them or none: a list of sums."""
    return all("£" in r.texts[-1] and set(r.texts[1:-1]) <= _DASHES for r in grid.rows[grid.heads :])


_DASHES = {"", "-", "–", "—"}


def _set_heads(grid: Grid, above: Sequence[Row], vocabulary: Vocabulary) -> None:
    """Give a table copied without its columns the headings that stand over it, one a line."""
    first = len(above)
    while first and len(above) - first < _MOST_HEADS * grid.width and _is_short(above[first - 1]):
        first -= 1
    cells = stacked_heads([r.body for r in above[first:]], grid.width, vocabulary)
    if cells:
        grid.rows.insert(0, GridRow([run for run, _ in cells]))
        grid.header = 1
        grid.heads = len(above) - first - cells[0][1]


def _is_short(row: Row) -> bool:
    return row.is_plain and len(row.text) <= _LONGEST_HEAD and row.end_sum is None and not row.ends_sentence


_LONGEST_HEAD = 40


def _is_one_text(row: Row) -> bool:
    return len(row.segments) == 1 or is_packed(row)


def _is_dated(tail: tuple[Run, list[Run]], text: str) -> bool:
    """Whether the numbers at a line's end are those of a date or a year."""
    end = len(text)
    return (
        (not tail[0] and all(is_year(n.text) for n in tail[1]))
        or any(d.end >= end - 1 for d in find_dates(text))
        or any(p.end >= end - 1 for p in find_periods(text))
        or (len(tail[1]) == 1 and len(tail[1][0].text) == 4 and tail[1][0].text[:2] in ("19", "20"))
    )


def _is_aligned(row: Row) -> bool:
    if row.line.cells is not None or len(row.segments) < 2 or row.is_form or is_packed(row) or _is_tabbed_field(row):
        return False
    if row.line.bold and _is_numbered_heading(row):
        return False
    return sum(map(len, (s.text for s in row.segments))) < 400


def _is_numbered_heading(row: Row) -> bool:
    """Whether a line is a heading whose number stands apart: "17    Restricted funds", a note to accounts."""
    number, *rest = [s.text for s in row.segments]
    return len(rest) == 1 and _HEADING_NUMBER.fullmatch(number) is not None and rest[0][:1].isalpha()


_HEADING_NUMBER = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})*\.?")


class _Columns:
    """Where the segments behind the first begin and end in the rows of a region, as far as it was looked through."""

    def __init__(self) -> None:
        self.lefts: set[float] = set()
        self.rights: set[float] = set()
        self.last: Row | None = None
        """The last row of several segments."""

    def add(self, rows: Sequence[Row]) -> None:
        """Take in further rows."""
        for row in rows:
            self.lefts.update(x0 for x0, _ in row.places[1:])
            self.rights.update(x1 for _, x1 in row.places[1:])
            self.last = row if len(row.segments) > 1 else self.last


def _stands_elsewhere(rows: Sequence[Row], first: int, columns: _Columns) -> bool:
    """Whether most figures overleaf end under no column: a table with columns of its own, joined later if alike.

    In a text, columns stand where they did.
    """
    page = rows[first].line.page
    if rows[first].line.box is None:
        return False
    below = itertools.takewhile(lambda row: row.line.page == page, rows[first : first + _OVERLEAF])
    ends = [
        x1 for row in below for (_, x1), s in zip(row.places[1:], row.segments[1:], strict=True) if is_numeric(s.text)
    ]
    under = sum(any(abs(x1 - right) <= _FLUSH for right in columns.rights) for x1 in ends)
    return under * 2 < len(ends)


_OVERLEAF = 8
"""Lines of a page that are asked where its figures stand."""


def _ends_under(row: Row, columns: _Columns) -> bool:
    """Whether numbers with single blanks between them end under a column, as one sum does that blanks cut in groups."""
    return is_packed(row) and row.line.cells is None and row.places[-1][1] in columns.rights


def _is_under_column(row: Row, columns: _Columns, skipped: int) -> bool:
    """Whether a lone segment stands under a column but the first: a total without a label, or a cell's next line."""
    if len(row.segments) != 1 or row.marker or row.line.cells is not None or skipped > 1:
        return False
    x0, x1 = row.places[0]
    last = columns.last
    if last is None or (row.sum_cell is None and x0 <= last.places[0][1] - 2):
        return False
    near = 4.0 if row.line.box else 1.0
    if row.sum_cell is not None:
        return any(abs(x1 - r) <= near for r in columns.rights) or any(abs(x0 - v) <= near for v in columns.lefts)
    return (not row.gap or row.line.box is not None) and any(abs(x0 - v) <= near / 2 for v in columns.lefts)


def _is_in_names(above: Row, row: Row, columns: _Columns) -> bool:
    """Whether a lone line of a page is one more of a name in a narrow first column, which may have any number.

    It begins where the names do, ends before the next column begins, and stands as near to the line above as those of
    a text.
    """
    last = columns.last
    if row.line.box is None or last is None or len(row.segments) != 1 or row.marker:
        return False
    near = 0 < _step(above, row) < _NEAR_LINE * (row.line.size or 0)
    return near and abs(row.x0 - last.x0) <= _FLUSH and row.x1 < min(columns.lefts)


def _is_group_between(rows: Sequence[Row], i: int, region: Sequence[Row]) -> bool:
    """Whether a label behind a blank line of a text heads further rows of the table above it."""
    row, below = rows[i], rows[i + 1] if i + 1 < len(rows) else None
    plain = row.line.box is None and len(row.segments) == 1 and not row.marker and not row.ends_sentence
    if not plain or below is None or len(row.text) > _MAX_GROUP or len(below.segments) < 3:
        return False
    if len(region) <= _HEADER_LINES:  # under a header, whose first column may have no heading
        rights = [p[1] for r in region for p in r.places]
        ends = [p[1] for p, s in zip(below.places, below.segments, strict=True) if is_numeric(s.text)]
        if len(ends) > 1 and (all(any(abs(x - r) <= 1 for r in rights) for x in ends) or _is_headed(below, region[-1])):
            return True
    lefts = {r.places[0][0] for r in region if len(r.segments) > 1}
    return below.places[0][0] in lefts and any(goes_on_as_table(r, below) for r in region if len(r.segments) > 2)


def _is_group_on_page(rows: Sequence[Row], i: int, region: Sequence[Row], vocabulary: Vocabulary) -> bool:
    """Whether a label that white space sets off on a page heads further rows of the table above it.

    It begins where names do, in type not much larger, and the figures below it end where those above do, or stand under
    headings. Behind a total it heads a table of its own.
    """
    row, below = rows[i], rows[i + 1] if i + 1 < len(rows) else None
    last = next(r for r in reversed(region) if len(r.segments) > 1)
    if row.line.box is None or below is None or last.line.box is None:
        return False
    plain = len(row.segments) == 1 and not row.marker and not row.ends_sentence and len(row.text) <= _MAX_GROUP
    if not plain or len(below.segments) < 3 or len({r.line.page for r in (last, row, below)}) > 1:
        return False
    size = below.line.size or 10
    steps = row.line.box.top - last.line.box.top, below.line.box.top - row.line.box.top if below.line.box else 0.0
    if max(steps) > _GROUP_STEP * size or (row.line.size or 0) > _GROUP_SIZE * size:
        return False
    if abs(row.x0 - last.x0) > _FLUSH or abs(below.x0 - last.x0) > _FLUSH:
        return False
    figures = [p for p, s in zip(below.places, below.segments, strict=True) if is_numeric(s.text)]
    over = [p for r in region for p in r.places[1:]]
    under = all(any(abs(x1 - right) <= _FLUSH for _, right in over) for _, x1 in figures)
    if not any(is_numeric(s.text) and not is_year(s.text) for r in region for s in r.segments[1:]):
        under = under or all(any(x0 < right and left < x1 for left, right in over) for x0, x1 in figures)
    return len(figures) > 0 and under and not _is_total(last, vocabulary)


_GROUP_STEP = 4.0
"""Of the size of the type: the step down to the label of a group at most."""
_GROUP_SIZE = 1.3
"""Of the size of the type: that of the label of a group at most."""


_HEADER_LINES = 4
"""Lines of a header."""
_MAX_GROUP = 120
"""Characters of the heading of a group of rows."""


def _is_headed(row: Row, head: Row) -> bool:
    """Whether each cell stands under a heading of its own: words begin with theirs, numbers are under some of it."""
    if len(row.segments) != len(head.segments):
        return False
    pairs = zip(row.places, row.segments, head.places, strict=True)
    return all(x0 < h1 and h0 < x1 if is_numeric(s.text) else x0 == h0 for (x0, x1), s, (h0, h1) in pairs)


def _may_stand_between(rows: Sequence[Row], i: int, last: int) -> bool:
    row = rows[i]
    if row.marker or len(row.text) > MAX_CELL or row.sum_cell:
        return False
    if row.line.box is None:
        return not row.gap
    above = rows[i - 1].line
    if above.box is None or above.page != row.line.page:
        return row.line.size == above.size and row.line.bold == above.bold
    usual = 1.25 * (rows[last - 1].line.size or 10)
    near = row.line.box.top - above.box.top <= 2.2 * usual
    return near and abs((row.line.size or 0) - (above.size or 0)) < 1.0


def _with_heads(rows: Sequence[Row], first: int, last: int) -> int:
    """Take in a heading row above that only one column has, such as a lone "£" or "Actual" over the sums.

    In a text the label of a group may stand between the two.
    """
    left = min(r.x0 for r in rows[first:last])
    on_page = rows[first].line.box is not None
    while first and not rows[first].gap and len(rows[first - 1].segments) == 1:
        above, rights = rows[first - 1], [x1 for _, x1 in rows[first].places]
        between = first > 1 and above.x0 == left and not above.gap and not on_page
        heading = rows[max(first - 2, 0)]
        if between and len(heading.segments) == 1 and heading.x1 in rights[1:]:
            first -= 2
            continue
        near = any(abs(above.x1 - x1) <= (4 if on_page else 2) for x1 in (rights[-1:] if on_page else rights))
        if (
            len(above.text) > 30
            or above.x0 <= left + 2
            or not (near or len(above.text) < 12 or _overlap(above, rows[first]))
        ):
            break
        first -= 1
    return first


def _overlap(above: Row, row: Row) -> bool:
    """Whether two lines of a page stand at heights that overlap, as cells of one row do that have several lines."""
    over, at = above.line.box, row.line.box
    return over is not None and at is not None and over.bottom > at.top + 1 and above.line.page == row.line.page


def _is_table(grid: Grid) -> bool:
    numeric = sum(any(is_numeric(t) for t in r.texts[1:] if t) for r in grid.rows)
    if numeric and len(grid.rows) == 1 and grid.width == 2 and grid.rows[0].texts[0].endswith(":"):
        return False  # a line of a form
    if numeric >= 2 or (numeric == 1 and len(grid.rows) <= 3):
        return True
    cells = [t for r in grid.rows for t in r.texts if t]
    several = sum(len(r.filled) > 1 for r in grid.rows)
    return several >= 3 and sum(map(len, cells)) / max(len(cells), 1) < 60


def table_of(rows: Sequence[Row], grids: list[Grid]) -> Block:
    """Return the block of a region, with its rival grids."""
    region = [r.body if r.marker is None else Run([(r.line, 0, len(r.line.text))]) for r in rows]
    page, last = rows[0].line.page, rows[-1].line.page
    return Block(BlockKind.TABLE, grids=grids, region=region, page=page, last_page=last)


def form_of(rows: Sequence[Row], grids: Sequence[Grid], vocabulary: Vocabulary) -> list[Block]:
    """Return the fields of a region whose columns are a form's labels and values, side by side; none of another."""
    grid = grids[0]
    lone = any(len(r.filled) == 1 for r in grid.rows)  # on a page a title, elsewhere the name of a group
    even = grid.width % 2 == 0 and all(len(r.cells) == grid.width for r in grid.rows)
    if not even or grid.width > _WIDEST_FORM or (rows[0].line.box is None and (grid.how != "cells" or lone)):
        return []
    fields = [(r.cells[j], r.cells[j + 1]) for r in grid.rows for j in range(0, grid.width, 2) if r.cells[j]]
    pairs = [(label.text.rstrip(" :"), value.text) for label, value in fields if value]
    sums = sum(is_numeric(value) for _, value in pairs)
    lost = sum(bool(run) for r in grid.rows for run in r.cells) > sum(bool(r) for field in fields for r in field)
    if lost or not _are_head_labels(pairs, sums, vocabulary):
        return []
    page = rows[0].line.page
    return [Block(BlockKind.FIELD, run=value, label=label, page=page, is_tight=True) for label, value in fields]


_WIDEST_FORM = 6
"""Columns of a form: three labels, each with its value."""


def _are_head_labels(pairs: Sequence[tuple[str, str]], sums: int, vocabulary: Vocabulary) -> bool:
    """Whether several of the labels before values are those of a report's head, and few of the values are *sums*."""
    told = sum(vocabulary.labels.whole(label) in HEAD_LABELS and not is_numeric(value) for label, value in pairs)
    return told > 1 and told * 3 >= len(pairs) and sums * 2 < len(pairs)


def join_continued(blocks: list[Block], vocabulary: Vocabulary) -> list[Block]:
    """Join a table to the one above where it goes on over the page: same columns, nothing between."""
    out: list[Block] = []
    printed: Counter[str] = Counter()  # the headings of *out*
    for block in blocks:
        above = out[-1] if out else None
        group = None
        if (
            above is not None
            and above.kind is BlockKind.HEADING
            and len(out) > 1
            and _goes_on_under(out[-2], above, block)
        ):
            group, above = above, out[-2]
        again = _printed_again(out, block, printed, vocabulary) if group is None else []
        if again:
            above = out[-len(again) - 1]
        if (
            above is not None
            and above.kind is BlockKind.TABLE
            and block.kind is BlockKind.TABLE
            and (again or _follows(above, block))
        ):
            pairs = [
                (g, alike[0])
                for g in above.grids
                if (alike := [h for h in block.grids if (h.how, h.width) == (g.how, g.width)])
            ]
            if pairs and not _is_whole(*pairs[0], vocabulary):
                above.grids = [_joined(g, h, group) for g, h in pairs]
                between = [b.run for b in ([group] if group else again)]
                above.region += [*between, *block.region]
                above.last_page = block.page
                printed.subtract(_without_note(run.text, vocabulary) for run in between)
                del out[len(out) - len(between) :]
                for grid in above.grids:
                    grid.dropped += [b.run for b in again]
                continue
        out.append(block)
        if block.kind is BlockKind.HEADING:
            printed[_without_note(block.run.text, vocabulary)] += 1
    return out


def _goes_on_under(table: Block, heading: Block, below: Block) -> bool:
    """Whether a table goes on overleaf under the heading of a group, in its columns and without headings of its own."""
    if table.kind is not BlockKind.TABLE or below.kind is not BlockKind.TABLE or heading.marker is not None:
        return False
    if below.page != table.last_page + 1 or heading.page != below.page or "£" in heading.run.text:
        return False
    first, last = ([run.pieces[0][0] for run in block.region] for block in (below, table))
    ends = [s.x1 for s in first[0].segments[1:] if is_numeric(first[0].text[s.start : s.end])]
    columns = [s.x1 for line in last for s in line.segments[1:] if is_numeric(line.text[s.start : s.end])]
    on_page = first[0].box is not None and len(ends) > 1 and len(ends) == len(first[0].segments) - 1
    return on_page and all(any(abs(x - column) < _FLUSH for column in columns) for x in ends)


def _printed_again(above: Sequence[Block], below: Block, printed: Counter[str], vocabulary: Vocabulary) -> list[Block]:
    """Return the headings between two tables where they, and the headings of the table, were all printed before.

    So notes to accounts print the head of all notes over each page. *printed* counts the headings so far, with these.
    """
    if below.kind is not BlockKind.TABLE:
        return []
    heads = list(itertools.takewhile(lambda b: b.kind is BlockKind.HEADING, reversed(above)))[::-1]
    table = above[-len(heads) - 1] if len(heads) < len(above) else None
    if not heads or table is None or table.kind is not BlockKind.TABLE:
        return []
    on_page = below.region[0].pieces[0][0].box is not None
    if on_page and (below.page != table.last_page + 1 or any(b.page != below.page for b in heads)):
        return []
    own = Counter(_without_note(b.run.text, vocabulary) for b in heads)
    if not all(printed[text] > times for text, times in own.items()):
        return []
    pairs = zip(table.region, below.region, strict=False)
    same = [a for a, b in itertools.takewhile(lambda pair: pair[0].text == pair[1].text, pairs)]
    return heads if any(len(run.pieces[0][0].segments) > 1 for run in same) else []


def _without_note(heading: str, vocabulary: Vocabulary) -> str:
    """Return a heading in small letters, without the words behind it that say that it is printed again."""
    match = _NOTE.search(heading)
    is_note = match is not None and vocabulary.furniture.whole(match[1]) == "print"
    return (heading[: match.start()] if match is not None and is_note else heading).casefold()


_NOTE = re.compile(r"\s*[-–—(]\s*([^\W\d_][^()–—-]{2,30})\)?\Z")
"""Words behind a dash or in brackets: "Our grants (continued)"."""


def _follows(above: Block, block: Block) -> bool:
    """Whether a table stands overleaf, or at the head of the next column and without headings of its own."""
    if block.page == above.last_page + 1:
        return True
    zones = above.region[-1].pieces[0][0].zone, block.region[0].pieces[0][0].zone
    if block.page != above.last_page or zones[0] is None or zones[1] is None or zones[1].number != zones[0].number + 1:
        return False
    return all(any(is_numeric(t) for t in grid.rows[0].texts[1:]) for grid in block.grids)


def _is_whole(above: Grid, below: Grid, vocabulary: Vocabulary) -> bool:
    """Whether a table ends with its total, and the one overleaf begins with headings of its own."""
    last, first = above.rows[-1], below.rows[0]
    total = any(vocabulary.rows.whole(t) == "total" or vocabulary.rows.has(t, "total") for t in last.texts[:1])
    return total and len(first.filled) > 1 and not any(is_numeric(t) for t in first.texts[1:] if t)


def _joined(above: Grid, below: Grid, group: Block | None = None) -> Grid:
    heading = [GridRow([group.run, *[EMPTY] * (above.width - 1)], is_spanning=True)] if group else []
    joined = Grid([*above.rows, *heading, *below.rows], above.how, above.header, above.kinds)
    joined.dropped = above.dropped + below.dropped
    return joined
