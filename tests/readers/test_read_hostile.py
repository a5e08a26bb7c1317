"""The hostile inputs of the team, where they are at hand: read, said, or refused; never quiet."""

import pytest

from pcc_report.diagnostics import Severity
from pcc_report.errors import PccReportError
from pcc_report.readers import read_document

GROUPS = "text,not_pdf,pdf_cut,pdf_crypt,pdf_trick"

OTHERS_DUTY = {
    "text/total_wrong.txt": "arithmetic is checked later",
    "text/twice.txt": "two reports in one file are seen by the layout",
    "text/mac_roman.txt": "the same bytes as latin1.txt, which must be read without a doubt",
    "pdf_trick/info_loop.pdf": "pdfplumber loses a page of it, which is said",
    "pdf_cut/cut_01383.pdf": "only the line feed behind the end is missing",
}


def outcome(path):
    """Return "ok", "flag" for a document with a warning, or "error" for a refusal."""
    try:
        document = read_document(path.read_bytes(), name=path.name)
    except PccReportError as error:
        assert "\n" not in str(error)  # noqa: PT017  # either outcome is right
        return "error"
    doubtful = any(d.severity.rank >= Severity.WARNING.rank for d in document.diagnostics)
    return "flag" if doubtful else "ok"


ALLOWED = {"ok": {"ok"}, "error": {"error"}, "flag": {"flag", "error"}, "any": {"ok", "flag", "error"}}


@pytest.mark.parametrize("group", ["text", "not_pdf", "pdf_cut", "pdf_crypt", "pdf_trick"])
def test_hostile_inputs_end_as_they_should(hostile, group):
    """Each is read, read with a warning, or refused with one clear line, as its maker expects."""
    folder, rows = hostile
    wrong = {
        row["path"]: (row["expect"], found)
        for row in rows
        if row["group"] == group and row["path"] not in OTHERS_DUTY
        if (found := outcome(folder / row["path"])) not in ALLOWED[row["expect"]]
    }

    assert not wrong
