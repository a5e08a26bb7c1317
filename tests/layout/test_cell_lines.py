"""Tables with one cell a line."""

from decimal import Decimal

from pcc_report import parse_text

HEAD = "Kelim Partnership\n\nDranoth Annual Report\n\nApril 2014\n\n"
TABLE = (
    "Summary of Spend\n\nProject\nBudget (£m)\nActual (£m)\n"
    "Brenkol\n£5.02\n£3.40\nVoosk\n£1.06\n£0.07\nMatu\n£2.31\n£2.81\n\n"
)
CHART = "Grants awarded\n\nDoth Lamku\nKreb\nTrelm\n\n£49\n£479\n£231\n"


def test_the_sums_of_a_chart_are_no_row_of_the_table_above_them():
    """A blank line between labels and sums, where the rows above have none, ends the table: the sums are a chart's."""
    result = parse_text(HEAD + TABLE + CHART)
    (table,) = result.report.spend_tables

    assert ["Brenkol", "Voosk", "Matu"] == [line.category for line in table.lines]
    assert {Decimal(49), Decimal(479), Decimal(231)} == {u.money.amount for u in result.unplaced}


def test_a_blank_line_between_records_tells_what_stands_behind_a_sum():
    """Name, sum and purpose on a line each: without the blank lines the purpose might as well be the next one's name."""
    names, sums, purposes = (
        ("Brenkol Boxing Club", "Voosk Residents", "Matu Refuge"),
        (5000, 1250, 9500),
        ("gloves", "lights", "toys"),
    )
    records = "\n\n".join(f"{n}\n£{s:,}\n{p}" for n, s, p in zip(names, sums, purposes, strict=True))
    (table,) = parse_text(f"Kelim Fund 2021\n\nGroups that were funded\n\n{records}\n").report.spend_tables

    assert list(zip(names, sums, strict=True)) == [(x.category, int(x.figures[0].money.amount)) for x in table.lines]
    assert "Groups that were funded" == table.title


def test_the_heading_of_a_part_of_a_form_heads_no_column():
    text = (
        "Odel Partnership\n\nEvaluation form\n\nSECTION 1 – AIMS\n\nHave you kept to the aims?\nYes\n\n"
        "SECTION 2 – COSTS\n\nAmount of grant offered\n£4,800.00\nMatch funding (20%)\n£1,164.00\n\n"
        "Cost heading\nGrant\nActual cost\nDifference\nYouth workers\n£2,880.00\n£2,880.00\n£0.00\n"
        "Hire of hall\n£960.00\n£912.00\n£48.00\nMasks\n£960.00\n£900.00\n£60.00\nTOTAL\n£4,800.00\n£4,692.00\n£108.00\n"
    )
    report = parse_text(text).report

    assert ["£4,800", "£1,164"] == [str(a.money) for a in report.allocations]
    assert [["Youth workers", "Hire of hall", "Masks"]] == [[x.category for x in t.lines] for t in report.spend_tables]
