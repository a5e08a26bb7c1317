"""Blocks of text that are printed sideways on an upright page, such as a wide table."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pcc_report import parse
from pcc_report.provenance import BBox
from pcc_report.readers.pdf import ENGINES, read_pdf
from pcc_report.source import Turn

both = pytest.mark.parametrize("engine", sorted(ENGINES))

ROWS = [
    ("Scheme", "Allocated", "Spent"),
    ("Hate Crime", "£31,000", "£30,000"),
    ("Taxi marshals", "£7,400", "£7,400"),
    ("Target hardening", "£12,000", "£11,250"),
    ("Total", "£50,400", "£48,650"),
]
READ = ["\t".join(row) for row in ROWS]


def page(*, angle=90, by_column=False, ruled=False, beside=False):
    """Return a PDF of a page with text over and under a table that is printed sideways."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 10)
    for number in range(10):
        canvas.drawString(
            60, 780 - 14 * number, f"The partnership worked with school {number} of the borough all year."
        )
    canvas.drawString(60, 40, "Page 1")
    if beside:
        canvas.drawString(60, 400, "Beside the table stands a remark.")
    canvas.saveState()
    canvas.translate(*((480, 100) if angle == 90 else (300, 560)))
    canvas.rotate(angle)
    cells = [(x, y, text) for y, row in enumerate(ROWS) for x, text in enumerate(row)]
    for x, y, text in sorted(cells) if by_column else cells:
        if x:
            canvas.drawRightString(220 + 110 * x, -18 * y, text)
        else:
            canvas.drawString(0, -18 * y, text)
    if ruled:
        for y in range(len(ROWS) + 1):
            canvas.line(-4, 12 - 18 * y, 450, 12 - 18 * y)
        for x in (-4, 160, 335, 450):
            canvas.line(x, 12, x, 12 - 18 * len(ROWS))
    canvas.restoreState()
    canvas.showPage()
    canvas.save()
    return held.getvalue()


def lines_of(document):
    return [line.text for line in document.lines]


@both
@pytest.mark.parametrize("angle", [90, 270])
@pytest.mark.parametrize("by_column", [False, True])
@pytest.mark.parametrize("ruled", [False, True])
def test_a_table_printed_sideways_is_read_where_it_stands(engine, angle, by_column, ruled):
    """Between the text over it and the foot of the page, whatever was painted first."""
    document = read_pdf(page(angle=angle, by_column=by_column, ruled=ruled), engine=engine)

    assert lines_of(document)[10:] == [*READ, "Page 1"]
    assert document.diagnostics == ()


def test_its_sums_are_in_their_rows():
    """With what they were spent on, and without a doubt."""
    for ruled in (False, True):
        result = parse(page(by_column=True, ruled=ruled))
        (table,) = result.report.spend_tables

        assert [(line.category, *(f.printed for f in line.figures)) for line in table.lines] == ROWS[1:-1]


@both
def test_boxes_of_a_turned_block_are_those_of_the_page_as_it_is_shown(engine):
    """For marking a sum in a picture of the page; text above it stays where it is."""
    lines = read_pdf(page(), engine=engine).lines
    row = lines[11]
    box = row.origin(row.text.index("£30"), len(row.text)).box

    assert row.text == READ[1]
    # turned against the clock about (480, 100): 440 up the page, 18 to the right
    assert (round(box.top), round(box.x1)) == (842 - 100 - 440, pytest.approx(500, abs=2))
    assert box.bottom - box.top == pytest.approx(stringWidth("£30,000", "Helvetica", 10), abs=0.1)
    assert round(lines[0].origin(0, 3).box.x0) == 60


@both
def test_a_sideways_table_with_text_beside_it_is_read_last_and_said(engine):
    """Which comes first cannot be told; each of its lines is kept."""
    document = read_pdf(page(beside=True), engine=engine)

    assert sorted("\t".join(lines_of(document)[12:]).split("\t")) == sorted(cell for row in ROWS for cell in row)
    (said,) = document.diagnostics
    assert said.code == "PR126"
    assert said.origins[0].text == "£31,000"


NUMBERS = st.floats(-2000, 2000)


@given(st.sampled_from([1, 2, 3]), NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_what_is_turned_to_be_read_is_shown_where_it_was(quarters, x, y, right, down):
    """A place of the page as it is shown, read, is shown there again."""
    turn = Turn(quarters, 595, 842, right, down)
    x_read, y_read = turn.read(x, y)
    box = turn.shown(BBox(x_read, y_read, x_read, y_read))

    assert (box.x0, box.top) == (pytest.approx(x, abs=0.01), pytest.approx(y, abs=0.01))
