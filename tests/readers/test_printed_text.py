"""What the file has for a text that was mended is kept beside it, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

import pcc_report
from pcc_report.layout.runs import Run
from pcc_report.model import origins_of
from pcc_report.readers import read_document
from pcc_report.readers.encoding import undo_double_decoding
from pcc_report.readers.pdf import ENGINES, read_pdf
from pcc_report.source import Repair, as_printed
from pcc_report.testing import drawn, print_text
from raw_pdf import raw_pdf, stream

both = pytest.mark.parametrize("engine", sorted(ENGINES))


def mapped_pdf(drawing, meanings):
    """Return a PDF that draws with Helvetica, some codes of which mean other characters, as its font says."""
    rows = "\n".join(f"<{code:02x}> <{text.encode('utf-16-be').hex()}>" for code, text in meanings.items())
    said = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Known def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(meanings)} beginbfchar\n{rows}\nendbfchar endcmap end end"
    )
    resources = "/Resources << /Font << /F 5 0 R >> >>"
    return raw_pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 595 842 ] /Contents 4 0 R {resources} >>",
        stream(drawing),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>",
        stream(said),
    )


def printed(document):
    """Return the lines as the file has them, None where nothing was mended."""
    return [line.origin(0, len(line.text)).printed for line in document.lines]


@both
@pytest.mark.parametrize(
    ("signs", "meanings", "in_file", "letters"),
    [
        ("~", {126: "\u6600\u6900"}, "\u6600\u6900", "fi"),
        ("\\302\\243", {}, "\u00c2\u00a3", "\u00a3"),
    ],
    ids=["swapped ligature", "decoded twice"],
)
def test_mended_signs_keep_what_the_file_has(engine, signs, meanings, in_file, letters):
    """Only what overlaps them has it: the word, not its neighbours, nor the next line."""
    drawing = f"BT /F 10 Tf 60 700 Td (of{signs} 31 kept) Tj 0 -20 Td (as it is) Tj ET"
    document = read_pdf(mapped_pdf(drawing, meanings), engine=engine)

    line, plain = document.lines
    assert line.text == f"of{letters} 31 kept"
    word = line.origin(0, 2 + len(letters))
    assert (word.text, word.printed) == (f"of{letters}", f"of{in_file}")
    assert line.origin(0, 2).printed is None
    assert line.origin(3 + len(letters), len(line.text)).printed is None
    assert plain.origin(0, len(plain.text)).printed is None


def test_a_strip_with_swapped_bytes_is_mended_where_it_is_taken_apart():
    """A small raised sign in the line has its signs looked at one by one."""
    end = 60 + stringWidth("alloca~on of 31", "Helvetica", 10)
    drawing = f"BT /F 10 Tf 60 700 Td (alloca~on of 31) Tj ET BT /F 6 Tf {end} 704 Td (2) Tj ET"
    (line,) = read_document(mapped_pdf(drawing, {126: "\u7400\u6900"})).lines

    assert line.text == "allocation of 31 2"
    assert line.origin(0, 10).printed == "alloca\u7400\u6900on"


@both
def test_a_bullet_sign_that_was_named_keeps_its_own(engine):
    """LibreOffice paints bullets with a private sign of a symbol font."""
    drawing = "BT /F 10 Tf 60 700 Td (~) Tj 10 0 Td (51% of users) Tj ET"
    (line,) = read_pdf(mapped_pdf(drawing, {126: "\uf0b7"}), engine=engine).lines

    assert line.text == "•\t51% of users"
    assert (line.origin(0, 1).printed, line.origin(2, 14).printed) == ("\uf0b7", None)


def test_a_ligature_that_the_page_shows_as_one_sign_keeps_it():
    """PDFium spells it out by itself, so that nothing tells it from letters there."""
    (line,) = read_pdf(mapped_pdf("BT /F 10 Tf 60 700 Td (of~ce) Tj ET", {126: "\ufb01"}), engine="pdfplumber").lines

    assert line.text == "office"
    assert line.origin(0, 6).printed == "of\ufb01ce"


def test_false_bold_keeps_both_signs():
    """What is painted twice, a little to the right, is read once; PDFium drops most of it by itself."""
    drawing = "BT /F 10 Tf 60 700 Td (\\243557) Tj ET BT /F 10 Tf 60.3 700 Td (\\243557) Tj ET"
    (line,) = read_pdf(mapped_pdf(drawing, {}), engine="pdfplumber").lines

    assert line.text == "\u00a3557"
    assert line.origin(0, 4).printed == "\u00a3\u00a3555577"


def test_a_hyphen_read_as_a_soft_one_is_printed_as_it_was():
    """Only the end of the line put it there: the word stands whole elsewhere."""
    drawing = "BT /F 10 Tf 60 700 Td (the commis-) Tj 0 -12 Td (sioner is the commissioner) Tj ET"
    line = read_document(mapped_pdf(drawing, {})).lines[0]

    assert line.text == "the commis\xad"
    assert [line.origin(4, 11).printed, line.origin(0, 3).printed] == ["commis-", None]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        pytest.param(
            ["Work with young lan-", "guage learners"], "Work with young language learners", id="a common word"
        ),
        pytest.param(["Outreach in Thet-", "ford"], "Outreach in Thetford", id="parts of which nothing is known"),
        pytest.param(["Night-", "time outreach"], "Night-time outreach", id="printed with a hyphen as a rule"),
        pytest.param(["Local co-ordina-", "tor"], "Local co-ordinator", id="a word with another hyphen"),
        pytest.param(["Hate crime-", "related work"], "Hate crime-related work", id="two words"),
    ],
)
def test_words_cut_in_a_cell_are_whole(cells, said):
    """Of a name in a table, with nothing else on the page that tells how the word is written."""
    first, *others = cells
    drawing = f"BT /F 10 Tf 60 700 Td ({first}) Tj 200 0 Td (2,500) Tj"
    drawing += "".join(f" -200 -12 Td ({cell}) Tj" for cell in others) + " ET"
    lines = read_document(mapped_pdf(drawing, {})).lines

    assert Run([(line, line.segments[0].start, line.segments[0].end) for line in lines]).text == said


def test_a_word_cut_in_a_heading_set_to_the_right_is_whole():
    """Its parts end together and begin apart; as those of headings over figures do."""
    moved = stringWidth("Final allo-", "Helvetica", 10) - stringWidth("cation", "Helvetica", 10)
    drawing = f"BT /F 10 Tf 60 700 Td (Project) Tj 100 0 Td (Final allo-) Tj {moved} -12 Td (cation) Tj ET"
    lines = read_document(mapped_pdf(drawing, {})).lines

    assert [line.text for line in lines] == ["Project\tFinal allo\xad", "cation"]


def test_repaired_text_files_keep_what_they_had():
    """Of selected pages too, and where it was done twice."""
    data = "Total\n\fHate Crime\t\u00c2\u00a331\n\fDHRs \u00c3\u201a\u00c2\u00a37\n".encode()

    for pages, lines in ((None, 3), ({2, 3}, 2), ({3}, 1)):
        document = read_document(data, pages=pages)
        assert printed(document)[-1] == "DHRs \u00c3\u201a\u00c2\u00a37"
        assert len(printed(document)) == lines
        (said,) = document.diagnostics
        assert said.origins[-1].printed == "\u00c3\u201a\u00c2\u00a3"
    assert read_document(data, pages={1}).diagnostics == ()


def test_restored_pounds_keep_the_question_mark():
    """Programs without a pound sign wrote another one."""
    (first, _) = read_document(b"Hate Crime\t?31,000\nDHRs\t?7,400\n").lines

    assert (first.origin(11, 18).text, first.origin(11, 18).printed) == ("\u00a331,000", "?31,000")


SIGNS = st.sampled_from(["\u00a3", "\u00e9", "\u2013", "\u2019", "a", "7", " ", "\n", "\t", "\u00c2", "\u00e2"])


@given(st.lists(SIGNS, min_size=1).map("".join), st.integers(0, 3))
def test_what_was_decoded_twice_can_be_put_together_again(text, rounds):
    """Repairs undone give the text of the file, however often it had been decoded."""
    for _ in range(rounds):
        text = text.encode().decode("cp1252", "replace").replace("\ufffd", "")
    mended, repairs = undo_double_decoding(text)

    assert (as_printed(mended, repairs, 0, len(mended)) or mended) == text
    assert all(mended[r.at : r.end] == r.meant for r in repairs)


@given(drawn())
def test_a_sound_report_has_nothing_printed_otherwise(pair):
    """An origin that no repair touches has no second text."""
    result = pcc_report.parse_text(print_text(*pair))

    assert {origin.printed for origin in origins_of(result.report)} == {None}


def test_signs_that_were_one_are_given_whole():
    """Half of a ligature cannot be printed; what was put in stands between its neighbours."""
    repairs = (Repair(2, "\ufb03", "ffi"), Repair(7, "-", "\xad"))

    assert [as_printed("o ffice\xad", repairs, *span) for span in ((0, 3), (4, 6), (6, 8), (0, 2), (5, 7))] == [
        "o \ufb03",
        "\ufb03c",
        "e-",
        None,
        None,
    ]
