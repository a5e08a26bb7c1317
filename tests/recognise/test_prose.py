"""Sums in sentences: which are money given, and which are not."""

from decimal import Decimal

import pytest

from pcc_report import parse_text

HEAD = "Safer Anytown Partnership\n\nAnnual report 2018-19\n\nBackground\n\n"


def allocations(text: str) -> list[Decimal]:
    """Return the amounts of the allocations that *text* tells."""
    return [one.money.amount for one in parse_text(text).report.allocations]


@pytest.mark.parametrize(
    "sentence",
    [
        "Of the grant, £3,171 has not been spent because the locksmith gave up.",
        "The £156 that was not allocated has gone back to the Commissioner.",
        "The group asks the Council for £2,500 towards its grant.",
        "The Panel supports a budget precept of £164.00 at Band D.",
        "The Ministry said that £147m would be committed nationally to services.",
        "The Government had found £60 million for the country, half of it for forces and £30 million for districts.",
        "The trustees aim for free reserves of three months' running costs, put at £30,000; in March they were £27,640.",
        "Finance have seen the order, which is for £118,500, and are content.",
        "The grant is made up of parts, including £27m for posts, £15m for services, and other funds.",
    ],
)
def test_sums_unspent_asked_for_national_or_parts_are_no_allocations(sentence: str) -> None:
    """What was left, asked for, is the whole country's or only a part was not given to who reports."""
    assert allocations(HEAD + sentence + "\n") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It all began with £140,000 from Loamshire Police and Crime Commissioner.", [140000]),
        ("The Board has an allocation from the Commissioner. In 2015/16 it was £495,000.", [495000]),
        (
            "We spent £258,300 in all. Three providers shared it – One Team (£41,000), Two Mediation (£50,000) and others.",
            [258300],
        ),
    ],
)
def test_money_from_a_body_and_money_of_the_sentence_before_are_allocations(sentence: str, expected: list[int]) -> None:
    """Who gave stands behind a sum; "it was" tells the sum of what was named before."""
    assert list(map(Decimal, expected)) == allocations(HEAD + sentence + "\n")


def test_an_award_of_more_than_a_sum_to_somebody_is_no_band() -> None:
    """Words of a band before a sum, and to whom behind it, tell a gift."""
    text = "Loamshire Police and Crime Commissioner Awards Over £50,000 to Local Groups\n\nThe groups are glad of it.\n"

    assert allocations(text) == [Decimal(50000)]


@pytest.mark.parametrize(
    "sentence",
    ["Nine projects with a total of £39,505 were funded.", "All of the £39,505 has been approved by the Board."],
)
def test_a_sum_told_as_a_total_repeats_that_of_the_table(sentence: str) -> None:
    """A total in a sentence and in a table is one sum."""
    table = "Grants awarded\n\nProject\tGrant (£)\nPosters\t30,000\nSeminar\t9,505\nTotal\t39,505\n"

    assert allocations(HEAD + sentence + "\n\n" + table) == []


def test_a_rough_sum_of_a_heading_repeats_the_exact_one_of_the_table() -> None:
    """A heading with "over £200,000" tells the total of the grants below."""
    text = "Groups share funds of over £200,000\n\nGrants awarded\n\nOne\t£113,500\nTwo\t£100,000\nTotal\t£213,500\n"

    assert allocations(text) == []


@pytest.mark.parametrize("left", ["The £12,000 that is left will be offered later.", "£12,000 is left."])
def test_what_is_left_of_a_sum_is_no_allocation(left: str) -> None:
    assert allocations(HEAD + f"The grant for the year is £66,000. {left}\n") == [Decimal(66000)]


def test_a_contract_of_some_years_is_an_allocation_and_no_result() -> None:
    told = "Four tenders came in. The Commissioner awards the contract to Brenk CIC at £41,500 for the three years.\n"

    assert allocations(HEAD + "Help for victims\n\n" + told) == [Decimal(41500)]


def test_a_sentence_that_ends_with_a_sum_is_no_line_of_a_list() -> None:
    """What was given back is no money given either."""
    text = (
        HEAD + "What came of it\n\n14 people were trained.\n\nOne project could not find a hall and gave back £3,750.\n"
    )
    report = parse_text(text).report

    assert [] == [line for table in report.spend_tables for line in table.lines]
    assert [] == [str(a.money) for a in report.allocations]


def test_a_grant_with_a_full_stop_for_its_second_comma_is_said() -> None:
    """The sum is listed as what it most likely is, with the doubt; a formula "means" no average."""
    result = parse_text(HEAD + "The Ministry pays by a formula, which means a grant of £1,685.018 for our area.\n")

    assert [Decimal(1685018)] == [u.money.amount for u in result.unplaced if u.money]


def told(sentence):
    found = parse_text(f"Kelim Police and Crime Commissioner\n\nCommunity grants 2018/19\n\n{sentence}\n")
    return found, [(str(a.money), a.role.value, a.period.label if a.period else None) for a in found.report.allocations]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The Commissioner gave £100,000 in 2016/17, £110,000 in 2017/18 and £120,000 in 2018/19.",
            [("£100,000", "2016-17"), ("£110,000", "2017-18"), ("£120,000", "2018-19")],
        ),
        (
            "In 2016/17 the Commissioner gave £100,000, and in 2017/18 £110,000.",
            [("£100,000", "2016-17"), ("£110,000", "2017-18")],
        ),
        ("The grant rose to £140,000, up from £120,000 in 2017/18.", [("£140,000", None), ("£120,000", "2017-18")]),
        (
            "The Commissioner gave £10,000 to Brenkol and £20,000 to Voosk in 2017/18.",
            [("£10,000", "2017-18"), ("£20,000", "2017-18")],
        ),
    ],
)
def test_a_year_is_that_of_the_sum_it_stands_behind(sentence, expected):
    assert expected == [(money, period) for money, _, period in told(sentence)[1]]


def test_sums_that_come_to_the_first_of_their_sentence_are_its_parts():
    found, allocated = told(
        "Grants of £16,600 were made: £5,000 for boxing, £1,250 for lights and £10,350 for play therapy."
    )

    assert [("£16,600", "allocated", None)] == allocated
    assert ["part"] * 3 == [item.reason for item in found.unplaced]


def test_the_rough_sum_right_before_the_exact_one_is_told_twice():
    assert [("£119,845", "allocated", None)] == told("The Commissioner gave almost £120k (£119,845).")[1]


def test_what_was_saved_or_stolen_is_neither_given_nor_spent():
    found, allocated = told("The scheme cost £40,000 and is thought to have saved the public purse £1.2m.")

    assert [("£40,000", "actual", None)] == allocated
    assert ["£1.2m"] == [item.printed for item in found.unplaced]
    assert not told("Property worth £310,000 was stolen in burglaries.")[1]


def test_what_is_left_of_a_budget_does_not_hide_the_budget():
    allocated = told("We spent £118,432.55 against a budget of £120,000, leaving £1,567.45 unspent.")[1]

    assert [("£118,432.55", "actual", None), ("£120,000", "allocated", None)] == allocated


def test_what_was_spent_of_a_budget_is_no_budget_and_what_became_of_the_rest_is_a_part():
    found, allocated = told("Of the budget £2.31m was spent, and £140k of this was put to the reserve.")

    assert [("£2,310,000", "actual", None)] == allocated
    assert ["£140k"] == [item.printed for item in found.unplaced]


@pytest.mark.parametrize(
    "part",
    [
        "£15,000 of this will be spent on asking the young.",
        "Some £15,000 has been moved to pay for more officers since the budget was set.",
    ],
)
def test_a_part_of_a_sum_and_money_that_was_moved_are_no_allocations(part: str) -> None:
    assert allocations(HEAD + f"The Home Office gave us £66,000. {part}\n") == [Decimal(66000)]
