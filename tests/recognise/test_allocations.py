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


LIST = "Brenk Shelter – £4,200\nVoosk Juniors – £1,150.50\nOdel Trust – £2,000\n"


@pytest.mark.parametrize(
    "said",
    [
        "Three bids met the rules, and a total of £7,350.50 will be paid out.\n\nThe grants are:\n\n",
        f"{'The fund was opened in May for all who work with the young. ' * 3}Grants totalling £7,350.50 are approved:\n\n",
        "Three bids met the rules, with £7,350.50 in all, as follows;\n\n",
    ],
)
def test_what_a_sentence_above_a_list_says_it_comes_to_is_its_total(said):
    report = parse_text(f"Kelim Commissioner\n\nDranoth grants\n\n{said}{LIST}\n").report
    (table,) = report.spend_tables

    assert [] == [str(a.money) for a in report.allocations]
    assert [["£7,350.50"]] == [[str(f.money) for f in total.figures] for total in table.totals]


def test_a_rough_sum_above_the_total_of_a_list_is_no_allocation():
    said = "Nearly £7,400 has been won.\n\nThree bids met the rules, and a total of £7,350.50 will be paid out.\n\n"
    report = parse_text(f"Kelim Commissioner\n\nDranoth grants\n\n{said}The grants are:\n\n{LIST}\n").report

    assert [] == [str(a.money) for a in report.allocations]


def test_a_fund_of_as_much_as_its_grants_is_an_allocation():
    said = "The Commissioner gave us £7,350.50 for 2021/22.\n\nWhat we did with it:\n\n"
    report = parse_text(f"Kelim Partnership\n\nDranoth grants\n\n{said}{LIST}\n").report

    assert ["£7,350.50"] == [str(a.money) for a in report.allocations]


ONE_GRANT = {
    "given, spent, left": (
        ("Grant awarded: £20,000", "Grant spent: £18,500", "Underspend: £1,500"),
        [("Grant awarded", "allocated", 20000), ("Grant spent", "actual", 18500)],
        [("1500", "change")],
    ),
    "paid in parts": (
        ("Total grant - £30,000", "First payment (April 2021) - £15,000", "Q3 payment - £14,000"),
        [("Total grant", "allocated", 30000)],
        [("15000", "part"), ("14000", "part")],
    ),
    "asked for": (
        (
            "Grant requested: £15,000",
            "Amount of grant: £12,000",
            "Match funding: £3,000",
            "Total project cost: £15,500",
        ),
        [("Amount of grant", "allocated", 12000), ("Match funding", "match_funding", 3000)],
        [("15000", "background"), ("15500", "background")],
    ),
    "over years": (
        ("Grant for the year\t£12,000", "Brought forward\t£800", "Spent\t£12,100", "Carried forward\t£700"),
        [
            ("Grant for the year", "allocated", 12000),
            ("Brought forward", "carried_forward", 800),
            ("Spent", "actual", 12100),
        ],
        [("700", "change")],
    ),
}


@pytest.mark.parametrize(("lines", "given", "left"), ONE_GRANT.values(), ids=ONE_GRANT)
def test_a_list_that_tells_what_became_of_one_grant_is_no_table(lines, given, left):
    """Labels that only say what kind of money it is are allocations; parts, what was asked for and is left are none."""
    text = "Anytown Women's Aid\nReturn for 2021/22\n\n" + "\n".join(lines) + "\n\nOutcomes\n\n- 45 women were helped\n"

    result = parse_text(text)

    assert () == result.report.spend_tables
    assert given == [(a.label, a.role.value, int(a.money.amount)) for a in result.report.allocations]
    assert left == [(str(u.money.amount), u.reason) for u in result.unplaced]


def test_kinds_of_spending_are_no_grant():
    """Rows that are all spending of one kind or another, or that name something, stay the lines of a table."""
    text = (
        "Anytown Partnership\n\nSpending in 2021/22\n\nStaff costs: £20,000\nCost of rooms: £1,500\nGrants paid: £900\n"
    )

    result = parse_text(text)

    assert () == result.report.allocations
    assert 3 == sum(len(t.lines) for t in result.report.spend_tables)


def test_a_year_behind_an_allocation_is_no_purpose():
    """Among payments, the line that says what was allocated for the year is an allocation."""
    lines = "Allocation for 2017/18: £295,400\nPayment 1: £147,700\nPayment 2 now requested: £147,700\n"
    text = f"Brenkol Commissioner\n\nPayment request and financial report\n\nPayments\n\n{lines}"

    assert ("allocated", "£295,400") in [(a.role, str(a.money)) for a in parse_text(text).report.allocations]
