"""The promises that hold for every document, each a function from (document, result) to what breaks it.

A law knows the source text, the result and the scanners, and nothing of how the parser works. Each yields one
line for each offence, so that a failing test says what is lost, invented or left in silence.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from pcc_report.diagnostics import Severity
from pcc_report.model import (
    Allocation,
    ClaimKind,
    Column,
    Figure,
    Measure,
    OutcomeStatement,
    ParseResult,
    Period,
    SpendTable,
    Unit,
    origins_of,
)
from pcc_report.provenance import Origin
from pcc_report.source import SourceDocument
from pcc_report.values.dates import find_dates, find_periods
from pcc_report.values.measures import ScannedMeasure, find_measures, measure_cell
from pcc_report.values.money import find_money, find_scale, scan_cell

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_SOFT_END = re.compile("\u00ad\\Z")
_TRIMMED = " :.,;=-–—|"
_MENDED = ("PR301", "PR302", "PR304")
"""A sum that was mended, or is in doubt, is not what its bare text scans to; these rules say so."""


def broken(document: SourceDocument, result: ParseResult) -> list[str]:
    """Return every offence against every law."""
    return [f"{law.__name__}: {line}" for law in LAWS for line in law(document, result)]


# ---------------------------------------------------------------- nothing is lost


def uncovered(document: SourceDocument, result: ParseResult) -> Iterator[str]:
    """Every non-blank character lies in the origin of a value or in a claim."""
    taken = bytearray(len(document.text))
    for claim in result.coverage():
        start, end = claim.origin.start, claim.origin.end
        taken[start:end] = b"\1" * (end - start)
    for match in re.finditer(r"\S+", document.text):
        at = taken.find(b"\0", match.start(), match.end())
        if at >= 0:
            yield f"character {at}, {document.text[at]!r} of {_short(match[0])!r}, is in no claim"


def lost_money(document: SourceDocument, result: ParseResult) -> Iterator[str]:
    """Every token that looks like money is in a value, in a repeat, or in the list of sums without a place."""
    repeats = [c.origin for c in result.claims if c.kind is ClaimKind.REPEAT]
    origins = (*origins_of(result.report), *repeats, *(u.origin for u in result.unplaced))
    taken = bytearray(len(document.text))
    for origin in origins:
        taken[origin.start : origin.end] = b"\1" * (origin.end - origin.start)
    for line in document.lines:
        for scan in find_money(line.text):
            for at in range(line.start + scan.start, line.start + scan.end):
                if document.text[at].isdigit() and not taken[at]:
                    yield f"the sum {_short(line.text[scan.start : scan.end])!r} at {at} is in silence"
                    break


def idle(document: SourceDocument, result: ParseResult) -> Iterator[str]:
    """A repeat says where it was said first, in a value; else everything could be a repeat of nothing."""
    _ = document
    values = _union((o.start, o.end) for o in origins_of(result.report))
    starts = [s for s, _ in values]
    for claim in result.claims:
        if (claim.kind is ClaimKind.REPEAT) != (claim.repeats is not None):
            yield f"{_short(claim.origin.text)!r} is a {claim.kind} that repeats {claim.repeats}"
        elif claim.repeats is not None:
            k = bisect_right(starts, claim.repeats.start) - 1
            if k < 0 or values[k][1] < claim.repeats.end:
                yield f"{_short(claim.origin.text)!r} repeats {_short(claim.repeats.text)!r}, which is no value"


def lost_proof(document: SourceDocument, result: ParseResult) -> Iterator[str]:
    """Sums in one column over a total that they add up to are a table, whatever the words around them say."""
    left = {u.origin.start for u in result.unplaced}
    run: list[tuple[int, Decimal]] = []
    for line in document.lines:
        label, tab, cell = line.text.partition("\t")
        scan = scan_cell(cell) if tab and "£" in cell and "\t" not in cell else None
        if scan is None or scan.money is None or scan.doubt or scan.money.amount <= 0:
            run = []
            continue
        parts = [run[k:] for k in range(len(run) - 1) if sum(a for _, a in run[k:]) == scan.money.amount]
        if label == "Total" and parts:
            lost = [start for start, _ in parts[0] if start in left]
            if lost:
                yield f"{len(lost)} of {len(parts[0])} sums above a total that proves them have no place"
        run.append((line.start + len(label) + 1 + scan.start, scan.money.amount))


# ---------------------------------------------------------------- nothing is invented


def misquoted(document: SourceDocument, result: ParseResult) -> Iterator[str]:
    """Every origin quotes the source exactly, and names the page and the line that it is on."""
    everything = [
        *origins_of(result.report),
        *(o for c in result.claims for o in (c.origin, c.repeats) if o is not None),
        *(u.origin for u in result.unplaced),
        *(o for d in result.diagnostics for o in d.origins),
    ]
    for origin in everything:
        if document.text[origin.start : origin.end] != origin.text:
            yield f"{_short(origin.text)!r} is not what stands at {origin.start}"
            continue
        line = document.line_at(origin.start)
        if (line.page, line.number) != (origin.page, origin.line):
            yield f"{_short(origin.text)!r} stands on line {line.number} of page {line.page}, not {origin.line}"
        if origin.end > line.start + len(line.text):
            yield f"{_short(origin.text)!r} runs over the end of its line"


def overlapping(document: SourceDocument, result: ParseResult) -> Iterator[str]:
    """Claims overlap neither each other nor a value; two facts share no text that only one of them can be."""
    _ = document
    claims = [(c.origin, "claim") for c in result.claims]
    yield from _shared(claims)
    spans = _union((o.start, o.end) for o in origins_of(result.report))
    starts = [s for s, _ in spans]
    for origin, _ in claims:
        k = max(bisect_right(starts, origin.start) - 1, 0)
        for start, end in spans[k : k + 2]:
            if start < origin.end and origin.start < end:
                yield f"the claim {_short(origin.text)!r} overlaps a value"
    yield from _shared(_exclusive(result))


def _exclusive(result: ParseResult) -> list[tuple[Origin, str]]:
    """Return the origins that only one fact may have: of a sum, a category, a total's label, a statement."""
    found: list[tuple[Origin, str]] = []
    report = result.report
    for n, allocation in enumerate(report.allocations):
        found += [(o, f"allocation {n}") for o in allocation.origins if o.field == "money"]
    for t, table in enumerate(report.spend_tables):
        rows = (*table.lines, *table.totals, *table.subtotals)
        for n, row in enumerate(rows):
            named = [o for o in row.origins if o.field in ("category", "label")]
            # a cell on a page that is merged over several rows names each of them, which have something of their own
            is_own = len(list(origins_of(row))) > len(named)
            found += [(o, f"cell {t}.{_cell(o)}" if is_own and o.box else f"row {t}.{n}") for o in named]
            for k, figure in enumerate(row.figures):
                # words in such a cell are no sum, and stand in each row and column that it covers
                is_text = figure.money is None
                found += [
                    (o, f"cell {t}.{_cell(o)}" if is_text and o.box else f"figure {t}.{n}.{k}") for o in figure.origins
                ]
    # an award may be told inside of a statement, and a statement inside of a table's cell
    for n, statement in enumerate(report.statements):
        # a cell on a page that is merged over several rows is in each of them, beside cells of their own
        is_row = len(statement.cells) > 1
        named = [o for o in statement.origins if o.field == "text"]
        found += [(o, f"cell {_cell(o)}" if is_row and o.box else f"statement {n}") for o in named]
    return found


def _cell(origin: Origin) -> str:
    return f"{origin.start}-{origin.start + len(origin.text.rstrip(_TRIMMED))}"


def _shared(items: Sequence[tuple[Origin, str]]) -> Iterator[str]:
    ordered = sorted(items, key=lambda i: (i[0].start, i[0].end))
    for (one, of), (other, of_other) in pairwise(ordered):
        same = of == of_other and of != "claim"
        meant = {of.split()[0], of_other.split()[0]} == {"allocation", "statement"}
        if one.end > other.start and not same and not meant:
            yield f"{_short(one.text)!r} ({of}) and {_short(other.text)!r} ({of_other}) overlap"


def _union(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _tells(text: str, period: Period) -> bool:
    """Whether *text* prints *period*: as one, as years side by side, or as the days it starts and ends on."""
    said = [p.period for p in find_periods(text) if p.period]
    days = [str(d.date) for d in find_dates(text)]
    beside = bool(said) and (said[0].start, said[-1].end) == (period.start, period.end)
    return period in said or beside or days == [period.start.isoformat(), period.end.isoformat()]


def unscannable(document: SourceDocument, result: ParseResult) -> Iterator[str]:
    """Scanning the source at a value's origin gives the value back."""
    doubted = [o for d in result.diagnostics if d.code in _MENDED for o in d.origins]
    for table in result.report.spend_tables:
        for row in (*table.lines, *table.totals, *table.subtotals):
            for figure in row.figures:
                yield from _unlike_figure(figure, table, doubted)
    scales = {find_scale(line.text) or 1 for line in document.lines} | {1}
    for allocation in result.report.allocations:
        yield from _unlike_allocation(allocation, scales, doubted)
    for statement in result.report.statements:
        for measure in statement.measures:
            yield from _unlike_measure(measure, statement)
    report = result.report
    told = [o for o in report.origins if o.field == "published"]
    published = _printed(told)
    if published and report.published not in [d.date for t in (published, _uncut(told)) for d in find_dates(t)]:
        yield f"the date {report.published} is not what {published!r} says"
    told = [o for o in report.origins if o.field == "period"]
    period = _printed(told)
    if period and report.period is not None and not any(_tells(t, report.period) for t in (period, _uncut(told))):
        yield f"the period {report.period} is not what {period!r} says"


def _unlike_figure(figure: Figure, table: SpendTable, doubted: Sequence[Origin]) -> Iterator[str]:
    text = _printed(figure.origins)
    if not _is_same(figure.printed, text):
        yield f"a figure says that {figure.printed!r} is printed, where {text!r} is"
    if not text or any(o.overlaps(d) for o in figure.origins for d in doubted):
        if not text and figure.money is not None:
            yield f"the sum {figure.money} is printed nowhere"
        return
    columns = [c for c in table.columns if c.kind == "figure"]
    mine = [c for c in columns if _is_of(c, figure)] or columns
    scans = [scan_cell(t, scale=c.scale) for c in mine for t in {text: 0, _uncut(figure.origins): 0}]
    if figure.money not in [s.money if s else None for s in scans]:
        read = ", ".join(str(s.money if s else None) for s in scans)
        yield f"{text!r} scans to {read}; the figure says {figure.money}"


def _is_of(column: Column, figure: Figure) -> bool:
    return column.role is figure.role and column.period == figure.period


def _unlike_allocation(allocation: Allocation, scales: set[int], doubted: Sequence[Origin]) -> Iterator[str]:
    origins = [o for o in allocation.origins if o.field == "money"]
    text = _printed(origins)
    if not text:
        yield f"the allocation {allocation.money} is printed nowhere"
    elif not any(o.overlaps(d) for o in origins for d in doubted):
        scans = [*(scan_cell(text, scale=s) for s in sorted(scales)), *find_money(text)]
        if allocation.money not in [s.money for s in scans if s]:
            yield f"{text!r} does not scan to the allocation {allocation.money}"


_HEADED = {
    (Unit.RANK, None): re.compile(r"\brank|\bsafle\b", re.IGNORECASE),
    (Unit.DURATION, "hour"): re.compile(r"\bhours\b", re.IGNORECASE),
    (Unit.PERCENT, None): re.compile(r"%|\bper ?cent|\bcanran\b", re.IGNORECASE),
    (Unit.MONEY, None): re.compile(r"£"),
    **{
        (Unit.DURATION, t): re.compile(rf"\b{t}s?\b", re.IGNORECASE) for t in ("minute", "day", "week", "month", "year")
    },
}
"""What is printed over a column, or before a row, whose bare numbers have the unit."""


def _unlike_measure(measure: Measure, statement: OutcomeStatement) -> Iterator[str]:
    text = _printed(measure.origins)
    cell = measure_cell(text)
    scans = [*find_measures(text), *find_measures(statement.text), *([cell] if cell else [])]
    read = [_essence(s) for s in scans]
    if (measure.value, Unit.COUNT, None, None, None) in read and _is_told_elsewhere(measure, statement):
        return
    if _essence(measure) not in read:
        yield f"{text!r} does not scan to the measure {measure.value} {measure.duration_unit or measure.unit}"


def _essence(read: Measure | ScannedMeasure) -> tuple[object, ...]:
    return read.value, read.unit, read.base, read.duration_unit, read.currency


def _is_told_elsewhere(measure: Measure, statement: OutcomeStatement) -> bool:
    """Whether a bare number has its unit from the time before it, or from what is over its column or before its row.

    "From 26 weeks to 19": the time before it says its unit itself.
    """
    for before in statement.measures:
        if before is measure:
            break
        told = [(s.unit, s.duration_unit) for s in find_measures(_printed(before.origins))]
        if measure.unit is Unit.DURATION and (Unit.DURATION, measure.duration_unit) in told:
            return True
    words = _HEADED.get((measure.unit, measure.duration_unit))
    mine = [c for c in statement.cells if any(o.overlaps(m) for o in c.origins for m in measure.origins)]
    heads = [*(c.column for c in mine), *(c.text for c in statement.cells[:1] if c not in mine)]
    if not statement.cells:
        heads = [statement.text.partition(":")[0]]  # the label of a line: "Average wait (days): 4"
    return words is not None and any(words.search(head) for head in heads)


def mislabelled(document: SourceDocument, result: ParseResult) -> Iterator[str]:
    """Every text of the report is what is printed at the origins of its field, blanks and last signs apart."""
    _ = document
    report = result.report
    records: list[tuple[object, str, str | None]] = [
        (report, "title", report.title),
        (report, "organisation", report.organisation),
        (report, "funder", report.funder),
        *((a, "label", a.label) for a in report.allocations),
        *((r, "text", r.text) for r in report.references),
        *((a, name, getattr(a, name)) for a in report.abbreviations for name in ("short", "long")),
        *((s, "heading", s.heading) for s in report.outcome_sections),
        *((s, "marker", s.marker) for s in report.statements),
        *((s, "text", s.text) for s in report.statements if not s.cells),
        *((t, "title", t.title) for t in report.spend_tables),
        *((c, "heading", c.heading) for t in report.spend_tables for c in t.columns),
        *(
            (t, name, getattr(t, name))
            for s in report.spend_tables
            for t in (*s.totals, *s.subtotals)
            for name in ("label", "group")
        ),
        *(
            (line, name, getattr(line, name))
            for t in report.spend_tables
            for line in t.lines
            for name in ("category", "group", "recipient", "description")
        ),
    ]
    for record, field, value in records:
        origins: Sequence[Origin] = record.origins  # type: ignore[attr-defined]
        origins_said = [o for o in origins if o.field == field]
        text = _printed(origins_said)
        if isinstance(record, Allocation) and not text:
            continue  # the label of the line above holds for a list of years
        if not _is_same(value or "", text) and not _is_same(value or "", _printed(origins_said, soft="-")):
            yield f"the {field} {_short(value or '')!r} is printed as {_short(text)!r}"


def _printed(origins: Iterable[Origin], soft: str = "") -> str:
    """Return what is printed there; *soft* is what a soft hyphen at the end of a line is shown as."""
    text = " ".join(_SOFT_END.sub(soft, o.text) for o in origins)
    text = "".join(unicodedata.normalize("NFKC", c) if "\ufb00" <= c <= "\ufb06" else c for c in text)
    text = _MARKUP.sub(" ", _BOLD_INSIDE.sub("", text))
    return " ".join(_INVISIBLE.sub("", text).replace("\ufffe", "-").split())


def _uncut(origins: Iterable[Origin]) -> str:
    """Return what is printed, whole where a line's end cut a word or a number: "Septem" over "ber", "£12,50" over "0"."""
    return _CUT.sub("", _printed(origins))


_CUT = re.compile(r"(?<=,\d) (?=\d\d\b)|(?<=,\d\d) (?=\d\b)|(?<=\.\d) (?=\d\b)|(?<=[a-z]) (?=[a-z]+ \d{4}\b)")
"""The blank in a group of three digits, in pence, and before the end of a month and its year."""


_BOLD_INSIDE = re.compile(r"(?<=\w|,)\*\*(?=\w|,)")
_MARKUP = re.compile(r"~~[^~]*~~|\*\*_?|_\*\*|</?[a-z]+\s*/?>", re.IGNORECASE)
"""What a converter leaves of bold type, struck-out words and line breaks; no part of a value."""


def _is_same(value: str, printed: str) -> bool:
    """Whether the two differ in nothing but blanks and the signs that a label ends with."""
    squeezed, text = "".join(value.split()), "".join(printed.split())
    return text.startswith(squeezed) and not text[len(squeezed) :].strip(_TRIMMED)


# ---------------------------------------------------------------- every doubt is said


def unsaid(document: SourceDocument, result: ParseResult) -> Iterator[str]:
    """Every sum without a place, and every line that was not read, has a diagnostic."""
    _ = document
    said = {(d.code, o.start) for d in result.diagnostics for o in d.origins}
    for item in result.unplaced:
        if ("PR502", item.origin.start) not in said:
            yield f"the sum {_short(item.printed)!r} has no place, and nothing says so"
    for claim in result.unread:
        if ("PR501", claim.origin.start) not in said:
            yield f"{_short(claim.origin.text)!r} is unread, and nothing says so"
    if any(d.severity not in Severity for d in result.diagnostics):
        yield "a diagnostic has no severity"


LAWS = (uncovered, lost_money, idle, lost_proof, misquoted, overlapping, unscannable, mislabelled, unsaid)


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
