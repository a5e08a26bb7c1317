"""Totals, sub-totals, allocations and groups among the rows of a table, by label, position and what adds up."""

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal

from pcc_report.layout import EMPTY, GridRow
from pcc_report.model import Role
from pcc_report.recognise.columns import LABEL_KINDS
from pcc_report.recognise.context import role_of
from pcc_report.recognise.readings import TableReading, TypedCell, TypedColumn, TypedRow
from pcc_report.recognise.tally import Tally, tolerance
from pcc_report.values.dates import find_periods
from pcc_report.vocabulary import Vocabulary, words_of

_LONGEST_LABEL = 200


def settle_rows(reading: TableReading, vocabulary: Vocabulary) -> None:
    """Tell totals, sub-totals, allocations and groups, by labels first and then by what adds up."""
    _allocation_rows(reading, vocabulary)
    _leading_subtotals(reading)
    _unlabelled_totals(reading)
    _sums_of_groups(reading)
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
            if row.kind == "total" and _matching(row, Tally(columns, lines[:n]), reading):
                continue  # "Total allocated" is what the lines come to
            row.kind = "allocation" if role is Role.ALLOCATED else row.kind
            row.role = role
            if role is Role.VARIANCE:
                row.kind = "variance"


def _is_about_money(label: str, vocabulary: Vocabulary) -> bool:
    """Whether a row's label says only what money it is: "PCC Allocation", "Grant received"."""
    if len(label) > _LONGEST_LABEL:
        return False
    label = re.sub(r"\([^()]*\)", "", label)
    for scan in reversed(find_periods(label)):
        label = _JOINT.sub(" ", label[: scan.start]) + label[scan.end :]
    words = words_of(label)
    covered = sum(h.words for h in vocabulary.columns.hits(label)) + sum(h.words for h in vocabulary.bodies.hits(label))
    return covered * 2 >= len(words) and len(words) <= 8


_JOINT = re.compile(r"\s+(?:for|in|of)(?:\s+the)?\s+\Z", re.IGNORECASE)
"""What joins a year to what is said of it: "Allocation for 2017/18"."""


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
    columns = reading.figure_columns
    lines = [r for r in reading.rows if r.kind == "line"]
    several = sum(not r.label for r in lines) > 1
    has_total = any(r.kind == "total" for r in reading.rows)
    above, part = Tally(columns), Tally(columns)
    is_headed = False
    for row in reading.rows:
        if row.kind in ("group", "subtotal"):
            part = Tally(columns)
            is_headed = row.kind == "group"
        if row.kind != "line":
            continue
        below = row is not lines[-1]
        if row.label:
            is_sum = not below and not has_total and above.rows > 1
            if is_sum and _matching(row, above, reading) == len(columns):
                row.kind = "total"
        elif not above.rows:
            labelled = Tally(columns, (r for r in lines if r.label))
            if labelled.rows > 1 and (_matching(row, labelled, reading) or _repeats(row, labelled, reading)):
                row.kind = "total"
        elif of_part := _borne_out(row, part, reading, may_repeat=several or has_total or is_headed):
            # of the last group alone, or of all groups: the better borne out
            of_all = part.rows == above.rows or _matching(row, above, reading) >= of_part
            row.kind = "total" if of_all and not below and not has_total else "subtotal"
        elif above.rows > 1 and (not below or _matching(row, above, reading)):
            row.kind = "total"
        if row.kind != "line":
            part = Tally(columns)
            continue
        above.add(row)
        part.add(row)


def _borne_out(row: TypedRow, parts: Tally, reading: TableReading, *, may_repeat: bool) -> int:
    """Return in how many columns a row is the sum of *parts*, or the same again as their only line."""
    repeats = may_repeat and bool(parts.rows) and _repeats(row, parts, reading)
    return max(_matching(row, parts, reading), len(row.figures) if repeats else 0)


def _repeats(row: TypedRow, parts: Tally, reading: TableReading) -> bool:
    """Whether a row without a label says what *parts* do, as the sub-total of one line does, or of nothing at all."""
    printed = {c.index: row.figures[c.index].amount for c in reading.figure_columns if c.index in row.figures}
    same = all(parts.of(c).total == (printed.get(c.index) or 0) for c in reading.figure_columns)
    return same and any(amount is not None for amount in printed.values())


def _matching(row: TypedRow, parts: Tally, reading: TableReading) -> int:
    """Return in how many columns a row is the sum of *parts*."""
    found = 0
    for column in reading.figure_columns:
        printed = row.figures[column.index].amount if column.index in row.figures else None
        addends = parts.of(column)
        if printed and addends.count > 1 and abs(addends.total - printed) <= addends.tolerance(column):
            found += 1
    return found


def _sums_of_groups(reading: TableReading) -> None:
    """Cut the sum in brackets from the name of a group, "Forest (£9,792)", and take it for the sub-total that it is."""
    columns = reading.figure_columns
    rows = list(reading.rows)
    for k, row in enumerate(rows):
        match = _NAMED_SUM.search(row.label.text) if row.kind == "group" and len(columns) == 1 else None
        if match is None or len(row.label.sums) != 1:
            continue
        (column,), (said,) = columns, row.label.sums
        below = itertools.takewhile(lambda r: r.kind in ("line", "empty"), rows[k + 1 :])
        lines = Tally(columns, [r for r in below if r.kind == "line"])
        if said.money is not None and lines.rows and lines.of(column).total == said.money.amount:
            cell = TypedCell(row.label.cut(said.start, said.end), said)
            told = TypedRow("leading", GridRow([]), row.label.cut(0, match.start()), {column.index: cell})
            told.is_proven = True
            reading.rows.insert(reading.rows.index(row) + 1, told)
        row.label = row.label.cut(0, match.start())


_NAMED_SUM = re.compile(r"(?:\s+\(£[\d,.]+\)|\s*(?:[:–—]|\s-)\s*£[\d,.]+)\Z")
_COUNTED = re.compile(r"(?:[A-Z]|\d{1,2})[.)]\s+(?=[^\W\d_])")
"""The letter or number of a group."""


def _groups(reading: TableReading) -> None:
    group = EMPTY
    column = next((c.index for c in reading.columns if c.kind == "group"), None)
    last = EMPTY
    several = sum(r.kind == "group" and _COUNTED.match(r.label.text) is not None for r in reading.rows) > 1
    filled = max((k for k, r in enumerate(reading.rows) if r.kind != "empty"), default=0)
    for k, row in enumerate(reading.rows):
        if column is not None and row.kind == "line":
            last = row.row.cells[column] or last
            if not row.row.cells[column]:
                row.group = last
        if row.kind == "group":
            if k == filled:
                row.kind = "note"
            else:
                group = (
                    row.label.cut(counted.end())
                    if several and (counted := _COUNTED.match(row.label.text))
                    else row.label
                )
        elif row.kind in ("line", "subtotal"):
            row.group = group or row.group
            if row.kind == "subtotal":
                row.group = row.group or last
                group = EMPTY


def _check_totals(reading: TableReading) -> None:
    """Compare every total with its lines: all of them, those since the last one, or the sub-totals and the rest."""
    columns = reading.figure_columns
    everything = Tally(columns, reading.of("line"))
    lines, subtotals, marks = Tally(columns), Tally(columns), Tally(columns)
    since_mark, since = Tally(columns), Tally(columns)
    for row in reading.rows:
        if row.kind == "line":
            for tally in (lines, since_mark, since):
                tally.add(row)
        elif row.kind == "group":
            since = Tally(columns)
        elif row.kind in ("total", "subtotal"):
            # of a grand total the parts are the marks above, and the lines that stand under none
            near, wide = (since, since_mark), (lines, subtotals, marks + since_mark)
            choices = (*near, *wide) if row.kind == "subtotal" else (*wide, *near)
            _compare(row, [c for c in choices if c.rows] if lines.rows else [everything], reading)
            marks.add(row)
            if row.kind == "subtotal":
                subtotals.add(row)
            since_mark, since = Tally(columns), Tally(columns)
    _demote_totals(reading)


def _compare(row: TypedRow, choices: Sequence[Tally], reading: TableReading) -> None:
    best: tuple[int, int] | None = None
    for parts in choices:
        good = bad = 0
        mismatch: dict[int, tuple[Decimal, Decimal]] = {}
        for column in reading.figure_columns:
            if column.index not in row.figures:
                continue
            printed = row.figures[column.index].amount
            addends = parts.of(column)
            if printed is None or not addends.count:
                continue
            summed = addends.total
            if abs(summed - printed) <= addends.tolerance(column):
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
    totals = [(k, r) for k, r in enumerate(reading.rows) if r.kind == "total"]
    if len(totals) < 2:
        return
    position, last = totals[-1]
    last_line = max((k for k in range(position) if reading.rows[k].kind == "line"), default=-1)
    for k, row in totals[:-1]:
        if k < last_line or last.is_proven:
            row.kind = "subtotal"
            before = next((r for r in reversed(reading.rows[:k]) if r.kind == "line"), None)
            row.group = row.group or (before.group if before else EMPTY)


def prove_rows(reading: TableReading) -> None:
    """Count the lines whose own figures bear out their roles: actual - allocated = variance."""
    columns = variance_columns(reading)
    if columns is None:
        return
    for row in reading.rows:
        if is_difference(row, columns):
            row.is_proven = True
            reading.proofs += 1


def variance_columns(reading: TableReading) -> tuple[TypedColumn, TypedColumn, TypedColumn] | None:
    """Return the columns of the variance, of the plan, and of what the variance is from it.

    Of what was spent so far and what is expected to be spent, that which is right in more rows.
    """
    by_role = {c.role: c for c in reading.figure_columns if c.period is None}
    variance, plan = by_role.get(Role.VARIANCE), by_role.get(Role.ALLOCATED)
    real = [by_role[role] for role in (Role.ACTUAL, Role.FORECAST) if role in by_role]
    if variance is None or plan is None or not real:
        return None
    rivals = [(variance, plan, column) for column in real]
    return max(rivals, key=lambda three: sum(is_difference(row, three) for row in reading.rows))


def is_difference(row: TypedRow, columns: tuple[TypedColumn, TypedColumn, TypedColumn]) -> bool:
    """Whether a row prints the difference of its plan and what became of it, up to the sign and rounding."""
    amounts = [row.figures[c.index].amount if c.index in row.figures else None for c in columns]
    known = [a for a in amounts if a is not None]
    if len(known) < len(columns):
        return False
    variance, plan, real = known
    return abs(abs(real - plan) - abs(variance)) <= tolerance(known, columns[-1]) * 2
