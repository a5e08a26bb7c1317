"""Formats are told by their bytes; those that are not read here are refused by name."""

import gzip
import io
import zipfile

import pytest

from pcc_report.errors import UnsupportedFormatError
from pcc_report.readers import READERS, read_document


def zipped(*names):
    """Return a zip archive of empty files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "x")
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (zipped("word/document.xml"), "DOCX"),
        (zipped("xl/workbook.xml"), "XLSX"),
        (zipped("mimetype"), "ODT"),
        (zipped("a.txt"), "zip"),
        (gzip.compress(b"x"), "gzip"),
        (b"{\\rtf1 Total}", "RTF"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 20 + "WordDocument".encode("utf-16-le"), "old Word"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 20 + "Workbook".encode("utf-16-le"), "old Excel"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"\xff\xd8\xff\xe0....", "JPEG"),
        (b"GIF89a....", "GIF"),
        (b"II*\0....", "TIFF"),
        (b"RIFF....WEBPVP8 ", "WebP"),
        (b"%!PS-Adobe-3.0\n", "PostScript"),
        (b"\x7fELF\2\1\1", "ELF"),
        (b'{"error": "not found"}', "JSON"),
        (b"<!DOCTYPE html><p>Total", "HTML"),
        (b"\xef\xbb\xbf\n<HTML lang=en><p>Total", "HTML"),
        ("<html><p>Total".encode("utf-16"), "HTML"),
        (b"<!-- saved -->\n<head><title>x", "HTML"),
        (b"<?xml version='1.0'?><x/>", "XML"),
        (b"MIME-Version: 1.0\n\nx", "e-mail"),
        (b"From: a@example.org\nSubject: report\n\nx", "e-mail"),
        (b"version https://git-lfs.github.com/spec/v1\n", "git-lfs"),
        (bytes(range(256)) * 20, "binary"),
    ],
    ids=lambda value: value.replace(" ", "-") if isinstance(value, str) else "",
)
def test_other_formats_are_refused_by_name(data, name):
    """The message is one line that names the format and what to do."""
    with pytest.raises(UnsupportedFormatError) as caught:
        read_document(data, name="report.pdf")

    assert name in str(caught.value)
    assert str(caught.value).startswith("report.pdf: ")
    assert caught.value.advice
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "Hate Crime<br />£31,000",
        "<strong>Total</strong> £1",
        "[Draft] Report",
        "From: Chief Executive\nTo: Panel\nSubject: Funding\n£1",
        "MZ is a zone",
        "The header of a PDF is %PDF-1.4",
    ],
)
def test_a_text_that_only_looks_like_something_else_is_text(text):
    """Copied web text holds a tag or two; a memorandum begins like a mail."""
    assert read_document(text.encode()).format == "text"


def test_each_format_has_one_reader():
    """The readers are asked in order, and the last takes anything."""
    assert [r.format for r in READERS] == ["pdf", "text"]
