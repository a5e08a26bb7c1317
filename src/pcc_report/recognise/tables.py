"""Grids -> typed tables: what each column holds, what each row is, and how well the sums bear that out.

One interpreter for every grid, however it was drawn. Columns are typed by the words over them, their units,
what their cells look like, the headings around, and arithmetic: where parts add up to a column, or
``actual - allocated = variance``, the roles prove themselves. Rows are lines, totals, sub-totals, groups or
captions by label, by position and by what adds up.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

import attrs

from pcc_report.layout import EMPTY, Grid, GridRow, Run, is_numeric, is_unit
from pcc_report.model import Period, Role
from pcc_report.recognise.columns import find_counts, says_money, settle_labels, typed_column
from pcc_report.recognise.context import Context, role_of
from pcc_report.recognise.headers import drop_titles, header_size, heading_of, keep_once, span_heads
from pcc_report.recognise.readings import CREDIT, TableReading, TypedCell, TypedColumn, TypedRow
from pcc_report.recognise.roles import dated_rows, settle_roles
from pcc_report.recognise.totals import prove_rows, settle_rows
from pcc_report.recognise.turning import upright
from pcc_report.values.dates import find_periods
from pcc_report.values.money import ScannedMoney, find_scale, has_pound_sign, scan_cell
from pcc_report.vocabulary import Vocabulary, fold, words_of

_NUMBERS = ("figure", "total", "percent", "count")
"""The kinds of columns that hold numbers, which name nothing."""


def read_grid(grid: Grid, context: Context, vocabulary: Vocabulary) -> TableReading:
    """Return the reading of *grid* in its *context* (the headings and words around it)."""
    drop_titles(grid, vocabulary)
    if grid.how in ("sums", "tails"):
        _without_dashes(grid)
    width = grid.width
    for made in grid.rows:
        made.cells += [EMPTY] * (width - len(made.cells))
    header = header_size(grid, vocabulary)
    span_heads(grid.rows[:header])
    for made in grid.rows[header:]:
        keep_once(made)
    heads = [heading_of(grid, header, j) for j in range(grid.width)]
    if (turned := upright(grid, heads, header, vocabulary)) is not None:
        grid, header = turned, 1
        heads = [heading_of(grid, header, j) for j in range(grid.width)]
    told = _cut_told_sums(grid, header, vocabulary)
    heads += [EMPTY] * (grid.width - len(heads))
    body = grid.rows[header:]
    if context.scale is None and (scale := _unit_of_caption(body)) is not None:
        context = attrs.evolve(context, scale=scale)
    corner = _corner_unit(heads[0], [row.cells[0] for row in body]) if heads else None
    columns = [
        typed_column(
            j,
            heads[j],
            [r.cells[j] for r in body if j < len(r.cells)],
            context,
            vocabulary,
            grid.kinds,
            corner,
        )
        for j in range(grid.width)
    ]
    for k, (j, role) in enumerate(told.items(), grid.width - len(told)):
        columns[j].role, columns[k].kind = columns[j].role or role, "status"
    find_counts(columns, body, vocabulary)
    is_money = _is_money_table(grid, columns, body, context, vocabulary) or _totals_money(columns, body, vocabulary)
    rows = [TypedRow("header", r, EMPTY) for r in grid.rows[:header]]
    reading = TableReading(grid, columns, rows, is_money)
    if is_money:
        settle_labels(columns, body, vocabulary)
        body = _with_cells_below(body, columns)
        rows += _joined([_typed_row(r, columns, vocabulary, heads) for r in body], columns, vocabulary)
        _mend(rows, columns)
        _captions(reading, vocabulary)
        settle_roles(reading, context, vocabulary)
        settle_rows(reading, vocabulary)
        dated_rows(reading)
        prove_rows(reading)
        if grid.how == "sums":
            for row in rows:
                if row.kind in ("total", "subtotal"):
                    row.own_role = role_of(row.label.text, vocabulary)
    else:
        settle_labels(columns, body, vocabulary)
        rows += [_outcome_row(r, columns, heads) for r in _with_groups(body)]
    return reading


def _with_groups(body: Sequence[GridRow]) -> list[GridRow]:
    """Set a name that is merged down the first column over its rows, as the heading of their group."""
    firsts = [r.cells[0] for r in body]
    if not any(a and a is b for a, b in itertools.pairwise(firsts)):
        return list(body)
    out: list[GridRow] = []
    above = EMPTY
    for row, name in zip(body, firsts, strict=True):
        if len(row.filled) > 1 and name:
            if name is not above:
                out.append(GridRow([name, *[EMPTY] * (len(row.cells) - 1)], is_spanning=True, gap=row.gap))
            row = attrs.evolve(row, cells=[EMPTY, *row.cells[1:]])  # noqa: PLW2901  # the row without its group's name
        above = name
        out.append(row)
    return out


def _unit_of_caption(body: Sequence[GridRow]) -> int | None:
    """Return the unit that a line across the table gives before its first sum: "How it is being used (£k)"."""
    for row in body:
        if row.filled != [0]:
            if any(is_numeric(row.texts[j]) for j in row.filled):
                return None
        elif row.texts[0].endswith(")") and (scale := find_scale(row.texts[0])) is not None:
            return scale
    return None


def _cut_told_sums(grid: Grid, header: int, vocabulary: Vocabulary) -> dict[int, Role | None]:
    """Cut the words from the sums of a column that says a sum in a few words, "Agreed in part - £6,300", to the end.

    Returns, for each such column, the role that its words tell.
    """
    body = grid.rows[header:]
    sums = {j for row in body for j, text in enumerate(row.texts) if "£" in text and is_numeric(text)}
    if grid.kinds:
        return {}
    out: dict[int, Role | None] = {}
    for j in range(1, grid.width):
        cells = [row.cells[j] for row in body if row.cells[j] and not is_numeric(row.texts[j])]
        told = [run for run in cells if _is_told_sum(run, vocabulary)]
        if sums - {j} or len(told) < _LEAST_TOLD or len(told) * 3 < len(cells) * 2:
            continue
        roles = [role_of(run.text[: run.sums[0].start], vocabulary) for run in told]
        out[j] = roles[0] if len(set(roles)) == 1 else None
        for row in grid.rows:
            run = row.cells[j]
            if any(run is one for one in told):
                start, end = run.sums[0].start, run.sums[0].end
                row.cells[j] = run.cut(start, end)
                row.cells.append(Run([*run.cut(0, start).pieces, *run.cut(end).pieces]))
            else:
                row.cells.append(EMPTY)
    return out


def _is_told_sum(run: Run, vocabulary: Vocabulary) -> bool:
    """Whether a cell says one sum in a few words, and none that it is a cap or the like."""
    sums = run.sums
    plain = len(sums) == 1 and "£" in run.text and sums[0].money is not None and not is_numeric(run.text)
    return plain and len(words_of(run.text)) <= _TOLD_WORDS and not vocabulary.context.has(run.text, *_NO_AWARD)


_NO_AWARD = ("cap", "rate", "share", "change", "saved", "unspent", "requested")
_LEAST_TOLD = 2
_TOLD_WORDS = 8


def _corner_unit(head: Run, cells: Sequence[Run]) -> int | None:
    """Return the unit that is printed over names, "£m" or "Head £m", which is that of the sums beside them."""
    unit = find_scale(head.text)
    named = is_unit(head.text) or _END_UNIT.search(head.text) or not any(map(str.isalpha, head.text.strip("mkMK")))
    return unit if named and not any(is_numeric(c.text) for c in cells if c) else None


_END_UNIT = re.compile(r"^[\w\s]{1,30}[\s(]£[^£]{0,5}\Z")


def _without_dashes(grid: Grid) -> None:
    """Take the dashes of a list each of whose sums stands behind one for what parts them from the names, no minus."""
    ends = [row.cells[-1] for row in grid.rows if row.cells and row.cells[-1]]
    if len(ends) < _LEAST_DASHES or not all(_is_behind_dash(run) for run in ends):
        return
    for row in grid.rows:
        text = row.cells[-1].text if row.cells else ""
        if text[:1] in _DASHES and text[1:].strip():
            row.cells[-1] = row.cells[-1].cut(len(text) - len(text[1:].lstrip()))


def _is_behind_dash(run: Run) -> bool:
    line, start, _ = run.pieces[0]
    return run.text[0] in _DASHES or line.text[:start].rstrip()[-1:] in _DASHES


_DASHES = ("-", "–", "—")
_LEAST_DASHES = 3


def split_at_headers(reading: TableReading) -> list[Grid]:
    """Cut a grid where its header comes again behind a total: two tables that no white space parts."""
    cuts = []
    places = {id(row): k for k, row in enumerate(reading.grid.rows)}
    before: TypedRow | None = None
    for row in reading.rows:
        again = row.kind == "header" and before is not None and before.kind in ("total", "subtotal")
        if again and before is not None and _page_of(before) == _page_of(row) and id(row.row) in places:
            cuts.append(places[id(row.row)])
        if row.kind != "empty":
            before = row
    if not cuts:
        return [reading.grid]
    edges = [0, *cuts, len(reading.grid.rows)]
    parts = [attrs.evolve(reading.grid, rows=reading.grid.rows[a:b]) for a, b in itertools.pairwise(edges)]
    for part in parts[1:]:
        part.dropped = []
    return parts


def split_side_by_side(reading: TableReading) -> list[Grid]:
    """Cut a grid in two where names and sums come twice on each line under headings alike: receipts beside payments."""
    figures = reading.figure_columns
    if len(figures) != _SIDES or not figures[0].heading or any(c.is_own_role for c in figures):
        return [reading.grid]
    left, right = figures
    names = (reading.columns[0], reading.columns[left.index + 1]) if right.index > left.index + 1 else ()
    alike = left.heading.text.casefold() == right.heading.text.casefold()
    headed = bool(names) and all(c.heading and c.kind not in _NUMBERS for c in names)
    if not alike or not headed or right.index != len(reading.columns) - 1:
        return [reading.grid]
    halves = (slice(0, left.index + 1), slice(left.index + 1, None))
    parts = [
        attrs.evolve(reading.grid, rows=[attrs.evolve(r, cells=r.cells[half]) for r in reading.grid.rows])
        for half in halves
    ]
    parts[1].dropped, parts[1].torn, parts[1].unsure = [], [], []
    return parts


_SIDES = 2


def one_below_the_other(reading: TableReading) -> Grid | None:
    """Return the grid of a list that is set in two columns, a name and its sum twice on each line, as one list.

    Nothing heads it, each sum has its pound sign and a name before it, and no name comes twice.
    """
    grid, figures = reading.grid, reading.figure_columns
    if len(reading.columns) != 2 * _SIDES or [c.index for c in figures] != [1, 3] or any(c.heading for c in figures):
        return None
    halves = [[GridRow([*r.cells[k : k + 2]], gap=r.gap) for r in grid.rows if any(r.cells[k : k + 2])] for k in (0, 2)]
    entries = [row for half in halves for row in half]
    named = all(row.cells[0] and "£" in row.texts[1] and is_numeric(row.texts[1]) for row in entries)
    names = {row.texts[0].casefold() for row in entries}
    if not named or min(map(len, halves)) < _LEAST_ENTRIES or len(names) < len(entries):
        return None
    return attrs.evolve(grid, rows=entries, header=0)


_LEAST_ENTRIES = 3


def _page_of(row: TypedRow) -> int:
    return next((c.pieces[0][0].page for c in row.row.cells if c), 0)


def _is_money_table(
    grid: Grid, columns: Sequence[TypedColumn], body: Sequence[GridRow], context: Context, vocabulary: Vocabulary
) -> bool:
    figure = [c for c in columns if c.kind in ("figure", "total")]
    if not figure:
        return False
    if grid.how in ("sums", "labels"):
        return True
    named = {
        c.index for c in columns if c.kind in ("category", "label", "indicator")
    }  # "Cost per head (£)" is a measure
    signed = any(has_pound_sign(t) for r in body for j, t in enumerate(r.texts) if j not in named)
    units = any(c.has_unit and (context.kind != "outcome" or find_scale(c.heading.text)) for c in figure)
    roles = any(c.is_own_role for c in figure)
    results = any(c.kind in ("target", "indicator", "status", "outcome") for c in columns)
    results = results or (not roles and any(c.kind == "count" for c in columns))
    if results and not signed and not units:
        measured = any(c.kind in ("target", "indicator") for c in columns)
        if measured and all(c.role is not Role.ALLOCATED for c in figure):
            return False  # "Actual to date", beside a baseline and a target
        return any(says_money(c, body, vocabulary) for c in figure)
    shares = any("%" in t for r in body for t in r.texts)
    if context.kind == "outcome" and shares and not signed and not units:
        return False
    if signed or units or roles:
        return True
    if any(c.kind == "percent" for c in columns) and context.role is None:
        return False
    if context.kind == "outcome":
        return False
    texts = [r.cells[c.index].text for r in body for c in figure]
    if grid.how == "tails" and not any(c.heading for c in columns) and not any(_GROUPED.search(t) for t in texts):
        return context.kind == "spend" or context.role is not None  # bare numbers that lines of results may end with
    sizes = [len(d) for t in texts if (d := "".join(ch for ch in t if ch.isdigit()))]
    return (
        context.kind == "spend"
        or context.role is not None
        or (bool(sizes) and sum(s >= 4 for s in sizes) * 2 >= len(sizes))
    )


_GROUPED = re.compile(r"\d,\d{3}|\.\d\d\b")
"""Thousands or pence set apart, as in sums."""


def _totals_money(columns: Sequence[TypedColumn], body: Sequence[GridRow], vocabulary: Vocabulary) -> bool:
    """Whether the last row says that it is the total of money: "Total receipts", under years alone."""
    figures = [c for c in columns if c.kind in ("figure", "total")]
    label = body[-1].texts[0] if body and len({c.period_scan and c.period_scan.period for c in figures}) > 1 else ""
    named = any(h.meaning in ("income", "actual") for h in vocabulary.columns.hits(label))
    return named and len(words_of(label)) <= _LONGEST_TOTAL and _row_kind(label, vocabulary) == "total"


_LONGEST_TOTAL = 3


def _typed_row(row: GridRow, columns: Sequence[TypedColumn], vocabulary: Vocabulary, heads: Sequence[Run]) -> TypedRow:
    figures: dict[int, TypedCell] = {}
    for column in columns:
        run = row.cells[column.index]
        if column.kind not in ("figure", "total"):
            continue
        text = run.text
        scan = scan_cell(text, scale=column.scale) if text else ScannedMoney(0, 0, None, "none")
        if text and (scan is None or scan.doubt or scan.mended):
            bare = run.without_note()
            if bare is not run:
                run, text = bare, bare.text
                scan = scan_cell(text, scale=column.scale)
        if scan is None:
            scan = ScannedMoney(0, len(text), None, "none", doubt="it is no sum" if any(map(str.isdigit, text)) else "")
        figures[column.index] = TypedCell(run, scan, mended=scan.mended, doubt=scan.doubt)
    label = _label_of(row, columns)
    if not row.filled:
        return TypedRow("empty", row, label)
    if _repeats_header(row, heads) or _is_unit_row(label, figures, vocabulary):
        return TypedRow("header", row, label)
    has_sum = any(c.run for c in figures.values())
    if not has_sum:
        figures = {}
        kind = "line" if len(row.filled) > 1 and not row.is_spanning else "group"
        if kind == "group" and len(label.text) > 120:
            kind = "note"
        typed = TypedRow(kind, row, label or row.cells[row.filled[0]])
        if kind == "line":
            typed.figures = {
                c.index: TypedCell(EMPTY, ScannedMoney(0, 0, None, "none")) for c in columns if c.kind == "figure"
            }
        return typed
    return TypedRow(_row_kind(label.text, vocabulary), row, label, figures)


def _with_cells_below(body: list[GridRow], columns: Sequence[TypedColumn]) -> list[GridRow]:
    """Join rows with a single cell of words, beside a name that is merged over several rows, to the row of that name.

    As where a project has several bodies, one under the other. Such cells never come first, as names of groups do.
    """
    name = next((c.index for c in columns if c.kind == "category"), 0)
    beside = {c.index for c in columns if c.index > name and c.kind not in _NUMBERS}
    out: list[GridRow] = []
    under: dict[tuple[int, int], list[Run]] = {}
    for row in body:
        lone = row.filled[0] if len(row.filled) == 1 and row.filled[0] in beside and not row.is_spanning else None
        if lone is None:
            out.append(row)
            continue
        if not out or not out[-1].cells[lone] or not out[-1].cells[name]:
            return body
        under.setdefault((len(out) - 1, lone), [out[-1].cells[lone]]).append(row.cells[lone])
    for (k, lone), runs in under.items():
        cells = [*out[k].cells]
        cells[lone] = Run([piece for run in runs for piece in run.pieces])
        out[k] = attrs.evolve(out[k], cells=cells)
    return out


def _joined(rows: Sequence[TypedRow], columns: Sequence[TypedColumn], vocabulary: Vocabulary) -> list[TypedRow]:
    """Join a row that is a label alone to the one below it where a known name runs over both.

    Converters give each line of a label a row: "Police and Crime" over "Commissioner".
    """
    out: list[TypedRow] = []
    for row in rows:
        above = out[-1] if out else None
        if above is not None and above.kind == "group" and row.kind == "line" and row.label:
            name, first = above.label, next(c.index for c in columns if row.row.cells[c.index] is row.label)
            text = f"{name.text} {row.label.text}"
            if above.row.cells[first] is name and any(
                h.start < len(name.text) < h.end and h.words > 1 for h in vocabulary.bodies.hits(text)
            ):
                row.label = name + row.label
                row.row.cells[first] = row.label
                out.pop()
        out.append(row)
    return out


def _repeats_header(row: GridRow, heads: Sequence[Run]) -> bool:
    """Whether a row is the header again, as over the page: each cell stands in the headings, and no sum."""
    if row.filled == [0]:
        return False
    over = [heads[j] for j in row.filled] if len(row.filled) == 1 else heads
    known = {w for h in over for w in h.text.split()}
    return all(w in known for t in row.texts for w in t.split())


def _is_unit_row(label: Run, figures: dict[int, TypedCell], vocabulary: Vocabulary) -> bool:
    """Whether a row is the header of what follows: "Expenditure" over names, a unit over each column of sums."""
    cells = [c.run.text for c in figures.values()]
    units = all(t and not any(map(str.isalnum, t.strip("mkMK0"))) and find_scale(t) is not None for t in cells)
    return bool(cells) and units and vocabulary.columns.whole(label.text) is not None


def _label_of(row: GridRow, columns: Sequence[TypedColumn]) -> Run:
    """Return what names a row: its category, else what stands nearest to one, else its first words."""
    for kind in ("category", "recipient", "group", "other", "label", "description"):
        for column in columns:
            if column.kind == kind and row.cells[column.index]:
                return row.cells[column.index]
    for column in columns:
        run = row.cells[column.index]
        if run and column.kind not in _NUMBERS and not is_numeric(run.text):
            return run
    return EMPTY


def _row_kind(label: str, vocabulary: Vocabulary) -> str:
    found = vocabulary.rows.hits(label)
    if not found:
        return "line"
    hits = [h for h in found if h.meaning != "allocation"]
    words = fold(label)
    sub = next((h for h in hits if h.meaning == "subtotal"), None)
    if sub:
        return "subtotal"
    if any(h.meaning == "carried" for h in hits) and len(words) <= 5:
        return "carried"
    total = next((h for h in hits if h.meaning == "total"), None)
    if total and (total.start <= words[0][1] or total.end >= words[-1][2]) and len(words) <= 12:
        return "total"
    return "line"


def _captions(reading: TableReading, vocabulary: Vocabulary) -> None:
    """Take a row without sums for a caption where its words tell role or period and little else."""
    role: Role | None = None
    period: Period | None = None
    told = all(c.is_own_role for c in reading.columns if c.kind == "figure")
    over = {r.label.text: role_of(r.label.text, vocabulary) for r in reading.rows if r.kind == "group"}
    roles = Counter(over.values())
    for row in reading.rows:
        if row.kind == "group":
            found = over[row.label.text]
            if told or roles[found] > 1:
                found = None  # "Road Safety Fund" and "Community Fund" are names
            periods = find_periods(row.label.text)
            words = len(words_of(row.label.text))
            known = (2 if found else 0) + sum(len(words_of(row.label.text[p.start : p.end])) for p in periods)
            if (found or periods) and known * 2 >= words and (found or not period):
                row.kind = "caption"
                role = found or role
                period = periods[0].period if periods else period
                continue
        row.role, row.period = role, period


def _mend(rows: Sequence[TypedRow], columns: Sequence[TypedColumn]) -> None:
    """Settle sums that can be read in two ways by the size of their neighbours, in the column and the row."""
    for column in columns:
        cells = [r.figures[column.index] for r in rows if column.index in r.figures]
        sure = [abs(c.amount) for c in cells if c.amount and not c.scan.alternative]
        for cell in cells:
            scan = cell.scan
            if scan.alternative is None or not sure or CREDIT.search(cell.run.text):
                continue
            both = [m for m in (scan.money, scan.alternative) if m is not None]
            fits = [m for m in both if min(sure) / 4 <= abs(m.amount) <= max(sure) * 4]
            if len(fits) == 1:
                cell.mended = scan.mended or "the sums beside it have its size"
                cell.doubt = ""
                cell.scan = attrs.evolve(scan, money=fits[0], alternative=None, doubt="")


def _outcome_row(row: GridRow, columns: Sequence[TypedColumn], heads: Sequence[Run]) -> TypedRow:
    if not row.filled:
        return TypedRow("empty", row, EMPTY)
    if _repeats_header(row, heads):
        return TypedRow("header", row, EMPTY)
    label = row.cells[row.filled[0]]
    if len(row.filled) == 1 and (row.is_spanning or (len(columns) > 1 and row.filled == [0])):
        return TypedRow("group", row, label)
    return TypedRow("line", row, label)
