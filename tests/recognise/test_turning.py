"""Tables whose rows are what was granted and what was spent, and whose columns are the projects."""

from decimal import Decimal

import pytest

from pcc_report import parse_text

HEAD = "Kelim Borough Council\n\nCommunity safety grant 2014/15: claim\n\n"
ROWS = (
    ("", "Outreach", "Wardens", "Diversion", "Total"),
    ("Grant", "£14,000", "£22,500", "£8,500", "£45,000"),
    ("Spent", "£13,420", "£22,500", "£6,975", "£42,895"),
    ("Unspent", "£580", "£0", "£1,525", "£2,105"),
)
LINES = {
    "Outreach": (("allocated", 14000), ("actual", 13420), ("variance", 580)),
    "Wardens": (("allocated", 22500), ("actual", 22500), ("variance", 0)),
    "Diversion": (("allocated", 8500), ("actual", 6975), ("variance", 1525)),
}


def figures_of(line):
    return tuple((f.role.value, int(f.money.amount)) for f in line.figures)


@pytest.mark.parametrize("sep", ["\t", "   ", " | "])
def test_projects_in_columns_become_lines(sep):
    text = "\n".join(sep.join(cell.ljust(8) if sep.isspace() and sep != "\t" else cell for cell in row) for row in ROWS)
    (table,) = parse_text(HEAD + text).report.spend_tables

    assert LINES == {line.category: figures_of(line) for line in table.lines}
    assert [(("allocated", 45000), ("actual", 42895), ("variance", 2105))] == [figures_of(t) for t in table.totals]


def test_years_in_columns_stay_columns():
    text = "\t2013/14\t2014/15\nGrant\t£14,000\t£15,500\nSpent\t£13,420\t£15,480\n"
    (table,) = parse_text(HEAD + text).report.spend_tables

    assert ["Grant", "Spent"] == [line.category for line in table.lines]
    assert {Decimal(14000), Decimal(15500), Decimal(13420), Decimal(15480)} == {
        f.money.amount for line in table.lines for f in line.figures
    }
