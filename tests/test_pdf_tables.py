"""Tables without rulings in PDF whose words are justified: wide blanks between words are not columns."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from pcc_report import parse

FONT = ("Helvetica", 10)
LEFT, CELL, SECOND = 60, 115, 185


def draw(path, rows, *, heads):
    """Print the rows (texts before sums) at columns of 115 points; a text in a list is justified over its column."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(LEFT, 790, "Brenkol Partnership: Annual Report 2013-14")
    canvas.setFont(*FONT)
    for i, row in enumerate([heads, *rows]):
        y = 740 - 16 * i
        for j, cell in enumerate(row[:-1]):
            x = (LEFT, SECOND)[j]
            if isinstance(cell, str):
                canvas.drawString(x, y, cell)
                continue
            widths = [canvas.stringWidth(word, *FONT) for word in cell]
            blank = (CELL - sum(widths)) / (len(cell) - 1)
            for word, width in zip(cell, widths, strict=True):
                canvas.drawString(x, y, word)
                x += width + blank
        canvas.drawRightString(500, y, row[-1])
    canvas.save()
    return path


@pytest.mark.parametrize("justified", range(5))
def test_one_justified_label_makes_no_columns(tmp_path, justified):
    names = ["Pay costs", "Kelim of Resources", "Trelm Voosk Tions", "Deputy Chief Dor", "Matu services"]
    sums = [26655, 2941, 7294, 3500, 1417]
    cells = [n.split() if i == justified else n for i, n in enumerate(names)]
    rows = [(cell, f"£{n:,}") for cell, n in zip(cells, sums, strict=True)]

    report = parse(draw(tmp_path / "a.pdf", rows, heads=("Category", "Actual spend"))).report

    assert [(x.category, int(x.figures[0].money.amount)) for t in report.spend_tables for x in t.lines] == list(
        zip(names, sums, strict=True)
    )


@pytest.mark.parametrize("justified", range(5))
def test_a_justified_cell_does_not_lend_its_words_to_the_next_column(tmp_path, justified):
    bodies = [
        "Kelim Borough Council",
        "Voosk East Borough",
        "Brenkol Town Council",
        "Pan Dorset Council",
        "Matu Council",
    ]
    works = [
        "Hate Crime Support",
        "Hate Crime Support",
        "Youth Offending Team",
        "Substance Misuse",
        "Youth Offending Team",
    ]
    sums = [158100, 147550, 81962, 132917, 108949]
    cells = [n.split() if i == justified else n for i, n in enumerate(bodies)]
    rows = [(cell, work, f"£{n:,}") for cell, work, n in zip(cells, works, sums, strict=True)]

    report = parse(draw(tmp_path / "a.pdf", rows, heads=("Organisation", "Category", "Amount"))).report

    read = [(x.recipient, x.category, int(x.figures[0].money.amount)) for t in report.spend_tables for x in t.lines]
    assert read == list(zip(bodies, works, sums, strict=True))
