"""What columns hold: names of lines, groups, codes; what there was to spend; years of accounts."""

from decimal import Decimal

import pytest

from pcc_report import parse_text
from pcc_report.diagnostics.catalogue import UNKNOWN_COLUMN


def table_of(text):
    tables = parse_text(text).report.spend_tables
    assert len(tables) == 1
    return tables[0]


def named(text):
    return [(line.group, line.category, line.recipient, line.description) for line in table_of(text).lines]


def test_a_first_column_that_says_the_same_again_and_again_names_groups():
    rows = [("Oon", "Brenk", "1,000"), ("Oon", "Voosk", "2,500"), ("Dee", "Matu", "3,100"), ("Dee", "Odel", "4,200")]
    text = "Priority\tProject\tAllocated £\n" + "".join("\t".join(row) + "\n" for row in rows)
    assert named(text) == [(group, name, None, None) for group, name, _ in rows]


def test_a_first_column_of_bodies_that_come_again_names_recipients():
    rows = [("Oon Trust", "Brenk"), ("Oon Trust", "Voosk"), ("Dee Trust", "Matu"), ("Dee Trust", "Odel")]
    text = "Organisation\tProject\tAwarded £\n" + "".join(f"{body}\t{name}\t1,000\n" for body, name in rows)
    assert named(text) == [(None, name, body, None) for body, name in rows]


def test_numbers_of_decisions_and_dates_are_no_names():
    text = "Decision\tDate signed\tMade to\tFor\tSum (£)\n" + "".join(
        f"D-0{n}\t0{n}/04/20\t{body}\t{name}\t{n},450.00\n"
        for n, body, name in ((1, "Oon", "Brenk"), (2, "Dee", "Voosk"), (3, "Ull", "Matu"))
    )
    text += "Total to date\t\t\t\t6,450.00\n"
    found = table_of(text)
    assert named(text) == [(None, "Brenk", "Oon", None), (None, "Voosk", "Dee", None), (None, "Matu", "Ull", None)]
    assert [(total.label, total.figures[0].money.amount) for total in found.totals] == [
        ("Total to date", Decimal(6450))
    ]


def test_what_several_bodies_spent_their_grant_on_alike_is_no_name():
    text = "District\tGrant\tSpent\tSpent on\n" + "".join(
        f"{name}\t£500.00\t£{spent}.20\t{on}\n"
        for name, spent, on in (
            ("Oon", 487, "Signs"),
            ("Dee", 412, "Locks"),
            ("Ull", 350, "Signs"),
            ("Aire", 4, "Signs"),
        )
    )
    assert [(category, on) for _, category, _, on in named(text)] == [
        ("Oon", "Signs"),
        ("Dee", "Locks"),
        ("Ull", "Signs"),
        ("Aire", "Signs"),
    ]


def roles_of(text):
    return [[str(figure.role) for figure in line.figures] for line in table_of(text).lines]


def test_columns_of_who_paid_beside_what_was_spent_are_what_there_was_to_spend():
    text = "What was spent\n\nProject\tPCC £\tCouncils £\tTotal £\tSpent to 31 Dec 2017 £\n"
    text += "Brenk\t18,000\t9,500\t27,500\t20,625\nVoosk\t6,400\t-\t6,400\t5,118\n"
    assert roles_of(text) == [["allocated", "allocated", "allocated", "actual"]] * 2


def test_a_column_that_is_less_than_what_was_spent_is_no_budget():
    text = "Project\tBrenkol £\tSpent £\nOon\t1,000\t9,500\nDee\t1,400\t7,118\nUll\t900\t6,000\n"
    assert ["allocated", "actual"] not in roles_of(text)


ACCOUNTS = "Costs\n                2017      2016\n                   £         £\nBrenk        41,207    30,881\nVoosk        18,465    96,712\n"


def test_bare_years_end_as_the_year_of_the_report():
    columns = table_of("Accounts for the year ended 31 March 2017\n\n" + ACCOUNTS).columns
    assert [column.period.label for column in columns if column.kind == "figure"] == ["2016-17", "2015-16"]


def test_bare_years_of_a_report_without_a_year_are_doubted():
    found = parse_text("Accounts\n\n" + ACCOUNTS)
    assert {d.code for d in found.diagnostics} >= {UNKNOWN_COLUMN.code}


def test_what_came_in_by_the_notes_to_accounts_was_given():
    text = "Accounts for the year ended 31 March 2017\n\nIncome from charitable activities\n" + ACCOUNTS[6:]
    assert roles_of(text) == [["allocated", "allocated"]] * 2


def test_a_balance_of_a_day_belongs_to_no_year():
    text = "Fund\tBalance at 1 April 2023 £\tReceived £\tBalance at 31 March 2024 £\n"
    text += "Brenk\t2,140\t18,000\t835\nVoosk\t11,062\t79,933\t6,778\n"
    columns = [c for c in table_of(text).columns if c.kind == "figure"]
    assert [(str(c.role), c.period) for c in columns] == [("other", None), ("allocated", None), ("other", None)]


@pytest.mark.parametrize("label", ["Registered Charity No", "Company number"])
def test_the_number_of_a_charity_is_no_sum(label):
    text = f"Brenk Aid\n{label} 1070741\n{label} 2978532\nRooms 12,500\nStaff 41,250\nVans 9,300\n"
    amounts = [f.money.amount for t in parse_text(text).report.spend_tables for x in t.lines for f in x.figures]
    assert Decimal(1070741) not in amounts
    assert Decimal(12500) in amounts


def test_groups_with_a_subtotal_each_are_no_names_though_a_page_ends_in_one():
    text = "Fund\tProject\tBudget £\tSpend £\n"
    text += "".join(f"Oon Grant\t{name}\t{n}12,000\t{n}11,480\n" for n, name in enumerate(("Brenk", "Voosk"), 3))
    text += "Sub-total\t\t724,000\t722,960\nDee fund\tMatu\t118,500\t118,500\n\tOdel\t46,000\t29,870\n"
    text += "Sub-total\t\t164,500\t148,370\nTotal\t\t888,500\t871,330\n"
    assert [(group, category) for group, category, _, _ in named(text)][:3] == [
        ("Oon Grant", "Brenk"),
        ("Oon Grant", "Voosk"),
        ("Dee fund", "Matu"),
    ]


def test_what_is_forecast_is_not_spent():
    text = "Table 2 - Forecast cost of the hub\n\nPost\t2016/17 £\t2017/18 £\nBrenk\t42,500\t43,350\nVoosk\t61,200\t62,424\n"
    assert roles_of(text) == [["forecast", "forecast"]] * 2
