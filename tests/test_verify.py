"""The second reader: asked where there is doubt, once; the better reading is taken and the difference is said."""

import io

import attrs
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pcc_report import parse
from pcc_report.cli import main
from pcc_report.errors import UnreadableInputError, UsageError
from pcc_report.readers.pdf import engines, read_pdf
from pcc_report.readers.pdf.glyphs import RawPage
from pcc_report.readers.pdf.pdfium import PdfiumFile
from pcc_report.readers.pdf.plumber import PlumberFile

LINES = (("Hate Crime", "31,000"), ("CCTV", "7,400"), ("Taxi Marshals", "12,600"), ("Total", "51,000"))


def report(*pages, encrypt=None, total="51,000"):
    """Return a PDF with a table of spend; *pages* are further pages, each one line of text or a function."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(595, 842), invariant=1, encrypt=encrypt)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(60, 780, "Anytown Partnership")
    canvas.drawString(60, 750, "Actual Spend 2013-2014")
    canvas.setFont("Helvetica", 10)
    for y, (label, amount) in enumerate((*LINES[:-1], ("Total", total))):
        canvas.drawString(60, 720 - 15 * y, label)
        canvas.drawRightString(400, 720 - 15 * y, f"£{amount}")
    for page in pages:
        canvas.showPage()
        page(canvas) if callable(page) else canvas.drawString(60, 700, page)
    canvas.save()
    return held.getvalue()


class Witness:
    """Stands in for an engine: counts the pages it is asked for, and may misread a sign of them."""

    def __init__(self, monkeypatch, name, engine):
        self.asked = []
        self.misread = {}
        self.fails = False
        self.engine = engine
        monkeypatch.setitem(engines.ENGINES, name, self.open)

    def open(self, data, password):
        self.file = self.engine(data, password)
        return self

    attachments = ()
    page_count = property(lambda self: self.file.page_count)

    def read_page(self, number):
        self.asked.append(number)
        if self.fails:
            raise RecursionError
        page = self.file.read_page(number)
        glyphs = [attrs.evolve(g, text=self.misread.get(g.text, g.text)) for g in page.glyphs]
        return attrs.evolve(page, glyphs=glyphs)

    def close(self):
        self.file.close()


@pytest.fixture
def first(monkeypatch):
    return Witness(monkeypatch, "pdfium", PdfiumFile)


@pytest.fixture
def second(monkeypatch):
    return Witness(monkeypatch, "pdfplumber", PlumberFile)


def spent(result):
    return {x.category: int(x.figures[0].money.amount) for t in result.report.spend_tables for x in t.lines}


def said(result, code):
    return [d for d in result.diagnostics if d.code == code]


def test_a_sound_file_is_read_once(second):
    """Where nothing is in doubt the second reader is not even opened."""
    result = parse(report())

    assert spent(result) == {"Hate Crime": 31000, "CCTV": 7400, "Taxi Marshals": 12600}
    assert (result.source.reader, second.asked) == ("pdfium", [])


def test_sums_that_do_not_add_up_are_read_again_and_the_reading_that_does_is_taken(first):
    """The figure that the first reader has is said beside the one that was taken."""
    data = report("All went well.")
    first.misread = {"£7,400": "£1,400"}
    result = parse(data)

    assert spent(result)["CCTV"] == 7400
    assert not said(result, "PR401")
    (doubt,) = said(result, "PR120")
    assert ("£7,400" in doubt.message, "£1,400" in doubt.message) == (True, True)
    assert doubt.origins[0].text == "CCTV\t£7,400"
    assert result.source.reader == "pdfium, pdfplumber"
    assert first.asked == [1, 2, 2], "only the page in doubt is read by the other"


def test_without_a_second_reader_the_doubt_stays(first, second):
    """`verify="never"` asks nobody, and the total is said not to be the sum."""
    data = report()
    first.misread = {"£7,400": "£1,400"}
    result = parse(data, verify="never")

    assert spent(result)["CCTV"] == 1400
    assert said(result, "PR401")
    assert second.asked == []


def test_sums_that_no_reading_makes_add_up_are_read_twice_and_no_more(second):
    """Both readers agree, so the misprint is the document's; nothing is said of the readers."""
    data = report(total="52,000")
    result = parse(data)

    assert said(result, "PR401")
    assert not said(result, "PR120")
    assert (second.asked, result.source.reader) == ([1], "pdfium")


def test_a_sound_file_may_be_verified_all_the_same(second):
    """With `verify="always"` a figure that the second reader has otherwise is said; the first reading stays."""
    data = report("All went well.")
    second.misread = {"7": "1"}
    result = parse(data, verify="always")

    assert spent(result)["CCTV"] == 7400
    assert second.asked == [1, 2]
    (doubt,) = said(result, "PR120")
    assert (doubt.severity.value, "£1,400" in doubt.message) == ("warning", True)


def test_other_text_is_a_lesser_difference(second):
    """Letters that differ are told as worth knowing."""
    data = report("All went well!")
    second.misread = {"!": "?"}

    (doubt,) = said(parse(data, verify="always"), "PR120")
    assert (doubt.severity.value, doubt.origins[0].page) == ("info", 2)


def test_what_one_reader_cannot_read_is_read_by_the_other(first, second):
    """It is said, and nothing is lost; what neither can read is an error."""
    data = report()
    first.fails = True
    document = read_pdf(data)
    assert "£7,400" in document.text
    assert [d.code for d in document.diagnostics] == ["PR119"]

    second.fails = True
    with pytest.raises(Exception, match="no page of the PDF can be read"):
        read_pdf(data)


@pytest.mark.parametrize("verify", ["always", "doubt"])
def test_what_only_the_first_reader_can_read_stays(monkeypatch, verify):
    """A second reader that finds nothing, or refuses the file, takes nothing away; that it differs is said."""
    data = report(total="52,000")
    monkeypatch.setattr(PlumberFile, "read_page", lambda _self, number: blank(number))
    result = parse(data, verify=verify)
    assert spent(result)["CCTV"] == 7400
    assert said(result, "PR120")

    def refuse(*_):
        problem = "the PDF is encrypted"
        raise UnreadableInputError(problem)

    monkeypatch.setitem(engines.ENGINES, "pdfplumber", refuse)
    assert spent(parse(data, verify=verify))["CCTV"] == 7400


def blank(number):
    """A page without anything."""
    return RawPage(number=number, width=595, height=842, glyphs=[], is_blank=True)


def test_verify_is_one_of_three_words():
    with pytest.raises(UsageError, match="doubt, always, never"):
        parse(report(), verify="yes")


def test_the_command_takes_a_password_from_a_file(tmp_path, capsys):
    """A password in the command line could be seen by others."""
    locked, password = tmp_path / "locked.pdf", tmp_path / "password"
    locked.write_bytes(report(encrypt=StandardEncryption("secret", "owner")))
    password.write_text("secret\n", "utf-8")

    assert main(["parse", str(locked)]) == 3
    assert "encrypted" in capsys.readouterr().err
    assert main(["parse", "--verify", "always", "--password-file", str(password), str(locked)]) == 0
    assert "7400" in capsys.readouterr().out
    password.write_text("secret\r\n", "utf-8-sig")  # as some editors save it
    assert main(["parse", "--password-file", str(password), str(locked)]) == 0
    capsys.readouterr()
    assert main(["parse", "--password-file", str(tmp_path / "none"), str(locked)]) == 3
