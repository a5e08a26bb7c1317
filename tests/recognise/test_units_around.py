"""Where the unit of a table's sums may be printed, and what is neither allocation nor result beside it."""

import pytest

from pcc_report import parse_text

HEAD = "Anytown Partnership\n\nReport to the Police and Crime Commissioner\n\nPeriod: 2018/19\n\n"
ROWS = [
    ["Project", "Budget", "Spend"],
    ["Bus wardens", "500", "475"],
    ["Locks", "125", "121"],
    ["Youth work", "950", "932"],
]
PLACES = {
    "in each heading": lambda unit, table: (
        f"Spend\n\n{table.replace('Budget', f'Budget {unit}').replace('Spend', f'Spend {unit}')}"
    ),
    "in the title": lambda unit, table: f"Spend ({unit})\n\n{table}",
    "in a sentence above": lambda unit, table: f"Spend\n\nThe sums below are in {unit}.\n\n{table}",
    "alone above": lambda unit, table: f"Spend\n\n{unit}\n\n{table}",
    "over the names": lambda unit, table: f"Spend\n\n{table.replace('Project', unit)}",
    "in a note below": lambda unit, table: f"Spend\n\n{table}\n\nNote: all figures are in {unit}.",
}


@pytest.mark.parametrize("unit", ["£000", "£000s", "£'000", "£k", "£ thousand"])
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("join", ["\t", "  ", "|"])
def test_a_unit_is_found_wherever_it_is_printed(unit, place, join):
    """A sum that is a thousand times too small looks right, and is the worst fault there is."""
    rows = [[cell.ljust(20) for cell in row] if join == "  " else row for row in ROWS]
    report = parse_text(f"{HEAD}{place(unit, chr(10).join(join.join(row).rstrip() for row in rows))}\n").report

    (table,) = report.spend_tables
    assert [500_000, 475_000] == [int(f.money.amount) for f in table.lines[0].figures]


def test_a_note_over_another_table_is_a_doubt_of_the_one_above():
    """It may be about either."""
    table = "\n".join("\t".join(row) for row in ROWS)
    result = parse_text(f"{HEAD}Spend\n\n{table}\n\nAll figures are in £000.\n\n{table}\n")

    first, second = result.report.spend_tables
    assert "PR306" in {d.code for d in result.doubts(first.lines[0].figures[0])}
    assert 500_000 == second.lines[0].figures[0].money.amount


def test_a_form_in_cells_is_a_form():
    """Labels and values beside each other tell who reports, when, and what was granted."""
    text = (
        "# Safer Anytown\n\n## Annual return 2018/19\n\n| Name of CSP | Safer Anytown Partnership |\n| --- | --- |\n"
        "| Completed by | Manager |\n| Date submitted | 17 May 2019 |\n| Period covered | 1 April 2018 to 31 March 2019 |\n"
        "| Grant received from the PCC | £71,360 |\n"
    )
    report = parse_text(text).report

    assert ["2019-05-17", "Safer Anytown Partnership"] == [str(report.published), report.organisation]
    assert [71360] == [int(a.money.amount) for a in report.allocations]


@pytest.mark.parametrize(
    "sentence",
    [
        "The balance of £5,085 has been returned to the PCC.",
        "The partnership would like to carry £1,693 forward into 2019/20.",
    ],
)
def test_what_was_left_is_no_allocation(sentence):
    assert () == parse_text(f"{HEAD}Grant\n\n{sentence}\n").report.allocations


def test_a_number_of_three_parts_before_a_count_numbers_the_line():
    text = f"{HEAD}6.2 Results\n\n6.2.1 97 people began and 64 finished.\n\n6.2.2 39 victims met the offender.\n"

    assert ["97 people began and 64 finished.", "39 victims met the offender."] == [
        s.text for s in parse_text(text).report.statements
    ]
