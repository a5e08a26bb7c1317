"""Runs: cleaned text that still knows where each of its characters is printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcc_report.layout import Run
from pcc_report.source import Line


def run_of(*texts):
    """Return the run of whole lines."""
    return Run([(Line(1, n, 100 * n, text), 0, len(text)) for n, text in enumerate(texts, 1)])


def ink(text):
    """Return what is printed of a text."""
    return "".join(text.split())


@given(st.lists(st.text(alphabet="aZ 19.-–£\t\u00a0", max_size=12), max_size=4), st.integers(0, 40), st.integers(0, 40))
def test_a_cut_knows_where_it_is_printed(texts, start, size):
    """The origins of a cut hold its characters, no more and no fewer."""
    run = run_of(*texts)
    start = min(start, len(run.text))
    end = min(start + size, len(run.text))

    assert ink(run.text[start:end]) == ink("".join(o.text for o in run.cut(start, end).origins()))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Hate\tcrime   grant "], "Hate crime grant"),
        (["o\ufb03ce of", "the Commissioner"], "office of the Commissioner"),
        (["re-", "offending in 2013-", "14"], "re-offending in 2013-14"),
        (["commis\u00ad", "sioner, West\u00ad", "Midlands"], "commissioner, West-Midlands"),
        (["**Total** spend<br>in all ~~in part~~"], "Total spend in all"),
        (["a * b <5"], "a * b <5"),
        (["Hate\x1ccrime"], "Hate crime"),
        (["", " \u200b"], ""),
    ],
)
def test_text_is_cleaned(texts, expected):
    """Blanks collapse, ligatures are spelled out, marks and soft hyphens go, wrapped words are whole."""
    assert expected == run_of(*texts).text
