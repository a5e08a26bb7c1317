"""Layers of a PDF that are switched off: what lies on them is left out and said."""

import pytest

from pcc_report.readers import read_document
from pcc_report.readers.pdf import ENGINES, read_pdf
from pcc_report.readers.pdf.plumber import PlumberFile
from raw_pdf import raw_pdf, stream

both = pytest.mark.parametrize("engine", sorted(ENGINES))

SEEN = "BT /F 10 Tf 60 700 Td (Hate Crime) Tj 340 0 Td (31,000) Tj ET\n"
DRAFT = "BT /F 10 Tf 60 680 Td (Draft sum 999,999) Tj ET\n"


def layered(drawing, settings="/OFF [ 7 0 R ]", more="", usage="", drawn=DRAFT, layer="/OC 7 0 R"):
    """Return a PDF with two layers of one name and a drawing to be drawn; *more* is a condition named ``/Some``."""
    fonts = "/Font << /F 5 0 R >>"
    layers = f"/Properties << /On 6 0 R /Off 7 0 R /Some << /Type /OCMD {more} >> >>"
    return raw_pdf(
        f"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [ 6 0 R 7 0 R ] /D << {settings} >> >> >>",
        "<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 595 842 ] /Contents 4 0 R /Resources << "
        f"{fonts} {layers} /XObject << /X 8 0 R >> >> >>",
        stream(drawing),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /OCG /Name (Sums) >>",
        f"<< /Type /OCG /Name (Sums) {usage} >>",
        stream(drawn, f"/Type /XObject /Subtype /Form /BBox [ 0 0 595 842 ] /Resources << {fonts} {layers} >> {layer}"),
    )


def on_layer(name, drawing):
    return f"/OC /{name} BDC {drawing} EMC\n"


def lines_of(document):
    return [line.text for line in document.lines]


@both
@pytest.mark.parametrize(
    "data",
    [
        layered(SEEN + on_layer("Off", DRAFT)),
        layered(on_layer("Off", f"/Span BMC {DRAFT} EMC {DRAFT}") + on_layer("On", SEEN)),
        layered(SEEN + "/X Do\n"),
        layered(SEEN + "/X Do\n", drawn=on_layer("Off", DRAFT), layer="/OC 6 0 R"),
        layered(SEEN + on_layer("Off", DRAFT), settings="/BaseState /OFF /ON [ 6 0 R ]"),
        layered(
            SEEN + on_layer("Off", DRAFT),
            settings="/AS [ << /Event /View /Category [ /View ] /OCGs [ 7 0 R ] >> ]",
            usage="/Usage << /View << /ViewState /OFF >> >>",
        ),
        layered(SEEN + on_layer("Some", DRAFT), more="/OCGs 7 0 R"),
        layered(SEEN + on_layer("Some", DRAFT), more="/OCGs [ 6 0 R 7 0 R ] /P /AllOn"),
        layered(SEEN + on_layer("Some", DRAFT), more="/OCGs [ 6 0 R ] /P /AnyOff"),
        layered(SEEN + on_layer("Some", DRAFT), more="/OCGs [ 6 0 R 7 0 R ] /P /AllOff"),
        layered(SEEN + on_layer("Some", DRAFT), more="/VE [ /And 6 0 R [ /Not [ /Or 6 0 R 7 0 R ] ] ]"),
    ],
)
def test_what_lies_on_a_layer_that_is_off_is_left_out_and_said(engine, data):
    """However it is switched off, and though another layer of its name is on."""
    document = read_pdf(data, engine=engine)

    assert lines_of(document) == ["Hate Crime\t31,000"]
    (said,) = document.diagnostics
    assert said.code == "PR117"
    assert "a layer that is switched off" in said.message
    assert "999,999" in said.message


@both
@pytest.mark.parametrize(
    "data",
    [
        layered(SEEN + on_layer("On", DRAFT)),
        layered(SEEN + on_layer("Off", DRAFT), settings="/OFF [ ]"),
        layered(SEEN + on_layer("Off", DRAFT), settings="/OFF [ 7 0 R ] /ON [ 7 0 R ]"),
        layered(SEEN + on_layer("Some", DRAFT), more="/OCGs [ 6 0 R 7 0 R ]"),
        layered(SEEN + on_layer("Some", DRAFT), more="/OCGs [ ]"),
        layered(SEEN + on_layer("Some", DRAFT), more="/VE [ /Or 6 0 R 7 0 R ]"),
        layered(SEEN + "/X Do\n", layer=""),
        layered(SEEN + on_layer("Unknown", DRAFT)),
        layered(SEEN + "/X Do\n" + DRAFT, drawn="/OC /Off BDC", layer=""),
    ],
)
def test_what_lies_on_layers_that_are_on_is_read(engine, data):
    """The file has a layer that is off, and this text is not on it."""
    document = read_pdf(data, engine=engine)

    assert lines_of(document) == ["Hate Crime\t31,000", "Draft sum 999,999"]
    assert not document.diagnostics


@both
def test_of_two_texts_at_one_place_the_one_that_is_seen_is_read(engine):
    """Two languages on two layers; the sums are the same in both."""
    welsh = SEEN.replace("Hate Crime", "Troseddau casineb")
    document = read_pdf(layered(on_layer("Off", welsh) + on_layer("On", SEEN)), engine=engine)

    assert lines_of(document) == ["Hate Crime\t31,000"]


@both
def test_drawn_lines_on_a_layer_that_is_off_part_nothing(engine):
    """They are not seen either."""
    frame = "56 696 400 14 re S 200 690 m 200 720 l S\n"
    (page,) = read_pdf(layered(SEEN + on_layer("Off", frame + DRAFT)), engine=engine).pages

    assert page.rulings == ()


def test_a_page_whose_layers_cannot_be_told_is_read_and_said(monkeypatch):
    """PDFium does not know them, and the other reader stumbles."""

    def stumble(*_):
        raise ValueError

    monkeypatch.setattr(PlumberFile, "read_page", stumble)
    document = read_document(layered(SEEN + on_layer("Off", DRAFT)))
    assert lines_of(document) == ["Hate Crime\t31,000", "Draft sum 999,999"]
    assert [d.code for d in document.diagnostics] == ["PR125"]
