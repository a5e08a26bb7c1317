"""What copies do to tables, and what stands in their cells, headings and group rows beside names and sums."""

import pytest

from pcc_report import parse_text

HEAD = "Anytown Partnership\n\nReport to the Police and Crime Commissioner\n\n"


def _lines(text):
    (table,) = parse_text(text).report.spend_tables
    return [(line.category, [int(f.money.amount) for f in line.figures if f.money is not None]) for line in table.lines]


def test_sums_that_end_a_cell_of_words_are_money():
    """A decision and its sum in one cell are two things; what was decided is no part of the sum."""
    text = (
        HEAD + "2018/19\n\nBids\n\nBid\tLead\tDecision\nCycle kits\tAnytown Police\tAgreed – £24,600\n"
        "Theatre tour\tTender Arts\tAgreed in part – £6,300\nAmnesty bins\tAmbulance Trust\tAgreed – £2,940 (6 months)\n"
        "Total agreed\t\t£33,840\n"
    )
    report = parse_text(text).report

    (table,) = report.spend_tables
    assert [("Cycle kits", [24600]), ("Theatre tour", [6300]), ("Amnesty bins", [2940])] == _lines(text)
    assert {"allocated"} == {f.role.value for line in table.lines for f in line.figures}
    assert [33840] == [int(f.money.amount) for total in table.totals for f in total.figures]


@pytest.mark.parametrize(
    "rows",
    [
        "Total Budget £mTotal Outturn £mVariance £m\nCrime team310.3312.11.8\nFunding(310.3)(310.4)(0.1)\nTotal(0.0)1.71.7\n",
        "Budget £mOutturn £mVariance £m\nCrime team310.30312.101.80\nFunding(310.30)(310.40)(0.10)\nTotal(0.00)1.701.70\n",
    ],
)
def test_cells_without_a_blank_between_them_are_told_apart_by_their_places(rows):
    """Where every number has as many places, a line can be cut in one way only."""
    assert [("Crime team", [310300000, 312100000, 1800000]), ("Funding", [-310300000, -310400000, -100000])] == _lines(
        f"{HEAD}2018/19\n\nSpend\n\n{rows}"
    )


def test_a_unit_over_the_names_is_that_of_the_sums():
    text = HEAD + "2018/19\n\nHead £m Budget Spend\nWages 241.6 242.3\nTraining 1.9 1.7\nPremises 15.8 15.3\n"

    assert [241600000, 242300000] == _lines(text)[0][1]


def test_pounds_with_one_place_are_doubted():
    """Nobody prints £241.6 for pounds: the unit is printed elsewhere, or nowhere."""
    result = parse_text(
        HEAD + "2018/19\n\nHead Budget Spend\nWages 241.6 242.3\nTraining 1.9 1.7\nPremises 15.8 15.3\n"
    )

    figures = [f for table in result.report.spend_tables for line in table.lines for f in line.figures]
    assert figures
    assert all("PR306" in {d.code for d in result.doubts(f)} for f in figures)


@pytest.mark.parametrize(
    ("date", "outturn", "role"),
    [
        ("30 July 2018", "Outturn", "forecast"),
        ("30 June 2019", "Outturn", "actual"),
        ("30 July 2018", "Final outturn", "actual"),
        ("March 2019", "Outturn", "actual"),
    ],
)
def test_an_outturn_before_the_year_is_over_is_a_forecast(date, outturn, role):
    """What a year comes to is known when it is over; a report made before can only expect it."""
    text = f"{HEAD}{date}\n\nPeriod: 2018/19\n\nProject\tBudget\t{outturn}\nLights\t£5,000\t£4,750\nWardens\t£9,500\t£9,320\n"

    (table,) = parse_text(text).report.spend_tables

    assert ["allocated", role] == [f.role.value for f in table.lines[0].figures]


def test_the_outturn_of_a_part_of_the_year_is_a_forecast_too():
    text = f"{HEAD}Period: Q2 2018/19\n\nProject\tBudget\tOutturn\nLights\t£5,000\t£4,750\nWardens\t£9,500\t£9,320\n"

    (table,) = parse_text(text).report.spend_tables

    assert ["allocated", "forecast"] == [f.role.value for f in table.lines[0].figures]


def test_names_of_funds_over_lines_are_groups():
    """As names, "General Fund" and "Road Fund" say nothing of what the sums below them are."""
    text = (
        HEAD + "Grants awarded\n\nRecipient\tProject\t2018/19\nGeneral Fund\nBoxing Club\tGym nights\t£1,000\n"
        "Day Centre\tKeep Safe\t£850\nRoad Fund\nAnytown School\tDriver day\t£4,950\nBike Hub\tLights\t£1,275\n"
    )
    (table,) = parse_text(text).report.spend_tables

    assert ["General Fund", "General Fund", "Road Fund", "Road Fund"] == [line.group for line in table.lines]


def test_a_sum_in_brackets_behind_a_group_is_its_sub_total():
    """It is no part of the name, and no sum without a place."""
    text = (
        HEAD
        + "Awards in 2018/19 – £9,350 so far\n\nParish\nWhat the money is for\nAmount\nNorth Wold (£8,000)\nStow Council\n"
        "Cameras\n£5,000\nBourton Council\nSign\n£3,000\nSouth Wold (£1,350)\nPill Council\nPosts\n£1,000\nYate Council\nPaint\n£350\n"
    )
    result = parse_text(text)

    (table,) = result.report.spend_tables
    assert ["North Wold", "North Wold", "South Wold", "South Wold"] == [line.group for line in table.lines]
    assert [8000, 1350] == [int(f.money.amount) for total in table.subtotals for f in total.figures]
    assert [9350] == [int(f.money.amount) for total in table.totals for f in total.figures]
    assert () == result.unplaced


def test_a_year_behind_the_unit_of_the_column_before_is_no_sum():
    """Here "Payments 2018/19 £ 2017/18 £" heads two columns of what was paid."""
    text = (
        HEAD
        + "Treasurer\n\nPayments 2018/19 £ 2017/18 £\nPrinting 1,184.20 1,102.65\nSigns 846.50 nil\nHire 192.00 184.00\n"
    )
    result = parse_text(text)

    (table,) = result.report.spend_tables
    told = [(f.role.value, f.period.label) for f in table.lines[0].figures]
    assert [("actual", "2018-19"), ("actual", "2017-18")] == told
    assert () == result.unplaced


def test_the_day_a_year_ended_is_no_date_of_the_report():
    report = parse_text(
        "**Anytown Trust**\n\n**Annual Report**\n\n**Year ended 31 March 2018**\n\nGrants: £5,000\n"
    ).report

    assert report.published is None
    assert "2017-18" == report.period.label


def test_lines_of_words_in_a_copied_sheet_are_lines():
    """Their tabs are of empty cells, so that they are results as others are."""
    tabs = "\t" * 5
    text = (
        f"{HEAD}1. FINANCE 2018/19{tabs}\nHead\tBudget £\tSpend £{tabs[:3]}\nPost\t9,400\t9,100{tabs[:3]}\nTravel\t2,400\t2,250{tabs[:3]}\n{tabs}\n"
        f"2. NARRATIVE{tabs}\nReports rose by 12% on last year{tabs}\nNearly 1,000 reports were taken{tabs}\n14 schools were visited{tabs}\n{tabs}\nReturn to: office@example.invalid{tabs}\n"
        f"Sheet1\tSheet2\tLists{tabs[:3]}\n"
    )
    report = parse_text(text).report

    assert ["Reports rose by 12% on last year", "Nearly 1,000 reports were taken", "14 schools were visited"] == [
        s.text for s in report.statements
    ]


def test_headings_that_look_like_a_label_and_its_value_head_the_cells_below():
    """The word "Claimant" is a label in forms, and the first heading of this table of one cell a line."""
    text = (
        HEAD + "Claims 2018/19\n\nClaimant\nGrant 2018/19\nQuarter 4 claim\nFull year claim\nOver (+) / under (-)\n\n"
        "North Council\n£150,000\n£41,906\n£130,318\n-£19,682\n\nSouth Council\n£190,000\n£94,503\n£211,708\n£21,708\n\n"
        "Total\n£340,000\n£136,409\n£342,026\n£2,026\n"
    )
    (table,) = parse_text(text).report.spend_tables

    assert ["allocated", "actual", "actual", "variance"] == [f.role.value for f in table.lines[0].figures]
