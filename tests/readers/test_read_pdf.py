"""PDF: lines, segments, words, rulings; repairs; scans, encryption and damage."""

import io
import math
import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pcc_report.errors import LimitExceededError, PccReportError, UnreadableInputError, UsageError
from pcc_report.readers import read_document
from pcc_report.readers.pdf import ENGINES, read_pdf
from pcc_report.readers.pdf.builder import DocumentBuilder
from pcc_report.readers.pdf.glyphs import Glyph, RawPage
from raw_pdf import raw_pdf, stream


def pdf(*pages, encrypt=None):
    """Return a PDF; each page is a function that draws on a canvas."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(595, 842), invariant=1, encrypt=encrypt)
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def table(canvas):
    """Draw two lines of a table without rulings, a heading and a list."""
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(60, 780, "Actual Spend 2013-2014")
    canvas.setFont("Helvetica", 10)
    for y, (label, amount) in zip((750, 735), (("Hate Crime", "£31,000"), ("DHRs", "7,400")), strict=True):
        canvas.drawString(60, y, label)
        canvas.drawRightString(400, y, amount)
    canvas.drawString(60, 715, "•")
    canvas.drawString(68, 715, "51% of users were satisfied")


def lines_of(data):
    return [line.text for line in read_document(data).lines]


def codes(document):
    return {d.code for d in document.diagnostics}


def picture(canvas):
    """Draw a small picture and no text."""
    from PIL import Image

    canvas.drawImage(ImageReader(Image.new("L", (20, 20), 128)), 60, 60, 400, 600)


def test_a_page_is_read_line_by_line():
    """Columns are segments joined with a tab; a bullet sign is a segment of its own."""
    document = read_document(pdf(table), name="x.pdf")

    assert document.text == (
        "Actual Spend 2013-2014\nHate Crime\t£31,000\nDHRs\t7,400\n•\t51% of users were satisfied\n\f"
    )
    assert (document.format, document.name, document.diagnostics) == ("pdf", "x.pdf", ())
    heading, first = document.lines[:2]
    assert (heading.bold, heading.size, first.bold, first.size) == (True, 14, False, 10)
    assert first.cells is None


def test_boxes_count_from_the_top_left():
    """The box of a part of a line is that of its words."""
    line = read_document(pdf(table)).lines[1]

    box = line.origin(line.text.index("£"), len(line.text)).box
    assert box is not None
    assert box.x1 == pytest.approx(400, abs=0.1)
    assert 80 < box.top < 92 < box.bottom < 97
    assert [line.text[w.start : w.end] for w in line.words] == ["Hate", "Crime", "£31,000"]


def test_a_drawn_line_parts_segments():
    """A narrow gap with a ruling in it is a border between two cells."""

    def draw(canvas):
        canvas.drawString(60, 700, "Hate Crime")
        canvas.drawString(115, 700, "£31,000")
        canvas.drawString(60, 600, "Hate Crime")
        canvas.drawString(115, 600, "£31,000")
        canvas.rect(56, 696, 55, 14)
        canvas.rect(111, 696, 55, 14)

    document = read_document(pdf(draw))
    assert [line.text for line in document.lines] == ["Hate Crime\t£31,000", "Hate Crime £31,000"]
    rulings = document.pages[0].rulings
    assert [r.is_horizontal for r in rulings] == [True, True, False, False, False]
    assert (rulings[0].x0, rulings[0].x1) == (56, 166)


def test_a_raised_footnote_digit_is_a_word_of_its_own():
    """The sum "£66,392" with a footnote "1" is not "£66,3921"; an ordinal keeps its ending."""

    def draw(canvas):
        canvas.drawString(60, 700, "Total £66,392")
        end = 60 + canvas.stringWidth("Total £66,392", "Helvetica", 10)
        canvas.setFont("Helvetica", 6)
        canvas.drawString(end, 704, "1")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 660, "The 6")
        end = 60 + canvas.stringWidth("The 6", "Helvetica", 10)
        canvas.setFont("Helvetica", 6)
        canvas.drawString(end, 664, "th")

    assert lines_of(pdf(draw)) == ["Total £66,392 1", "The 6th"]


def test_signs_painted_twice_to_look_bold_are_read_once():
    """False bold paints each sign again, a little to the right."""

    def draw(canvas):
        canvas.drawString(60, 700, "£557,711")
        canvas.drawString(60.3, 700, "£557,711")

    document = read_document(pdf(draw))
    assert document.text == "£557,711\n\f"
    assert not document.diagnostics


def test_sums_printed_over_each_other_are_said():
    """Which of the two is seen cannot be told."""

    def draw(canvas):
        canvas.drawString(60, 700, "£123,456")
        canvas.drawString(60, 700, "£999,999")

    assert "PR116" in codes(read_document(pdf(draw)))


def test_a_painted_dot_is_a_bullet():
    """Chromium paints bullets as filled circles."""

    def draw(canvas):
        canvas.drawString(80, 700, "51% of users")
        canvas.circle(70, 703.5, 1.8, stroke=0, fill=1)

    assert lines_of(pdf(draw)) == ["•\t51% of users"]


def test_text_outside_the_page_is_left_out_and_said():
    """Nobody sees it on paper."""

    def draw(canvas):
        table(canvas)
        canvas.drawString(2000, 700, "£999,999")

    document = read_document(pdf(draw))
    assert "999" not in document.text
    assert codes(document) == {"PR117"}


def test_text_that_is_not_painted_is_left_out_and_said():
    """An invisible sum beside one that is seen, and a white one on white paper."""

    def draw(canvas):
        table(canvas)
        hidden = canvas.beginText(200, 750)
        hidden.setTextRenderMode(3)
        hidden.textOut("£999,999")
        hidden.setTextRenderMode(0)
        canvas.drawText(hidden)
        canvas.setFillGray(1)
        canvas.drawString(200, 735, "£888,888")

    document = read_document(pdf(draw))
    assert "999" not in document.text
    assert "888" not in document.text
    assert [d.code for d in document.diagnostics] == ["PR117", "PR117"]
    assert document.doubtful == {1}


def clipped(canvas, x, y, width, height):
    """Let nothing be seen outside of a rectangle."""
    path = canvas.beginPath()
    path.rect(x, y, width, height)
    canvas.clipPath(path, stroke=0, fill=0)


def test_text_that_is_cut_off_is_left_out_and_said():
    """What stands outside of its frame is stored and not seen; the rest of the line is."""

    def draw(canvas):
        table(canvas)
        canvas.saveState()
        clipped(canvas, 60, 690, 53, 14)
        canvas.drawString(60, 694, "Youth Work then £999,999")
        canvas.drawString(60, 640, "£888,888")
        canvas.restoreState()
        canvas.saveState()
        clipped(canvas, 50, 600, 400, 20)
        canvas.drawString(60, 605, "Framed £1,200")
        canvas.restoreState()

    document = read_document(pdf(draw))
    assert [line.text for line in document.lines][-2:] == ["Youth Work", "Framed £1,200"]
    assert [d.code for d in document.diagnostics] == ["PR117"]
    assert "888" not in document.text
    assert "999" not in document.text


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_signs_decoded_twice_are_mended_and_their_places_told(engine):
    """A program read UTF-8 as something else before it printed: the page shows a letter before each pound sign."""

    def draw(canvas):
        table(canvas)
        canvas.drawString(60, 690, "Youth Work: Â£12,500 for the partnershipâ€™s year")
        canvas.drawString(60, 670, "\u00c2ngstrom and Llanfairpwll\u00e2n")

    document = read_pdf(pdf(draw), engine=engine)
    assert "Youth Work: £12,500 for the partnership\u2019s year" in document.text
    assert "\u00c2ngstrom and Llanfairpwll\u00e2n" in document.text
    (said,) = document.diagnostics
    assert said.code == "PR103"
    assert [origin.text for origin in said.origins] == ["£", "£", "£", "\u2019"][-len(said.origins) :]


def test_white_text_on_a_dark_ground_is_read():
    """The header of many a table is white on blue."""

    def draw(canvas):
        canvas.setFillColorRGB(0, 0.2, 0.5)
        canvas.rect(50, 695, 300, 18, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(60, 700, "Actual Spend")
        canvas.setFillGray(0)
        canvas.drawString(60, 680, "Hate Crime is the smaller part of it")

    document = read_document(pdf(draw))
    assert document.lines[0].text == "Actual Spend"
    assert not document.diagnostics


def test_recognised_text_behind_a_scan_is_read_and_said():
    """All text is invisible: it was laid behind the picture of a page."""

    def draw(canvas):
        picture(canvas)
        text = canvas.beginText(60, 700)
        text.setTextRenderMode(3)
        text.textOut("Hate Crime £31,000")
        canvas.drawText(text)

    document = read_document(pdf(draw))
    assert "£31,000" in document.text
    assert codes(document) == {"PR121"}


def test_form_fields_are_read_where_they_lie():
    """A sum that was filled in is no text of the page, yet all readers see it."""

    def draw(canvas):
        canvas.drawString(60, 700, "Hate Crime")
        canvas.acroForm.textfield(value="£31,000", x=300, y=697, width=80, height=14, fontSize=10)

    document = read_document(pdf(draw))
    assert [line.text for line in document.lines] == ["Hate Crime\t£31,000"]
    assert codes(document) == {"PR122"}


def test_folded_notes_are_said():
    """A note is a remark of somebody."""

    def draw(canvas):
        table(canvas)
        canvas.textAnnotation("Check this sum", (500, 700, 520, 720))

    (note,) = read_document(pdf(draw)).diagnostics
    assert note.code == "PR123"
    assert "Check this sum" in note.message


def test_attached_files_are_listed_and_not_opened():
    """Their names are told."""
    attached = b"<< /EmbeddedFiles << /Names [ (a.xlsx) << /Type /Filespec /F (a.xlsx) /UF (a.xlsx) >> ] >> >>"
    data = pdf(table).replace(b"/Type /Catalog", b"/Type /Catalog /Names " + attached)

    (said,) = [d for d in read_document(data).diagnostics if d.code == "PR124"]
    assert "a.xlsx" in said.message


def test_drawings_that_fill_any_memory_are_refused():
    """Each of twenty drawings draws the next one twice: a million are painted."""

    def draw(canvas):
        for n in range(20):
            canvas.beginForm(f"f{n}")
            if n:
                canvas.doForm(f"f{n - 1}")
                canvas.doForm(f"f{n - 1}")
            canvas.endForm()
        canvas.doForm("f19")
        canvas.drawString(60, 700, "Hate Crime")

    with pytest.raises(LimitExceededError, match="drawings"):
        read_document(pdf(draw))


def test_rows_that_fill_any_memory_are_refused():
    """A few bytes may ask an engine to make room for a row of gigabytes, before there is any of it."""
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"

    def document(parms):
        content = stream("x", f"/Filter /FlateDecode /DecodeParms << /Predictor 12 {parms} >>")
        return raw_pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, content)

    with pytest.raises(LimitExceededError, match="a row of a stream"):
        read_document(document("/Columns 2147483647 /Colors 32"))
    with pytest.raises(UnreadableInputError, match="no text"):
        read_document(document("/Columns 2147 /Colors 3"))


def test_turned_text_is_kept():
    """A heading along the edge of a table comes last, and nothing is lost."""

    def draw(canvas):
        table(canvas)
        canvas.translate(40, 600)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Priority One")

    assert lines_of(pdf(draw))[-1] == "Priority One"


def test_a_scan_is_refused_and_scanned_pages_are_named():
    """A picture of text is no text."""
    with pytest.raises(UnreadableInputError, match=r"scan.*OCR"):
        read_document(pdf(picture))
    document = read_document(pdf(table, picture, picture))
    (doubt,) = document.diagnostics
    assert doubt.code == "PR111"
    assert "2-3" in doubt.message


def test_only_the_pages_asked_for_are_read():
    """Their numbers stay those of the file."""
    document = read_document(pdf(table, table, table), pages=[2])

    assert {line.page for line in document.lines} == {2}
    assert document.lines[0].start == 0
    with pytest.raises(UsageError):
        read_document(pdf(table), pages=[7])


def test_an_encrypted_file_needs_its_password():
    """Without a user password it opens; with one, it must be given."""
    locked = pdf(table, encrypt=StandardEncryption("secret", "owner"))
    opened = pdf(table, encrypt=StandardEncryption("", "owner"))

    assert "£31,000" in read_document(opened).text
    assert "£31,000" in read_document(locked, password="secret").text  # noqa: S106
    for wrong in (None, "guess"):
        with pytest.raises(UnreadableInputError, match=r"encrypted.*password"):
            read_document(locked, password=wrong)


def test_a_cut_file_is_said_or_refused():
    """Whatever is left of it, the reader does not keep quiet."""
    data = pdf(table, table)
    for size in range(20, len(data) - 10, 97):
        try:
            document = read_document(data[:size])
        except PccReportError:
            continue
        assert codes(document) & {"PR112", "PR113"}


def test_a_changed_checksum_is_said():
    """A flipped bit in a compressed page can change a sum without an error in any engine."""
    held = io.BytesIO()
    canvas = Canvas(held, pageCompression=1, invariant=1)
    from reportlab import rl_config

    before, rl_config.useA85 = rl_config.useA85, 0
    try:
        canvas.drawString(60, 700, "Hate Crime £31,000")
        canvas.showPage()
        canvas.save()
    finally:
        rl_config.useA85 = before
    data = bytearray(held.getvalue())
    at = data.index(b"endstream") - 3
    data[at] ^= 1

    assert not read_document(held.getvalue()).diagnostics
    assert "PR113" in codes(read_document(bytes(data)))


def test_a_changed_checksum_in_ascii_is_said():
    """ReportLab packs streams, then writes them in base 85."""
    held = io.BytesIO()
    canvas = Canvas(held, pageCompression=1, invariant=1)
    canvas.drawString(60, 700, "Hate Crime £31,000")
    canvas.showPage()
    canvas.save()
    data = bytearray(held.getvalue())
    assert b"/ASCII85Decode" in data
    at = data.index(b"~>endstream") - 8
    data[at] ^= 1

    assert not read_document(held.getvalue()).diagnostics
    assert "PR113" in codes(read_document(bytes(data)))


@pytest.mark.parametrize("at", range(4))
def test_a_pdf_without_its_first_signs_is_no_text(at):
    """It is read as the PDF that it is, and said to be damaged, or refused; its bytes are nobody's words."""
    data = bytearray(pdf(table))
    data[at] ^= 1
    try:
        document = read_document(bytes(data))
    except PccReportError as error:
        assert "PDF" in str(error)  # noqa: PT017  # either outcome is right
    else:
        assert document.format == "pdf"
        assert "PR113" in codes(document)


def test_a_changed_font_is_said():
    """Signs whose outlines are broken are left out by an engine in silence, digits of sums among them."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    held = io.BytesIO()
    canvas = Canvas(held, invariant=1)
    canvas.setFont("Vera", 10)
    canvas.drawString(60, 700, "Hate Crime £31,000")
    canvas.showPage()
    canvas.save()
    data = bytearray(held.getvalue())
    font = data.index(b"/Length1")
    data[(data.index(b"stream", font) + data.index(b"endstream", font)) // 2] ^= 1

    assert not read_document(held.getvalue()).diagnostics
    assert "PR113" in codes(read_document(bytes(data)))


@pytest.mark.parametrize(
    ("whole", "changed", "reason"),
    [
        (b"/Count 2", b"/Count 1", "it holds 2 pages, of which 1 can be reached"),
        (b"/Contents 8 0 R", b"/Contents 9 0 R", "1 of its streams print text and belong to no page"),
    ],
)
def test_pages_and_text_that_cannot_be_reached_are_said(whole, changed, reason):
    """The file opens, and nothing of what is left looks wrong."""
    held = io.BytesIO()
    canvas = Canvas(held, pageCompression=0, invariant=1)
    for number in (1, 2):
        canvas.drawString(60, 700, f"Hate Crime £31,00{number}")
        canvas.showPage()
    canvas.save()
    data = held.getvalue()
    assert whole in data

    document = read_document(data.replace(whole, changed))
    assert [f"the PDF is damaged: {reason}"] == [d.message for d in document.diagnostics]


def test_signs_at_no_place_are_left_out_and_said():
    """A damaged matrix puts signs at places that are no numbers; found by fuzzing."""

    def sign(text, x):
        return Glyph(text, x, 60, x + 6, 70, 68, 10, "Helvetica")

    builder = DocumentBuilder(name="", diagnostics=[])
    builder.add(RawPage(number=1, width=595, height=842, glyphs=[sign("1", 60), sign("9", math.nan), sign("2", 66)]))
    document = builder.document(b"", "pdfium", is_damaged=False)

    assert document.text == "12\n\f"
    assert [d.code for d in document.diagnostics] == ["PR117"]


@pytest.mark.parametrize(
    ("whole", "changed"),
    [
        (b"/Contents", b"/Contentr"),
        (b"/FlateDecode", b"/FlatfDecode"),
        (b"/Filter", b"/Filtes"),
        (b"/Length", b"/Lengtg"),
        (b">\nstream", b"9\nstream"),
    ],
)
def test_a_page_that_a_changed_letter_makes_blank_is_said(whole, changed):
    """Neither engine tells that the text of a page is in the file and cannot be found."""
    held = io.BytesIO()
    canvas = Canvas(held, pageCompression=1, invariant=1)
    from reportlab import rl_config

    before, rl_config.useA85 = rl_config.useA85, 0
    try:
        for number in (1, 2):
            canvas.drawString(60, 700, f"Hate Crime £31,00{number}")
            canvas.showPage()
        canvas.save()
    finally:
        rl_config.useA85 = before
    data = held.getvalue()
    at = data.rfind(whole)

    assert at > 0
    assert "PR113" in codes(read_document(data[:at] + changed + data[at + len(whole) :]))


def test_a_header_may_come_after_other_bytes():
    """Web servers and mail programs leave lines before it."""
    document = read_document(b"HTTP/1.1 200 OK\r\n\r\n" + pdf(table))

    assert "£31,000" in document.text


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n" * 1000, b"%PDF-1.4\n1 0 obj\n<<" * 50])
def test_a_header_alone_is_refused(data):
    """One clean line, not a traceback."""
    with pytest.raises(UnreadableInputError) as caught:
        read_document(data)

    assert "\n" not in str(caught.value)


def test_a_page_that_fails_does_not_lose_the_others(monkeypatch):
    """Where neither engine can read it, a diagnostic names it."""
    from pcc_report.readers.pdf import pdfium, plumber

    for engine in (pdfium.PdfiumFile, plumber.PlumberFile):

        def failing(self, number, read=engine.read_page):
            if number == 1:
                raise RecursionError
            return read(self, number)

        monkeypatch.setattr(engine, "read_page", failing)
    document = read_document(pdf(table, table))
    assert codes(document) == {"PR112"}
    assert document.lines[0].page == 2


def test_both_engines_give_the_same_document():
    """Lines, segments, sizes and rulings agree; boxes agree to a few points."""

    def draw(canvas):
        table(canvas)
        canvas.rect(56, 600, 300, 40)
        canvas.drawString(80, 500, "51% of users")
        canvas.circle(70, 503.5, 1.8, stroke=0, fill=1)

    data = pdf(draw, table)
    first, second = (read_pdf(data, engine=engine) for engine in ("pdfplumber", "pdfium"))

    assert first.text == second.text
    assert [(s.start, s.end) for line in first.lines for s in line.segments] == [
        (s.start, s.end) for line in second.lines for s in line.segments
    ]
    for a, b in zip(first.lines, second.lines, strict=True):
        assert (a.size, a.bold) == (b.size, b.bold)
        assert abs(a.box.x0 - b.box.x0) < 2
        assert abs(a.box.bottom - b.box.bottom) < 4
    rulings = [
        [(round(r.x0), round(r.top), round(r.x1), round(r.bottom)) for r in d.pages[0].rulings] for d in (first, second)
    ]
    assert rulings[0] == rulings[1]
    assert (first.reader, second.reader) == ("pdfplumber", "pdfium")


WORDS = st.text(alphabet="abcdefgh£0123456789,.%()-", min_size=1, max_size=12)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=30)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=12))
def test_what_was_printed_is_read(rows):
    """A grid of words far apart gives the same cells, and all offsets hold."""

    def draw(canvas):
        for y, row in enumerate(rows):
            for x, word in enumerate(row):
                canvas.drawString(50 + 130 * x, 800 - 20 * y, word)

    try:
        document = read_document(pdf(draw))
    except UnreadableInputError:
        pytest.fail("there is text")
    assert [line.text for line in document.lines] == ["\t".join(row) for row in rows]
    for line in document.lines:
        assert document.text[line.start : line.start + len(line.text)] == line.text
        assert "\t".join(line.text[s.start : s.end] for s in line.segments) == line.text
        assert [line.text[w.start : w.end] for w in line.words] == re.split(r"[\t ]", line.text)
        assert all(a.x1 <= b.x0 for a, b in zip(line.segments, line.segments[1:], strict=False))


RUNS = st.tuples(
    WORDS, st.floats(0.2, 40).map(lambda gap: round(gap, 1)), st.sampled_from(["Helvetica", "Helvetica-Bold"])
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(st.lists(st.lists(RUNS, min_size=1, max_size=6), min_size=1, max_size=8))
def test_engines_agree_on_any_gaps(rows):
    """Runs side by side with narrow and wide gaps give the same words and segments in both engines."""
    assume(all(not near(gap, limit) for row in rows for _, gap, _ in row for limit in (1.4, 1.7, 10)))

    def draw(canvas):
        for y, row in enumerate(rows):
            x = 50.0
            for word, gap, font in row:
                canvas.setFont(font, 10)
                canvas.drawString(x, 800 - 20 * y, word)
                x += canvas.stringWidth(word, font, 10) + gap

    data = pdf(draw)
    first, second = (read_pdf(data, engine=engine) for engine in ("pdfplumber", "pdfium"))

    assert first.text == second.text


def near(gap, limit):
    """Whether a gap is so near to a limit that rounding decides, or letters and digits differ in it."""
    return abs(gap - limit) < 0.4


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(st.data())
def test_any_damage_gives_a_document_or_one_of_our_errors(data):
    """Bytes changed anywhere never make an engine's own error leave the reader."""
    whole = bytearray(pdf(table))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        document = read_document(bytes(whole), name="x.pdf")
    except PccReportError as error:
        assert "\n" not in str(error)  # noqa: PT017  # either outcome is right
    else:
        assert document.lines
