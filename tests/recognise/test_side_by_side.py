"""Receipts beside payments, and areas beside the bodies in them."""

from decimal import Decimal

import pytest

from pcc_report import parse_text

HEAD = "Kelim Watch\n\nDranoth Annual Report 2019/20\n\nTreasurer's report\n\n"
ACCOUNTS = """RECEIPTS                               £      PAYMENTS                             £

Brenk PCC Fund                    750.00      Printing of newsletters         412.36
Voosk Town Council                200.00      Hall hire                        96.00
Collections                        83.45      Insurance                            -
                                              Website                          59.88
                                --------                                    --------
                                1,033.45                                      568.24
"""


def test_receipts_and_payments_side_by_side_are_two_tables():
    """The heading over the names tells what the sums under the bare pound sign are."""
    receipts, payments = parse_text(HEAD + ACCOUNTS).report.spend_tables

    assert [("Brenk PCC Fund", "income"), ("Voosk Town Council", "income"), ("Collections", "income")] == [
        (x.category, x.figures[0].role) for x in receipts.lines
    ]
    assert [Decimal("412.36"), Decimal(96), Decimal(0), Decimal("59.88")] == [
        x.figures[0].money.amount for x in payments.lines
    ]
    assert {"actual"} == {x.figures[0].role for x in payments.lines}
    assert [Decimal("1033.45"), Decimal("568.24")] == [
        t.figures[0].money.amount for table in (receipts, payments) for t in table.totals
    ]


def test_areas_beside_organisations_are_groups():
    rows = [
        ("Brenkshire", "Youth Choices", "Street work", "24,500"),
        ("Brenkshire", "Matu Trust", "Skills", "18,750"),
        ("Isle of Voosk", "Voosk Pastors", "Patrols", "6,315"),
        ("Isle of Voosk", "Odel Council", "Prevention", "42,000"),
    ]
    text = "\n".join("\t".join(row) for row in [("Area", "Organisation", "Project", "Award (£)"), *rows])
    (table,) = parse_text(f"{HEAD}{text}\n").report.spend_tables

    assert [(area, body, project) for area, body, project, _ in rows] == [
        (x.group, x.recipient, x.category) for x in table.lines
    ]


PAIRS = [
    ("Brenkol Street Pastors", "£2,400", "Burn the Curtain", "£2,860"),
    ("Voosk Community Shop", "£1,150", "Dranoth Trust", "£1,735.50"),
    ("Skate Matu CIC", "£4,980", "Kelim Hub", "£5,000"),
    ("", "", "St Petrok, Kreb", "£3,640"),
]


@pytest.mark.parametrize("form", ["{:<26}{:<10}{:<20}{}", "{}\t{}\t{}\t{}"])
def test_a_list_set_in_two_columns_is_one_list(form):
    rows = [form.format(*pair) for pair in PAIRS[: 4 if "<" in form else 3]]
    (table,) = parse_text(f"{HEAD}Small grants awarded\n\n" + "\n".join(rows) + "\n").report.spend_tables
    names = [pair[k] for k in (0, 2) for pair in PAIRS[: len(rows)] if pair[k]]

    assert names == [x.category for x in table.lines]
    assert ["allocated"] * len(names) == [x.figures[0].role for x in table.lines]


def test_sums_twice_a_row_stay_where_headings_tell_them_apart_or_a_name_comes_again():
    rows = "\n".join("\t".join(pair) for pair in PAIRS[:3])
    headed = parse_text(f"{HEAD}Small grants\n\nGroup\tGranted\tFor\tSpent\n{rows}\n").report.spend_tables
    again = parse_text(f"{HEAD}Small grants\n\n{rows.replace('Burn the Curtain', 'Dranoth Trust')}\n")

    assert [["allocated", "actual"]] * 3 == [[f.role for f in x.figures] for t in headed for x in t.lines]
    assert [2, 2, 2] == [len(x.figures) for t in again.report.spend_tables for x in t.lines]
    assert "PR305" in {d.code for d in again.diagnostics}


def test_a_unit_around_sums_that_are_printed_to_the_penny_is_a_doubt():
    """What is printed as £1,735.50 is no million and a half, whatever stands over the list."""
    result = parse_text(
        f"{HEAD}Small grants awarded (£000)\n\nBrenkol    £2,400\nDranoth    £1,735.50\nVoosk    £5,000\n"
    )
    (table,) = result.report.spend_tables

    assert [Decimal(2400), Decimal("1735.50"), Decimal(5000)] == [x.figures[0].money.amount for x in table.lines]
    assert "PR306" in {d.code for d in result.diagnostics}
