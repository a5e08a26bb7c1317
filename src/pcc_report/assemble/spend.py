"""Table readings -> spend tables and allocations; the doubts of each."""

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

import attrs

from pcc_report.assemble.coverage import Ledger, Placed
from pcc_report.diagnostics import Diagnostic, Severity
from pcc_report.diagnostics.catalogue import (
    AMOUNT_UNCERTAIN,
    CELLS_MISSING,
    FOREIGN_CURRENCY,
    LABEL_UNCERTAIN,
    MISPRINT_MENDED,
    NO_CURRENCY,
    ROLE_ASSUMED,
    ROW_MISMATCH,
    TOTAL_MISMATCH,
    TOTAL_ROUNDED,
    UNIT_UNCERTAIN,
    UNKNOWN_COLUMN,
    VARIANCE_MISMATCH,
)
from pcc_report.layout import EMPTY, Run
from pcc_report.model import (
    Allocation,
    ClaimKind,
    Column,
    Figure,
    Money,
    NamedCell,
    Period,
    Role,
    SpendLine,
    SpendTable,
    Total,
)
from pcc_report.recognise.context import LEVELS, leading, role_of
from pcc_report.recognise.readings import TableReading, TypedCell, TypedColumn, TypedRow
from pcc_report.recognise.tally import tolerance
from pcc_report.recognise.totals import variance_columns
from pcc_report.values.dates import find_dates, find_periods, is_period
from pcc_report.values.money import scan_cell
from pcc_report.vocabulary import Vocabulary, fold
from pcc_report.vocabulary.governing import governing

_DASH = re.compile(r"\s+[-–—]\s+|:\s+")
_INTRODUCED = re.compile(
    r"\s*(?:,?\s*\b(?:including|such as|for example|e\.g\.|namely)\b|,\s*(?:through|covering|comprising)\b)\s+",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[a-z)])\.\s+(?=[A-Z0-9])")
_EXPLAINED = re.compile(r"(?<=[^\W\d_]{2}|[^\W\d_]\)):\s+")
_NUMBERED = re.compile(r"\d{1,2}[:.)]\s+(?=[^\W\d_])")
"""The number of a line that stands before its name."""


@attrs.define(eq=False)
class Spend:
    """What the tables of a document give."""

    allocations: list[Allocation] = attrs.field(factory=list)
    tables: list[SpendTable] = attrs.field(factory=list)
    diagnostics: list[Diagnostic] = attrs.field(factory=list)
    assumed: list[tuple[SpendTable, Diagnostic]] = attrs.field(factory=list)
    """Tables whose one role was assumed, each with the doubt that says so."""

    def replace(self, table: SpendTable, other: SpendTable) -> None:
        """Put *other* where *table* is."""
        self.tables = [other if t is table else t for t in self.tables]
        self.assumed = [(other if t is table else t, doubt) for t, doubt in self.assumed]


def add_table(
    spend: Spend,
    reading: TableReading,
    title: Run,
    ledger: Ledger,
    placed: Placed,
    vocabulary: Vocabulary,
    *,
    above: str = "",
) -> None:
    """Add what *reading* says: a spend table, allocations, and the doubts about both."""
    lines: list[SpendLine] = []
    totals: list[Total] = []
    subtotals: list[Total] = []
    rows = reading.rows
    lone = _are_allocations(reading, vocabulary)
    no_level = _no_levels(rows, vocabulary) if lone else {}
    before = len(spend.allocations)
    splitter = _name_splitter(reading, vocabulary)
    label_above = above
    unproven = _unproven_variances(reading)
    unlike = _unlike_parts(reading)
    for row in rows:
        if row.kind == "header":
            for run in row.row.cells:
                ledger.claim(run, ClaimKind.LABEL)
        elif row.kind in ("caption", "group", "note", "carried"):
            kind = ClaimKind.BACKGROUND if row.kind == "note" else ClaimKind.LABEL
            for run in row.row.cells:
                ledger.claim(run, kind)
        elif (
            lone
            and row.kind == "total"
            and row.is_proven
            and len(spend.allocations) > before + 1
            and not (_LEADS_TO_SUM.search(row.label.text) and role_of(row.label.text, vocabulary))
        ):
            for run in row.row.cells:
                ledger.claim(run, ClaimKind.REPEAT, spend.allocations[-1].origins[0])
        elif reason := no_level.get(id(row), ""):
            for cell in row.figures.values():
                ledger.leave(cell.run, reason, cell.scan.money)
            for run in row.row.cells:
                ledger.claim(run, ClaimKind.BACKGROUND)
        elif row.kind == "allocation" or (lone and row.kind in ("line", "total")):
            label_above = _add_allocation(spend, row, reading, label_above, placed, vocabulary)
        elif row.kind in ("total", "subtotal", "leading"):
            total = _total(row, reading, placed)
            (totals if row.kind == "total" else subtotals).append(total)
            if row.mismatch:
                spend.diagnostics += _mismatches(row, reading, title)
        elif row.kind == "variance":
            totals.append(_total(row, reading, placed))
        elif row.kind == "line":
            lines.append(_line(row, reading, splitter, placed))
            spend.diagnostics += [found[id(row)] for found in (unproven, unlike) if id(row) in found]
            spend.diagnostics += _nameless(row)
        for cell in row.figures.values():
            spend.diagnostics += _cell_doubts(cell)
        if row.kind in ("line", "total", "subtotal"):
            _leave_torn(row, ledger, placed)
    for row in rows:
        if row.kind in ("caption", "group", "note"):
            _leave_sums(row, ledger, placed)
    for run in (*reading.grid.dropped, *reading.dropped):
        ledger.claim(run, ClaimKind.LABEL)
    if not lines and not totals:
        totals, subtotals = subtotals, []
    if not lines and not totals:
        return
    table = SpendTable(
        title=title.text.rstrip(" :"),
        columns=tuple(_column(c) for c in reading.columns),
        lines=tuple(lines),
        totals=tuple(totals),
        subtotals=tuple(subtotals),
        origins=title.origins("title"),
    )
    spend.tables.append(table)
    doubted = reading.role_assumed or reading.is_torn or reading.is_unnamed
    if doubted and any(c.run for r in rows for c in r.figures.values()):
        origins = tuple(o for r in rows for c in r.figures.values() for o in c.run.origins())
        role = " or ".join(sorted({str(c.role) for c in reading.figure_columns}))
        doubt = ROLE_ASSUMED.at(*origins, table=table.title, role=role)
        spend.diagnostics.append(doubt)
        columns = reading.figure_columns
        if sum(c.period is None and not c.is_sum for c in columns) <= 1 and len({c.role for c in columns}) == 1:
            spend.assumed.append((table, doubt))
    if reading.grid.torn:
        torn = tuple(o for run in reading.grid.torn for o in run.origins())
        spend.diagnostics.append(CELLS_MISSING.at(*torn, table=table.title))
    if reading.grid.unsure:
        unsure = tuple(o for run in reading.grid.unsure for o in run.origins())
        spend.diagnostics.append(LABEL_UNCERTAIN.at(*unsure, table=table.title))
    spend.diagnostics += _unit_doubts(reading, table.title)
    for column in reading.unknown_columns:
        cells = tuple(o for r in rows if column.index in r.figures for o in r.figures[column.index].run.origins())
        spend.diagnostics.append(UNKNOWN_COLUMN.at(*cells, heading=column.heading.text))


def _column(column: TypedColumn) -> Column:
    kind = column.kind if column.kind in ("category", "recipient", "description", "group", "figure") else "other"
    return Column(
        heading=column.heading.text,
        kind=kind,
        role=column.role if kind == "figure" else None,
        period=column.period,
        scale=column.scale if kind == "figure" else 1,
        is_sum=column.is_sum,
        origins=column.heading.origins("heading"),
    )


def _figures(row: TypedRow, reading: TableReading, placed: Placed, what: str) -> tuple[Figure, ...]:
    out = []
    for column in reading.figure_columns:
        cell = row.figures.get(column.index)
        if cell is None:
            continue
        role = (row.own_role or column.role) or row.role or Role.OTHER
        if row.role is not None and not column.is_own_role and len(reading.figure_columns) == 1:
            role = row.role
        out.append(
            Figure(
                role=role,
                money=cell.scan.money,
                printed=cell.run.text,
                period=column.period or row.dated,
                column=column.index,
                origins=cell.run.origins("money"),
            )
        )
        placed.add(cell.scan.money, what, cell.run)
    return tuple(out)


def _others(row: TypedRow, reading: TableReading) -> tuple[NamedCell, ...]:
    out = []
    for column in reading.columns:
        run = row.row.cells[column.index] if column.index < len(row.row.cells) else EMPTY
        if run and column.kind not in (
            "figure",
            "category",
            "recipient",
            "description",
            "group",
            "outcome",
            "layer",
        ):
            out.append(NamedCell(column=column.heading.text, text=run.text, origins=run.origins("text")))
    return tuple(out)


def _line(row: TypedRow, reading: TableReading, splitter: str, placed: Placed) -> SpendLine:
    parts: dict[str, Run] = {}
    for column in reading.columns:
        run = row.row.cells[column.index] if column.index < len(row.row.cells) else EMPTY
        if run and column.kind == "recipient" and _is_open(run.text):
            continue
        if run and column.kind in ("category", "recipient", "description", "group"):
            parts.setdefault(column.kind, run)
    category = parts.get("category") or parts.get("recipient") or row.label
    if parts.get("recipient") is category:
        del parts["recipient"]
    if "description" not in parts and splitter not in ("body", "whole"):
        category, described = _described(category, explained=splitter == "explained")
        if described is not None:
            parts["description"] = described
    if splitter == "body" and "recipient" not in parts:
        match = _DASH.search(category.text)
        if match:
            parts["recipient"], category = category.cut(0, match.start()), category.cut(match.end())
    numbered = _NUMBERED.match(category.text)
    if numbered is not None:
        category = category.cut(numbered.end())
    group = parts.get("group") or row.group
    origins = category.origins("category")
    parts["group"] = group
    for name in ("group", "recipient", "description"):
        origins += parts[name].origins(name) if name in parts else ()
    return SpendLine(
        category=category.text.rstrip(" :"),
        group=group.text.rstrip(" :") if group else None,
        recipient=parts["recipient"].text if parts.get("recipient") else None,
        description=parts["description"].text if parts.get("description") else None,
        figures=_figures(row, reading, placed, "line"),
        cells=_others(row, reading),
        origins=origins,
    )


def _is_open(text: str) -> bool:
    """Whether a cell says that there is nobody yet: "TBC", "n/a"."""
    scan = scan_cell(text) if len(text) < 20 else None
    return scan is not None and scan.kind in ("none", "nil")


def _described(run: Run, *, explained: bool) -> tuple[Run, Run | None]:
    """Cut "Name, including this and that" into the name and the list, and a name from what explains it behind.

    That is small print, or sentences.
    """
    name, small = run.small_print()
    if small and small.text[0] != "(":
        return name, small
    told = _SENTENCE.search(run.text)
    if told is not None and told.start() > 2:
        return run.cut(0, told.start()), run.cut(told.end())
    match = _INTRODUCED.search(run.text)
    if match and match.start() > 2 and _is_balanced(run.text[: match.start()]):
        return run.cut(0, match.start()), run.cut(match.end())
    match = _EXPLAINED.search(run.text)
    if match and _initials(run.text[match.end() :]).startswith(run.text[: match.start()].upper()):
        return run, None  # "GAP: Girls are Proud", one name twice
    if match and (
        explained or (len(run.text[: match.start()].split()) <= 6 and _is_balanced(run.text[: match.start()]))
    ):
        return run.cut(0, match.start()), run.cut(match.end())
    return run, None


def _initials(text: str) -> str:
    return "".join(word[0] for word in text.upper().split())


def _is_balanced(text: str) -> bool:
    return text.count("(") == text.count(")")


def _name_splitter(reading: TableReading, vocabulary: Vocabulary) -> str:
    """Tell whether labels are "Body – project", "Name: explanation" or neither, by what most of them look like."""
    kinds = {c.kind for c in reading.columns}
    labels = [r.label.text for r in reading.rows if r.kind == "line" and r.label]
    cut = [(t[: m.start()], t[m.end() :]) for t in labels if (m := _DASH.search(t))]
    before = Counter(t[: m.start()] for t in labels if (m := _EXPLAINED.search(t)))
    if any(n > 1 for n in before.values()):
        return "whole"  # "Domestic abuse: helpline" and "Domestic abuse: refuge"
    if len(cut) * 2 <= len(labels) or not labels:
        return ""
    named = [
        h.meaning for c in reading.columns if c.kind == "category" for h in vocabulary.columns.hits(c.heading.text)
    ]
    bodies = sum(bool(vocabulary.bodies.hits(a)) or _is_acronym(a) for a, _ in cut)
    dashed = sum(":" not in t for t in labels) == len(labels) == len(cut) and len(labels) > 2
    dashed = dashed and (bodies * 4 >= len(cut) or "recipient" in named)
    if "recipient" not in kinds and (bodies * 2 > len(cut) or dashed):
        return "body"
    with_colon = [t for t in labels if _EXPLAINED.search(t)]
    if len(with_colon) * 2 > len(labels) and "description" not in kinds:
        return "explained"
    return ""


def _is_acronym(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return 2 <= len(letters) <= 6 and sum(c.isupper() for c in letters) > len(letters) / 2


def _total(row: TypedRow, reading: TableReading, placed: Placed) -> Total:
    label = row.label
    what = "total" if row.kind == "total" else "subtotal"
    group = label if row.kind == "leading" else row.group
    origins = label.origins("label") + (group.origins("group") if row.kind != "total" else ())
    return Total(
        label=label.text.rstrip(" :"),
        group=(group.text.rstrip(" :") or None) if row.kind != "total" else None,
        figures=tuple(f for f in _figures(row, reading, placed, what) if f.printed),
        cells=tuple(c for c in _others(row, reading) if c.text != label.text),
        origins=origins,
    )


def _leave_sums(row: TypedRow, ledger: Ledger, placed: Placed) -> None:
    """List the sums of a row that was read as words alone, but for those that stand elsewhere too."""
    for run in row.row.cells:
        for sum_run, money in placed.missing_of(run):
            ledger.leave(sum_run, "heading", money)


def _leave_torn(row: TypedRow, ledger: Ledger, placed: Placed) -> None:
    """List the sums of a cell with several, and those that a row's name ends with: their columns are lost."""
    torn = [cell.run for cell in row.figures.values() if cell.scan.money is None and len(cell.run.sums) > 1]
    sums = row.label.sums
    if sums and (len(sums) > 1 or sums[-1].end == len(row.label.text)):
        torn.append(row.label)
    for run in torn:
        for sum_run, money in placed.missing_of(run):
            ledger.leave(sum_run, "background", money)


def _are_allocations(reading: TableReading, vocabulary: Vocabulary) -> bool:
    """Whether a list of sums is no table: each label says only what money it is, or which year."""
    if len(reading.figure_columns) != 1 or (reading.grid.how != "sums" and len(reading.columns) != 2):
        return False
    rows = [r for r in reading.rows if r.kind in ("line", "total", "subtotal")]
    dated = [is_period(r.label.text) is not None for r in rows]
    named = [_names_money(r.label.text, vocabulary) for r in rows]
    if any(dated) and all(d or n for d, n in zip(dated, named, strict=True)):
        return reading.grid.how == "sums" or all(dated)
    if any(c.heading for c in reading.columns) or not rows:
        return False
    if _tells_of_one_grant(reading.rows, vocabulary):
        return True
    alone = len(rows) == 1 and rows[0].kind != "line" and vocabulary.rows.whole(rows[0].label.text)
    if reading.grid.how == "sums" and len(rows) <= 2 and all(named):
        return not alone
    plain = [r.kind == "total" or _names_grant(r.label.text, vocabulary) for r in rows]
    return len(rows) <= _MOST_ALLOCATIONS and all(plain) and rows[0].kind != "total"


def _tells_of_one_grant(rows: Sequence[TypedRow], vocabulary: Vocabulary) -> bool:
    """Whether the rows of a list are what became of one grant, and no names: given, paid in parts, spent, left over."""
    told = [r for r in rows if r.kind in ("line", "total", "subtotal", "variance", "allocation", "carried")]
    kinds: set[str] = set()
    for row in told:
        kind = kind_of_money(row.label.text, vocabulary)
        if kind is None:
            return False
        kinds.add(kind)
    return len(kinds) > 1 and bool(kinds & {"allocated", "actual"})


def kind_of_money(label: str, vocabulary: Vocabulary) -> str | None:
    """Return what kind of money a label says, if it says nothing else; None if it names something."""
    hits = [h for h in vocabulary.columns.hits(label) if h.meaning == "money" or h.meaning in set(Role)]
    parts = [h for h in vocabulary.rows.hits(label) if h.meaning in ("part", "total")]
    spans = [(h.start, h.end) for h in (*hits, *parts, *vocabulary.bodies.hits(label))]
    spans += [(p.start, p.end) for p in find_periods(label)] + [(d.start, d.end) for d in find_dates(label)]
    rest = [
        word
        for word, start, _ in fold(label)
        if len(word) > 3
        and word.isalpha()
        and not any(a <= start < b for a, b in spans)
        and vocabulary.context.whole(word) is None
    ]
    if rest:
        return None
    if any(h.meaning == "part" for h in parts):
        return "part"
    hits = [h for h in governing(label, hits, LEVELS) if h.meaning != "money"]
    return leading(hits).meaning if hits else None


def _no_levels(rows: Sequence[TypedRow], vocabulary: Vocabulary) -> dict[int, str]:
    """Say why rows of a list about one grant, by their identity, are no allocation: a part, asked for, left over."""
    above: set[str | None] = set()
    found: dict[int, str] = {}
    for row in rows:
        kind = kind_of_money(row.label.text, vocabulary)
        reason = "background" if kind == Role.OTHER else "change" if kind == Role.VARIANCE else ""
        if kind == "part" and Role.ALLOCATED in above:
            reason = "part"
        elif kind == Role.CARRIED_FORWARD and Role.ACTUAL in above:
            reason = "change"  # what was spent first leaves it for the next year
        if reason and row.kind in ("line", "variance", "total"):
            found[id(row)] = reason
        above.add(kind)
    return found


_LEADS_TO_SUM = re.compile(r"\b(?:of|is|was)\Z")
"""How a sentence about all of a list's sums goes on to their total: "That made a combined allocation of £643,430"."""

_MOST_ALLOCATIONS = 4
"""Rows of a list of allocations: the grant, what was left of the last one, and what both are together."""


_MONEY = ("allocated", "actual", "carried_forward", "income", "forecast", "match_funding")


def _names_money(label: str, vocabulary: Vocabulary) -> bool:
    hits = vocabulary.columns.hits(label)
    money = [h for h in hits if h.meaning in _MONEY]
    named = [*hits, *vocabulary.bodies.hits(label), *vocabulary.titles.hits(label)]
    rest = [
        word
        for word, start, _ in fold(label)
        if not any(h.start <= start < h.end for h in named)
        and len(word) > 3
        and word.isalpha()
        and vocabulary.context.whole(word) is None
    ]
    return bool(money) and len(rest) <= len(named)


def _names_grant(label: str, vocabulary: Vocabulary) -> bool:
    """Whether a label says that money was given, and nothing of what for: "Allocation for the borough"."""
    hits = vocabulary.columns.hits(label)
    given = [h for h in hits if h.meaning in ("allocated", "carried_forward", "match_funding")]
    spans = [(h.start, h.end) for h in (*hits, *vocabulary.bodies.hits(label))]
    spans += [(p.start, p.end) for p in find_periods(label)]
    return bool(given) and all(
        len(word) <= 3
        or not word.isalpha()
        or any(a <= start < b for a, b in spans)
        or vocabulary.context.whole(word) is not None
        for word, start, _ in fold(label)
    )


def _add_allocation(
    spend: Spend, row: TypedRow, reading: TableReading, above: str, placed: Placed, vocabulary: Vocabulary
) -> str:
    period: Period | None = row.period
    label = row.label.text.rstrip(" :=")
    scan = is_period(row.label.text)
    if scan is not None:
        period, label = scan.period, above or label
    else:
        periods = find_periods(row.label.text)
        period = periods[0].period if periods and periods[0].period else period
    for column in reading.figure_columns:
        cell = row.figures.get(column.index)
        if cell is None or cell.scan.money is None:
            continue
        own = role_of(row.label.text, vocabulary)
        if (kind := kind_of_money(row.label.text, vocabulary)) in (Role.MATCH_FUNDING, Role.COMMITTED):
            own = Role(kind)
        role = (
            row.role
            or (own if own is not Role.VARIANCE else None)
            or (column.role if column.role in (Role.ALLOCATED, Role.ACTUAL, Role.FORECAST) else None)
        )
        spend.allocations.append(
            Allocation(
                label=label,
                money=cell.scan.money,
                role=role or Role.ALLOCATED,
                period=period,
                printed=cell.run.text,
                origins=cell.run.origins("money") + row.label.origins("period" if scan else "label"),
            )
        )
        placed.add(cell.scan.money, "allocation", cell.run)
    return label


# ---------------------------------------------------------------- doubts


_NO_PENCE = re.compile(r"[(\-−–]?£?[\d,]{1,7}\.(?:\d|\d{3})\)?\Z")


_TORN_UNIT = re.compile(r".{0,12}\(£['’]?0{0,3}|['’]?0{2,3}['’]?s?\)|.{0,12}\(£['’]?000['’]?s?\)")
"""A unit, "(£000)", or its beginning or end among the sums of a table: its header was not read to the end."""


def _unit_doubts(reading: TableReading, title: str) -> list[Diagnostic]:
    """Say where no currency is printed with a table, and where its unit may be another than that of its heading."""
    out = []
    cells = [c for r in reading.rows for c in r.figures.values() if c.scan.kind == "sum" and c.run]
    if cells and not any(c.scan.has_currency for c in cells) and not any(c.has_unit for c in reading.figure_columns):
        out.append(NO_CURRENCY.at(*cells[0].run.origins(), table=title))
    units = {c.scale for c in reading.figure_columns if c.has_unit}
    torn = any(_TORN_UNIT.fullmatch(c.run.text) for r in reading.rows for c in r.figures.values() if c.run)
    for column in reading.figure_columns:
        own = [r.figures[column.index] for r in reading.rows if column.index in r.figures]
        bare = [c for c in own if c.run and c.scan.money is not None and not c.scan.has_currency]
        if bare and not column.has_unit and (torn or max(units, default=1) > 1):
            origins = tuple(o for c in bare for o in c.run.origins())
            reason = "a unit stands over other sums of this table" if not torn else "a unit stands among them"
            out.append(UNIT_UNCERTAIN.at(*origins, table=title, printed="bare digits", reason=reason))
        if column.unsure_scale is not None:
            origins = tuple(o for c in own for o in c.run.origins())
            reason = f"a note above another table says that sums are in units of {column.unsure_scale:,}"
            out.append(UNIT_UNCERTAIN.at(*origins, table=title, printed="bare digits", reason=reason))
        odd = [c for c in own if _NO_PENCE.match(c.run.text)]
        if column.scale == 1 and len(odd) > 1 and len(odd) * 2 > len(own):
            origins = tuple(o for c in odd for o in c.run.origins())
            reason = "one place behind the point, or three, is usual for thousands or millions"
            out.append(
                UNIT_UNCERTAIN.at(*origins, table=title, printed=column.heading.text or "bare digits", reason=reason)
            )
    return out


def _cell_doubts(cell: TypedCell) -> list[Diagnostic]:
    money = cell.scan.money
    if not cell.run or not (cell.doubt or cell.scan.doubt or (cell.mended and money is not None)):
        return []
    origins = cell.run.origins()
    out = []
    if cell.doubt or cell.scan.doubt:
        foreign = money is not None and money.currency != "GBP"
        out.append(
            FOREIGN_CURRENCY.at(*origins, printed=cell.run.text)
            if foreign
            else AMOUNT_UNCERTAIN.at(*origins, printed=_short(cell.run.text), reason=cell.doubt or cell.scan.doubt)
        )
    elif money is not None:
        out.append(MISPRINT_MENDED.at(*origins, printed=_short(cell.run.text), meant=money, reason=cell.mended))
    return out


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _mismatches(row: TypedRow, reading: TableReading, title: Run) -> list[Diagnostic]:
    out = []
    for column in reading.figure_columns:
        if column.index not in row.mismatch or column.role is Role.VARIANCE:
            continue
        printed, summed = row.mismatch[column.index]
        cell = row.figures[column.index]
        amounts = [
            r.figures[column.index].amount for r in reading.rows if r.kind == "line" and column.index in r.figures
        ]
        known = [a for a in amounts if a is not None]
        small = abs(printed - summed) <= tolerance(known, column)
        rule = TOTAL_ROUNDED if small else TOTAL_MISMATCH
        facts = {
            "table": title.text,
            "label": row.label.text or "an unlabelled total",
            "printed": Money(printed),
            "summed": Money(summed),
            "difference": Money(abs(printed - summed)),
        }
        out.append(rule.at(*cell.run.origins(), severity=Severity.INFO if small else None, **facts))
    return out


def _unproven_variances(reading: TableReading) -> dict[int, Diagnostic]:
    """Say of which lines, by their identity, the printed variance is not the difference of their figures."""
    lines = reading.of("line")
    columns = variance_columns(reading) if any(r.is_proven for r in lines) else None
    if columns is None:
        return {}
    found = {}
    for row in lines:
        v, p, r = [row.figures[c.index].amount if c.index in row.figures else None for c in columns]
        if row.is_proven or v is None or p is None or r is None:
            continue
        at = row.figures[columns[0].index].run.origins()
        said = VARIANCE_MISMATCH.at(*at, line=row.label.text, printed=Money(v), difference=Money(r - p))
        found[id(row)] = said
    return found


def _nameless(row: TypedRow) -> list[Diagnostic]:
    """Say that a line has no name, amid others that have one."""
    cells = [] if row.label else [c for c in row.figures.values() if c.amount is not None]
    reason = "no name stands beside it"
    return [AMOUNT_UNCERTAIN.at(*c.run.origins(), printed=c.run.text, reason=reason) for c in cells]


def _unlike_parts(reading: TableReading) -> dict[int, Diagnostic]:
    """Say of which lines, by their identity, the parts are not the printed sum, though those of other lines are."""
    whole = next((c for c in reading.figure_columns if c.is_sum), None)
    parts = [c for c in reading.figure_columns if whole and c.role is whole.role and c is not whole]
    if whole is None or len(parts) < 2:
        return {}
    sums = [(r, _parted(r, whole, parts)) for r in reading.of("line")]
    good = sum(s is not None and s[0] == s[1] for _, s in sums)
    found = {}
    for row, own in sums if good * 2 > len(sums) else ():
        if own is None or abs(own[0] - own[1]) <= tolerance(own, whole) * len(parts):
            continue
        at = row.figures[whole.index].run.origins()
        said = ROW_MISMATCH.at(*at, line=row.label.text, summed=Money(own[0]), printed=Money(own[1]))
        found[id(row)] = said
    return found


def _parted(row: TypedRow, whole: TypedColumn, parts: Sequence[TypedColumn]) -> tuple[Decimal, Decimal] | None:
    printed = row.figures[whole.index].amount if whole.index in row.figures else None
    amounts = [row.figures[c.index].amount for c in parts if c.index in row.figures]
    if printed is None or not amounts or any(a is None for a in amounts):
        return None
    return sum((a for a in amounts if a is not None), Decimal(0)), printed


def merged(readings: Sequence[TableReading], names: Sequence[Run]) -> TableReading:
    """Return one reading of tables that follow each other under headings, which become its groups."""
    rows: list[TypedRow] = []
    several = sum(bool(r.of("line")) for r in readings) > 1
    for reading, name in zip(readings, names, strict=True):
        for row in reading.rows:
            grouped = several and row.kind in ("line", "subtotal") and not row.group
            rows.append(attrs.evolve(row, group=name) if grouped else attrs.evolve(row))
    first = readings[0]
    out = TableReading(first.grid, first.columns, rows, is_money=True)
    out.dropped = [run for reading in readings for run in reading.grid.dropped]
    for reading in readings:
        out.proofs += reading.proofs
        out.faults += reading.faults
        out.role_assumed = out.role_assumed or reading.role_assumed
    return out
