"""The roles of columns of sums, where their headings do not tell."""

from pcc_report import parse_text

HEAD = "Kelim Partnership\n\nDranoth Annual Report\n\nApril 2014\n\nUse of funding\n\n"
ROWS = "Brenkol  £100 £90 £10\nVoosk  £250 £120 £130\nMatu  £80 £45 £35\n"


def test_headings_that_can_be_cut_in_two_ways_are_a_doubt():
    """Three columns under "Budget Variance Forecast Outturn" have roles that nobody can tell: each sum is doubted."""
    result = parse_text(HEAD + "Category  Budget Variance Forecast Outturn\n" + ROWS)
    figures = [f for table in result.report.spend_tables for line in table.lines for f in line.figures]

    assert 9 == len(figures)
    assert all("PR305" in {d.code for d in result.doubts(f)} for f in figures)


def test_what_came_in_stays_income_beside_what_was_spent():
    result = parse_text(
        HEAD + "Project  Income  Expenditure\nBrenkol  £1,100  £1,090\nVoosk  £250  £220\nMatu  £80  £95\n"
    )
    (table,) = result.report.spend_tables

    assert ["income", "actual"] == [f.role for f in table.lines[0].figures]
