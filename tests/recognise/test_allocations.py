"""Lists of sums that say what was given, and tables of what it was for."""

import pytest

from pcc_report import parse_text

HEAD = "Brenkol Partnership\n\nEnd of year return 2024/25\n\n1. Funding\n\n"


def found(rows):
    width = max(len(label) for label, _ in rows) + 6
    report = parse_text(HEAD + "".join(f"{label:{width}}{printed:>12}\n" for label, printed in rows)).report
    return [(a.label, a.money and str(a.money)) for a in report.allocations], len(report.spend_tables)


def test_what_was_given_and_carried_forward_is_allocated_and_what_both_make_is_no_more():
    rows = [
        ("Allocation for the Local Authority area", "£30,000.00"),
        ("Carried forward from 2023/24 by agreement", "£2,150.00"),
        ("Available in year", "£32,150.00"),
    ]
    assert found(rows) == ([(rows[0][0], "£30,000"), (rows[1][0], "£2,150")], 0)


@pytest.mark.parametrize("label", ["Youth grants", "Grant funding for Matu work", "Staff costs"])
def test_what_names_a_purpose_is_a_line_of_a_table(label):
    rows = [(label, "£30,000.00"), ("Grant for the year", "£2,150.00"), ("Match funding", "£1,200.00")]
    assert found(rows) == ([], 1)
