"""What a column holds, by its heading and its cells."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from pcc_report.layout import GridRow, Run, is_numeric, is_void
from pcc_report.layout.outline import is_prompt
from pcc_report.model import Period, Role
from pcc_report.recognise.context import LEVELS, Context, leading
from pcc_report.recognise.readings import TypedColumn
from pcc_report.values.dates import ScannedPeriod, find_dates, heading_period, is_period
from pcc_report.values.money import find_scale, scan_cell
from pcc_report.vocabulary import Vocabulary
from pcc_report.vocabulary.governing import governing

ROLES = {r.value: r for r in Role}

LABEL_KINDS = ("category", "recipient", "description", "group")


def typed_column(
    j: int,
    heading: Run,
    cells: Sequence[Run],
    context: Context,
    vocabulary: Vocabulary,
    kinds: dict[int, str] | None,
    unit: int | None = None,
) -> TypedColumn:
    """Return what column *j* holds, by its heading, its cells and, of a form, the kind that its label tells."""
    column = TypedColumn(j, heading, "category")
    text = _unbroken(heading.text, vocabulary)
    own = find_scale(text) or unit
    column.has_unit = own is not None
    column.scale = own or 1
    scale = context.scale
    if scale is None and not any("£" in c.text for c in cells):
        scale = context.unsigned_scale
        column.unsure_scale = context.unsure_scale if own is None and not _has_pence(cells) else None
    if own in (None, 1) and scale and scale > 1:
        if any(_EXACT.search(c.text) for c in cells):
            column.unsure_scale = scale
        else:
            column.scale, column.has_unit = scale, True
    meaning = (kinds or {}).get(j) or column_meaning(text, vocabulary, cells)
    if is_prompt(text, vocabulary):
        meaning = "outcome"
    share = _numeric_share(cells)
    figures = [c for c in cells if c and _is_sum(c.text)]
    percent = sum("%" in c.text for c in cells if c)
    if percent * 2 > sum(map(bool, cells)) and percent:
        column.kind = "percent"
    elif meaning in ROLES or meaning == "money":
        column.kind = "figure"
        column.role = ROLES.get(meaning)
        column.is_own_role = column.role is not None
        if column.role is Role.ACTUAL and context.is_in_year and _is_outturn(text, vocabulary):
            column.role = Role.ACTUAL if context.is_over(heading_period(text)) else Role.FORECAST
        if column.role is None and vocabulary.rows.has(text, "total"):
            column.kind = "total"
        unused = not any(cells) and heading_period(text) is not None  # a year for which nothing is printed
        if share < 0.3 and cells and not figures and not unused:
            column.kind = "description" if meaning not in ROLES or j else "category"
            column.role = None
    elif meaning in ("count", "reference", "date", "percent", "status", "target", "indicator", "outcome"):
        column.kind = meaning
        if meaning in ("target", "outcome") and share > 0.6 and "£" in text:
            column.kind = "figure"  # "Last year (£)" holds pounds, whatever else is measured by last year
        if meaning not in ("reference", "percent", "status") and share > 0.8 and any("£" in c.text for c in cells):
            column.kind = "figure"
    elif meaning == "description" and figures and not _are_sums(cells):
        column.kind = meaning  # a dash for no comment, and a comment that begins with a sum
    elif meaning == "recipient" and share == 1 and all(c.text.isdigit() for c in cells if c):
        column.kind = "count"  # "Beneficiaries" over numbers: how many got it, and not who
    elif figures and share >= 0.6 and j > 0:
        column.kind = "total" if vocabulary.rows.has(text, "total") else "figure"
    elif figures and share >= 0.6 and any("£" in c.text for c in cells):
        column.kind = "figure"
    elif share == 1 and j > 0 and is_period(text):
        column.kind = "figure"  # a year in which nothing was spent: a dash in each row
    elif _share_of([c.text for c in cells if c], _is_code) > 0.6:
        column.kind = "reference"
    elif meaning in LABEL_KINDS:
        column.kind = meaning
    else:
        column.kind = "label"
    if column.kind in ("figure", "total"):
        scan = column.period_scan = heading_period(text) or _year_meant(text, context, vocabulary)
        column.is_to_date = scan is not None and _is_end(text, scan, vocabulary)
    return column


def _year_meant(heading: str, context: Context, vocabulary: Vocabulary) -> ScannedPeriod | None:
    """Return the report's year for "This year", and the one before for "Last year"."""
    meaning, year = vocabulary.rows.whole(_UNIT.sub("", heading)), context.period
    if meaning not in _YEARS_BACK or year is None or year != Period.financial_year(year.start.year):
        return None
    return ScannedPeriod(0, len(heading), Period.financial_year(year.start.year - _YEARS_BACK[meaning]))


_YEARS_BACK = {"this_year": 0, "last_year": 1}


def _is_outturn(heading: str, vocabulary: Vocabulary) -> bool:
    """Whether a heading says what a year comes to, and not that it is over: an outturn before its end is a forecast."""
    return vocabulary.rows.has(heading, "outturn") and not vocabulary.rows.has(heading, "over")


def _has_pence(cells: Sequence[Run]) -> bool:
    """Whether the sums of a column are pounds and pence."""
    sums = [c.text for c in cells if _is_sum(c.text)]
    return bool(sums) and all(_PENCE.search(t) for t in sums)


_EXACT = re.compile(r"\d,\d{3}\.\d\d\)?\Z")
"""A sum of thousands with its pence, which nobody prints in thousands."""
_PENCE = re.compile(r"\.\d\d\)?\Z")


_CUT = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,}) ([a-z]{1,4})(?![^\W\d_])")


def _unbroken(text: str, vocabulary: Vocabulary) -> str:
    """Join the parts of a word too long for its narrow cell, "Allocatio" / "n": only the whole is a word of columns."""

    def joined(cut: re.Match[str]) -> str:
        is_word = vocabulary.columns.whole(cut[1] + cut[2]) and not vocabulary.columns.whole(cut[1])
        return cut[1] + cut[2] if is_word else cut[0]

    return _CUT.sub(joined, text)


def _is_end(text: str, scan: ScannedPeriod, vocabulary: Vocabulary) -> bool:
    """Whether a heading names the end of what its sums cover, "Claimed to Q3", and no span of their own."""
    if scan.kind in ("to_date", "quarter", "half", "months"):
        for hit in vocabulary.rows.hits(text):
            gap = text[hit.end : scan.start] if hit.end <= scan.start else text[scan.end : hit.start]
            if hit.meaning == "until" and not gap.strip(" ()"):
                return True
    return scan.kind == "to_date"


def column_meaning(text: str, vocabulary: Vocabulary, cells: Sequence[Run] = ()) -> str:
    """Return what a heading says its column holds: the kind of money it names, else the longest phrase."""
    if not text:
        return ""
    plain = _UNIT.sub("", text).strip()
    if own := Role.VARIANCE if _PLUS_MINUS.fullmatch(plain) else vocabulary.columns.whole(plain):
        return own
    found = vocabulary.columns.hits(text)
    if "%" in text and any(h.meaning in ROLES or h.meaning == "percent" for h in found):
        return "percent"
    hits = governing(text, found, LEVELS)
    strong = [h for h in hits if h.meaning != "money"] or hits
    roles = [h for h in strong if h.meaning in ROLES]
    others = [h for h in strong if h.meaning not in ROLES]
    if roles and any(h.meaning == "target" for h in others) and _are_money(text, cells):
        others = [h for h in others if h.meaning != "target"]  # "Last year's spend", and no result to be compared
    if roles and not any(h.meaning in ("percent", "target", "indicator") or h.words > 1 for h in others):
        return leading(roles).meaning
    best = ""
    most = 0
    for hit in strong:
        if hit.words >= most:
            best, most = hit.meaning, hit.words
    return best


_UNIT = re.compile(r"\(\s*£[^()]*\)|£(?:m|k|0{3}s?|'000s?)?\s*\Z")
_PLUS_MINUS = re.compile(r"(?=.*\+)[\s()/+\-–−]+")


def _are_money(heading: str, cells: Sequence[Run]) -> bool:
    """Whether most numbers of a column are printed as money is, or its heading has the sign."""
    texts = [c.text for c in cells if any(map(str.isdigit, c.text))]
    return "£" in heading or (bool(texts) and sum(bool(_SIZED.search(t)) for t in texts) * 2 > len(texts))


_SIZED = re.compile(r"£|\d,\d{3}|\.\d\d\)?\Z")


def _numeric_share(cells: Sequence[Run]) -> float:
    filled = [c for c in cells if c]
    return sum(is_numeric(c.text) for c in filled) / len(filled) if filled else 0.0


def _are_sums(cells: Sequence[Run]) -> bool:
    """Whether most cells of a column, but for its dashes, are numbers from end to end."""
    said = [c for c in cells if c and not is_void(c.text)]
    return _numeric_share(said) * 2 > 1


def _is_sum(text: str) -> bool:
    scan = scan_cell(text) if len(text) < 60 else None
    return scan is not None and scan.kind == "sum"


def settle_labels(columns: list[TypedColumn], body: Sequence[GridRow], vocabulary: Vocabulary) -> None:
    """Decide which label columns name the category, the recipient, the description and the group."""
    labels = [c for c in columns if c.kind in ("label", *LABEL_KINDS)]
    _named_once(labels, body, vocabulary)
    _areas_of_bodies(labels, body)
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
        if "recipient" not in kinds and _share_of(cells, lambda t: _is_body(t, vocabulary)) >= 0.5:
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
        order = ("description", "group", "recipient")
        if "recipient" in kinds and any(c.kind == "description" and _says_again(c, body) for c in labels):
            order = ("recipient", "group", "description")
        for kind in order:
            chosen = next((c for c in labels if c.kind == kind), None)
            if chosen is not None:
                chosen.kind = "category"
                break
    seen: set[str] = set()
    for column in labels:
        if column.kind == "category" and column.kind in seen and not any(c.kind == "description" for c in labels):
            column.kind = (
                "description" if _explains(column, labels, body) else "other"
            )  # "What it is for", by a project
        elif column.kind in seen:
            column.kind = "other"
        seen.add(column.kind)


def _explains(column: TypedColumn, labels: Sequence[TypedColumn], body: Sequence[GridRow]) -> bool:
    """Whether a column tells more in each row than the one that names it."""
    name = next(c for c in labels if c.kind == "category")
    pairs = [(r.cells[name.index].text, r.cells[column.index].text) for r in body]
    told = [(a, b) for a, b in pairs if a and b]
    return len(told) > 1 and sum(len(b) > len(a) for a, b in told) * 4 >= len(told) * 3


def _named_once(labels: Sequence[TypedColumn], body: Sequence[GridRow], vocabulary: Vocabulary) -> None:
    """Take a first column for groups, each named once, or in row after row, where the next column names all rows."""
    rows = [r for r in body if len(r.filled) > 1 and any(is_numeric(t) for t in r.texts[1:] if t)]
    lines = [r for r in rows if not vocabulary.rows.has(r.texts[0], "total", "subtotal")]
    if any(vocabulary.rows.has(r.texts[0], "subtotal") for r in rows) or len(rows) - len(lines) > _TWO:
        rows = lines  # a sub-total of each group is no name of one
    if len(labels) < 2 or len(rows) < _LEAST_NAMED or labels[0].index != 0:
        return
    first, second = ([r.cells[c.index].text for r in rows] for c in labels[:2])
    named, full = sum(map(bool, first)) / len(rows), sum(map(bool, second)) / len(rows)
    names = [text for text in first if text]
    heads = sum(text != above for above, text in pairwise(["", *names])) / len(rows)
    distinct = len(set(second)) >= _FULL * len(rows)
    several = all(c.kind == "category" for c in labels[:2])  # "Priority" and "Project"
    again = (
        heads <= (_SPARSE if several else _AGAIN)
        and len(names) > heads * len(rows)
        and distinct
        and labels[0].kind != "recipient"
    )
    if again or (named <= _SPARSE and full >= _FULL and first[0] and second[0]):
        labels[0].kind = "group"
        if labels[1].kind not in LABEL_KINDS:
            labels[1].kind = "category"


def _areas_of_bodies(labels: Sequence[TypedColumn], body: Sequence[GridRow]) -> None:
    """Take the first of two columns that may each name who got it for groups, where it says the same over several rows.

    As a column of areas does beside one of organisations, or merged over their rows.
    """
    named = [c for c in labels if c.kind == "recipient"]
    rows = [r for r in body if any(is_numeric(t) for t in r.texts[1:] if t)]
    if len(named) != _TWO or any(c.kind == "group" for c in labels):
        return
    first, second = ([text for r in rows if (text := r.cells[c.index].text)] for c in named)
    heads = sum(text != above for above, text in pairwise(["", *first]))
    if len(rows) >= _LEAST_NAMED and heads < _FULL * len(rows) and len(set(second)) >= _FULL * len(rows):
        named[0].kind = "group"


_TWO = 2
_LEAST_NAMED = 4

_SPARSE = 0.75

_FULL = 0.85
"""Shares of rows: a column of groups fills fewer, one of names nearly all (a total fills the first alone)."""

_AGAIN = 0.5
"""The share of rows at which a column that says the same over several rows begins a new group."""


def _says_again(column: TypedColumn, body: Sequence[GridRow]) -> bool:
    """Whether a column says the same in several rows, so that it cannot be what tells them apart."""
    cells = [text for r in body if (text := r.cells[column.index].text)]
    return len(set(cells)) < _FULL * len(cells)


def _is_code(text: str) -> bool:
    """Whether a cell is the number of a decision or a date, which is the name of nothing."""
    return _CODE.fullmatch(text) is not None or any(
        d.start == 0 and d.end == len(text) for d in find_dates(text[:_LONGEST_CODE])
    )


_CODE = re.compile(r"(?=[^\s]{2,20}\Z)(?=.*[0-9])(?=.*[A-Z/\-])[A-Z]{0,8}[A-Z0-9/._\-]+")
_LONGEST_CODE = 40


def _not_over_lines(labels: Sequence[TypedColumn], body: Sequence[GridRow], vocabulary: Vocabulary) -> None:
    """Take a column headed "Group" that names another body in each row for those who got the money.

    Where headings stand over the lines already, it need not be known what the names are.
    """
    headed = sum(row.is_spanning for row in body) > 1
    for column in labels:
        cells = [r.cells[column.index].text for r in body if len(r.filled) > 1 and r.cells[column.index]]
        apart = column.kind == "group" and len(cells) > 2 and len(set(cells)) == len(cells)
        if apart and (headed or _share_of(cells, lambda t: _is_body(t, vocabulary)) > 0.5):
            column.kind = "recipient"
            return


def _is_body(text: str, vocabulary: Vocabulary) -> bool:
    return bool(vocabulary.bodies.hits(text)) and len(text.split()) <= 12


def _share_of(items: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, items)) / len(items) if items else 0.0


def find_counts(columns: Sequence[TypedColumn], body: Sequence[GridRow], vocabulary: Vocabulary) -> None:
    """Take a column of small numbers beside one of money, that nothing says are pounds, for a count of things.

    "Awarded" may head either: where the sums beside it have their pound signs, small numbers with none are no sums.
    Without money beside them, numbers under "Planned" and "Reached" are counts if none of them need be a sum.
    """
    figures = [c for c in columns if c.kind == "figure"]
    money = [c for c in figures if _is_surely_money(c, body)]
    if not money and any(_is_countable(c, vocabulary) for c in figures):
        if all(_may_count(c, body, vocabulary) for c in figures):
            for column in figures:
                column.kind, column.role, column.is_own_role = "count", None, False
        return
    signed = [c for c in money if _is_signed(c, body)]
    for column in figures:
        if column in money or not money or not column.heading or column.has_unit or column.period_scan is not None:
            continue
        cells = [r.cells[column.index].text for r in body if r.cells[column.index]]
        amounts = [s.money.amount for t in cells if (s := scan_cell(t[:40])) and s.money]
        if not any(amounts) or max(map(abs, amounts)) >= _FEW:
            continue
        whole = all(text.isdigit() or not any(map(str.isdigit, text)) for text in cells)
        if column.role is None or (signed and whole and _tells_of_things(column.heading.text, vocabulary)):
            column.kind, column.role, column.is_own_role = "count", None, False


def _is_countable(column: TypedColumn, vocabulary: Vocabulary) -> bool:
    return vocabulary.prompts.whole(column.heading.text) == "countable"


def _may_count(column: TypedColumn, body: Sequence[GridRow], vocabulary: Vocabulary) -> bool:
    """Whether a column holds small whole numbers under a heading that says nothing of money."""
    hits = vocabulary.columns.hits(column.heading.text)
    said = any(h.meaning == "money" or h.meaning in ROLES for h in hits) and not _is_countable(column, vocabulary)
    if said or column.has_unit or column.period_scan is not None:
        return False
    numbers = [n for r in body for n in _NUMBERS.findall(r.cells[column.index].text)]
    return bool(numbers) and all(n.isdigit() and int(n) < _FEW for n in numbers)


_NUMBERS = re.compile(r"\d(?:[\d,.]*\d)?")


def says_money(column: TypedColumn, body: Sequence[GridRow], vocabulary: Vocabulary) -> bool:
    """Whether a column without a pound sign is money beside results too: a noun of money over numbers of some size."""
    heading = column.heading.text
    if column.role not in _GIVEN_OR_SPENT or not column.is_own_role or _is_countable(column, vocabulary):
        return False
    numbers = [n for r in body for n in _NUMBERS.findall(r.cells[column.index].text)]
    sized = sum(sum(map(str.isdigit, n)) >= _SUM_DIGITS for n in numbers)
    return sized * 2 > len(numbers) and not _tells_of_things(heading, vocabulary)


_GIVEN_OR_SPENT = (Role.ALLOCATED, Role.ACTUAL)
_SUM_DIGITS = 3


def _tells_of_things(heading: str, vocabulary: Vocabulary) -> bool:
    """Whether all that a heading says of money is a lone participle, as of bids that were "awarded", or asked for."""
    return all(
        h.words == 1 and heading[h.start : h.end].lower().endswith("ed")
        for h in vocabulary.columns.hits(heading)
        if h.meaning in ROLES and h.meaning != Role.OTHER
    )


_FEW = 200
"""Numbers below this, in a column that nothing says holds pounds, count things."""


def _is_signed(column: TypedColumn, body: Sequence[GridRow]) -> bool:
    """Whether all sums of a column but empty ones have their sign."""
    cells = [r.cells[column.index].text for r in body if r.cells[column.index]]
    return all("£" in text for text in cells if any(map(str.isdigit, text)))


def _is_surely_money(column: TypedColumn, body: Sequence[GridRow]) -> bool:
    cells = [r.cells[column.index].text for r in body if r.cells[column.index]]
    sized = sum("," in t or "£" in t for t in cells)
    return "£" in column.heading.text or sized * 2 > len(cells)
