"""Tables that were copied one cell a line, so that only the order of the cells tells rows and columns.

A table with *l* columns of labels, *n* of figures and *d* of words behind them reads, cell after cell, as a header of
``l + n + d`` cells and then, row after row, *l* texts, *n* figures, *d* texts. How long the runs of figures and of
texts are, and how long the first run of texts is, gives all three back. Empty cells leave no line: a row that lacks
one is said to be torn, since nothing tells which it was.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import groupby, pairwise

import attrs

from pcc_report.layout.blocks import Block, BlockKind
from pcc_report.layout.cell_headers import FIGURE_HEADS, MONEY_HEADS, headers_again, heads_figures, is_figure
from pcc_report.layout.figures import MAX_CELL, is_numeric, is_unit, is_year
from pcc_report.layout.grids import Grid, GridRow
from pcc_report.layout.rows import WEIGHTY
from pcc_report.layout.runs import EMPTY, Run
from pcc_report.values.dates import find_dates, is_period
from pcc_report.values.money import scan_cell
from pcc_report.vocabulary import Vocabulary

_MOST_COLUMNS = 12


def find_cell_lines(blocks: list[Block], vocabulary: Vocabulary) -> list[Block]:
    """Take runs of short lines in which sums come again and again for tables of one cell a line."""
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        last = i
        while last < len(blocks) and (_is_cell(blocks[last]) or _are_headings(blocks[last], vocabulary)):
            last += 1
        members = blocks[i:last]
        made = _tables([cell for b in members for cell in _cells_of(b)], vocabulary) if members else [blocks[i]]
        out += made if any(b.kind is BlockKind.TABLE for b in made) else blocks[i : max(last, i + 1)]
        i = max(last, i + 1)
    return out


def _are_headings(block: Block, vocabulary: Vocabulary) -> bool:
    """Whether a label over its value is a heading over names, and what seems its value one over figures."""
    if block.kind is not BlockKind.FIELD or len(block.label.pieces) != 1 or len(block.run.pieces) != 1:
        return False
    (above, *_), (below, *_) = block.label.pieces[0], block.run.pieces[0]
    return above is not below and not block.label.text.endswith(":") and heads_figures(block.run.text, vocabulary)


def _cells_of(block: Block) -> list[Block]:
    if block.kind is not BlockKind.FIELD:
        return [block]
    label = attrs.evolve(block, kind=BlockKind.PARAGRAPH, run=block.label, label=EMPTY)
    return [label, attrs.evolve(block, kind=BlockKind.PARAGRAPH, label=EMPTY, is_tight=True)]


def _tables(blocks: list[Block], vocabulary: Vocabulary) -> list[Block]:
    """Return *blocks* with those that are cells of tables as tables."""
    if sum(is_lone_sum(b) for b in blocks) < _LEAST_SUMS:
        figures = [b.run.text for b in blocks if is_figure(b.run.text)]
        heads = _heads(blocks, vocabulary) if len(figures) >= _LEAST_SUMS else 0
        weak = sum(WEIGHTY.search(text) is not None for text in figures)
        measured = any(vocabulary.columns.whole(b.run.text) == "indicator" for b in blocks)
        few = not measured and (heads == 1 or len(figures) < _LEAST_ROWS * heads)
        if not heads or (weak < _LEAST_SUMS and few and not _are_headed(blocks, vocabulary)):
            return blocks
    cells, again = _without_headers(_joined([b.run for b in blocks], vocabulary), vocabulary)
    out: list[Block] = []
    start = 0
    parts = [k for k, cell in enumerate(cells) if _heads_part(blocks[cell.first])]
    apart = {*parts, *(k + 1 for k in parts)}  # "SECTION 2 – COSTS" heads what follows, and no column of it
    for end in sorted({*_restarts(cells, vocabulary), *apart, len(cells)}):
        while start < end:
            read = _read([c.run for c in cells[start:end]], vocabulary)
            if read is None:
                out += blocks[cells[start].first : cells[end - 1].last]
                break
            grid, first, last = read
            inside = blocks[cells[start + first].first : cells[start + last - 1].last]
            grid.dropped += [
                c.run for c in again if cells[start + first].first <= c.first < cells[start + last - 1].last
            ]
            table = Block(BlockKind.TABLE, grids=[grid], region=[b.run for b in inside], page=inside[0].page)
            out += [*blocks[cells[start].first : cells[start + first].first], table]
            start += last
        start = end
    return out


def _heads(blocks: Sequence[Block], vocabulary: Vocabulary) -> int:
    """Return how many headings over figures there are, each counted once, however often the header is printed."""
    texts = [b.run.text for b in blocks]
    first = next(k for k, text in enumerate(texts) if is_figure(text))
    begin = max((k for k in range(1, first) if _has_blank_between(blocks[k - 1].run, blocks[k].run)), default=0)
    heads = [(k, t) for k, t in enumerate(texts) if heads_figures(t, vocabulary) and not is_unit(t)]
    return len({t for k, t in heads if k >= begin} or {t for _, t in heads})


def _are_headed(blocks: Sequence[Block], vocabulary: Vocabulary) -> bool:
    """Whether a few small numbers are money still: under "Project" and "Budget", or the last of them a total."""
    texts = [b.run.text for b in blocks]
    columns = [vocabulary.columns.whole(text) for text in texts]
    if any(a in _NAMES and b in MONEY_HEADS for a, b in pairwise(columns)):
        return True
    last = max((k for k, t in enumerate(texts) if is_figure(t)), default=0)
    while last and is_figure(texts[last]):
        last -= 1
    return vocabulary.rows.whole(texts[last]) == "total"


_NAMES = ("category", "recipient")
"""What the heading over the names in a table says."""


def _heads_part(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and block.marker is not None and not block.marker.is_number


@attrs.frozen
class _Cell:
    """A cell, and the blocks it is made of."""

    run: Run
    first: int
    last: int


def _without_headers(cells: list[_Cell], vocabulary: Vocabulary) -> tuple[list[_Cell], list[_Cell]]:
    """Return the cells without the headers that are printed again over the page, and those."""
    again = {i for a, b in headers_again([c.run.text for c in cells], vocabulary) for i in range(a, b)}
    return [c for i, c in enumerate(cells) if i not in again], [cells[i] for i in sorted(again)]


def _joined(runs: Sequence[Run], vocabulary: Vocabulary) -> list[_Cell]:
    """Return the cells: a unit or a year on a line of its own belongs to the heading above it.

    Units that follow each other belong to as many headings; years that follow each other are headings themselves.
    """
    cells: list[_Cell] = []
    for are_units, group in groupby(
        (_Cell(run, i, i + 1) for i, run in enumerate(runs)), key=lambda c: "£" in c.run.text and is_unit(c.run.text)
    ):
        part = list(group)
        heads = cells[len(cells) - len(part) :]
        if are_units and len(heads) == len(part) and not any(is_figure(c.run.text) for c in heads):
            cells[len(cells) - len(part) :] = [_with(head, unit) for head, unit in zip(heads, part, strict=True)]
        else:
            cells += part
    out: list[_Cell] = []
    for k, cell in enumerate(cells):
        beside = [cells[j].run.text if 0 <= j < len(cells) else "" for j in (k - 1, k, k + 1)]
        alone = [bool(is_period(t)) for t in beside] == [False, True, False] and not is_figure(beside[2])
        if out and alone and any(h.meaning in FIGURE_HEADS for h in vocabulary.columns.hits(beside[0])):
            out[-1] = _with(out[-1], cell)
        else:
            out.append(cell)
    return out


def stacked_heads(lines: Sequence[Run], width: int, vocabulary: Vocabulary) -> list[tuple[Run, int]]:
    """Return the headings of *width* columns that were copied one a line, each with its first line; none if not."""
    cells = _joined(lines, vocabulary)[-width:]
    if len(cells) < width or width < 2 or not all(heads_figures(c.run.text, vocabulary) for c in cells[1:]):
        return []
    return [(c.run, c.first) for c in cells]


def _with(head: _Cell, cell: _Cell) -> _Cell:
    return _Cell(head.run + cell.run, head.first, max(head.last, cell.last))


_LEAST_SUMS = 2


def _restarts(cells: Sequence[_Cell], vocabulary: Vocabulary) -> list[int]:
    """Return where further tables begin: behind figures, at words among which new headings over figures are."""
    texts = [c.run.text for c in cells]
    figures = [is_figure(t) for t in texts]
    found = []
    for i in range(1, len(texts)):
        if figures[i] or not figures[i - 1]:
            continue
        behind = next((k for k in range(i, len(texts)) if figures[k]), len(texts))
        heads = [k for k in range(i + 1, behind - 1) if heads_figures(texts[k], vocabulary)]
        if heads and behind < len(texts) and not vocabulary.rows.has(texts[heads[0]], "total", "subtotal"):
            found.append(i)
    return found


def _read(cells: Sequence[Run], vocabulary: Vocabulary) -> tuple[Grid, int, int] | None:
    """Return the first table of *cells*, its first cell and the one behind its last; None if there is none."""
    runs = _runs(cells)
    sizes = _common([r.stop - r.figures for r in runs])
    if not sizes or sizes[0][1] < _LEAST_ROWS or sizes[0][0] >= _MOST_COLUMNS:
        return None
    n = sizes[0][0]
    runs = _with_years(cells, runs, n)
    texts = _common([b.figures - b.start for a, b in pairwise(runs) if b.stop - b.figures == a.stop - a.figures == n])
    if not texts or texts[0][0] == 0:
        return None
    between = texts[0][0]
    first = next(
        k
        for k, (a, b) in enumerate(pairwise(runs))
        if b.stop - b.figures == a.stop - a.figures == n and b.figures - b.start == between
    )
    runs = runs[first:]
    far = (
        k
        for k, r in enumerate(runs)
        if k
        and (
            r.figures - r.start > between + _MOST_BETWEEN
            or r.stop - r.figures > _MOST_ROWS * n
            or (
                _is_parted(cells, r)
                and not _is_parted(cells, runs[0])
                and not _is_total(cells, runs[: k + 1], n)
                and not vocabulary.rows.has(cells[r.figures - 1].text, "subtotal")
            )
        )
    )
    runs = runs[: next(far, len(runs))]
    before = [c.text for c in cells[runs[0].start : runs[0].figures]]
    signed = ["£" in c.text for c in cells[runs[0].figures : runs[0].figures + n]]
    behind = _words_before_blank(cells, runs[1:], between)
    words = range(between + 1) if behind is None else (behind,)
    times = Counter(c.text for c in cells)
    known = {t for t in before if times[t] == 1 and vocabulary.columns.whole(t)}
    shapes = [_shape(before, between - d, signed, d, known, vocabulary) for d in words]
    ends = _words_told(cells, runs, vocabulary)
    shape = max(shapes, key=lambda s: (s.evidence[0] + (s.words == ends), *s.evidence))
    if len(before) < shape.labels:
        return None
    head = cells[runs[0].start + shape.head :][: shape.header]
    body = cells[runs[0].figures : runs[-1].stop]
    tight = behind is not None or not any(_has_blank_between(a, b) for a, b in pairwise(body))
    headed = len(head) == shape.width and all(vocabulary.columns.whole(c.text) for c in head)
    if tight and not headed and any(_has_blank_between(a, b) for a, b in pairwise(head)):
        shape = attrs.evolve(shape, head=len(before) - shape.labels, header=0)  # what stands over the first row
    return _grid(cells, runs, shape, vocabulary)


_MOST_ROWS = 2
"""Rows of figures without words between them: a row, and a total without a label; more are those of a chart."""
_MOST_BETWEEN = 4
"""Texts between two rows beyond those of a row: headings of groups; more is no part of the table."""

_LEAST_ROWS = 2


@attrs.frozen
class _Run:
    """Texts and the figures behind them, as indices of cells."""

    start: int
    figures: int
    stop: int


def _is_parted(cells: Sequence[Run], run: _Run) -> bool:
    """Whether a blank line stands between texts and their figures, as between the labels of a chart and its sums."""
    return run.figures > run.start and _has_blank_between(cells[run.figures - 1], cells[run.figures])


def _has_blank_between(one: Run, other: Run) -> bool:
    above, below = one.pieces[-1][0], other.pieces[0][0]
    return above.page == below.page and below.number > above.number + 1


def _words_before_blank(cells: Sequence[Run], runs: Sequence[_Run], between: int) -> int | None:
    """Return how many of the texts between two rows belong to the upper one, where a blank line parts all rows.

    None where blank lines stand elsewhere too, or nowhere.
    """
    parted: set[tuple[int, ...]] = set()
    for run in runs:
        if run.figures - run.start == between:
            texts = cells[run.start - 1 : run.stop]
            parted.add(tuple(n for n, pair in enumerate(pairwise(texts)) if _has_blank_between(*pair)))
    found = parted.pop() if len(parted) == 1 else ()
    return found[0] if len(found) == 1 and found[0] < between else None


def _is_total(cells: Sequence[Run], runs: Sequence[_Run], n: int) -> bool:
    """Whether the last of *runs* is a name and, in each of *n* columns, what the rows above it come to."""
    last = runs[-1]
    if last.figures != last.start + 1 or last.stop - last.figures != n or len(runs) < _LEAST_ROWS:
        return False
    rows = [[scan_cell(c.text) for c in cells[r.figures : r.stop]] for r in runs if r.stop - r.figures == n]
    columns = [
        [s.money.amount if s is not None and s.money is not None else 0 for s in column]
        for column in zip(*rows, strict=True)
    ]
    return all(sum(column[:-1]) == column[-1] for column in columns)


def _words_told(cells: Sequence[Run], runs: Sequence[_Run], vocabulary: Vocabulary) -> int | None:
    """Return how many words stand behind the figures of a row, as a total's name or words that come again tell."""
    texts = [[c.text for c in cells[r.start : r.figures]] for r in runs[1:]]
    for above in texts:
        totals = [k for k, text in enumerate(above) if vocabulary.rows.whole(text) == "total"]
        if totals:
            return totals[0]
    behind = cells[runs[-1].stop :][: max(map(len, texts), default=0)]
    size = next((k for k, pair in enumerate(pairwise(behind), 1) if _has_blank_between(*pair)), len(behind))
    return size if any(above[0] == behind[0].text for above in texts if above and behind) else None


@attrs.frozen
class _Shape:
    labels: int
    figures: int
    words: int
    head: int
    """Where the header begins, or where the first row does if there is none."""
    header: int
    """How many cells the header has."""
    evidence: tuple[int, int, int, int]

    @property
    def width(self) -> int:
        return self.labels + self.figures + self.words


def _runs(cells: Sequence[Run]) -> list[_Run]:
    out = []
    i = 0
    while i < len(cells):
        start = i
        while i < len(cells) and not is_figure(cells[i].text):
            i += 1
        figures = i
        while i < len(cells) and is_figure(cells[i].text):
            i += 1
        if i > figures:
            out.append(_Run(start, figures, i))
    return out


def _with_years(cells: Sequence[Run], runs: Sequence[_Run], n: int) -> list[_Run]:
    """Take what may be a year for a figure where those beside it are too few, and no whole row has a year beside it."""
    whole = [r for r in runs if r.stop - r.figures == n]
    beside = {k for r in whole for k in (r.figures - 1, r.stop) if 0 <= k < len(cells)}
    if any(is_year(cells[k].text) for k in beside):
        return list(runs)
    between = _common([r.figures - r.start for r in whole[1:]])
    out: list[_Run] = []
    for run in runs:
        start, figures, stop = out[-1].stop if out else run.start, run.figures, run.stop
        at = start + between[0][0] if n == 1 and out and between else figures
        if at < figures and is_year(cells[at].text):
            out.append(_Run(start, at, at + 1))  # of the only column, so that all of its row was left
            start = at + 1
        while stop - figures < n and figures - 1 > start and is_year(cells[figures - 1].text):
            figures -= 1
        while stop - figures < n and stop < len(cells) and is_year(cells[stop].text):
            stop += 1
        out.append(_Run(start, figures, stop))
    return out


def _common(lengths: Sequence[int]) -> list[tuple[int, int]]:
    """Return the lengths with how often each is there, the most common and then the longest first."""
    return sorted(Counter(lengths).items(), key=lambda item: (item[1], item[0]), reverse=True)


def _shape(
    before: Sequence[str],
    labels: int,
    signed: Sequence[bool],
    words: int,
    known: Collection[str],
    vocabulary: Vocabulary,
) -> _Shape:
    """Return the best place of the header among the texts before the first figure, and how much bears it out.

    *signed* tells which figures of the first row have a pound sign: those under a word for money, if not all have.
    *known* are the headings of columns among the texts, and not what each row says again, as a form's labels.
    """
    figures = len(signed)
    width = labels + figures + words
    first = max(len(before) - labels, 0)
    headings = sum(t in known for t in before[first:])  # no row is named "Status"
    best = _Shape(labels, figures, words, first, 0, (-words - headings, -headings, 0, 0))
    for groups in range(_MOST_GROUPS + 1):
        end = len(before) - labels - groups
        for size in (width, width - 1):  # a header may leave the corner over the labels empty
            if end - size < 0 or (size < width and labels != 1):
                continue
            head = [*[""] * (width - size), *before[end - size : end]]
            over = [bool(t) and heads_figures(t, vocabulary) for t in head]
            for k in range(labels + figures, size):
                over[k] = over[k] and vocabulary.columns.whole(head[k]) != "target"  # "Trend" over words
            right = sum(over[labels : labels + figures])
            wrong = sum(over) - right + sum(heads_figures(t, vocabulary) for t in before[end : len(before) - labels])
            if any(signed) and not all(signed):
                wrong += sum(o and not s for o, s in zip(over[labels : labels + figures], signed, strict=True))
            named = sum(t in known for t in head)
            evidence = (right - wrong - (size < width) - words - headings, -headings, named, -groups)
            if right and evidence > best.evidence:
                best = _Shape(labels, figures, words, end - size, size, evidence)
    if not best.header and len(before) >= labels + width:
        start = len(before) - labels - width
        return attrs.evolve(best, head=start, header=width)
    return best


_MOST_GROUPS = 2
"""Headings of groups between a header and its first row."""


def _grid(cells: Sequence[Run], runs: Sequence[_Run], shape: _Shape, vocabulary: Vocabulary) -> tuple[Grid, int, int]:
    rows: list[GridRow] = []
    width, n = shape.width, shape.figures
    begin = runs[0].start + shape.head
    head = list(cells[begin : begin + shape.header])
    if head:
        rows.append(GridRow([*[EMPTY] * (width - len(head)), *head]))
    start = begin + shape.header
    torn: list[Run] = []
    last = start
    for k, run in enumerate(runs):
        texts = list(cells[max(run.start, start) : run.figures])
        if k and shape.words and len(texts) >= shape.words + (k + 1 < len(runs) and shape.labels > 0):
            for j, cell in enumerate(texts[: shape.words]):
                rows[-1].cells[shape.labels + n + j] = cell
            texts = texts[shape.words :]
        extra = len(texts) - shape.labels
        rows += [GridRow([c, *[EMPTY] * (width - 1)]) for c in texts[: max(extra, 0)]]
        labels = texts[max(extra, 0) :]
        labels += [EMPTY] * (shape.labels - len(labels))
        figures = list(cells[run.figures : run.stop])
        if len(figures) % n:
            torn += figures
        for at in range(0, len(figures), n):
            part = figures[at : at + n]
            words = [EMPTY] * shape.words
            rows.append(GridRow([*labels, *[EMPTY] * (n - len(part)), *part, *words]))
            labels = [EMPTY] * shape.labels
        last = run.stop
    behind = cells[last : last + shape.words]
    if not shape.labels and behind and vocabulary.rows.whole(behind[0].text) == "total":
        behind = behind[:1]
    elif (
        behind
        and _has_blank_between(cells[last - 1], cells[last])
        and not all(_has_blank_between(cells[r.stop - 1], cells[r.stop]) for r in runs[:-1])
    ):
        behind = []  # what comes next, and no words of the last row
    elif len(behind) < shape.words and any(_has_blank_between(a, b) for a, b in pairwise(behind)):
        behind = []
    for j, cell in enumerate(behind):
        rows[-1].cells[shape.labels + n + j] = cell
    last += len(behind)
    grid = Grid(rows, "one-a-line", header=1 if head else 0, torn=torn)
    return _without_label_columns(grid, vocabulary), begin, last


def _without_label_columns(grid: Grid, vocabulary: Vocabulary) -> Grid:
    """Make a heading of a column that says the same in every row, as a form's labels do: "Applicant", "Project"."""
    labels: dict[int, Run] = {}
    for j in range(grid.width - 1):
        texts = Counter(r.texts[j] for r in grid.rows if r.cells[j] and any(r.cells[j + 1 :]))
        if not texts:
            continue
        text, times = texts.most_common(1)[0]
        if grid.header and grid.rows[0].texts[j] != text and vocabulary.columns.whole(grid.rows[0].texts[j]):
            continue  # "Amber" again and again under "RAG"
        again = times > 1 and times >= len(grid.rows) - 2 and len(text) < _LONGEST_LABEL
        if again and not is_numeric(text) and not find_dates(text):
            labels[j] = next(r.cells[j] for r in grid.rows if r.texts[j] == text)
    if not labels:
        return grid
    kept = [j for j in range(grid.width) if j not in labels]
    head = GridRow([labels.get(j - 1, EMPTY) for j in kept])
    rows = []
    for row in grid.rows:
        lost = [c for j, c in enumerate(row.cells) if j in labels and c]
        if all(c.text == labels[j].text for j, c in enumerate(row.cells) if j in labels and c):
            grid.dropped += lost
            rows.append(GridRow([row.cells[j] for j in kept]))
        else:
            # a total, or what stood above the first row
            filled = [c for c in row.cells if c]
            tail = filled[-1:] if filled and is_numeric(filled[-1].text) else []
            words = filled[: len(filled) - len(tail)]
            cells = words[-(len(kept) - 1) :] if len(kept) > 1 else words
            grid.dropped += words[: len(words) - len(cells)]
            rows.append(GridRow([*cells, *[EMPTY] * (len(kept) - len(cells) - len(tail)), *tail]))
    return attrs.evolve(grid, rows=[head, *[r for r in rows if r.filled]], header=1)


_LONGEST_LABEL = 40


def is_lone_sum(block: Block) -> bool:
    """Whether a block is nothing but a sum: with a currency sign, or with commas."""
    text = block.run.text
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or len(text) > _LONGEST_SUM:
        return False
    cell = scan_cell(text) if any(map(str.isdigit, text)) else None
    return cell is not None and cell.kind == "sum" and (cell.has_currency or "," in text)


_LONGEST_SUM = 40


def _is_cell(block: Block) -> bool:
    """Whether a block is short and of one line; on a page a name may be wrapped in a narrow column."""
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or len(block.run.text) > MAX_CELL:
        return False
    lines = block.run.pieces
    on_page = len(lines) > 1 and lines[0][0].box is not None
    return len(lines) == 1 or (on_page and not block.run.text.endswith((".", "?", "!")))
