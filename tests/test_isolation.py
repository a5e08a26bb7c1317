"""`parse` in a worker process: the same results and errors, and limits."""

import io
import os

import pytest

from pcc_report import check, parse, parse_text
from pcc_report.errors import TimeLimitError, UnreadableInputError, UsageError, VocabularyError

REPORT = "Anytown Partnership\n\nActual spend\n\nCCTV\t£1,250\n".encode()


def test_isolated_results_are_the_same(tmp_path, monkeypatch):
    """From a path, also a relative one of a folder entered later, from bytes and from an open file."""
    parse(REPORT, isolate=True)
    (tmp_path / "a.txt").write_bytes(REPORT)
    monkeypatch.chdir(tmp_path)

    assert parse("a.txt") == parse("a.txt", isolate=True)
    assert parse(REPORT, name="b") == parse(REPORT, name="b", isolate=True)
    assert parse(REPORT) == parse(io.BytesIO(REPORT), isolate=True)


@pytest.mark.parametrize(
    ("source", "given", "error"),
    [
        (b"", {}, UnreadableInputError),
        ("nowhere.txt", {}, FileNotFoundError),
        (REPORT, {"vocabulary": {"nothing": {}}}, VocabularyError),
        (REPORT, {"pages": {0}}, UsageError),
    ],
)
def test_isolated_errors_are_the_same(source, given, error):
    """The worker raises what `parse` raises."""
    with pytest.raises(error) as here:
        parse(source, **given)
    with pytest.raises(error) as there:
        parse(source, **given, isolate=True)

    assert str(here.value).partition("'")[0] == str(there.value).partition("'")[0]


def test_texts_and_checks_are_isolated_too():
    """The other ways to parse take the same arguments."""
    text = REPORT.decode()

    assert parse_text(text) == parse_text(text, isolate=True, memory_limit=1 << 30)
    assert check(REPORT) == check(REPORT, isolate=True, time_limit=9)


def test_a_limit_is_an_error_that_names_the_file(tmp_path):
    """What hangs is given up."""
    os.mkfifo(tmp_path / "fifo.pdf")

    with pytest.raises(TimeLimitError, match=r"fifo\.pdf: not parsed within 0\.2 s"):
        parse(tmp_path / "fifo.pdf", isolate=True, time_limit=0.2)


def test_limits_need_a_worker():
    """A limit that nothing would enforce is a mistake."""
    with pytest.raises(UsageError, match="isolate=True"):
        parse(REPORT, time_limit=1)
