"""Bytes of a text file -> its characters, and what had to be guessed.

The ladder: a byte order mark, UTF-8, cp1252. Whatever else the bytes tell (a pound sign on an odd letter,
zero bytes between letters) is a guess, and said.
"""

import codecs
import re
from collections.abc import Iterator
from typing import Final

import attrs

from pcc_report.errors import UnsupportedFormatError
from pcc_report.source import Repair, as_printed


@attrs.frozen
class Decoded:
    """The characters of a file. ``guess`` says why the encoding is a guess; empty where it is none."""

    text: str
    encoding: str
    guess: str = ""
    guessed_at: tuple[int, ...] = ()
    """Offsets of the characters that were guessed, where only some were."""


def decode(data: bytes) -> Decoded:
    """Return the characters of *data*, or refuse what is no text in an encoding of English."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    if b"\0" in data:
        wide = _wide_encoding(data)
        if wide:
            text = data.decode(wide, "replace").removeprefix("\ufeff")
            return Decoded(text, wide, "every other byte is zero, and there is no byte order mark")
        padded = len(data)
        data = data.rstrip(b"\0")
        if padded - len(data) > 1:
            decoded = decode(data)
            return attrs.evolve(decoded, guess=f"{padded - len(data)} zero bytes follow the text")
    if data.isascii():
        return _decode_ascii(data)
    try:
        return Decoded(data.decode(), "utf-8")
    except UnicodeDecodeError:
        return _decode_other(data)


_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _decode_marked(data: bytes, encoding: str) -> Decoded:
    if encoding == "utf-8":
        rest = decode(data)  # the mark may be wrong, or stand there twice
        if rest.encoding in ("ascii", "utf-8") or not data:
            return attrs.evolve(rest, encoding="utf-8")
        return attrs.evolve(rest, guess=rest.guess or "its mark says UTF-8, its bytes do not")
    # A sign that the encoding cannot hold becomes U+FFFD, which is reported with the text.
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    guess = "hardly a program writes it" if encoding.startswith("utf-32") else ""
    return Decoded(text, encoding, guess)


def _wide_encoding(data: bytes) -> str:
    sample = data[: 1 << 16]
    quarter = max(len(sample) // 4, 1)
    zeros = [sample[k::4].count(0) / quarter for k in range(4)]
    if len(sample) < 4 or min(zeros) > 0.9:
        return ""
    if min(zeros[1:]) > 0.9:
        return "utf-32-le"
    if min(zeros[:3]) > 0.9:
        return "utf-32-be"
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    if odd > 0.6 and even < 0.1:
        return "utf-16-le"
    if even > 0.6 and odd < 0.1:
        return "utf-16-be"
    return ""


_UTF7_SIGN = re.compile(rb"\+(?:AKM|IKw|IB[A-Za-z0-9+/])-?")  # pound, euro, dashes and quotes


def _decode_ascii(data: bytes) -> Decoded:
    if b"+" in data and _UTF7_SIGN.search(data):
        try:
            return Decoded(data.decode("utf-7"), "utf-7", "signs are written as in UTF-7, such as +AKM-")
        except UnicodeDecodeError:
            pass
    return Decoded(data.decode("ascii"), "ascii")


_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_CP850_POUND = re.compile(rb"\x9c\s?\d")
_MAC_QUOTE = re.compile(rb"[A-Za-z]\xd5[A-Za-z]|\xd2[A-Za-z]|[\w.,]\xd3|\s\xd0\s|\d\xd0\d")
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def _decode_other(data: bytes) -> Decoded:
    high, controls, size = len(_HIGH.findall(data)), len(_CONTROL.findall(data)), len(data)
    if high > 0.3 * size or controls > 0.1 * size:
        is_ebcdic = data.count(b"@") > data.count(b" ") and controls < 0.1 * size
        name = "text in EBCDIC" if is_ebcdic else "binary file"
        problem = f"not a supported format: {name}"
        raise UnsupportedFormatError(problem, format_name=name, advice="save it as UTF-8 text or PDF")
    if _MULTIBYTE.search(data):
        return _decode_mixed(data)
    if _CP850_POUND.search(data) and b"\xa3" not in data:
        return Decoded(data.decode("cp850"), "cp850", "its pound signs stand where DOS had them")
    if _MAC_QUOTE.search(data):
        return Decoded(data.decode("mac_roman"), "mac_roman", "its quotes and dashes stand where Macintosh had them")
    try:
        return Decoded(data.decode("cp1252"), "cp1252")
    except UnicodeDecodeError:
        text = "".join(map(_cp1252, data))
        return Decoded(text, "cp1252", "some bytes are no character of it", tuple(_undefined(text)))


def _decode_mixed(data: bytes) -> Decoded:
    """Decode UTF-8 with bytes of cp1252 between."""
    parts: list[str] = []
    guessed: list[int] = []
    at, offset = 0, 0
    for stray in _stray_bytes(data):
        good = data[at:stray].decode()
        parts += (good, _cp1252(data[stray]))
        offset += len(good)
        guessed.append(offset)
        offset, at = offset + 1, stray + 1
    parts.append(data[at:].decode())
    reason = f"{len(guessed)} bytes are not UTF-8 and were read as cp1252"
    return Decoded("".join(parts), "utf-8", reason, tuple(guessed))


_TOKEN = re.compile(rb"[\x00-\x7f]+|(?:" + _MULTIBYTE.pattern + rb")+|(?P<stray>[\x80-\xff])")


def _stray_bytes(data: bytes) -> Iterator[int]:
    return (m.start() for m in _TOKEN.finditer(data) if m.lastgroup)


def _cp1252(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _undefined(text: str) -> Iterator[int]:
    return (m.start() for m in re.finditer("[\x80-\x9f]", text))


_PAIR = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u017e\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]{1,3}")
_PLAUSIBLE = re.compile("[\u00a0-\u00ff\u2010-\u203a\u20ac\u2122\u25a0-\u25cf\uf0a7\uf0b7\ufb00-\ufb04\ufeff\ufffd]+")
_BYTE_OF: Final = {_cp1252(b): b for b in range(0x80, 0x100)} | {chr(b): b for b in range(0x80, 0xA0)}


_LOST_POUND = re.compile(r"(?<![\w?])\?(?=\d{1,3}(?:,\d{3})+\b)")
_ANY_LOST_POUND = re.compile(r"(?<![\w?])\?(?=\d)")


def restore_pounds(text: str) -> tuple[str, list[Repair]]:
    """Return *text* with "?" before sums as "£", and where: programs without a pound sign wrote them so.

    Only where the text has no pound sign at all, and "?" stands before several sums with commas.
    """
    if "£" in text or "?" not in text or len(_LOST_POUND.findall(text)) < 2:
        return text, []
    repairs = [Repair(match.start(), "?", "£") for match in _ANY_LOST_POUND.finditer(text)]
    return _ANY_LOST_POUND.sub("£", text), repairs


def undo_double_decoding(text: str) -> tuple[str, list[Repair]]:
    """Return *text* with UTF-8 that had been read as cp1252 made good, and where: "Â£" is "£", "â€“" is a dash.

    That may have been done several times.
    """
    repairs: list[Repair] = []
    for _ in range(_MOST_ROUNDS):
        mended, found = undo_decoding(text)
        if not found:
            break
        text, repairs = mended, _after(repairs, text, found)
    return text, repairs


_MOST_ROUNDS: Final = 3


def _after(former: list[Repair], text: str, later: list[Repair]) -> list[Repair]:
    """Return what *former*, which gave *text*, and *later* are as one; each of them meant one character."""
    together: list[Repair] = []
    shift = at = 0
    for repair in later:
        start = repair.at + shift
        while at < len(former) and former[at].at < start:
            together.append(attrs.evolve(former[at], at=former[at].at - shift))
            at += 1
        first, end = at, start + len(repair.printed)
        while at < len(former) and former[at].at < end:
            at += 1
        printed = as_printed(text, former[first:at], start, end) or repair.printed
        together.append(attrs.evolve(repair, printed=printed))
        shift += len(repair.printed) - len(repair.meant)
    return together + [attrs.evolve(repair, at=repair.at - shift) for repair in former[at:]]


def undo_decoding(text: str) -> tuple[str, list[Repair]]:
    """Do once what `undo_double_decoding` does as often as it was done."""
    repairs: list[Repair] = []
    shift = 0

    def mend(match: re.Match[str]) -> str:
        nonlocal shift
        printed = match[0]
        for size in range(len(printed), 1, -1):
            meant = _as_utf8(printed[:size])
            if meant and _PLAUSIBLE.fullmatch(meant):
                repairs.append(Repair(match.start() - shift, printed[:size], meant))
                shift += size - len(meant)
                return meant + printed[size:]
        return printed

    return _PAIR.sub(mend, text), repairs


def _as_utf8(text: str) -> str:
    try:
        return bytes(_BYTE_OF[c] for c in text).decode()
    except (KeyError, UnicodeDecodeError):
        return ""
