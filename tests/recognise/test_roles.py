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


def test_a_year_is_forecast_where_one_of_its_quarters_is():
    """The quarters that are past were spent; what they come to with the forecast of the last is no outturn."""
    text = "Project\tBudget\tQ1\tQ2\tQ3\tQ4 (forecast)\tFull year\tVariance\nBrenkol\t24,000\t5,500\t6,250\t6,000\t6,250\t24,000\t-\n"
    text += "Voosk\t12,500\t1,020\t2,310\t4,400\t3,770\t11,500\t(1,000)\nMatu\t36,000\t9,000\t9,000\t9,000\t9,500\t36,500\t500\n"
    (table,) = parse_text(HEAD + text).report.spend_tables

    assert ["allocated", *["actual"] * 3, *["forecast"] * 2, "variance"] == [f.role for f in table.lines[1].figures]


def test_a_total_beside_two_grants_has_their_role():
    text = "| Service | Ministry grant £k | PCC funding £k | Total £k |\n|---|---|---|---|\n| Brenkol | 412.0 | 130.5 | 542.5 |\n| Voosk | 198.0 | 45.0 | 243.0 |\n"
    result = parse_text(HEAD + text)
    (table,) = result.report.spend_tables

    assert [["allocated"] * 3] * 2 == [[f.role for f in line.figures] for line in table.lines]
    assert "PR305" not in {d.code for d in result.diagnostics}
