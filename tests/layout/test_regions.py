"""Regions of lines that are set as a table."""

import pytest

from pcc_report import parse_text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("|\n-|\n2|*", id="a rule under fewer cells than a row below it has"),
        pytest.param("\xad  i", id="a soft hyphen where a cell stands"),
        pytest.param("s  C  d\n ~~~~~~~~~~~~~~~~~~~~~~~~~  B", id="markup where a column begins"),
        pytest.param(
            "Project            Budget        Spend\n                        £            £",
            id="headings with their units and no row",
        ),
    ],
)
def test_odd_tables_are_read(text):
    """Found by fuzzing: each of them ended in an error of Python's."""
    assert parse_text(text).source.pages == 1
