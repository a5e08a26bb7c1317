"""Receipts beside payments, and areas beside the bodies in them."""

from decimal import Decimal

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
