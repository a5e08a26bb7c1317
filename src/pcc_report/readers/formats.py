"""Which format bytes are of, by what stands in them, never by a file's name."""

import re
from collections.abc import Callable, Collection
from typing import Final

import attrs

from pcc_report.source import SourceDocument


@attrs.frozen
class Reader:
    """One input format: how it is recognised, and what reads it."""

    format: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, str, Collection[int] | None, str | None], SourceDocument]
    verify: Callable[[bytes, str, Collection[int] | None, str | None, Collection[int]], SourceDocument] | None = None
    """Read again, some pages by a second reader, where the format has one."""


@attrs.frozen
class Foreign:
    """A format that no reader here knows."""

    name: str
    advice: str


_CONVERT: Final = "save it as PDF or plain text, then read that"
_UNPACK: Final = "unpack it, then read the files in it one by one"
_OCR: Final = "run text recognition (OCR) over it, then read the result"
_NOT_A_REPORT: Final = "get the report itself, as PDF or plain text"

PDF_WINDOW: Final = 1024
"""The header of a PDF may stand anywhere in the first kilobyte, as all viewers have it."""

_PDF_HEADER = re.compile(rb"%PDF-\d")
_PDF_OBJECT = re.compile(rb"\d\s+obj\b")


def is_pdf(data: bytes) -> bool:
    """Whether *data* begins with a PDF header, after other bytes if PDF objects follow, or ends as a PDF does."""
    if data[:16].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF"):
        return True
    header = _PDF_HEADER.search(data, 0, PDF_WINDOW)
    if header is not None:
        return _PDF_OBJECT.search(data, header.end()) is not None
    end = data[-PDF_WINDOW:]  # of one whose header is damaged
    return b"startxref" in end and b"%%EOF" in end and _PDF_OBJECT.search(data) is not None


_MAGIC: Final = (
    (b"\x89PNG\r\n\x1a\n", Foreign("PNG picture", _OCR)),
    (b"\xff\xd8\xff", Foreign("JPEG picture", _OCR)),
    (b"GIF87a", Foreign("GIF picture", _OCR)),
    (b"GIF89a", Foreign("GIF picture", _OCR)),
    (b"II*\0", Foreign("TIFF picture", _OCR)),
    (b"MM\0*", Foreign("TIFF picture", _OCR)),
    (b"\x1f\x8b", Foreign("gzip archive", _UNPACK)),
    (b"BZh", Foreign("bzip2 archive", _UNPACK)),
    (b"\xfd7zXZ\0", Foreign("xz archive", _UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", Foreign("7z archive", _UNPACK)),
    (b"Rar!\x1a\x07", Foreign("RAR archive", _UNPACK)),
    (b"{\\rtf", Foreign("RTF document", _CONVERT)),
    (b"%!PS", Foreign("PostScript file", "convert it to PDF, then read that")),
    (b"\x7fELF", Foreign("program (ELF)", _NOT_A_REPORT)),
    (b"SQLite format 3\0", Foreign("SQLite database", _NOT_A_REPORT)),
    (b"version https://git-lfs.", Foreign("git-lfs pointer", "fetch the file it stands for (git lfs pull)")),
)

# The names of the parts of an archive are not compressed, so they are found without unpacking anything.
_ZIP_PARTS: Final = (
    (b"word/", Foreign("DOCX document", _CONVERT)),
    (b"xl/", Foreign("XLSX spreadsheet", _CONVERT)),
    (b"ppt/", Foreign("PPTX slides", _CONVERT)),
    (b"opendocument.text", Foreign("ODT document", _CONVERT)),
    (b"opendocument.spreadsheet", Foreign("ODS spreadsheet", _CONVERT)),
    (b"epub+zip", Foreign("EPUB book", _CONVERT)),
)

_OLE_PARTS: Final = (
    ("Workbook", Foreign("old Excel spreadsheet (.xls)", _CONVERT)),
    ("WordDocument", Foreign("old Word document (.doc)", _CONVERT)),
    ("PowerPoint", Foreign("old PowerPoint slides (.ppt)", _CONVERT)),
)


def foreign_bytes(data: bytes) -> Foreign | None:
    """Return the format of *data* where its first bytes name one that is not read here."""
    for magic, foreign in _MAGIC:
        if data.startswith(magic):
            return foreign
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        parts = data[:65536] + data[-65536:]
        return next((f for part, f in _ZIP_PARTS if part in parts), Foreign("zip archive", _UNPACK))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        parts = data[: 1 << 20] + data[-(1 << 20) :]
        named = (f for part, f in _OLE_PARTS if part.encode("utf-16-le") in parts)
        return next(named, Foreign("old Microsoft Office document", _CONVERT))
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Foreign("WebP picture", _OCR)
    if data.startswith(b"MZ") and b"\0" in data[:64]:
        return Foreign("program (Windows)", _NOT_A_REPORT)
    return None


_PAGE_START = re.compile(
    r"(?:<!--(?:[^-]|-(?!->)){0,4000}-->\s*)*<(?:!doctype\b|html\b|head\b|body\b|\?xml\b|\?php|svg\b)",
    re.IGNORECASE,
)
_MAIL_HEADER = re.compile(
    r"(?:MIME-Version|Content-Type|Content-Transfer-Encoding|Content-Disposition|Received|Return-Path"
    r"|Message-ID|Delivered-To): ",
    re.IGNORECASE,
)
# A memorandum begins with "From: Chief Executive", a mail with an address.
_MAIL_SENDER = re.compile(r"From:[^\n@]{0,200}[\w.-]@[\w.-]+.{0,20}\n(?:[A-Z][\w-]*: .*\n)*Subject: ", re.IGNORECASE)
_JSON_START = re.compile(r'\{\s*"(?:[^"\\]|\\.){0,2000}"\s*:|\[\s*[\[{]\s*["\[{]')


def foreign_text(text: str) -> Foreign | None:
    """Return the format of decoded *text* where it is a web page, mail or JSON, not a report."""
    head = text[:8192].lstrip()
    if head.startswith("<") and _PAGE_START.match(head):
        name = "XML file" if head[:5].lower() == "<?xml" and "<html" not in head.lower() else "web page (HTML)"
        return Foreign(name, "print the page to PDF, or copy its text into a file")
    if head.startswith(("{", "[")) and _JSON_START.match(head):
        return Foreign("JSON file", "load a result of ours with pcc_report.load")
    if _MAIL_HEADER.match(head) or _MAIL_SENDER.match(head):
        return Foreign("e-mail (MIME)", "save its attachment, then read that")
    if head.startswith("{\\rtf"):
        return Foreign("RTF document", _CONVERT)
    return None
