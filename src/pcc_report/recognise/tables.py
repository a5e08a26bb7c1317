"""Grids -> typed tables: what each column holds, what each row is, and how well the sums bear that out.

One interpreter for every grid, however it was drawn. Columns are typed by the words over them, their units,
what their cells look like, the headings around, and arithmetic: where parts add up to a column, or
``actual - allocated = variance``, the roles prove themselves. Rows are lines, totals, sub-totals, groups or
captions by label, by position and by what adds up.
"""

import itertools
import re
from collections.abc import Callable, Sequence
from decimal import Decimal

import attrs

from pcc_report.layout import EMPTY, Grid, GridRow, Run, is_numeric
from pcc_report.model import Money, Period, Role
from pcc_report.recognise.context import Context, role_of
from pcc_report.values.dates import ScannedPeriod, find_dates, find_periods, is_period
from pcc_report.values.money import ScannedMoney, find_scale, scan_cell
from pcc_report.vocabulary import Vocabulary, fold

_UNIT_ALONE = re.compile(r"\(?£?\s?(?:['’]?000'?s?|[mk]|million|thousands?)?\)?\Z", re.IGNORECASE)
_LONGEST_LABEL = 200
_CREDIT = re.compile(r"\d\s*cr\.?\s*\Z", re.IGNORECASE)
ROLES = {r.value: r for r in Role}
_ROUNDED_FROM = 1000
"""Pounds below which nobody rounds: small sums add up exactly, or not at all."""
LABEL_KINDS = ("category", "recipient", "description", "group")
ROUNDING = Decimal(1)
"""How far lines may differ from their total by rounding, per unit of the last printed digit; see `tolerance`."""


@attrs.define(eq=False)
class TypedColumn:
    """A column with what it was taken for."""

    index: int
    heading: Run
    kind: str
    """``category``, ``recipient``, ``description``, ``group``, ``figure``, ``percent``, ``total``, or another
    meaning of the columns vocabulary."""
    role: Role | None = None
    period: Period | None = None
    period_scan: ScannedPeriod | None = None
    scale: int = 1
    has_unit: bool = False
    is_sum: bool = False
    """Whether its heading says that it is the total of other columns."""
    is_own_role: bool = False
    """Whether the column's own heading tells the role."""


@attrs.define(eq=False)
class TypedCell:
    """A figure cell: its run and how it scans, in pounds."""

    run: Run
    scan: ScannedMoney
    mended: str = ""
    doubt: str = ""

    @property
    def amount(self) -> Decimal | None:
        """The sum, or None where the cell says that there is none."""
        return self.scan.money.amount if self.scan.money else None


@attrs.define(eq=False)
class TypedRow:
    """A row with what it was taken for."""

    kind: str
    """``line``, ``total``, ``subtotal``, ``group``, ``caption``, ``header``, ``note``, ``empty``."""
    row: GridRow
    label: Run
    figures: dict[int, TypedCell] = attrs.field(factory=dict)
    group: Run = EMPTY
    own_role: Role | None = None
    """For totals of a list without columns whose label says what they total: "Total planned"."""
    role: Role | None = None
    """For lines under a caption that names a role, and for allocations at the head of a table."""
    period: Period | None = None
    """That of a caption above it."""
    dated: Period | None = None
    """That of a cell of its own."""
    is_proven: bool = False
    """Whether its sums are borne out by the lines above (totals), or by its own figures (lines)."""
    mismatch: dict[int, tuple[Decimal, Decimal]] = attrs.field(factory=dict)
    """For a total that does not add up: printed and summed, by column."""


@attrs.define(eq=False)
class TableReading:
    """One reading of one grid."""

    grid: Grid
    columns: list[TypedColumn]
    rows: list[TypedRow]
    is_money: bool
    proofs: int = 0
    """How many sums of the document bear this reading out."""
    faults: int = 0
    """How many contradict it."""
    role_assumed: bool = False
    unknown_columns: list[TypedColumn] = attrs.field(factory=list)
    dropped: list[Run] = attrs.field(factory=list)
    """Drawing of the other grids of a reading that joins several."""

    @property
    def figure_columns(self) -> list[TypedColumn]:
        """The columns that hold sums."""
        return [c for c in self.columns if c.kind == "figure"]

    @property
    def is_torn(self) -> bool:
        """Whether neither a heading nor a sum bears it out: columns without a role of their own over a wrong total."""
        wrong = any(r.kind == "total" and r.mismatch and not r.is_proven for r in self.rows)
        bare = not any(c.is_own_role for c in self.figure_columns)
        return wrong and bare and (self.grid.how == "tails" or len(self.figure_columns) > 1)

    def of(self, kind: str) -> list[TypedRow]:
        """Return the rows of one kind."""
        return [r for r in self.rows if r.kind == kind]


def read_grid(grid: Grid, context: Context, vocabulary: Vocabulary) -> TableReading:
    """Return the reading of *grid* in its *context* (the headings and words around it)."""
    for made in grid.rows:
        made.cells += [EMPTY] * (grid.width - len(made.cells))
    header = _header_size(grid, vocabulary)
    _span_heads(grid.rows[:header])
    for made in grid.rows[header:]:
        _once(made)
    heads = [_heading_of(grid, header, j) for j in range(grid.width)]
    body = grid.rows[header:]
    corner = find_scale(heads[0].text) if heads and not any(c.isalpha() for c in heads[0].text.strip("mkMK")) else None
    columns = [
        _typed_column(
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
    _counts(columns, body)
    is_money = _is_money_table(grid, columns, body, context)
    rows = [TypedRow("header", r, EMPTY) for r in grid.rows[:header]]
    reading = TableReading(grid, columns, rows, is_money)
    if is_money:
        _settle_labels(columns, body, vocabulary)
        rows += [_typed_row(r, columns, vocabulary, heads) for r in body]
        _mend(rows, columns)
        _captions(reading, vocabulary)
        _settle_roles(reading, context, vocabulary)
        _settle_rows(reading, vocabulary)
        _dated_rows(reading)
        _prove_rows(reading)
        if grid.how == "sums":
            for row in rows:
                if row.kind in ("total", "subtotal"):
                    row.own_role = role_of(row.label.text, vocabulary)
    else:
        _settle_labels(columns, body, vocabulary)
        rows += [_outcome_row(r, columns, heads) for r in body]
    return reading


def _span_heads(header: Sequence[GridRow]) -> None:
    """Carry a heading to the right over the empty cells behind it, where the header row below has headings there."""
    for row, below in itertools.pairwise(header):
        above = EMPTY
        for j in range(1, len(row.cells)):
            if row.cells[j]:
                above = row.cells[j]
            elif above and j < len(below.cells) and below.cells[j]:
                row.cells[j] = above
            else:
                above = EMPTY


def _once(row: GridRow) -> None:
    """Keep a run that a reading set over several columns, as it does with headings, in the first of them only."""
    seen: set[int] = set()
    for j, cell in enumerate(row.cells):
        if cell and id(cell) in seen:
            row.cells[j] = EMPTY
        seen.add(id(cell))


def split_at_headers(reading: TableReading) -> list[Grid]:
    """Cut a grid where its header comes again behind a total: two tables that no white space parts."""
    cuts = []
    before: TypedRow | None = None
    for row in reading.rows:
        again = row.kind == "header" and before is not None and before.kind in ("total", "subtotal")
        if again and before is not None and _page_of(before) == _page_of(row):
            cuts.append(reading.grid.rows.index(row.row))
        if row.kind != "empty":
            before = row
    if not cuts:
        return [reading.grid]
    edges = [0, *cuts, len(reading.grid.rows)]
    parts = [attrs.evolve(reading.grid, rows=reading.grid.rows[a:b]) for a, b in itertools.pairwise(edges)]
    for part in parts[1:]:
        part.dropped = []
    return parts


def _page_of(row: TypedRow) -> int:
    return next((c.pieces[0][0].page for c in row.row.cells if c), 0)


# ---------------------------------------------------------------- the header


def _header_size(grid: Grid, vocabulary: Vocabulary) -> int:
    if grid.header is not None:
        figures = [_is_figure_text(r.texts[j]) for r in grid.rows[: grid.header] for j in r.filled if j]
        if grid.how != "cells":
            return grid.header
        size = 0 if figures and all(figures) else grid.header
        while 0 < size < len(grid.rows) - 1 and _carries_header_on(grid.rows[size]):
            size += 1
        return size
    if grid.how == "sums":
        return 0
    size = 0
    for row in grid.rows[:4]:
        if not _is_header(row, grid, vocabulary, first=size == 0) and not (size and _carries_header_on(row)):
            break
        size += 1
    while size and grid.rows[size - 1].is_spanning and size == 1 and _is_data_below(grid, size):
        size -= 1
    return size if size < len(grid.rows) else 0


def _is_header(row: GridRow, grid: Grid, vocabulary: Vocabulary, *, first: bool) -> bool:
    filled = row.filled
    if not filled:
        return first
    if filled == [0]:
        return False
    texts = [row.texts[j] for j in filled if j > 0]
    if any(_is_figure_text(t) for t in texts):
        return False
    known = sum(
        bool(vocabulary.columns.hits(t) or is_period(t) or find_scale(t) is not None or _is_part(t))
        for t in row.texts
        if t
    )
    below = grid.rows[1:] if first else grid.rows
    numeric = any(is_numeric(t) for r in below for t in r.texts[1:] if t)
    return known * 2 >= len(filled) or (first and numeric)


def _carries_header_on(row: GridRow) -> bool:
    """Whether a row under the header has words for several columns, and no label and no figure."""
    filled = row.filled
    return len(filled) > 1 and filled[0] > 0 and not any(_is_figure_text(row.texts[j]) for j in filled)


def _is_part(text: str) -> bool:
    return bool(find_periods(text) or find_dates(text))


def _is_figure_text(text: str) -> bool:
    if len(text) == 4 and text.isdigit() and text[:2] in ("19", "20"):
        return False
    if _UNIT_ALONE.match(text) or find_dates(text) or is_period(text):
        return False
    return is_numeric(text)


def _is_data_below(grid: Grid, size: int) -> bool:
    return size < len(grid.rows) and len(grid.rows[size].filled) > 1


def _heading_of(grid: Grid, header: int, j: int) -> Run:
    out = EMPTY
    for row in grid.rows[:header]:
        if j < len(row.cells) and row.cells[j]:
            out = out + row.cells[j] if out else row.cells[j]
    return out


# ---------------------------------------------------------------- columns


def _typed_column(
    j: int,
    heading: Run,
    cells: Sequence[Run],
    context: Context,
    vocabulary: Vocabulary,
    kinds: dict[int, str] | None,
    unit: int | None = None,
) -> TypedColumn:
    column = TypedColumn(j, heading, "category")
    text = heading.text
    own = find_scale(text) or unit
    column.has_unit = own is not None
    column.scale = own or 1
    if own in (None, 1) and context.scale and context.scale > 1:
        column.scale, column.has_unit = context.scale, True
    meaning = kinds.get(j, "") if kinds else _column_meaning(text, vocabulary)
    share = _numeric_share(cells)
    figures = [c for c in cells if c and _is_sum(c.text)]
    percent = sum("%" in c.text for c in cells if c)
    if percent * 2 > sum(map(bool, cells)) and percent:
        column.kind = "percent"
    elif meaning in ROLES or meaning == "money":
        column.kind = "figure"
        column.role = ROLES.get(meaning)
        column.is_own_role = column.role is not None
        if share < 0.3 and cells and not figures:
            column.kind = "description" if meaning not in ROLES or j else "category"
            column.role = None
    elif meaning in ("count", "reference", "date", "percent", "status", "target", "indicator", "outcome"):
        column.kind = meaning
        if meaning in ("target", "outcome") and share > 0.6 and "£" in text:
            column.kind = "figure"  # "Last year (£)" holds pounds, whatever else is measured by last year
        if meaning in ("outcome", "indicator", "date") and share > 0.8 and any("£" in c.text for c in cells):
            column.kind = "figure"
    elif figures and share >= 0.6 and j > 0:
        column.kind = "total" if vocabulary.rows.has(text, "total") else "figure"
    elif figures and share >= 0.6 and any("£" in c.text for c in cells):
        column.kind = "figure"
    elif meaning in LABEL_KINDS:
        column.kind = meaning
    else:
        column.kind = "label"
    if column.kind in ("figure", "total"):
        periods = find_periods(text)
        column.period_scan = periods[0] if periods else None
    return column


def _column_meaning(text: str, vocabulary: Vocabulary) -> str:
    """Return what a heading says its column holds: the longest phrase, the last of equals."""
    if not text:
        return ""
    hits = vocabulary.columns.hits(text)
    if "%" in text and any(h.meaning in ROLES or h.meaning == "percent" for h in hits):
        return "percent"
    strong = [h for h in hits if h.meaning != "money"] or hits
    roles = [h for h in strong if h.meaning in ROLES]
    if roles and not any(
        h.meaning in ("percent", "target", "indicator") or h.words > 1 for h in strong if h not in roles
    ):
        strong = roles
    best = ""
    most = 0
    for hit in strong:
        if hit.words >= most:
            best, most = hit.meaning, hit.words
    return best


def _numeric_share(cells: Sequence[Run]) -> float:
    filled = [c for c in cells if c]
    return sum(is_numeric(c.text) for c in filled) / len(filled) if filled else 0.0


def _is_sum(text: str) -> bool:
    scan = scan_cell(text) if len(text) < 60 else None
    return scan is not None and scan.kind == "sum"


def _settle_labels(columns: list[TypedColumn], body: Sequence[GridRow], vocabulary: Vocabulary) -> None:
    """Decide which label columns name the category, the recipient, the description and the group."""
    labels = [c for c in columns if c.kind in ("label", *LABEL_KINDS)]
    _named_once(labels, body)
    if not labels:
        first = next((c for c in columns if c.kind not in ("figure", "total", "percent")), None)
        if first is not None:
            first.kind = "category"
        return
    if len(labels) == 1:
        labels[0].kind = "category"
        return
    kinds = {c.kind for c in labels}
    for column in labels:
        if column.kind != "label":
            continue
        cells = [r.cells[column.index].text for r in body if r.cells[column.index]]
        if "recipient" not in kinds and _share_of(cells, lambda t: _is_body(t, vocabulary)) > 0.5:
            column.kind = "recipient"
        elif "category" not in kinds:
            column.kind = "category"
        elif "description" not in kinds and cells and sum(map(len, cells)) / len(cells) > 40:
            column.kind = "description"
        else:
            column.kind = "other"
        kinds.add(column.kind)
    if "recipient" not in kinds:
        _not_over_lines(labels, body, vocabulary)
    if "category" not in kinds:
        for kind in ("description", "group", "recipient"):
            chosen = next((c for c in labels if c.kind == kind), None)
            if chosen is not None:
                chosen.kind = "category"
                break
    seen: set[str] = set()
    for column in labels:
        if column.kind in seen:
            column.kind = "other"
        seen.add(column.kind)


def _named_once(labels: Sequence[TypedColumn], body: Sequence[GridRow]) -> None:
    """Take a first column that few rows fill for groups, each named on its first row only, where the next names all."""
    rows = [r for r in body if len(r.filled) > 1 and any(is_numeric(t) for t in r.texts[1:] if t)]
    if len(labels) < 2 or len(rows) < _LEAST_NAMED or labels[0].index != 0:
        return
    first, second = (sum(bool(r.cells[c.index]) for r in rows) / len(rows) for c in labels[:2])
    if first <= _SPARSE and second >= _FULL and rows[0].cells[0] and rows[0].cells[labels[1].index]:
        labels[0].kind = "group"
        if labels[1].kind not in LABEL_KINDS:
            labels[1].kind = "category"


_LEAST_NAMED = 4
_SPARSE = 0.75
_FULL = 0.85
"""Shares of rows: a column of groups fills fewer, one of names nearly all (a total fills the first alone)."""


def _not_over_lines(labels: Sequence[TypedColumn], body: Sequence[GridRow], vocabulary: Vocabulary) -> None:
    """Take a column headed "Group" that names another body in each row for those who got the money."""
    for column in labels:
        cells = [r.cells[column.index].text for r in body if r.cells[column.index]]
        apart = column.kind == "group" and len(cells) > 2 and len(set(cells)) == len(cells)
        if apart and _share_of(cells, lambda t: _is_body(t, vocabulary)) > 0.5:
            column.kind = "recipient"
            return


def _is_body(text: str, vocabulary: Vocabulary) -> bool:
    return bool(vocabulary.bodies.hits(text)) and len(text.split()) <= 12


def _share_of(items: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, items)) / len(items) if items else 0.0


def _counts(columns: Sequence[TypedColumn], body: Sequence[GridRow]) -> None:
    """Take a column of small numbers beside one of money, that nothing says are pounds, for a count of things."""
    figures = [c for c in columns if c.kind == "figure"]
    money = [c for c in figures if _is_surely_money(c, body)]
    for column in figures:
        if column in money or not money or column.role is not None or not column.heading:
            continue
        amounts = [s.money.amount for r in body if (s := scan_cell(r.cells[column.index].text[:40])) and s.money]
        if amounts and max(map(abs, amounts)) < _FEW and not column.has_unit and column.period_scan is None:
            column.kind = "count"


_FEW = 200
"""Numbers below this, in a column that nothing says holds pounds, count things."""


def _is_surely_money(column: TypedColumn, body: Sequence[GridRow]) -> bool:
    cells = [r.cells[column.index].text for r in body if r.cells[column.index]]
    sized = sum("," in t or "£" in t for t in cells)
    return "£" in column.heading.text or sized * 2 > len(cells)


def _is_money_table(grid: Grid, columns: Sequence[TypedColumn], body: Sequence[GridRow], context: Context) -> bool:
    figure = [c for c in columns if c.kind in ("figure", "total")]
    if not figure:
        return False
    if grid.how in ("sums", "labels"):
        return True
    signed = any("£" in r.cells[c.index].text for r in body for c in columns if c.index < len(r.cells))
    units = any(c.has_unit for c in figure)
    roles = any(c.is_own_role for c in figure)
    results = any(c.kind in ("target", "indicator", "status", "outcome", "count") for c in columns)
    if results and not signed and not units:
        return False
    shares = any("%" in t for r in body for t in r.texts)
    if context.kind == "outcome" and shares and not signed and not units:
        return False
    if signed or units or roles:
        return True
    if any(c.kind == "percent" for c in columns) and context.role is None:
        return False
    if context.kind == "outcome":
        return False
    sizes = [len(d) for r in body for c in figure if (d := "".join(ch for ch in r.cells[c.index].text if ch.isdigit()))]
    return (
        context.kind == "spend"
        or context.role is not None
        or (bool(sizes) and sum(s >= 4 for s in sizes) * 2 >= len(sizes))
    )


# ---------------------------------------------------------------- rows


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
            scan = ScannedMoney(
                0, len(text), None, "none", doubt="it is no sum" if any(c.isdigit() for c in text) else ""
            )
        figures[column.index] = TypedCell(run, scan, mended=scan.mended, doubt=scan.doubt)
    label = _label_of(row, columns)
    if not row.filled:
        return TypedRow("empty", row, label)
    if _repeats_header(row, heads):
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


def _repeats_header(row: GridRow, heads: Sequence[Run]) -> bool:
    """Whether a row is the header again, as over the page: each cell stands in the headings, and no sum."""
    if len(row.filled) < 2:
        return False
    known = {w for h in heads for w in h.text.split()}
    return all(w in known for t in row.texts for w in t.split())


def _label_of(row: GridRow, columns: Sequence[TypedColumn]) -> Run:
    for kind in ("category", "recipient", "group", "other", "label", "description"):
        for column in columns:
            if column.kind == kind and row.cells[column.index]:
                return row.cells[column.index]
    return EMPTY


def _row_kind(label: str, vocabulary: Vocabulary) -> str:
    hits = vocabulary.rows.hits(label)
    if not hits:
        return "line"
    hits = [h for h in hits if h.meaning != "allocation"]
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
    for row in reading.rows:
        if row.kind == "group":
            found = None if told else role_of(row.label.text, vocabulary)
            periods = find_periods(row.label.text)
            words = len(fold(row.label.text))
            known = (2 if found else 0) + sum(len(fold(row.label.text[p.start : p.end])) for p in periods)
            if (found or periods) and known * 2 >= words and (found or not period):
                row.kind = "caption"
                role = found or role
                period = periods[0].period if periods else period
                continue
        row.role, row.period = role, period


# ---------------------------------------------------------------- misprints


def _mend(rows: Sequence[TypedRow], columns: Sequence[TypedColumn]) -> None:
    """Settle sums that can be read in two ways by the size of their neighbours, in the column and the row."""
    for column in columns:
        cells = [r.figures[column.index] for r in rows if column.index in r.figures]
        sure = [abs(c.amount) for c in cells if c.amount and not c.scan.alternative]
        for cell in cells:
            scan = cell.scan
            if scan.alternative is None or not sure or _CREDIT.search(cell.run.text):
                continue
            both = [m for m in (scan.money, scan.alternative) if m is not None]
            fits = [m for m in both if min(sure) / 4 <= abs(m.amount) <= max(sure) * 4]
            if len(fits) == 1:
                cell.mended = scan.mended or "the sums beside it have its size"
                cell.doubt = ""
                cell.scan = attrs.evolve(scan, money=fits[0], alternative=None, doubt="")


# ---------------------------------------------------------------- roles


def _settle_roles(reading: TableReading, context: Context, vocabulary: Vocabulary) -> None:
    columns = reading.figure_columns
    totals = [c for c in reading.columns if c.kind == "total"]
    for column in totals:
        column.kind, column.is_sum = "figure", True
    columns = [c for c in reading.columns if c.kind == "figure"]
    open_columns = [c for c in columns if c.role is None]
    caption = next((r.role for r in reading.rows if r.role is not None and r.kind != "caption"), None)
    if open_columns:
        _roles_by_sums(reading, columns, vocabulary)
        open_columns = [c for c in columns if c.role is None]
    if open_columns:
        _roles_by_parts(reading, columns)
        open_columns = [c for c in columns if c.role is None]
    for column in open_columns:
        named = bool(column.heading.text) and not _is_plain_heading(column, vocabulary)
        told = caption or context.role or context.weak_role
        if told is not None:
            column.role = told
            if named and len(open_columns) < len(columns):
                reading.unknown_columns.append(column)
        else:
            column.role = Role.ALLOCATED if len(columns) == 1 else Role.OTHER
            reading.role_assumed = True
    weak = caption is None and context.role is None
    bare = [c for c in open_columns if c.period_scan is None and not c.is_sum]
    if weak and len(bare) > 1 and len(open_columns) == len(columns):
        reading.role_assumed = True  # words far from it cannot tell several columns apart
    _share_unit(reading)
    _credits(reading)
    _settle_periods(reading, context)


def _share_unit(reading: TableReading) -> None:
    """Read the parts of a column of thousands in thousands too, where their printed figures add up to its own."""
    for whole in reading.columns:
        if whole.kind != "figure" or whole.scale == 1:
            continue
        parts = [c for c in reading.columns if c.kind == "figure" and not c.has_unit and c.period_scan is not None]
        rows = [r for r in reading.rows if whole.index in r.figures and any(c.index in r.figures for c in parts)]
        sums = [
            (sum((r.figures[c.index].amount or Decimal(0) for c in parts if c.index in r.figures), Decimal(0)), total)
            for r in rows
            if (total := r.figures[whole.index].amount)
        ]
        if len(parts) > 1 and len(sums) > 1 and all(s * whole.scale == total for s, total in sums):
            for column in parts:
                column.scale, column.has_unit = whole.scale, True
                for row in reading.rows:
                    cell = row.figures.get(column.index)
                    scan = scan_cell(cell.run.text, scale=whole.scale) if cell is not None and cell.amount else None
                    if cell is not None and scan is not None:
                        cell.scan = scan


def _credits(reading: TableReading) -> None:
    """Read "6,800Cr" as a negative variance: a credit, as local government writes it."""
    for column in reading.columns:
        if column.role is not Role.VARIANCE:
            continue
        for row in reading.rows:
            cell = row.figures.get(column.index)
            if (
                cell is None
                or cell.scan.money is not None
                or cell.scan.alternative is None
                or not _CREDIT.search(cell.run.text)
            ):
                continue
            money = Money(-abs(cell.scan.alternative.amount), cell.scan.alternative.currency)
            cell.scan = attrs.evolve(cell.scan, money=money, alternative=None, doubt="")
            cell.mended, cell.doubt = "Cr is a credit, a negative variance", ""


def _is_plain_heading(column: TypedColumn, vocabulary: Vocabulary) -> bool:
    """Whether a heading says no more than money and a period."""
    text = column.heading.text
    if column.period_scan is not None or find_scale(text) is not None:
        return True
    return any(h.meaning in ("money", *ROLES) for h in vocabulary.columns.hits(text)) or vocabulary.rows.has(
        text, "total"
    )


def _amounts(reading: TableReading, column: TypedColumn) -> list[Decimal | None]:
    return [r.figures[column.index].amount if column.index in r.figures else None for r in reading.rows]


def _roles_by_sums(reading: TableReading, columns: Sequence[TypedColumn], vocabulary: Vocabulary) -> None:
    """Find a column that is the difference of two others in every row, and give the three their roles."""
    if len(columns) < 3 or not any(c.role is None for c in columns):
        return
    values = {c.index: _amounts(reading, c) for c in columns}
    for c in columns:
        if c.role not in (None, Role.VARIANCE):
            continue
        for a in columns:
            for b in columns:
                if len({a.index, b.index, c.index}) < 3 or a.period_scan or b.period_scan:
                    continue
                if not any(x.role for x in (a, b, c)) and not _has_negative(values[c.index]):
                    continue  # nothing tells a total with its parts from a plan with its variance
                signed = _has_negative(values[c.index])
                if (
                    c.role is None
                    and not signed
                    and any(vocabulary.rows.has(x.heading.text, "total") for x in (a, b, c))
                ):
                    continue  # a total and its two parts
                if not _differs(values[a.index], values[b.index], values[c.index]):
                    continue
                if (
                    a.role in (None, Role.ACTUAL, Role.FORECAST)
                    and b.role in (None, Role.ALLOCATED)
                    and c.role in (None, Role.VARIANCE)
                ):
                    if a.role is None and b.role is None and c.role is None:
                        # which of the two is the budget: the first printed, as in most reports
                        a, b = (b, a) if a.index < b.index else (a, b)  # noqa: PLW2901
                    c.role, b.role = Role.VARIANCE, Role.ALLOCATED
                    a.role = a.role or Role.ACTUAL
                    reading.proofs += 1
                    return


def _has_negative(values: Sequence[Decimal | None]) -> bool:
    return any(v is not None and v < 0 for v in values)


def _differs(a: Sequence[Decimal | None], b: Sequence[Decimal | None], c: Sequence[Decimal | None]) -> bool:
    """Whether ``a - b`` is ``c`` up to the sign in every row that has the three, and not trivially so."""
    rows = [(x, y, z) for x, y, z in zip(a, b, c, strict=True) if x is not None and y is not None and z is not None]
    telling = sum(bool(z) for _, _, z in rows)
    return telling >= 2 and all(abs(abs(x - y) - abs(z)) <= ROUNDING for x, y, z in rows)


def _roles_by_parts(reading: TableReading, columns: Sequence[TypedColumn]) -> None:
    """Give parts (quarters, years) and the column that they add up to one role."""
    parts = [c for c in columns if c.period_scan is not None]
    shorter = [c for c in parts if c.period_scan and c.period_scan.kind != "years"]
    if len(shorter) > 1:
        parts = shorter  # quarters beside a year are no parts like it
    if len(parts) < 2:
        sums = [c for c in columns if c.is_sum]
        parts = [c for c in columns if sums and c.index < sums[0].index and c.role is not Role.VARIANCE]
    if len(parts) < 2:
        return
    values = {c.index: _amounts(reading, c) for c in columns}
    whole = None
    for c in columns:
        if c in parts or c.role is Role.VARIANCE:
            continue
        rows = [
            (sum((values[p.index][i] or Decimal(0) for p in parts), Decimal(0)), v)
            for i, v in enumerate(values[c.index])
            if v is not None
        ]
        if len(rows) >= 2 and sum(abs(s - v) <= ROUNDING * len(parts) for s, v in rows) * 3 >= len(rows) * 2:
            whole = c
            break
    has_budget = any(c.role is Role.ALLOCATED and c not in parts and c is not whole for c in columns)
    role = (whole.role if whole else None) or next((p.role for p in parts if p.role), None)
    if role is None and has_budget:
        role = Role.ACTUAL
    if whole is not None and role is not None:
        whole.role = whole.role or role
        reading.proofs += 1
    for p in parts:
        if p.role is None and role is not None and role is not Role.VARIANCE:
            p.role = role


def _dated_rows(reading: TableReading) -> None:
    """Give rows the period that a column of years or quarters prints for each, where they differ."""
    lines = [r for r in reading.rows if r.kind == "line"]
    for column in reading.columns:
        if column.kind in ("figure", "total", "percent") or column.index == 0:
            continue
        scans = [is_period(r.row.cells[column.index].text) for r in lines]
        periods = [s.period for s in scans if s is not None and s.period is not None]
        if len(periods) > 1 and len(periods) == len(lines) and len(set(periods)) > 1:
            for row, period in zip(lines, periods, strict=True):
                row.dated = period
            return


def _settle_periods(reading: TableReading, context: Context) -> None:
    """Give figures a period only where the table has several of one role."""
    year = context.period.start.year if context.period and context.period.start.month >= 4 else None
    columns = [c for c in reading.columns if c.kind == "figure"]
    for column in columns:
        scan = column.period_scan
        if scan is None:
            continue
        column.period = scan.period
        if (scan.period is None or not scan.year_known) and year is not None:
            column.period = context.resolve(scan)
    by_role: dict[Role | None, set[Period | None]] = {}
    for column in columns:
        by_role.setdefault(column.role, set()).add(column.period)
    every = {c.period for c in columns if c.period is not None}
    for column in columns:
        if len(by_role[column.role]) < 2 and len(every) < 2:
            column.period = None


# ---------------------------------------------------------------- totals


def _settle_rows(reading: TableReading, vocabulary: Vocabulary) -> None:
    """Tell totals, sub-totals, allocations and groups, by labels first and then by what adds up."""
    _allocation_rows(reading, vocabulary)
    _leading_subtotals(reading)
    _unlabelled_totals(reading)
    _groups(reading)
    _check_totals(reading)


def _allocation_rows(reading: TableReading, vocabulary: Vocabulary) -> None:
    """Take leading rows named as an allocation for one, where the table itself is about spend."""
    columns = reading.figure_columns
    if len(columns) != 1 or (columns[0].is_own_role and columns[0].role is Role.ALLOCATED):
        return
    lines = [r for r in reading.rows if r.kind in ("line", "total")]
    for n, row in enumerate(lines):
        role = role_of(row.label.text, vocabulary)
        if role is Role.ALLOCATED and not vocabulary.rows.has(row.label.text, "allocation"):
            role = None
        plain = _is_about_money(row.label.text, vocabulary)
        if (
            role is not None
            and plain
            and (n == 0 or lines[n - 1].kind == "allocation" or n == len(lines) - 1 or row.kind == "line")
            and role in (Role.ALLOCATED, Role.CARRIED_FORWARD, Role.INCOME, Role.VARIANCE)
            and role is not columns[0].role
        ):
            if n and lines[n - 1].kind != "allocation" and n < len(lines) - 2:
                continue
            row.kind = "allocation" if role is Role.ALLOCATED else row.kind
            row.role = role
            if role is Role.VARIANCE:
                row.kind = "variance"


def _is_about_money(label: str, vocabulary: Vocabulary) -> bool:
    """Whether a row's label says only what money it is: "PCC Allocation", "Grant received"."""
    if len(label) > _LONGEST_LABEL:
        return False
    label = re.sub(r"\([^()]*\)", "", label)
    words = fold(label)
    covered = sum(h.words for h in vocabulary.columns.hits(label)) + sum(h.words for h in vocabulary.bodies.hits(label))
    return covered * 2 >= len(words) and len(words) <= 8


def _leading_subtotals(reading: TableReading) -> None:
    """Take a row that names a body, with its projects in the rows below, for the sub-total of those rows.

    Such a table has two columns of labels: the upper rows fill the first and leave the second empty, the
    lower ones the reverse, and each upper row is the sum of its lower ones.
    """
    labels = [c.index for c in reading.columns if c.kind in ("label", "other", *LABEL_KINDS)][:2]
    if len(labels) < 2:
        if len(labels) == 1:
            _leading_by_sums(reading)
        return
    lines = [r for r in reading.rows if r.kind == "line"]
    upper = [r for r in lines if r.row.cells[labels[0]] and not r.row.cells[labels[1]]]
    lower = [r for r in lines if not r.row.cells[labels[0]] and r.row.cells[labels[1]]]
    if len(upper) < 2 or len(lower) < len(upper) or len(upper) + len(lower) < len(lines) - 1:
        return
    good = 0
    parts: dict[int, list[TypedRow]] = {}
    head: TypedRow | None = None
    for row in lines:
        if row in upper:
            head = row
        elif row in lower and head is not None:
            parts.setdefault(id(head), []).append(row)
    for row in upper:
        below = parts.get(id(row), [])
        sums = [
            (
                sum((r.figures[c.index].amount or Decimal(0) for r in below), Decimal(0)),
                row.figures[c.index].amount,
            )
            for c in reading.figure_columns
        ]
        good += bool(below) and all(v is None or s == v for s, v in sums)
    if good * 2 <= len(upper):
        return
    for row in upper:
        if parts.get(id(row)):
            row.kind, row.is_proven = "leading", True
            for part in parts[id(row)]:
                part.group = row.row.cells[labels[0]]
                part.label = part.row.cells[labels[1]]
    for column in reading.columns:
        if column.index == labels[0]:
            column.kind = "layer"
        elif column.index == labels[1]:
            column.kind = "category"
    reading.proofs += good


def _leading_by_sums(reading: TableReading) -> None:
    """The same with one column of labels: the rows fall into runs, each headed by the sum of the rest of it."""
    lines = [r for r in reading.rows if r.kind == "line"]
    columns = [c.index for c in reading.figure_columns]
    if len(lines) < 5 or not columns or any(r.kind in ("group", "subtotal") for r in reading.rows):
        return
    values = [[r.figures[j].amount or Decimal(0) for j in columns if j in r.figures] for r in lines]
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        summed = [Decimal(0)] * len(values[at])
        for end in range(at + 1, min(len(lines), at + 40)):
            summed = [a + b for a, b in zip(summed, values[end], strict=False)]
            if summed == values[at] and any(summed):
                runs.append((at, end + 1))
                at = end + 1
                break
        else:
            return
    if len(runs) < 2 or not any(b - a > 2 for a, b in runs):
        return
    for first, last in runs:
        lines[first].kind, lines[first].is_proven = "leading", True
        for row in lines[first + 1 : last]:
            row.group = lines[first].label
    reading.proofs += len(runs)


def _unlabelled_totals(reading: TableReading) -> None:
    """Take a row without a label, or the last row, for a total where it is the sum of the rows above."""
    index = [i for i, r in enumerate(reading.rows) if r.kind == "line"]
    has_total = any(r.kind == "total" for r in reading.rows)
    for i in index:
        row = reading.rows[i]
        above = [r for r in reading.rows[:i] if r.kind == "line"]
        below = [r for r in reading.rows[i + 1 :] if r.kind == "line"]
        last = not below
        if row.label and (not last or has_total):
            continue
        matches = _matching(row, above, reading)
        if not row.label and not above and below and _matching(row, below, reading) > 0:
            row.kind = "total"
        elif (matches > 0 and len(above) >= 2 and (not row.label or matches == len(reading.figure_columns))) or (
            not row.label and last and len(above) > 1
        ):
            row.kind = "total"
        elif not row.label and matches == 0 and len(above) > 1:
            start = max((k for k in range(i) if reading.rows[k].kind in ("group", "subtotal")), default=-1)
            part = [r for r in reading.rows[start + 1 : i] if r.kind == "line"]
            if len(part) > 1 and _matching(row, part, reading):
                row.kind = "subtotal"


def _matching(row: TypedRow, parts: Sequence[TypedRow], reading: TableReading) -> int:
    found = 0
    for column in reading.figure_columns:
        printed = row.figures[column.index].amount if column.index in row.figures else None
        amounts = [a for r in parts if column.index in r.figures and (a := r.figures[column.index].amount) is not None]
        if printed and len(amounts) > 1 and abs(sum(amounts) - printed) <= tolerance(amounts, column):
            found += 1
    return found


def tolerance(amounts: Sequence[Decimal], column: TypedColumn) -> Decimal:
    """Return how far a total may be from its lines by rounding: half the last printed digit for each line."""
    digits = max((-int(a.as_tuple().exponent) for a in amounts), default=0)
    if column.scale == 1 and max(map(abs, amounts), default=Decimal(0)) < _ROUNDED_FROM:
        return Decimal(0)
    unit = Decimal(column.scale) if column.scale > 1 else Decimal(1)
    step = (
        Decimal(1).scaleb(-digits) if digits > 0 and column.scale == 1 else unit / 1000 if column.scale > 1000 else unit
    )
    return max(step * max(len(amounts), 2) / 2, step)


def _groups(reading: TableReading) -> None:
    group = EMPTY
    column = next((c.index for c in reading.columns if c.kind == "group"), None)
    last = EMPTY
    for k, row in enumerate(reading.rows):
        if column is not None and row.kind == "line":
            last = row.row.cells[column] or last
            if not row.row.cells[column]:
                row.group = last
        if row.kind == "group":
            following = next((r for r in reading.rows[k + 1 :] if r.kind != "empty"), None)
            if following is None:
                row.kind = "note"
            else:
                group = row.label
        elif row.kind in ("line", "subtotal"):
            row.group = group or row.group
            if row.kind == "subtotal":
                row.group = row.group or last
                group = EMPTY


def _check_totals(reading: TableReading) -> None:
    """Compare every total with its lines: all of them, those since the last one, or the sub-totals and the rest."""
    rows = reading.rows
    for i, row in enumerate(rows):
        if row.kind not in ("total", "subtotal"):
            continue
        above = rows[:i]
        first = not any(r.kind == "line" for r in above)
        last_mark = max((k for k, r in enumerate(above) if r.kind in ("total", "subtotal")), default=-1)
        last_group = max((k for k, r in enumerate(above) if r.kind == "group"), default=-1)
        since = [r for r in rows[max(last_mark, last_group) + 1 : i] if r.kind == "line"]
        choices = [
            since,
            [r for r in rows[last_mark + 1 : i] if r.kind == "line"],
            [r for r in above if r.kind == "line"],
            [r for r in above if r.kind == "subtotal"],
            _mixed(above),
        ]
        if first:
            choices = [[r for r in rows[i + 1 :] if r.kind == "line"]]
        wide = (
            [c for c in choices if c]
            if row.kind == "subtotal"
            else [c for c in (*choices[2:], choices[0], choices[1]) if c]
            if not first
            else choices
        )
        _compare(row, wide, reading)
    _demote_totals(reading)


def _mixed(above: Sequence[TypedRow]) -> list[TypedRow]:
    """Return the sub-totals, and the lines that stand under none: the parts of a grand total."""
    parts: list[TypedRow] = []
    pending: list[TypedRow] = []
    for row in above:
        if row.kind == "line":
            pending.append(row)
        elif row.kind in ("subtotal", "total"):
            parts.append(row)
            pending = []
    return parts + pending


def _compare(row: TypedRow, choices: Sequence[Sequence[TypedRow]], reading: TableReading) -> None:
    best: tuple[int, int] | None = None
    for parts in choices:
        good = bad = 0
        mismatch: dict[int, tuple[Decimal, Decimal]] = {}
        for column in reading.figure_columns:
            if column.index not in row.figures:
                continue
            printed = row.figures[column.index].amount
            amounts = [
                a for r in parts if column.index in r.figures and (a := r.figures[column.index].amount) is not None
            ]
            if printed is None or not amounts:
                continue
            summed = sum(amounts, Decimal(0))
            if abs(summed - printed) <= tolerance(amounts, column):
                good += 1
                if summed != printed:
                    mismatch[column.index] = (printed, summed)
            else:
                bad += 1
                mismatch[column.index] = (printed, summed)
        if best is None or (good, -bad) > best:
            best = (good, -bad)
            row.mismatch = mismatch
            row.is_proven = good > 0 and not bad
    if best is not None:
        reading.proofs += best[0]
        reading.faults -= best[1]


def _demote_totals(reading: TableReading) -> None:
    """Of several totals, the last is the table's where it covers the others; the others are sub-totals."""
    totals = [r for r in reading.rows if r.kind == "total"]
    if len(totals) < 2:
        return
    last = totals[-1]
    position = reading.rows.index(last)
    for row in totals[:-1]:
        lines_after = any(r.kind == "line" for r in reading.rows[reading.rows.index(row) : position])
        if lines_after or last.is_proven:
            row.kind = "subtotal"


def _prove_rows(reading: TableReading) -> None:
    """Count the lines whose own figures bear out their roles: actual - allocated = variance."""
    by_role = {c.role: c for c in reading.figure_columns if c.period is None}
    variance, plan = by_role.get(Role.VARIANCE), by_role.get(Role.ALLOCATED)
    real = by_role.get(Role.ACTUAL) or by_role.get(Role.FORECAST)
    if not (variance and plan and real):
        return
    for row in reading.rows:
        cells = [row.figures.get(c.index) for c in (variance, plan, real)]
        amounts = [c.amount if c else None for c in cells]
        if None in amounts:
            continue
        v, p, r = (a for a in amounts if a is not None)
        if abs(abs(r - p) - abs(v)) <= tolerance([v, p, r], real) * 2:
            row.is_proven = True
            reading.proofs += 1


# ---------------------------------------------------------------- tables of outcomes


def _outcome_row(row: GridRow, columns: Sequence[TypedColumn], heads: Sequence[Run]) -> TypedRow:
    if not row.filled:
        return TypedRow("empty", row, EMPTY)
    if _repeats_header(row, heads):
        return TypedRow("header", row, EMPTY)
    label = row.cells[row.filled[0]]
    if row.is_spanning or (len(row.filled) == 1 and len(columns) > 1 and row.filled == [0]):
        return TypedRow("group", row, label)
    return TypedRow("line", row, label)
