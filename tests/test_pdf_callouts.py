"""Call-outs on a page: large numbers side by side, each over what it counts."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from pcc_report import parse
from pcc_report.readers.pdf import read_pdf

PLACES = (130, 297, 464)


def draw(rows, *, centred):
    """Print rows of (number, caption lines) under an introduction."""
    canvas = Canvas("unused.pdf", pagesize=(595, 842), invariant=1)
    text = canvas.drawCentredString if centred else canvas.drawString
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, 780, "What the year brought is shown in the boxes below, and told on the pages behind them.")
    y = 720
    for row in rows:
        for x, (number, caption) in zip(PLACES, row, strict=False):
            canvas.setFont("Helvetica-Bold", 22)
            text(x, y, number)
            canvas.setFont("Helvetica", 9)
            for k, line in enumerate(caption):
                text(x, y - 16 - 12 * k, line)
        y -= 100
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, y, "The rest of the report is about the money, of which there was less than the year before.")
    return canvas.getpdfdata()


ROWS = [
    [
        ("2,417", ["people were helped by", "the Brenkol service"]),
        ("94%", ["felt safer"]),
        ("£84,500", ["taken from criminals", "and put into grants"]),
    ],
    [("48", ["groups were", "given a grant"]), ("6 in 10", ["met their offender", "and would again"])],
]


@pytest.mark.parametrize("centred", [True, False])
def test_each_number_is_read_with_what_it_counts(centred):
    document = read_pdf(draw(ROWS, centred=centred))
    told = [line.text for line in document.lines[1:-1]]
    assert told == [line for row in ROWS for number, caption in row for line in (number, *caption)]
    assert len({line.zone.number for line in document.lines}) == 7


def test_a_large_heading_over_a_table_is_no_callout():
    canvas = Canvas("unused.pdf", pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica-Bold", 20)
    for x, text in ((60, "Spend in 2019/20"), (420, "£000")):
        canvas.drawString(x, 760, text)
    canvas.setFont("Helvetica", 10)
    for k, (name, spent) in enumerate([("Wardens of the Brenkol estate", "41"), ("Voosk", "12"), ("Matu", "7")]):
        canvas.drawString(60, 735 - 15 * k, name)
        canvas.drawRightString(500, 735 - 15 * k, spent)
    lines = read_pdf(canvas.getpdfdata()).lines
    assert [line.text for line in lines][1:] == ["Wardens of the Brenkol estate\t41", "Voosk\t12", "Matu\t7"]


def test_a_callout_is_one_statement():
    """The number and its caption are told together, the sum among them too."""
    report = parse(draw(ROWS, centred=True)).report

    told = [x.text for section in report.outcome_sections for x in section.statements]
    assert told == [
        "2,417 people were helped by the Brenkol service",
        "94% felt safer",
        "£84,500 taken from criminals and put into grants",
        "48 groups were given a grant",
        "6 in 10 met their offender and would again",
    ]


@pytest.mark.parametrize(("at", "left"), [(460, 60), (110, 190)])
def test_a_callout_beside_text_is_read_by_itself(at, left):
    """It breaks into no sentence of the text, whether it stands to its right or to its left."""
    canvas = Canvas("unused.pdf", pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica-Bold", 13)
    canvas.drawString(60, 780, "What lies behind the figures")
    told = [
        "Reports of nuisance on the Voosk estate fell by more than",
        "a third after the shelter was moved. In Brenk they rose.",
        "The hub has now dealt with 309 people in its two years,",
        "and half of them have not been heard of again since.",
    ]
    canvas.setFont("Helvetica", 10)
    for k, line in enumerate(told):
        canvas.drawString(left, 750 - 13 * k, line)
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawCentredString(at, 740, "1,940")
    canvas.setFont("Helvetica", 9)
    for k, line in enumerate(["pupils saw the", "play on trains"]):
        canvas.drawCentredString(at, 724 - 11 * k, line)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(
        60, 680, "The rest of the report is about the money, of which there was less than the year before."
    )

    lines = [line.text for line in read_pdf(canvas.getpdfdata()).lines]
    assert lines[:8] == ["What lies behind the figures", "1,940", "pupils saw the", "play on trains", *told]
