"""What a document costs grows with its length, whatever it is made of."""

import time

import pytest

from pcc_report import parse_text

PIECES = {
    "rows of a table": "Taxi marshals\tTown\t£1,200\n",
    "tables": "Name\tActual\nTaxi marshals\t£1,200\nTotal\t£1,200\n\nWords\n\n",
    "tables side by side": "| Name | Actual |\n|---|---|\n| Taxi marshals | 1,200 |\n\n",
    "lists under headings": "Safer Town\n\n- Taxi marshals £12\n- Street wardens £23\n\n",
    "paragraphs with a sum": "The grant of £1,200 was spent on taxi marshals.\n\n",
}
SHORT, LONG = 60, 240
MOST = 9
"""Times that four times the length may cost: squares would come to sixteen."""


def seconds(piece, count):
    """Return the least time that the processor works on *count* pieces."""
    taken = []
    for _ in range(2):
        begin = time.process_time()
        parse_text("Report of the Safer Town Partnership\n\n" + piece * count)
        taken.append(time.process_time() - begin)
    return min(taken)


@pytest.mark.parametrize("name", PIECES)
def test_time_grows_with_length(name):
    """Four times as many pieces cost about four times as much."""
    piece = PIECES[name]

    assert seconds(piece, LONG) < MOST * seconds(piece, SHORT)
