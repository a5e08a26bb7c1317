"""Totals, sub-totals, allocations and groups among the rows of a table, by label, position and what adds up."""

import re
from collections.abc import Sequence
from decimal import Decimal

from pcc_report.layout import EMPTY
from pcc_report.model import Role
from pcc_report.recognise.columns import LABEL_KINDS
from pcc_report.recognise.context import role_of
from pcc_report.recognise.readings import TableReading, TypedColumn, TypedRow
from pcc_report.vocabulary import Vocabulary, fold

_LONGEST_LABEL = 200

_ROUNDED_FROM = 1000
"""Pounds below which nobody rounds: small sums add up exactly, or not at all."""


def settle_rows(reading: TableReading, vocabulary: Vocabulary) -> None:
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
    lines = [r for r in reading.rows if r.kind == "line"]
    several = sum(not r.label for r in lines) > 1
    has_total = any(r.kind == "total" for r in reading.rows)
    start = 0
    for i, row in enumerate(reading.rows):
        if row.kind in ("group", "subtotal"):
            start = i + 1
        if row.kind != "line":
            continue
        above = [r for r in reading.rows[:i] if r.kind == "line"]
        below = [r for r in reading.rows[i + 1 :] if r.kind == "line"]
        if row.label:
            is_sum = not below and not has_total and len(above) > 1
            if is_sum and _matching(row, above, reading) == len(reading.figure_columns):
                row.kind = "total"
            continue
        part = [r for r in reading.rows[start:i] if r.kind == "line"]
        if not above:
            if below and _matching(row, below, reading):
                row.kind = "total"
        elif _matching(row, part, reading) or (several and _repeats(row, part, reading)):
            ends = not below and not has_total and (len(part) == len(above) or _matching(row, above, reading))
            row.kind = "total" if ends else "subtotal"
        elif len(above) > 1 and (not below or _matching(row, above, reading)):
            row.kind = "total"
        if row.kind != "line":
            start = i + 1


def _repeats(row: TypedRow, parts: Sequence[TypedRow], reading: TableReading) -> bool:
    """Whether a row without a label says again what the one line above it says: the sub-total of a group of one."""
    if len(parts) != 1:
        return False
    both = [
        [r.figures[c.index].amount or Decimal(0) for c in reading.figure_columns if c.index in r.figures]
        for r in (row, parts[0])
    ]
    return both[0] == both[1] and any(both[0])


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
            before = [r for r in reading.rows[: reading.rows.index(row)] if r.kind == "line"]
            row.group = row.group or (before[-1].group if before else EMPTY)


def prove_rows(reading: TableReading) -> None:
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
