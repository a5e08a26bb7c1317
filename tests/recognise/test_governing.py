"""What a heading of several words of money says: the word that governs the others, not the last or the longest."""

import pytest

from pcc_report import parse_text

HEADINGS = {
    "Spent from PCC grant": "actual",
    "Expenditure against allocation": "actual",
    "Total spent of the award": "actual",
    "Core grant spend": "actual",
    "Grant from the county spent": "actual",
    "Last year's spend": "actual",
    "Balance of grant": "variance",
    "Unspent grant": "variance",
    "Difference between grant and spend": "variance",
    "Grant funding balance": "variance",
    "Variance against award": "variance",
    "Yet to be spent": "variance",
    "Over/(under)": "variance",
    "Diff.": "variance",
    "Over": "variance",
    "+/- £": "variance",
    "Planned spend": "allocated",
    "Agreed annual expenditure": "allocated",
    "Amount of award": "allocated",
    "Committed from grant": "committed",
    "Forecast spend against budget": "forecast",
    "Requested grant": "other",
}


@pytest.mark.parametrize(("heading", "role"), HEADINGS.items())
def test_words_behind_a_preposition_and_behind_a_participle_only_qualify(heading, role):
    """A column's role is that of the word that the rest of its heading hangs on."""
    text = f"Anytown Partnership\n\nProject\tApproved budget £\t{heading}\nMentoring\t9,400\t1,250\nPatrols\t8,300\t2,375\n"

    (table,) = parse_text(text).report.spend_tables

    assert {role} == {f.role.value for line in table.lines for f in line.figures[1:]}


def test_sentences_are_no_headings():
    """What is paid out of a grant, in a sentence over a list, may well be awards of it."""
    text = "Anytown Partnership\n\nAdvisers are paid for out of a grant of their own:\n\n- Aid Line: £4,200\n- Voices: £3,100\n"

    (table,) = parse_text(text).report.spend_tables

    assert {"allocated"} == {f.role.value for line in table.lines for f in line.figures}
