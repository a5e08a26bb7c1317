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


def test_quarters_are_those_of_the_year_in_which_the_report_about_the_last_one_is():
    """A return for January to March prints all four quarters of its financial year."""
    text = "Project\tBudget £\tQ1 £\tQ2 £\tQ3 £\tQ4 £\nLights\t8,000\t2,000\t2,000\t2,000\t2,000\nLocks\t4,500\t1,125\t1,125\t1,125\t1,125\n"

    (table,) = parse_text(HEAD.replace("Period: 2018/19", "Quarter: Q4 2018/19") + text).report.spend_tables

    told = [f.period.label for f in table.lines[0].figures if f.period is not None]
    assert [f"2018-19 Q{n}" for n in (1, 2, 3, 4)] == told


def test_years_that_each_column_has_of_its_own_run_over_no_other():
    """Printed twice side by side, "2018/19" is no heading that runs over several columns."""
    text = "Service\t2017/18\t2018/19\t2018/19\t\n\tActual £\tBudget £\tSpend £\tVariance £\nLights\t418\t436\t429\t(7)\nLocks\t262\t305\t305\t0\n"

    (table,) = parse_text(f"{HEAD}{text}").report.spend_tables

    periods = [f.period and f.period.label for f in table.lines[0].figures]
    assert ["2017-18", "2018-19", "2018-19", None] == periods
