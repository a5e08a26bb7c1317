"""Numbers beside sums that count things, and headings that are numbered like pages."""

from decimal import Decimal

from pcc_report import parse_text
from pcc_report.model import ClaimKind


def sums_of(text: str) -> list[tuple[str, str, Decimal]]:
    found = parse_text(text)
    return [
        (line.category, figure.role.value, figure.money.amount)
        for table in found.report.spend_tables
        for line in table.lines
        for figure in line.figures
        if figure.money
    ]


def test_small_numbers_under_a_word_for_money_are_no_sums_beside_sums_with_their_signs() -> None:
    text = "Grants\n\nArea\tApplied\tAwarded\tGrant\nBrenk\t19\t13\t£44,318.20\nVoosk\t22\t15\t£51,906.00\n"
    assert sums_of(text) == [("Brenk", "allocated", Decimal("44318.20")), ("Voosk", "allocated", Decimal(51906))]


def test_small_sums_without_signs_stay_sums_where_no_column_has_signs() -> None:
    text = "Spend in £000\n\nArea\tAllocated\tSpent\nBrenk\t19\t13\nVoosk\t22\t15\n"
    assert [amount for _, _, amount in sums_of(text)] == [19000, 13000, 22000, 15000]


def test_headings_of_parts_that_are_numbered_are_no_running_heads() -> None:
    part = (
        "Awards - Lot {}\n\nOrganisation\tProject\tGrant\nBrenk Trust\tVoosk{}\t£4,500\nMatu Trust\tOdel{}\t£2,000\n\n"
    )
    found = parse_text("Grants 2023/24\n\n" + part.format(1, 1, 1) + part.format(2, 2, 2))
    assert [len(table.lines) for table in found.report.spend_tables] == [2, 2]
    assert not [c for c in found.claims if c.kind is ClaimKind.FURNITURE]


def test_numbers_under_planned_and_reached_are_people():
    """Nothing of the table says money, and no number need be a sum; with pence or a unit they are sums as before."""
    head = "Kelim Partnership\n\nDranoth Return 2019/20\n\nWho came\n\n"
    people = parse_text(head + "Group  Planned  Reached\nParents  60  83\nVolunteers  6  over 14\n")
    assert not people.report.spend_tables

    money = parse_text(head + "Item  Planned (£)  Reached (£)\nParents  60  83\nVolunteers  6  14\n")
    assert money.report.spend_tables


def test_small_sums_under_a_noun_of_money_stay_sums() -> None:
    text = "Grants\n\nArea\tGrant awarded\tSpent\nBrenk\t147\t£44,318.20\nVoosk\t122\t£51,906.00\n"
    assert next((role, amount) for _, role, amount in sums_of(text)) == ("allocated", Decimal(147))
