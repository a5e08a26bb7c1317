"""The roles of columns of sums, where their headings do not tell."""

import pytest

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


def amounts(table):
    return [(f.role, f.money and str(f.money)) for line in table.lines for f in line.figures]


def test_by_how_much_the_sums_of_two_years_differ_is_a_variance():
    """A column headed "Change" is none of money given, where each of its sums is the difference of two years."""
    rows = "Odel  £100,200  £104,300  £110,900  £10,700\nVoosk  £90,400  £90,100  £85,000  (£5,400)\n"
    (table,) = parse_text(
        HEAD + "Area  2021/22  2022/23  2023/24  Change\n" + rows + "Matu  £7,000  £7,000  £7,000  -\n"
    ).report.spend_tables

    assert ["allocated"] * 3 + ["variance"] == [f.role for f in table.lines[0].figures]


def test_what_two_years_come_to_is_no_variance_where_one_of_them_is_nil():
    (table,) = parse_text(
        HEAD + "Scheme  2021/22  2022/23  In all\nOdel  £1,200  -  £1,200\nVoosk  -  £900  £900\nMatu  £70  -  £70\n"
    ).report.spend_tables

    assert "variance" not in [f.role for f in table.lines[0].figures]


def test_income_and_expenditure_under_each_other_are_two_tables():
    """A word with a unit beside it, below a total, heads a table of its own."""
    income = (
        "Income                           £\n\nVoosk Council               12,500\nOdel Trust                   3,000\n"
    )
    spent = "\n\nExpenditure                      £\n\nTaxis                        9,400\nLamps                        6,050\n"
    text = f"{HEAD}{income}\nTotal Income                15,500\n{spent}\nTotal Expenditure           15,450\n"
    tables = parse_text(text).report.spend_tables

    assert [("income", "£12,500"), ("income", "£3,000")] == amounts(tables[0])
    assert [("actual", "£9,400"), ("actual", "£6,050")] == amounts(tables[1])
    assert ["£15,500", "£15,450"] == [str(f.money) for t in tables for total in t.totals for f in total.figures]


def test_the_label_of_a_total_tells_what_the_sums_above_it_are():
    """A label such as "Total awarded" below a list under a bare heading leaves no doubt about its role."""
    text = "Kelim Partnership\n\nDranoth\n\nOdel\n\n• Brenk – £1,100\n• Voosk – £250\n\n{} – £1,350\n"
    results = [parse_text(text.format(label)) for label in ("Total awarded", "Total spent", "Total")]
    roles = [[f.role for t in r.report.spend_tables for x in t.lines for f in x.figures] for r in results]

    assert [["allocated"] * 2, ["actual"] * 2, ["allocated"] * 2] == roles
    assert [False, False, True] == ["PR305" in {d.code for d in r.diagnostics} for r in results]


def test_a_group_may_stand_between_a_header_and_the_first_row():
    text = (
        "                                                   Already        Still to be\n"
        "Scheme                   Run by                    spent £        approved £\n"
        "\n"
        "Grown up people\n"
        "Brenk helpline           Odel Trust                164,250          118,300\n"
        "Voosk nights             Odel Trust                402,118          310,000\n"
        "Matu families            Kelim Club                 96,252           72,500\n"
        "\n"
        "TOTAL                                              662,620          500,800\n"
    )
    (table,) = parse_text(HEAD + text).report.spend_tables

    assert ["Grown up people"] * 3 == [x.group for x in table.lines]
    assert ["actual", "allocated"] == [f.role for f in table.lines[0].figures]


def test_the_word_for_the_way_of_a_variance_is_no_doubt():
    rows = "Project\tAllocated\tSpent\tVariance\nBrenk\t£500\t£460\t£40 under\nVoosk\t£90\t£95\t£5 over\n"
    result = parse_text(HEAD + rows)
    (table,) = result.report.spend_tables

    assert ["£40", "£5"] == [str(line.figures[2].money) for line in table.lines]
    assert "PR302" not in {d.code for d in result.diagnostics}


def test_a_line_whose_parts_are_not_its_sum_is_doubted_where_those_of_others_are():
    rows = (
        "Brenkol\t£3,000\t£1,000\t£2,000\nVoosk\t£1,200\t£500\t£700\nMatu\t£950\t£400\t£500\nKreb\t£800\t£300\t£500\n"
    )
    result = parse_text(HEAD + "Project\tTotal\t2012/13\t2013/14\n" + rows)

    assert ["£950"] == [o.text for d in result.diagnostics if d.code == "PR406" for o in d.origins]


def roles(text):
    (table,) = parse_text(text).report.spend_tables
    return [f.role for f in table.lines[0].figures]


AREAS = "Brenkol | {} | £41,000.50 | £13,000.00\nVoosk | {} | £40,250.25 | £21,000.00\nMatu | {} | £20,400.00 | £13,000.00\n"
WHOLES = ("£54,000.50", "£61,250.25", "£33,400.00")


@pytest.mark.parametrize("total", ["Total allocation", "Total grant", "Total award (£)"])
def test_costs_that_add_up_to_a_total_of_grants_are_granted(total):
    """What something costs may be planned as well as paid: the total that it adds up to tells which."""
    text = f"Area | {total} | Staff costs | Other costs\n" + AREAS.format(*WHOLES)

    assert ["allocated"] * 3 == roles(HEAD + text)


@pytest.mark.parametrize(("head", "wholes"), [("Grant", WHOLES), ("Total grant", ("£60,000", "£70,000", "£34,000"))])
def test_costs_beside_a_grant_that_they_do_not_make_up_were_spent(head, wholes):
    text = f"Area | {head} | Staff costs | Other costs\n" + AREAS.format(*wholes)

    assert ["allocated", "actual", "actual"] == roles(HEAD + text)


def test_what_was_spent_is_not_granted_where_it_adds_up_to_the_grant():
    text = "Area | Total grant | Spent on staff | Spent on rooms\n" + AREAS.format(*WHOLES)

    assert ["allocated", "actual", "actual"] == roles(HEAD + text)


IN_YEAR = "Police and Crime Commissioner for Kelim\n\nBudget monitoring 2015/16\n\nReport date: 4 November 2015\n\n"


def test_the_outturn_of_a_year_that_is_over_is_no_forecast():
    """In a report made before its year ends, that year's outturn is a forecast, and last year's is not."""
    text = "Service | Outturn 2014/15 £ | Budget 2015/16 £ | Outturn 2015/16 £\nBrenkol | 12,300 | 12,500 | 12,440\nVoosk | 4,150 | 4,200 | 4,330\n"

    assert ["actual", "allocated", "forecast"] == roles(IN_YEAR + text)


def test_balances_at_two_days_and_transfers_are_neither_given_nor_spent():
    text = "Spend\n\nFund | At 1.4.22 | Income | Expenditure | Transfers between funds | At 31.3.23\n"
    text += "Brenkol | £4,310 | £96,400 | (£98,225) | £6,000 | £8,485\nVoosk | £12 | £7,800 | (£7,800) | - | £12\n"

    assert ["other", "income", "actual", "other", "other"] == roles(HEAD + text)


def test_costs_that_make_up_a_total_with_contributions_are_contributions():
    """A sum of what was given and what was spent would be neither."""
    text = "Partners\n\nAgency | Staffing costs (£) | Payments in kind (£) | Other delegated funds (£) | Total (£)\n"
    text += "Council | 299,200 | 118,350 | - | 417,550\nPolice | - | 152,760 | - | 152,760\nHealth | 5,000 | 87,910 | 28,500 | 121,410\n"

    assert ["allocated"] * 4 == roles(HEAD + text)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("What we will spend it on", "allocated"),
        ("How the money will be spent", "allocated"),
        ("What we plan to spend", "allocated"),
        ("How we spent it", "actual"),
    ],
)
def test_what_will_be_spent_was_not_spent_yet(heading, role):
    text = f"{heading}\n\nProject | Lead | £\nPatrols | Night Watch | 8,400\nOfficer | Council | 31,600\nTraining | College | 2,400\n"

    assert [role] == roles(HEAD + text)


def test_the_parts_of_a_year_s_total_are_of_that_year():
    """The total of another year stands beside it."""
    text = "Expenditure\n\nWork | Staff costs £ | Support costs £ | Total 2022 £ | Total 2021 £\n"
    text += "Refuge | 142,318 | 24,105 | 166,423 | 176,920\nAdvice | 61,475 | 10,870 | 72,345 | 70,214\n"
    table = parse_text("Brenkol Centre\nAccounts for the year ended 31 March 2022\n\n" + text).report.spend_tables[0]

    assert [f.period.label for f in table.lines[0].figures] == ["2021-22"] * 3 + ["2020-21"]


def test_a_first_column_of_priorities_beside_one_of_projects_names_groups():
    """Though most priorities have but two projects, and one has a single one."""
    text = "Expenditure\n\nPriority | Project | Grant £ | Spent £\n"
    for priority, project in (
        ("Crime", "Gates"),
        ("Crime", "Packs"),
        ("Roads", "Show"),
        ("Abuse", "Line"),
        ("Abuse", "Men"),
    ):
        text += f"{priority} | {project} | 8,400 | 8,200\n"
    table = parse_text(HEAD + text).report.spend_tables[0]

    assert [(x.group, x.category) for x in table.lines[:3]] == [
        ("Crime", "Gates"),
        ("Crime", "Packs"),
        ("Roads", "Show"),
    ]


@pytest.mark.parametrize(
    ("first", "last", "role"),
    [
        ("Balance 1.4.22", "Balance 31.3.23", "other"),
        ("Balance 1 April 2022", "Balance 31 March 2023", "other"),
        ("Variance 30 June 2022", "Variance 30 September 2022", "variance"),
    ],
)
def test_what_there_was_on_two_days_is_no_variance(first, last, role):
    """What is headed "Balance" is what is left of a grant; beside two days it is what a year began and ended with."""
    text = f"Fund | {first} | Grants | Spent | {last}\nBrenkol | £4,310 | £96,400 | £98,225 | £2,485\n"
    text += "Voosk | £12 | £7,800 | £7,800 | £12\n"

    assert [role, "allocated", "actual", role] == roles(HEAD + text)


def test_a_unit_over_the_first_of_several_years_is_that_of_all():
    """Though its heading ends where the first year does."""
    text = (
        "                        Grant awarded £m\n"
        "Type of work                     2010/11   2009/10   2008/09\n"
        "Wardens                           £0.120    £0.805    £0.015\n"
        "Refuge                            £0.302    £0.046    £0.634\n"
        "Grand total                       £0.422    £0.851    £0.649\n"
    )
    table = parse_text(HEAD + text).report.spend_tables[0]

    assert [[str(f.money.amount) for f in x.figures] for x in table.lines] == [
        ["120000", "805000", "15000"],
        ["302000", "46000", "634000"],
    ]
