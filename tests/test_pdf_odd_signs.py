"""Pages whose signs run backwards, or mean nothing: read or said, and never an error of ours."""

import pytest

import laws
from pcc_report.pipeline import read_and_parse
from raw_pdf import raw_pdf, stream

HEAD = "BT /F1 12 Tf 60 780 Td (Annual report 2019-20) Tj ET "
PLAIN = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
UNMAPPED = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /Arial /Encoding /Identity-H /DescendantFonts [7 0 R] >>",
    (
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Arial /DW 500 /CIDToGIDMap /Identity /FontDescriptor 8 0 R"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    ),
    (
        "<< /Type /FontDescriptor /FontName /Arial /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800"
        " /Descent -200 /CapHeight 700 /StemV 80 >>"
    ),
)
"""A font that does not say what its signs mean, so that a reader may have nothing but their numbers."""


def page(painted):
    """Return a PDF of one page on which *painted* stands under a title."""
    return raw_pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
        stream(HEAD + painted),
        PLAIN,
        *UNMAPPED,
    )


@pytest.mark.parametrize("verify", ["never", "doubt"])
@pytest.mark.parametrize(
    "painted",
    [
        pytest.param("BT /F1 11 Tf -7 Tc 60 700 Td (whatIned) Tj ET", id="signs set so close that they run backwards"),
        pytest.param("BT /F1 11 Tf 60 700 Td [(what) 6000 (Ined)] TJ ET", id="a word that goes back behind its start"),
    ],
)
def test_words_that_end_before_they_begin_are_read(painted, verify):
    """Each sign has its place, whatever the places of the first and the last are."""
    document, result = read_and_parse(page(painted), verify=verify)

    assert not laws.broken(document, result)
    assert set("whatIned") <= set(document.text)


@pytest.mark.parametrize("verify", ["never", "doubt"])
@pytest.mark.parametrize("place", ["1 0 0 1 100 300 Tm", "0 1 -1 0 300 300 Tm"], ids=["upright", "turned"])
def test_lines_of_signs_without_a_meaning_are_no_lines(place, verify):
    """The rest of the page is read; the second reader has the signs' numbers, and says that they mean nothing."""
    document, result = read_and_parse(page(f"BT /F2 11 Tf {place} <0016000F0017001A> Tj ET"), verify=verify)

    assert not laws.broken(document, result)
    assert "Annual report 2019-20" in [line.text for line in document.lines]
    assert verify == "never" or "PR114" in [d.code for d in result.diagnostics]


@pytest.mark.parametrize("verify", ["never", "doubt"])
def test_signs_of_a_size_below_zero_are_turned_by_half(verify):
    """Where the matrix turns them back, the text is like any other; else it has its places all the same."""
    upright = "BT /F1 -11 Tf -1 0 0 -1 60 700 Tm (Youth work) Tj ET"
    turned = " ".join(f"BT /F1 -11 Tf 300 {300 + 14 * k} Td (Youth work in the north) Tj ET" for k in range(12))
    document, result = read_and_parse(page(upright), verify=verify)

    assert "Youth work" in [line.text for line in document.lines]
    assert not laws.broken(document, result)
    assert not laws.broken(*read_and_parse(page(turned), verify=verify))
