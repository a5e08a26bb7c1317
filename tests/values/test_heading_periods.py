"""Periods as the headings of columns have them, in each of the ways in which tables are copied."""

import pytest

from pcc_report import parse_text

HEAD = "Anytown Partnership\n\nReport to the Police and Crime Commissioner\n\nJune 2019\n\nPeriod: 2018/19\n\nSpend\n\n"
YEARS = ["2017-18", "2018-19"]
HALVES = ["2018-19 H1", "2018-19 H2"]
QUARTERS = ["2018-19 Q1", "2018-19 Q2"]
FORMS = {
    "1st Quarter|2nd Quarter": QUARTERS,
    "Quarter One|Quarter Two": QUARTERS,
    "Q1 (Apr-Jun)|Q2 (Jul-Sep)": QUARTERS,
    "First half|Second half": HALVES,
    "H1|H2": HALVES,
    "Months 1-6|Months 7-12": HALVES,
    "17-18|18-19": YEARS,
    "FY18|FY19": YEARS,
    "12 months to March 2018|12 months to March 2019": YEARS,
    "Last year|This year": YEARS,
    "Previous year (£)|Current year (£)": YEARS,
    "April|May": ["2018-04-01/2018-04-30", "2018-05-01/2018-05-31"],
    "Apr-18|May-18": ["2018-04-01/2018-04-30", "2018-05-01/2018-05-31"],
}


@pytest.mark.parametrize("join", ["\t", "\n"])
@pytest.mark.parametrize(("heads", "periods"), FORMS.items(), ids=FORMS)
def test_each_sum_has_the_period_over_it(heads, periods, join):
    """Two sums of one project are no sums of one year: without their periods nobody could tell them apart."""
    rows = [
        ["Project", *heads.split("|")],
        ["Lights", "£5,000", "£4,750"],
        ["Locks", "£1,250", "£1,210"],
        ["Bus", "£9", "£8"],
    ]
    text = "\n".join(join.join(row) for row in rows)

    (table,) = parse_text(f"{HEAD}{text}\n").report.spend_tables

    assert [[p] * 3 for p in periods] == [[line.figures[k].period.label for line in table.lines] for k in (0, 1)]


@pytest.mark.parametrize("heading", ["Spend to December", "Police March", "17-19", "Months 7-3", "Month 6"])
def test_what_is_no_period_gives_none(heading):
    text = f"Project\tBudget\t{heading}\nLights\t£5,000\t£4,750\nLocks\t£1,250\t£1,210\n"

    (table,) = parse_text(f"{HEAD}{text}").report.spend_tables

    assert {None} == {f.period for line in table.lines for f in line.figures}
