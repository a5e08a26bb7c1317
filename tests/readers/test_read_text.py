"""Plain text: encodings, line ends, pages, cells and segments."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcc_report.errors import LimitExceededError, PccReportError, UnreadableInputError, UsageError
from pcc_report.readers import limits, read_document, text

REPORT = "PCC Allocation\t£492,495\nHate Crime\t£31,000\n\nSummary – “good”\n- 51% of users\n"


def lines_of(text):
    return read_document(text.encode()).lines


def cells_of(text):
    return [[line.text[a:b] for a, b in line.cells] if line.cells is not None else None for line in lines_of(text)]


def segments_of(text):
    return [line.text[s.start : s.end] for line in lines_of(text) for s in line.segments]


def codes(document):
    return {d.code for d in document.diagnostics}


@pytest.mark.parametrize(
    "data",
    [
        REPORT.encode(),
        REPORT.encode("utf-8-sig"),
        b"\xef\xbb\xbf" + REPORT.encode("utf-8-sig"),
        REPORT.encode("utf-16"),
        b"\xfe\xff" + REPORT.encode("utf-16-be"),
        REPORT.encode("cp1252"),
    ],
)
def test_usual_encodings_are_read_without_a_doubt(data):
    """UTF-8, UTF-16 with a mark and cp1252 give the same text."""
    document = read_document(data)

    assert document.text == REPORT
    assert not document.diagnostics


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (REPORT.encode("utf-16-le"), "PR101"),
        (REPORT.encode("utf-16-be"), "PR101"),
        (REPORT.encode("utf-32"), "PR101"),
        (REPORT.encode("utf-7"), "PR101"),
        (REPORT.encode("mac_roman"), "PR101"),
        (REPORT.encode().decode("cp1252", "replace").encode().replace(b"\xef\xbf\xbd", b"\xc2\x9d"), "PR103"),
    ],
)
def test_an_encoding_that_was_guessed_is_said(data, code):
    """The text is right all the same."""
    document = read_document(data)

    assert document.text == REPORT
    assert codes(document) == {code}


def test_a_dos_pound_sign_is_read_and_said():
    """In cp850 the pound sign is the byte that cp1252 shows as "œ"."""
    document = read_document("Hate Crime\t£31,000\n".encode("cp850"))

    assert document.text == "Hate Crime\t£31,000\n"
    assert codes(document) == {"PR101"}


def test_a_pound_sign_decoded_twice_is_repaired_and_its_line_named():
    """The signs "Â£" are "£"; the origin is the repaired sign."""
    document = read_document("Total\n\nHate Crime\tÂ£31,000\n".encode())

    assert document.text == "Total\n\nHate Crime\t£31,000\n"
    (doubt,) = document.diagnostics
    assert (doubt.code, doubt.origins[0].line, doubt.origins[0].text) == ("PR103", 3, "£")


def test_stray_bytes_among_utf8_are_named_by_line():
    """Two encodings in one file: the bytes that are not UTF-8 are read as cp1252."""
    document = read_document(b"A\t\xc2\xa31\nB\t\xa32\n")

    assert document.text == "A\t£1\nB\t£2\n"
    assert [o.line for d in document.diagnostics for o in d.origins] == [2]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Crime \ufffd31,000", "PR102"),
        ("Crime \x1b[31m31,000", "PR104"),
        ("Cr\0ime 31,000", "PR104"),
        ("\u202eemirC\u202c 31,000", "PR105"),
        ("Cr\u200bime 31,000", "PR106"),
        ("Crime 1\x85Total 1", "PR107"),
        ("Crime 1\u2028Total 1", "PR107"),
    ],
)
def test_what_does_not_show_on_a_page_is_said(text, code):
    """The characters are kept; a diagnostic names them."""
    document = read_document(text.encode())

    assert document.text == text
    assert codes(document) == {code}


@pytest.mark.parametrize(
    "text",
    [
        "a\u00a0b",
        "o\ufb03ce",
        "Manage\u00adment",
        "a\ufeffb",
        "a\x1a",
        "a\x0bb\x0cc",
        "£1\u200b,000",
        "e\u0301",
    ],
)
def test_harmless_signs_raise_no_doubt(text):
    """A product that doubts everything helps nobody."""
    assert not read_document(text.encode()).diagnostics


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\0" * 100, b"----\n", b"\xff\xfe"])
def test_nothing_to_read_is_refused(data):
    """An empty result must not look like a report in which nothing was spent."""
    with pytest.raises(UnreadableInputError):
        read_document(data, name="x.txt")


def test_every_kind_of_line_end_ends_a_line():
    """Mixed ends are common where texts were put together."""
    document = read_document("a\nb\r\nc\rd\x0be\x85f\u2028g\u2029h".encode())

    assert [line.text for line in document.lines] == list("abcdefgh")
    assert [line.number for line in document.lines] == list(range(1, 9))


def test_a_form_feed_begins_a_page():
    """Blank lines are lines; a form feed behind a line end ends no line of its own."""
    document = read_document(b"a\n\n\fb\fc\n")

    assert [[line.text for line in page.lines] for page in document.pages] == [["a", ""], ["b"], ["c"]]
    assert document.lines[1].is_blank


def test_only_the_pages_asked_for_are_read():
    """Their numbers stay those of the file."""
    document = read_document(b"a\n\fb\n\fc\n", pages=[2, 9])

    assert [(line.page, line.text) for line in document.lines] == [(2, "b")]
    with pytest.raises(UsageError):
        read_document(b"a", pages=[2])
    with pytest.raises(UsageError):
        read_document(b"a", pages=[0])


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("a\tb", ["a", "b"]),
        ("\ta b \t", ["", "a b", ""]),
        ("a\t\tb", ["a", "", "b"]),
        ("| a | b |", ["a", "b"]),
        ("a | b |", ["a", "b"]),
        ("a | b", ["a", "b"]),
        ("a |", ["a"]),
        ("x\n|", None),
        ("---|---|x", ["---", "---", "x"]),
        ("|:--|--:|\nx", ["\u003a--", "--:"]),
        ("a b", None),
    ],
)
def test_cells_are_those_the_line_marks(line, cells):
    """Tabs part cells; pipes too, and at the edges they are borders."""
    assert cells_of(line)[0] == cells


def test_a_lone_pipe_is_one_empty_cell():
    """It is what is left of a row that was empty."""
    assert cells_of("a | b |\n|\n")[1] == [""]


@pytest.mark.parametrize(
    "table",
    ["a | b |\nc |  |\n | d |\n", "| a | b |\n|  | d |\n", "a | b\n | d\nc | \n", "| a | b |\n| c | d\n"],
)
def test_every_row_of_a_piped_table_has_as_many_cells(table):
    """Whether a pipe at an edge is a border or ends an empty cell, the other rows tell."""
    assert {len(cells) for cells in cells_of(table)} == {2}


def test_segments_are_cut_at_tabs_pipes_wide_gaps_and_leaders():
    """One blank parts no segment; columns count tabs to the next multiple of eight."""
    assert segments_of("Hate Crime ......... £31,000") == ["Hate Crime", "£31,000"]
    assert segments_of("Hate Crime . . . . . £31,000") == ["Hate Crime", "£31,000"]
    assert segments_of("Hate Crime   £31,000\u00a0\u00a0x") == ["Hate Crime", "£31,000", "x"]
    assert segments_of("Well... not so") == ["Well... not so"]
    assert segments_of("| a | b c |") == ["a", "b c"]
    (line,) = lines_of("ab\tcd\t\tx")
    assert [s.x0 for s in line.segments] == [0, 8, 24]


@given(st.text(alphabet=st.sampled_from("aé£1.|\t \n\r\x0b\x0c\x85\u2028\u00a0…·_-\u200b"), max_size=80))
def test_every_sign_is_in_one_line_and_one_segment(source):
    """Lines, segments and cells hold what they say they hold, and nothing is lost."""
    try:
        document = read_document(("x" + source).encode())
    except PccReportError:
        return
    text_of = document.text
    covered = []
    for line in document.lines:
        assert text_of[line.start : line.start + len(line.text)] == line.text
        assert document.line_at(line.start) is line or not line.text
        covered += range(line.start, line.start + len(line.text))
        kept = set()
        reached = 0
        for s in line.segments:
            assert reached <= s.start < s.end
            assert line.text[s.start : s.end].strip() == line.text[s.start : s.end]
            assert s.x0 < s.x1
            kept.update(range(s.start, s.end))
            reached = s.end
        missing = {c for i, c in enumerate(line.text) if i not in kept and not c.isspace()}
        assert missing <= set("|.·_…")
        for a, b in line.cells or ():
            assert 0 <= a <= b <= len(line.text)
    assert len(covered) == len(set(covered))
    assert all(text_of[i].isspace() for i in set(range(len(text_of))) - set(covered))


@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_or_one_of_our_errors(data):
    """Nothing else leaves the reader."""
    try:
        document = read_document(data, name="x")
    except PccReportError as error:
        assert "\n" not in str(error)  # noqa: PT017  # either outcome is right
    else:
        assert document.lines


def test_budgets_are_kept(monkeypatch):
    """What is larger than any honest report is refused by name of the budget."""
    with pytest.raises(LimitExceededError, match="pages"):
        read_document(b"x\f" * (limits.MAX_PAGES + 1))
    with pytest.raises(LimitExceededError, match="lines"):
        read_document(b"x\n" * (limits.MAX_LINES + 1))
    monkeypatch.setattr(text, "MAX_TEXT_BYTES", 10)
    with pytest.raises(LimitExceededError, match="bytes"):
        read_document(b"x" * 11)


@pytest.mark.parametrize("char", " \t|.…·_-,1(£\u00a0Â\u0301\u202e\r")
def test_a_million_of_one_character_takes_no_time(char):
    """No pattern is quadratic; the budget leaves room for a slow machine."""
    data = ("x" + char * 1_000_000 + "x").encode()
    began = time.process_time()
    with suppress(PccReportError):
        read_document(data)

    assert time.process_time() - began < 2
