"""The roles, units and periods of columns of sums: by words, by what is near, and by arithmetic."""

import itertools
import re
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import attrs

from pcc_report.model import Money, Period, Role
from pcc_report.recognise.columns import ROLES
from pcc_report.recognise.context import Context, role_of, year_of
from pcc_report.recognise.readings import CREDIT, TableReading, TypedCell, TypedColumn
from pcc_report.values.dates import find_dates, is_period
from pcc_report.values.money import find_scale, scan_cell
from pcc_report.vocabulary import Vocabulary

ROUNDING = Decimal(1)
"""How far lines may differ from their total by rounding, per unit of the last printed digit; see `tolerance`."""


def settle_roles(reading: TableReading, context: Context, vocabulary: Vocabulary) -> None:
    """Give each column of sums its role, unit and period, and say where nothing tells the role."""
    columns = reading.figure_columns
    totals = [c for c in reading.columns if c.kind == "total"]
    for column in totals:
        column.kind, column.is_sum = "figure", True
    columns = [c for c in reading.columns if c.kind == "figure"]
    for column in columns:
        if column.role in (None, Role.OTHER) and _is_change(reading, column, columns):
            column.role = Role.VARIANCE
            reading.proofs += 1
    _balances(columns, vocabulary)
    _costs_of_a_plan(reading, columns, vocabulary)
    open_columns = [c for c in columns if c.role is None]
    caption = next((r.role for r in reading.rows if r.role is not None and r.kind != "caption"), None)
    if open_columns:
        _roles_by_sums(reading, columns, vocabulary)
        open_columns = [c for c in columns if c.role is None]
    if open_columns:
        _roles_by_parts(reading, columns)
        open_columns = [c for c in columns if c.role is None]
    headed = next((c.heading.text for c in reading.columns if c.kind == "category"), "")
    own = ROLES.get(vocabulary.columns.whole(headed) or "")
    alike = len(columns) == 1 or all(c.period_scan is not None for c in columns)
    if alike and len(open_columns) == len(columns) and caption is None and own is not None:
        # "Payments" over the names of what was paid for
        for column in columns:
            column.role, column.is_own_role = own, True
        open_columns = []
    funded = _before_spend(reading, columns, open_columns)
    for column in open_columns:
        named = bool(column.heading.text) and not _is_plain_heading(column, vocabulary)
        told = caption or context.role or context.weak_role
        if caption is None and ((told in (Role.ACTUAL, None) and column in funded) or told is Role.INCOME):
            told = Role.ALLOCATED  # what came in, in accounts, is what others gave
        if told is not None:
            column.role = told
            said = any(c.is_own_role and c.role is told and c.period_scan is None for c in columns)
            if len(open_columns) < len(columns) and (named or (said and not column.heading and not column.is_sum)):
                reading.unknown_columns.append(column)
        else:
            column.role = Role.ALLOCATED if len(columns) == 1 else Role.OTHER
            reading.role_assumed = True
    weak = caption is None and (context.role is None or context.names_roles)
    bare = [c for c in open_columns if c.period_scan is None and not c.is_sum]
    unheaded = not any(c.heading for c in columns)
    if (weak or unheaded) and len(bare) > 1 and len(open_columns) == len(columns):
        reading.role_assumed = True  # words far from it cannot tell several columns apart
    _share_unit(reading)
    _credits(reading)
    _said_variances(reading)
    _settle_periods(reading, context)
    _not_yet_spent(reading, context)


def _not_yet_spent(reading: TableReading, context: Context) -> None:
    """Take what a year is to cost that is not over when the report is made for its budget, and say so.

    Words around a table that tell of spend tell it of the years that are over.
    """
    for column in reading.figure_columns:
        assumed = column.role is Role.ACTUAL and not column.is_own_role and column.period is not None
        if assumed and column.period is not None and context.is_before(column.period.end):
            column.role = Role.ALLOCATED
            if column not in reading.unknown_columns:
                reading.unknown_columns.append(column)


def take_role_of_total(reading: TableReading, vocabulary: Vocabulary) -> None:
    """Give a column whose role nothing around it tells the one that the label of its total does: "Total awarded"."""
    if not reading.role_assumed or len(reading.figure_columns) != 1:
        return
    labels = [r.label.text for r in reading.rows if r.kind in ("total", "subtotal") and r.label]
    roles = {role for label in labels if (role := role_of(label, vocabulary)) is not None}
    if len(roles) == 1 and roles <= _MAY_BE_TOLD:
        for column in reading.columns:
            if column.kind == "figure":
                (column.role,) = roles
        reading.role_assumed = False


_MAY_BE_TOLD = {Role.ALLOCATED, Role.ACTUAL, Role.FORECAST, Role.COMMITTED}


def _before_spend(
    reading: TableReading, columns: Sequence[TypedColumn], open_columns: Sequence[TypedColumn]
) -> Sequence[TypedColumn]:
    """Return the columns of what there was to spend: without a role, beside one that alone says it was spent.

    What was spent of it is then less or as much in nearly all rows of the largest of them.
    """
    spent = [c for c in columns if c.is_own_role and c.role is Role.ACTUAL]
    others = [c for c in columns if c not in spent and c.role is not None]
    if len(spent) != 1 or others or any(c.period_scan is not None for c in open_columns):
        return ()
    used = _amounts(reading, spent[0])
    for column in open_columns:
        pairs = [
            (x, y) for x, y in zip(_amounts(reading, column), used, strict=True) if x is not None and y is not None
        ]
        if len(pairs) > 1 and sum(y <= x for x, y in pairs) * 4 >= len(pairs) * 3:
            return open_columns
    return ()


def _balances(columns: Sequence[TypedColumn], vocabulary: Vocabulary) -> None:
    """Take columns headed "At 1 April 2022" and "At 31 March 2023" for what there was on those days, and no spend.

    The days alone head balances where what came in and what was spent stand beside them; "Balance 1.4.22" says so.
    """
    moved = {c.role for c in columns if c.is_own_role} >= {Role.INCOME, Role.ACTUAL}
    found = [c for c in columns if c.role is None and (said := _ON_A_DAY.match(c.heading.text)) and (said[1] or moved)]
    found += [c for c in columns if c.role is Role.VARIANCE and _is_held(c.heading.text, vocabulary)]
    if len({d.date for c in found for d in find_dates(c.heading.text) if d.date.day}) > 1:
        for column in found:
            column.role, column.is_own_role, column.is_to_date = Role.OTHER, True, True


def _is_held(heading: str, vocabulary: Vocabulary) -> bool:
    """Whether a heading names what there was on a day, and nothing else."""
    days = find_dates(heading)
    return len(days) == 1 and vocabulary.rows.whole(heading[: days[0].start].strip(" (")) == "held"


_ON_A_DAY = re.compile(r"((?:as\s)?at\s)?(?=\d{1,2}[\s./])", re.IGNORECASE)


def _costs_of_a_plan(reading: TableReading, columns: Sequence[TypedColumn], vocabulary: Vocabulary) -> None:
    """Give "Staff costs" and "Other costs" the role of the "Total grant" that they add up to, or of what else is in it.

    What something costs may be planned as well as paid; what stands under a total of plans is planned.
    """
    parts = [c for c in columns if c.role is Role.ACTUAL and c.period_scan is None and _is_price(c, vocabulary)]
    for whole in columns:
        planned = whole.is_own_role and whole.role in _PLANNED and vocabulary.rows.has(whole.heading.text, "total")
        sums = _beside_parts(reading, whole, parts) if planned and len(parts) > 1 else []
        if len(sums) > 1 and sum(abs(s - total) <= ROUNDING * len(parts) for s, total in sums) * 4 >= len(sums) * 3:
            for part in parts:
                part.role = whole.role
            reading.proofs += 1
            return
    given = [c for c in columns if c.is_own_role and c.role in _PLANNED and c.period_scan is None]
    plain = next((c for c in columns if c.is_sum and c.role is None), None)
    one = parts and plain is not None and len({c.role for c in given}) == 1
    if one and plain is not None and _adds_up(reading, plain, [*parts, *given]):
        for part in parts:
            part.role = given[0].role  # "Staffing costs", "Payments in kind" and "Other funds" make "Total"
        reading.proofs += 1


_PLANNED = (Role.ALLOCATED, Role.FORECAST, Role.COMMITTED)


def _is_price(column: TypedColumn, vocabulary: Vocabulary) -> bool:
    """Whether all that a heading says of money is that something costs it."""
    text = column.heading.text
    said = [h for h in vocabulary.columns.hits(text) if h.meaning == Role.ACTUAL]
    return bool(said) and all(vocabulary.rows.whole(text[h.start : h.end]) == "price" for h in said)


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
    for cell in _variances(reading):
        if cell.scan.money is not None or cell.scan.alternative is None or not CREDIT.search(cell.run.text):
            continue
        money = Money(-abs(cell.scan.alternative.amount), cell.scan.alternative.currency)
        cell.scan = attrs.evolve(cell.scan, money=money, alternative=None, doubt="")
        cell.mended, cell.doubt = "Cr is a credit, a negative variance", ""


def _said_variances(reading: TableReading) -> None:
    """Take "£520 under" in a column of variances for its sum: the word says which way, and is no doubt."""
    for cell in _variances(reading):
        if cell.scan.money is not None and cell.scan.doubt and _WAY.search(cell.run.text):
            cell.scan, cell.doubt = attrs.evolve(cell.scan, alternative=None, doubt=""), ""


def _variances(reading: TableReading) -> list[TypedCell]:
    """Return the cells of the columns of variances."""
    columns = [c.index for c in reading.columns if c.role is Role.VARIANCE]
    return [row.figures[j] for j in columns for row in reading.rows if j in row.figures]


_WAY = re.compile(r"\d\s+\(?(?:over|under)(?:\s?-?spen[dt])?\)?\Z", re.IGNORECASE)


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


def _is_change(reading: TableReading, column: TypedColumn, columns: Sequence[TypedColumn]) -> bool:
    """Whether a column of no period says by how much the sums of one period differ from those of another.

    What the two come to is their difference where one of them is nil in every row, and says nothing.
    """
    dated = [c for c in columns if c.period_scan is not None and c.role is not Role.VARIANCE]
    if column.period_scan is not None or len(dated) < 2:
        return False
    amounts = _amounts(reading, column)
    for a, b in itertools.combinations([_amounts(reading, c) for c in dated], 2):
        nil = all(not x or not y for x, y in zip(a, b, strict=True))
        if not nil and _differs(a, b, amounts):
            return True
    return False


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
    whole = None
    for c in columns:
        if c in parts or c.role is Role.VARIANCE:
            continue
        rows = _beside_parts(reading, c, parts)
        if len(rows) >= 2 and sum(abs(s - v) <= ROUNDING * len(parts) for s, v in rows) * 3 >= len(rows) * 2:
            whole = c
            break
    has_budget = any(c.role is Role.ALLOCATED and c not in parts and c is not whole for c in columns)
    role = (whole.role if whole else None) or next((p.role for p in parts if p.role not in _OF_ONE_PART), None)
    if role is None and has_budget:
        role = Role.ACTUAL
    if whole is not None and role is not None:
        whole.role = whole.role or role
        reading.proofs += 1
        if any(p.role is Role.FORECAST for p in parts) and not all(p.role is Role.FORECAST for p in parts):
            # a year is forecast where some of its quarters are, and the others are past
            role = Role.ACTUAL
            whole.role = whole.role if whole.is_own_role else Role.FORECAST
    for p in parts:
        if p.role is None and role is not None and role is not Role.VARIANCE:
            p.role = role


_OF_ONE_PART = (None, Role.MATCH_FUNDING)
"""What tells nothing of the parts beside it, nor of their sum: "In kind"."""


def _beside_parts(
    reading: TableReading, whole: TypedColumn, parts: Sequence[TypedColumn]
) -> list[tuple[Decimal, Decimal]]:
    """Return, for each row that has a figure in *whole*, what its figures in *parts* come to, and that figure."""
    by_row = zip(*(_amounts(reading, p) for p in parts), strict=True)
    beside = zip(by_row, _amounts(reading, whole), strict=True)
    return [(sum((f or Decimal(0) for f in figures), Decimal(0)), v) for figures, v in beside if v is not None]


def dated_rows(reading: TableReading) -> None:
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


def _comes_to(reading: TableReading, whole: TypedColumn, parts: Sequence[TypedColumn]) -> bool:
    """Whether a column is the sum of others in its rows, whose periods all lie in its own."""
    inside = whole.period is not None and all(p.period is not None and whole.period.contains(p.period) for p in parts)
    return inside and _adds_up(reading, whole, parts)


def _adds_up(reading: TableReading, whole: TypedColumn, parts: Sequence[TypedColumn]) -> bool:
    """Whether a column is the sum of others in nearly all of its rows."""
    sums = _beside_parts(reading, whole, parts)
    return len(sums) > 1 and sum(s == total for s, total in sums) * 4 >= len(sums) * 3


_BARE_YEAR = re.compile(r"(?<![0-9/–-])(?:19|20)[0-9]{2}(?![0-9/–-])")


def _date_bare_years(reading: TableReading, columns: Sequence[TypedColumn], context: Context) -> None:
    """Give columns headed "2017" and "Total 2016", as accounts have them, the years that end as the report's own does.

    Where the report has no year of its own that ends in one of them, nobody can tell, and that is said.
    """
    found = {c.index: _BARE_YEAR.findall(c.heading.text) for c in columns if c.period_scan is None}
    years = {index: int(said[0]) for index, said in found.items() if len(said) == 1}
    if len(set(years.values())) < 2:
        return
    own = context.period
    is_year = own is not None and own.start.replace(year=own.start.year + 1) == own.end + timedelta(days=1)
    for column in columns:
        if column.index not in years:
            continue
        if own is None or not is_year or own.end.year not in years.values():
            reading.unknown_columns.append(column)
            continue
        back = own.end.year - years[column.index]
        column.period = Period(own.start.replace(year=own.start.year - back), own.end.replace(year=own.end.year - back))


def _financial_year_of(period: Period | None) -> int | None:
    """Return the financial year in which a period begins; None for one that begins in winter and runs beyond it."""
    if period is None:
        return None
    year = year_of(period.start)
    begins_in_it = year == period.start.year
    return year if begins_in_it or period.end <= Period.financial_year(year).end else None


def _settle_periods(reading: TableReading, context: Context) -> None:
    """Give figures a period only where the table has several of one role."""
    year = _financial_year_of(context.period)
    columns = [c for c in reading.columns if c.kind == "figure"]
    _date_bare_years(reading, columns, context)
    for column in columns:
        scan = column.period_scan
        if scan is None:
            continue
        column.period = scan.period
        if (scan.period is None or not scan.year_known) and year is not None:
            column.period = context.resolve(scan)
    for column in columns:
        balance = column.role in (Role.OTHER, Role.VARIANCE)  # of a day, whatever year it ends
        if column.is_to_date and (balance or sum(c.role is column.role for c in columns) == 1):
            column.period = None
    quarters = [c for c in columns if c.period_scan is not None and c.period_scan.kind == "quarter"]
    for column in columns:
        if column not in quarters and len(quarters) > 1 and _comes_to(reading, column, quarters):
            column.period = None  # what quarters come to is of the whole table
    for whole in columns:
        parts = [c for c in columns if c.role is whole.role and c.period is None and c.period_scan is None]
        if whole.period is not None and len(parts) > 1 and _adds_up(reading, whole, parts):
            for column in parts:
                column.period = whole.period  # "Staff costs" and "Direct costs" make "Total 2022"
    by_role: dict[Role | None, set[Period | None]] = {}
    for column in columns:
        by_role.setdefault(column.role, set()).add(column.period)
    every = {c.period for c in columns if c.period is not None}
    if reading.grid.how == "two-years" and context.period not in every:
        columns[0].period = context.period  # the report's own year stands before the bracket with the year before
        by_role = {role: {c.period for c in columns if c.role is role} for role in by_role}
    for column in columns:
        if len(by_role[column.role]) < 2 and len(every) < 2:
            column.period = None
