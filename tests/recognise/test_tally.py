"""Sums counted up row by row."""

from decimal import Decimal

import attrs
from hypothesis import given
from hypothesis import strategies as st

from pcc_report.recognise.tally import Addends

AMOUNTS = st.lists(st.decimals(-1_000_000, 1_000_000, places=2), max_size=6)


@given(AMOUNTS, AMOUNTS)
def test_two_counts_are_one(some, others):
    """Counting up in two parts comes to the same as counting up at once."""
    joined = Addends.of(some) + Addends.of(others)

    assert attrs.astuple(Addends.of([*some, *others])) == attrs.astuple(joined)


def test_addends_know_what_a_total_needs():
    """Their number, sum, decimals and largest amount are kept."""
    found = Addends.of([Decimal("1.50"), Decimal(-20), Decimal(3)])

    assert (3, Decimal("-15.50"), 2, Decimal(20)) == attrs.astuple(found)
