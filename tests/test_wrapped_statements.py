"""Statements wrapped at awkward places are one statement, with the words as they were meant."""

from reportlab.pdfgen.canvas import Canvas

from pcc_report import parse, parse_text


def drawn(path, second, *, room):
    """Print two bullets, the first of them wrapped before *second*, with *room* points left at the end of its line."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(60, 790, "Youth Crime")
    canvas.setFont("Helvetica", 10)
    first = "Kelim panel took on the cases of the three wards and take-up of the offer fell"
    width = canvas.stringWidth(first, "Helvetica", 10)
    full = 70 + width + room
    below = "Each of the partners gave an hour of the day to the voosk"
    for y, text in ((760, first), (746, second), (720, below)):
        if y != 746:
            canvas.drawString(60, y, "•")
        canvas.drawString(70, y, text)
    canvas.drawRightString(
        full, 706, "which was put to the public at the meeting of the board, in the hall and by post."
    )
    canvas.save()
    return path


def statements(result):
    return [s.text for s in result.report.statements]


def test_a_range_of_years_is_not_torn_where_a_line_ends():
    text = "Youth Crime\n\n• The plan was drawn up in line with the strategy of 2014–\n  2017 and 603 people took part\n• Two.\n"

    assert statements(parse_text(text))[0].endswith("strategy of 2014–2017 and 603 people took part")


def test_a_dash_that_did_not_fit_on_the_line_above_begins_no_statement(tmp_path):
    told = statements(parse(drawn(tmp_path / "a.pdf", "– from 402 to 5", room=4)))

    assert told[0].endswith("take-up of the offer fell – from 402 to 5")


def test_a_dash_below_a_short_line_is_an_item(tmp_path):
    told = statements(parse(drawn(tmp_path / "a.pdf", "– from 402 to 5", room=120)))

    assert told[0].endswith("take-up of the offer fell")
    assert "from 402 to 5" in told
