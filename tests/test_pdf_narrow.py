"""Tables whose columns are too narrow for what stands in them: sums cut in two, headings side by side."""

from reportlab.pdfgen.canvas import Canvas

import laws
from pcc_report import parse_text
from pcc_report.pipeline import read_and_parse

ENDS = (250, 296, 342, 388, 434, 480)


def draw(path, rows):
    """Print rows of a label and cells set to the right; each cell may run over several lines."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica-Bold", 12)
    canvas.drawString(60, 790, "Annual Report 2021-22")
    y = 750
    for label, *cells in rows:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, y, label)
        for x, cell in zip(ENDS, cells, strict=False):
            for k, line in enumerate(cell.split("|")):
                canvas.drawRightString(x, y - 10 * k, line)
        y -= 10 * max(cell.count("|") + 1 for cell in cells) + 6
    canvas.save()
    return path


HEAD = ("", "Budget|£", "Q1 Apr|-Jun", "Q2 Jul-|Sep", "Q3 Oct|-Dec", "Q4 Jan|-Mar", "Total £|spent")
ROWS = [
    ("Workforce post", "36,507", "9,127", "9,127", "9,127", "9,126", "36,507"),
    ("Co-ordinator post", "31,800", "nil", "7,950", "7,950", "7,950", "23,850"),
    ("Theme groups", "61,084", "4,200", "13,950", "20,009", "28,875", "67,034"),
    ("TOTAL", "129,39|1", "13,327", "31,027", "37,086", "45,951", "127,39|1"),
]


def test_sums_cut_in_two_are_one_and_headings_set_close_are_several(tmp_path):
    document, result = read_and_parse(draw(tmp_path / "a.pdf", [HEAD, *ROWS]))
    assert not laws.broken(document, result)
    (table,) = result.report.spend_tables
    figures = [[int(f.money.amount) for f in line.figures] for line in (*table.lines, *table.totals)]
    assert figures == [
        [int(cell.replace(",", "").replace("|", "").replace("nil", "0")) for cell in cells] for _, *cells in ROWS
    ]
    labels = [f.period.label if f.period else "" for f in table.lines[0].figures]
    assert labels == ["", "2021-22 Q1", "2021-22 Q2", "2021-22 Q3", "2021-22 Q4", ""]


def test_numbers_at_the_ends_of_lines_are_not_glued():
    said = (
        "Report\n\nResults\n\nIn all of the eleven wards together we met with very many people of the ages 10,20\n"
        "and 30, and in the last of them, where nobody had been before, we met about 1,20\n3 times a week.\n"
    )
    told = " ".join(s.text for section in parse_text(said).report.outcome_sections for s in section.statements)
    assert "10,20 and 30" in told
    assert "1,203 times" in told
