"""The unit of a table's sums, where a note further up gives one."""

from decimal import Decimal

import pytest

from pcc_report import parse_text

NOTE = "All figures are in £000s.\n\n"
FIRST = "Financial return\n\n{note}Project\tActual\nBrenkol\t£76\nVoosk\t£1,061\nTotal\t£1,137\n\n"
SECOND = "Summary of Spend\n\nProject\tCommitted\nMatu\t{}\nKreb\t{}\nTotal\t{}\n"
HEAD = "Kelim Partnership\n\nDranoth Annual Report\n\nApril 2014\n\n"


def second(text):
    """Return the result, and the figures of its second table's lines."""
    result = parse_text(text)
    return result, [f for line in result.report.spend_tables[1].lines for f in line.figures]


def test_a_note_above_another_table_is_a_doubt_about_sums_without_a_sign():
    """Whether a unit said above one table is that of the next nobody can tell: each sum of that one is doubted."""
    result, figures = second(HEAD + FIRST.format(note=NOTE) + SECOND.format("16326", "1632", "17958"))

    assert [Decimal(16326), Decimal(1632)] == [f.money.amount for f in figures]
    assert all("PR306" in {d.code for d in result.doubts(f)} for f in figures)


@pytest.mark.parametrize(
    "sums",
    [
        pytest.param(("£16,326", "£1,632", "£17,958"), id="a pound sign"),
        pytest.param(("163.26", "16.32", "179.58"), id="pounds and pence"),
    ],
)
def test_sums_that_tell_their_unit_are_not_doubted(sums):
    """A sum with its sign, or with its pence, is in pounds whatever stands above another table."""
    result, figures = second(HEAD + FIRST.format(note=NOTE) + SECOND.format(*sums))

    assert not any("PR306" in {d.code for d in result.doubts(f)} for f in figures)


def test_a_note_above_all_tables_is_of_all():
    """A note that stands above no table of its own is about every sum without a sign, and no doubt."""
    result, figures = second(HEAD + "Introduction\n\n" + NOTE + FIRST.format(note="") + SECOND.format("76", "11", "87"))

    assert [Decimal(76000), Decimal(11000)] == [f.money.amount for f in figures]
    assert not any("PR306" in {d.code for d in result.doubts(f)} for f in figures)


@pytest.mark.parametrize(("thousands", "has_doubt"), [("", False), (",000", True)])
def test_parts_have_the_unit_of_their_sum_where_they_add_up_to_it(thousands, has_doubt):
    """So do bare 10 and 20 beside a sum of 30 in thousands; those that do not are what is printed, and doubted."""
    rows = (("Brenkol", 30, 10, 20), ("Voosk", 12, 5, 7), ("Matu", 9, 4, 5))
    head = HEAD + "Grants\n\nProject\tTotal (£000)\t2012/13\t2013/14\n"
    result = parse_text(head + "".join(f"{n}\t{a}\t{b}{thousands}\t{c}{thousands}\n" for n, a, b, c in rows))
    (table,) = result.report.spend_tables

    assert [[n * 1000 for n in sums] for _, *sums in rows] == [[f.money.amount for f in x.figures] for x in table.lines]
    assert has_doubt == ("PR306" in [d.code for d in result.diagnostics])
