"""Notes to accounts, lists of grants, tables of indicators and heads as ordinary papers have them."""

import pytest

from pcc_report import parse_text

HEAD = "Anytown Women's Aid\n\nTrustees' report for the year ended 31 March 2024\n\n"


def figures(line):
    return [(str(f.role), f.period and f.period.label, str(f.money.amount)) for f in line.figures]


def test_bare_years_over_a_note_are_those_of_its_columns():
    """The years are no row of it, and its number is no heading of a column."""
    report = parse_text(
        f"{HEAD}Notes to the accounts\n6 Expenditure on charitable activities\n2024 2023\n£ £\n"
        "Wages and salaries 402,118 381,940\nRent and service charges 48,260 46,115\nTraining 9,874 11,206\n"
        "460,252 439,261\n"
    ).report
    (table,) = report.spend_tables

    assert [figures(line) for line in table.lines[:1]] == [
        [("actual", "2023-24", "402118"), ("actual", "2022-23", "381940")]
    ]
    assert [line.category for line in table.lines] == ["Wages and salaries", "Rent and service charges", "Training"]


def test_days_under_headings_leave_each_over_its_column():
    """Two days are the second halves of the first and the last heading."""
    report = parse_text(
        f"{HEAD}Restricted funds\nBalance at Income Expenditure Balance at\n1 April 2023 31 March 2024\n£ £ £ £\n"
        "Police and Crime Commissioner 4,210 61,500 63,425 2,285\nCity Council 6,380 52,000 55,115 3,265\n"
        "Children in Need 9,125 31,867 34,290 6,702\nTotal 19,715 145,367 152,830 12,252\n"
    ).report
    (table,) = report.spend_tables

    assert [[str(f.role) for f in line.figures] for line in table.lines] == [["other", "income", "actual", "other"]] * 3


@pytest.mark.parametrize("unit", ["", "£"])
def test_actual_beside_a_target_is_a_result(unit):
    """Without a pound sign, what was reached is no spend; with one it is."""
    rows = [("Calls to wardens", "2,240", "2,400", "2,585", "G"), ("Homes with new locks", "310", "280", "196", "R")]
    table = "\n".join("\t".join(unit * c[:1].isdigit() + c for c in row) for row in rows)
    report = parse_text(
        "Anytown Community Safety Partnership\nAnnual report 2020/21\n\nProgress\n"
        f"Indicator\tBaseline 2018/19\tTarget 2020/21\tActual to date\tRAG\n{table}\n"
    ).report

    assert bool(report.spend_tables) == bool(unit)
    assert bool(report.outcome_sections) == (not unit)


def test_words_under_each_sum_tell_what_it_is_for():
    """They are no headings of the sums below them."""
    report = parse_text(
        "Anytown Police and Crime Commissioner\n\nGrants 2020/21\n\nWho is to receive what\n\n"
        "Anytown Women's Aid – £41,250\nExtra outreach hours\n\nMill Refuge – £33,784\nPacks for families\n\n"
        "Deaf Association – £9,100\nSigned films\n\nBlue Door – £7,000\nTherapy\n\nNext steps\n"
    ).report
    (table,) = report.spend_tables

    assert [(line.category, line.description, line.group) for line in table.lines] == [
        ("Anytown Women's Aid", "Extra outreach hours", None),
        ("Mill Refuge", "Packs for families", None),
        ("Deaf Association", "Signed films", None),
        ("Blue Door", "Therapy", None),
    ]


def test_an_entry_with_words_behind_its_sum_stays_in_its_list():
    """The others show how it is to be read."""
    report = parse_text(
        "Anytown Police and Crime Commissioner\n\nGrants 2020/21\n\nThe services are:\n\n"
        "• Anytown Women's Aid - £41,250\n\n• Mill Refuge - £33,784\n\n"
        "• Advisers in courts - £42,000 across ten councils (Anytown 6k)\n\n• Blue Door - £7,000\n\n"
        "• Deaf Association - £9,100\n"
    ).report
    (table,) = report.spend_tables

    assert [str(line.figures[0].money.amount) for line in table.lines] == ["41250", "33784", "42000", "7000", "9100"]
    assert table.lines[2].category == "Advisers in courts"
    assert table.lines[2].description == "across ten councils (Anytown 6k)"


@pytest.mark.parametrize(
    ("head", "title", "body"),
    [
        (
            "ANYTOWN COMMUNITY SAFETY PARTNERSHIP\n\nPooled Fund: End of Year Report 2012/13\nApril 2013\n",
            "Pooled Fund: End of Year Report 2012/13",
            "ANYTOWN COMMUNITY SAFETY PARTNERSHIP",
        ),
        (
            (
                "Appendix C\n\nPOLICE AND CRIME PANEL\n\n1st February 2023\n\nCOMMUNITY SAFETY PARTNERSHIPS FUNDING UPDATE\n\n"
                "Report of the Office of the Police and Crime Commissioner\n"
            ),
            "COMMUNITY SAFETY PARTNERSHIPS FUNDING UPDATE",
            "Office of the Police and Crime Commissioner",
        ),
        (
            (
                "Anytown Community\nSafety Partnership\nAnnual Review 2016\n\n"
                "What is the Anytown Community Safety Partnership?\n"
            ),
            "Annual Review 2016",
            "Anytown Community Safety Partnership",
        ),
    ],
)
def test_heads(head, title, body):
    """The title and who reports, not where the paper belongs, nor half a name."""
    report = parse_text(
        f"{head}\n1. Purpose of the report\n\n1.1 To tell members what was done with the money.\n"
    ).report

    assert (report.title, report.organisation) == (title, body)


def test_the_address_of_a_website_reports_nothing():
    """A page's site is not who reports."""
    report = parse_text(
        "GOV.UK\n\nGuidance\n\nAwards for victims 2019/20\n\nMinistry of Justice\n\nA grant of £3,000 was given to Mill Refuge.\n"
    ).report

    assert report.organisation != "GOV.UK"


def test_a_dash_at_a_line_s_end_leads_up_to_the_sum_below():
    """It is no sign for none, and no minus sign; and what stands apart above the list is no header of it."""
    report = parse_text(
        "Anytown Community Safety Partnership\nAnnual report 2022/23\n\nGrants received\n\nCrime Reduction Fund –\n£21,429.00\n"
        "Home Office, Safer Streets 4 –\n£384,610\nWelsh Government, regional post – £9,900\nPublic Health – nil\n\nNext steps\n"
    ).report
    (table,) = report.spend_tables

    assert report.title == "Annual report 2022/23"
    assert [(x.category, str(x.figures[0].money.amount)) for x in table.lines] == [
        ("Crime Reduction Fund", "21429"),
        ("Home Office, Safer Streets 4", "384610"),
        ("Welsh Government, regional post", "9900"),
        ("Public Health", "0"),
    ]


def test_letters_and_the_name_that_they_stand_for_are_one_name():
    """What stands behind the colon explains nothing."""
    report = parse_text(
        "Anytown Partnership\nGrants 2016-17\n\nBody\tProject\tAward £\nChanging Times\tGAP: Girls are Proud\t29,450\n"
        "Mill Refuge\tThe Base\t24,310\nBlue Door\tPlay therapy\t15,600\n"
    ).report

    assert report.spend_tables[0].lines[0].category == "GAP: Girls are Proud"


def test_years_and_days_among_the_headings_of_a_charity_s_notes():
    """Bare years stand behind the name of the note; days head what was held then, beside what came in and was spent."""
    report = parse_text(
        f"{HEAD}Financial review\nGrants received 2024 2023\n£ £\nPolice and Crime Commissioner 24,500 21,500\n"
        "City Council youth fund 31,250 28,640\nTotal 55,750 50,140\nRestricted funds\n"
        "Fund 1 April 2023 Income Spent 31 March 2024\n£ £ £ £\nNext Step 3,115 24,500 26,040 1,575\n"
        "Streetwise - 27,995 24,310 3,685\nTotal 3,115 52,495 50,350 5,260\n"
    ).report
    grants, funds = report.spend_tables

    assert [f.period.label for f in grants.lines[0].figures] == ["2023-24", "2022-23"]
    assert [(str(f.role), f.period) for f in funds.lines[0].figures] == [
        ("other", None),
        ("income", None),
        ("actual", None),
        ("other", None),
    ]


def test_a_prefix_that_rows_share_is_part_of_their_names():
    """Cut off, it would name them all alike."""
    table = parse_text(
        "Anytown Partnership\nGrants 2020/21\n\nProject\tAwarded £\tPaid £\nDomestic abuse: helpline\t38,400\t38,400\n"
        "Domestic abuse: refuge\t21,750\t20,105\nTherapy: children\t17,300\t0\n"
    ).report.spend_tables[0]

    assert [x.category for x in table.lines] == [
        "Domestic abuse: helpline",
        "Domestic abuse: refuge",
        "Therapy: children",
    ]


def test_a_heading_of_two_names_parts_each_cell():
    """Of organisation and project, the one stands before the dash and the other behind it."""
    table = parse_text(
        "Anytown Partnership\nAnnual report 2021-22\n\nGrants made by the Partnership\nOrganisation and project Amount £\n"
        "Castle Boxing – Open gym nights 4,850\nHeath Link – Detached youth work 7,200\nQuay Friends – Radios and kits 2,375\n"
        "Total 14,425\n"
    ).report.spend_tables[0]

    assert table.title == "Grants made by the Partnership"
    assert [(x.recipient, x.category) for x in table.lines] == [
        ("Castle Boxing", "Open gym nights"),
        ("Heath Link", "Detached youth work"),
        ("Quay Friends", "Radios and kits"),
    ]
    assert {str(x.figures[0].role) for x in table.lines} == {"allocated"}


def test_a_total_with_merged_cells_stands_under_the_sums_of_its_table():
    """Its row has fewer cells; and what tells more than the project's name describes it."""
    table = parse_text(
        "Anytown Commissioner\nGrants 2022\n\nOrganisation\tProject\tWhat it is for\tAward\n"
        "Castle Trust\tBright Nights\tSolar lights on the path\t£12,640\nHeath Shed\tLock It\tShed alarms for members\t£4,875\n"
        "Quay Forum\tSafer Park\tA camera for the play area\t£6,150\nTotal\t\t£23,665\n"
    ).report.spend_tables[0]

    assert [str(t.figures[0].money.amount) for t in table.totals] == ["23665"]
    assert [x.description for x in table.lines] == [
        "Solar lights on the path",
        "Shed alarms for members",
        "A camera for the play area",
    ]


@pytest.mark.parametrize(
    ("heads", "role"),
    [
        ("Original cost\tRevised cost", "allocated"),
        ("Payments in kind (£)\tOther delegated funds (£)", "allocated"),
        ("Cost\tPayments", "actual"),
    ],
)
def test_costs_of_a_plan_and_contributions_were_not_spent(heads, role):
    """What it was to cost is a budget."""
    table = parse_text(
        f"Anytown Partnership\nPaper 2015/16\n\nProject\t{heads}\nWardens\t£62,000\t£62,000\nSmall grants\t£60,000\t£50,000\n"
    ).report.spend_tables[0]

    assert {str(f.role) for x in table.lines for f in x.figures} == {role}


def test_years_under_kinds_of_crime_are_results():
    """Nothing there is money, however large the numbers are."""
    report = parse_text(
        "Anytown Partnership\nAnnual report 2021-22\n\nOur year\nCrime type 2019-20 2020-21 2021-22\nViolence 1,012 1,874 1,096\n"
        "Incidents 16,480 21,905 15,733\nBurglary 1,421 1,902 1,811\n"
    ).report

    assert report.spend_tables == ()
    assert len(report.outcome_sections[0].statements) == 3


def test_the_last_word_of_a_sentence_is_no_menu():
    """Though "Events" is one of many pages."""
    report = parse_text(
        "Anytown Partnership\nAnnual report 2021-22\n\nWhat we achieved\n"
        "Burglary is at its lowest since the council was formed. Around 700 bicycles were marked at 22\nevents.\n"
        "Wardens met 300 people in the parks and squares of the town, and 40 of them came to the club later.\n"
    ).report

    assert report.outcome_sections[0].statements[1].text == "Around 700 bicycles were marked at 22 events."


def test_a_line_apart_that_comes_to_its_list_is_the_total():
    """Though it only says again what heads the list: counted as a line, it would count all twice."""
    report = parse_text(
        "Brenkol Partnership\n\nAnnual return 2019-20\n\nGrants to bodies (£100,000)\n\n– Brenkol Trust: £40,000\n"
        "– Voosk Centre: £35,000\n– Matu Lives: £25,000\n\nGrants to bodies: £100,000\n"
    ).report
    (table,) = report.spend_tables

    assert len(table.lines) == 3
    assert [(t.label, str(t.figures[0].money.amount)) for t in table.totals] == [("Grants to bodies", "100000")]


def test_headings_and_sub_totals_of_a_web_table_may_stand_apart():
    """Each heading on a line of its own, rows of three lines, and white space between a sub-total and its sum."""
    text = "Anyshire Commissioner\n\nGrants 2024\n\nWho has been funded?\n\nOrganisation\n\nProject\n\nGrant\n\n"
    for place, names, total in (
        ("Northside", (("Steps CIC", "Bike rides", "£14,850"), ("Drumline", "Carnival band", "£9,600")), "£24,450"),
        ("Southside", (("Nets", "Basketball", "£18,200"), ("Kitchen", "Cooking", "£24,500")), "£42,700"),
    ):
        text += f"{place}\n\n" + "".join("\n".join(row) + "\n\n" for row in names) + f"Sub-total\n\n{total}\n\n"
    (table,) = parse_text(text + "Next steps\n\nMore to come.\n").report.spend_tables

    assert [(x.group, x.recipient, x.category) for x in table.lines] == [
        ("Northside", "Steps CIC", "Bike rides"),
        ("Northside", "Drumline", "Carnival band"),
        ("Southside", "Nets", "Basketball"),
        ("Southside", "Kitchen", "Cooking"),
    ]
    assert [str(t.figures[0].money.amount) for t in (*table.totals, *table.subtotals)] == ["24450", "42700"]
