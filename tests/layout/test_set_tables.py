"""Tables set in text: what parts them, what stands in them, and what is none."""

from decimal import Decimal

import pytest

import laws
from pcc_report import parse_text
from pcc_report.diagnostics.catalogue import AMOUNT_UNPLACED, LABEL_UNCERTAIN
from pcc_report.model import ClaimKind
from pcc_report.pipeline import read_and_parse


def lines_of(text):
    tables = parse_text(text).report.spend_tables
    return [(x.group, x.category, *(f.money and f.money.amount for f in x.figures)) for t in tables for x in t.lines]


def test_groups_between_blank_lines_stay_in_the_table_of_their_header():
    text = """GRANTS 2016-17

Organisation              Project                    Award £   What it delivered

PUTTING OON FIRST

Brenk Rape Crisis         Weekend helpline            17,206   Calls rose from 310 to 402; no
Centre                                                         caller waited for long

Matu Lives                Girls are proud             29,450   71 women met on 46 nights

DEE AND ULL

Voosk Women in Need       Outreach in Odel            38,875   Over 240 referrals

Acorns                    Play therapy                15,600   Therapist ill from June
"""
    assert lines_of(text) == [
        ("PUTTING OON FIRST", "Weekend helpline", Decimal(17206)),
        ("PUTTING OON FIRST", "Girls are proud", Decimal(29450)),
        ("DEE AND ULL", "Outreach in Odel", Decimal(38875)),
        ("DEE AND ULL", "Play therapy", Decimal(15600)),
    ]


def test_a_row_whose_last_sum_is_not_yet_known():
    text = "Funding\nSource 2015/16 2016/17\nBrenk Council £55,300 £51,085\nVoosk Council £10,000 Not known\nOdel Homes £5,000 £7,500\n"
    assert lines_of(text) == [
        (None, "Brenk Council", Decimal(55300), Decimal(51085)),
        (None, "Voosk Council", Decimal(10000), None),
        (None, "Odel Homes", Decimal(5000), Decimal(7500)),
    ]


def test_cells_a_line_whose_labels_end_in_a_number():
    rows = "".join(f"Round {n}\n£25,000\n£2{n},310\n1{n}\n" for n in (1, 2, 3))
    text = f"Brenkol Fund - the rounds\nRound\nAvailable\nAwarded\nBids\n{rows}Round 4\n£25,000\nNot yet awarded\nn/a\n"
    assert lines_of(text) == [
        (None, "Round 1", Decimal(25000), Decimal(21310)),
        (None, "Round 2", Decimal(25000), Decimal(22310)),
        (None, "Round 3", Decimal(25000), Decimal(23310)),
        (None, "Round 4", Decimal(25000), None),
    ]


def test_numbers_of_paragraphs_on_lines_of_their_own_are_no_sums():
    text = (
        "1\n\nPurpose\n\n1.1\n\nTo tell what was done.\n\n2\n\nMoney\n\n2.1\n\nSpend to date.\n\nProject\nAllocation\nSpend\n"
        "Brenk\n£6,200\n£6,200\nVoosk\n£5,600\n£4,480\nTotal\n£11,800\n£10,680\n\n3\n\nLaw\n\n3.1\n\nThere is no more to say.\n"
    )
    assert lines_of(text) == [
        (None, "Brenk", Decimal(6200), Decimal(6200)),
        (None, "Voosk", Decimal(5600), Decimal(4480)),
    ]


def test_a_name_that_a_converter_parted_over_two_rows_is_one():
    text = "||**2023/24**|2022/23|\n|---|---|---|\n|Oonshire Police and Crime|||\n|Commissioner|£98,500|£95,000|\n|Parishes|£6,418|£7,905|\n"
    assert [line[:2] for line in lines_of(text)] == [
        (None, "Oonshire Police and Crime Commissioner"),
        (None, "Parishes"),
    ]


def test_sums_in_a_row_that_was_read_as_words_are_listed():
    text = "Project | Allocated | Spent\nBrenk | £4,000 | £3,000\nCouncils £10,000 £9,000 Perhaps | |\nVoosk | £500 | £400\n"
    found = parse_text(text)
    assert {str(item.money) for item in found.unplaced} == {"£10,000", "£9,000"}
    assert sum(d.code == AMOUNT_UNPLACED.code for d in found.diagnostics) == 2


def test_the_running_head_of_open_pages_is_furniture():
    head = "{}     ANNEX 1: GRANTS 2016-17            ANNEX 1: GRANTS 2016-17     {}\n"
    body = "\nBrenkol was lent to {} homes and no more was heard of it.\n\n" * 3
    text = head.format(48, 49) + body.format(3, 4, 5) + head.format(50, 51) + body.format(6, 7, 8)
    said = [c.origin.text for c in parse_text(text).claims if c.kind is ClaimKind.FURNITURE]
    assert [text.split()[0] for text in said] == ["48", "50"]


def test_strokes_part_cells_beside_dates_and_empty_ones():
    text = (
        "Contracts\n\nProvider / Service / Start / 2014-15 / 2015-16\nBrenk / Voosk line / 01/04/2015 / - / £241,600\n"
        "Matu / Odel worker / 01/10/2014 / £62,250 / £124,500\nTotal / / / £62,250 / £366,100\n"
    )
    assert lines_of(text) == [
        (None, "Voosk line", Decimal(0), Decimal(241600)),
        (None, "Odel worker", Decimal(62250), Decimal(124500)),
    ]


def test_the_word_for_money_stands_over_the_sums_with_signs():
    text = "How much went to each area\n\nTeam\nGroups funded\nTotal fund\n\nOonshire\n\n"
    text += "Brenk\n8\n£14,000\n\nVoosk\n9\n£16,500\n\nDeeshire\n\nMatu\n5\n£10,000\n\nOdel\n12\n£22,000\n"
    assert lines_of(text) == [
        ("Oonshire", "Brenk", Decimal(14000)),
        ("Oonshire", "Voosk", Decimal(16500)),
        ("Deeshire", "Matu", Decimal(10000)),
        ("Deeshire", "Odel", Decimal(22000)),
    ]


def test_a_heading_with_the_sum_of_the_list_below_is_its_total():
    text = "Awards\n\nRound 1 - agreed in July 2019: £7,362.50\n\n"
    text += "Brenk Parish Council\nTwo signs\n£4,850.00\n\nVoosk Town Council\nWalking bus\n£612.50\n\nOdel Parish Council\nKits\n£1,900\n"
    (table,) = parse_text(text).report.spend_tables
    assert [total.figures[0].money.amount for total in table.totals] == [Decimal("7362.50")]
    assert [(line.category, line.recipient) for line in table.lines] == [
        ("Two signs", "Brenk Parish Council"),
        ("Walking bus", "Voosk Town Council"),
        ("Kits", "Odel Parish Council"),
    ]


def test_dashes_that_part_names_from_sums_are_no_minus_signs():
    text = "Resources\n\nThe grant was spent like this:-\n\nOfficer- £31,020\nBonds -£11,200\nTravel - £6,104\nTotal- £48,324\n"
    assert [line[2] for line in lines_of(text)] == [31020, 11200, 6104]
    (table,) = parse_text(text).report.spend_tables
    assert {str(f.role) for line in table.lines for f in line.figures} == {"actual"}


def test_sums_of_a_line_that_looks_like_a_heading_are_listed_once():
    text = "Report\n\nWhat it cost\n\nThe work went on.\n\nEvaluation (Brenk) £5,000 - £5,001.00 Total £87,300 £80,349.52\n\nMore was promised.\n"
    found = parse_text(text)
    assert sorted(str(item.money) for item in found.unplaced) == ["£5,000", "£5,001", "£80,349.52", "£87,300"]


def test_small_sums_in_thousands_are_a_table_where_two_kinds_of_money_head_them():
    rows = "Type of Funding  Allocation Match funding\nTotal  897 0\nBrenk helpline  N/A 0\nVoosk nights  897 N/A\n"
    text = f"Kelim Partnership\n\nDranoth Report 2009-10\n\nExpenditure\n\nAll figures are in £000s.\n\n{rows}"
    (table,) = parse_text(text).report.spend_tables

    assert [[None, "£0"], ["£897,000", None]] == [
        [f.money and str(f.money) for f in line.figures] for line in table.lines
    ]


def test_the_mark_of_a_note_is_no_part_of_a_name():
    """Where a note that begins with it stands below the table; else it may be the name's own number."""
    rows = "Centre\tGrant (£)\nOdel2\t41,500\nVoosk\t61,500\n"
    text = f"Kelim Partnership\n\nDranoth Report 2016\n\nGrants\n\n{rows}\n"
    marked, own = (parse_text(text + end).report.spend_tables[0] for end in ("2 Opened in June 2016.\n", "The end.\n"))

    assert ["Odel", "Voosk"] == [line.category for line in marked.lines]
    assert ["Odel2", "Voosk"] == [line.category for line in own.lines]


def test_a_line_in_brackets_under_a_label_is_its_end_and_no_doubt():
    rows = (
        "Projects                                2017/18 £\n\nHelp for women and girls                  168,000\n"
        "Neighbourhood police                       56,500\n(ASB and Noise)\nWider justice                              52,215\n"
        "Total                                     276,715\n"
    )
    result = parse_text(f"Kelim Partnership\n\nDranoth Report 2017\n\nSpend\n\n{rows}")
    (table,) = result.report.spend_tables

    assert "Neighbourhood police (ASB and Noise)" == table.lines[1].category
    assert "PR308" not in {d.code for d in result.diagnostics}


def test_justified_words_make_no_column():
    """Two of the rows have two blanks between words, each at another place; a note at one place is a column."""
    head = f"Awards\n\n{'Project':12}{'What it is for':40}{'Award':>8}\n"
    names = ("Brenk", "Voosk", "Matu", "Odel", "Kreb", "Lam", "Trelm", "Doth")
    said = [
        "Work with  people in town",
        "Two wardens",
        "Help for women at  night",
        *["Lamps in the lanes by night"] * 5,
    ]
    noted = [f"{text.replace('  ', ' ')[:18]:20}late" if "  " in text else text for text in said]
    for texts, columns in ((said, 3), (noted, 4)):
        rows = "".join(f"{name:12}{text:40}{'£1,100':>8}\n" for name, text in zip(names, texts, strict=True))
        (table,) = parse_text(head + rows).report.spend_tables
        assert len(table.columns) == columns, texts


@pytest.mark.parametrize(
    "heads",
    [
        ("Total allocated", "What was spent"),
        ("Allocated", "Returned later"),
        ("Grant paid", "Sum that came back"),
        ("Allocation 2020/21", "Allocation 2021/22"),
    ],
)
def test_headings_set_to_the_right_are_whole(heads):
    """Only a blank parts them, and each ends where the sums of its column do."""
    width = len(heads[1]) + 1
    rows = [("Project", *heads), ("Brenk", "£12,000", "£4"), ("Voosk", "£9,500", "£7"), ("Matu", "£800", "£2")]
    text = "Awards\n\n" + "".join(f"{name:16}{a:>20}{b:>{width}}\n" for name, a, b in rows)
    (table,) = parse_text(text).report.spend_tables
    assert [c.heading for c in table.columns] == ["Project", *heads]


def test_labels_of_three_lines_are_in_doubt_where_groups_might_be_meant():
    """The middle line of a label, whatever stands around it, does not prove that labels alone head groups."""
    text = (
        "Awards\n\nProject                      Award\nBrenk and lamps for carers   £300\n"
        "Voosk and district\nVoluntary Action\nCouncil                      £400\nMatu locks                   £500\n"
        "Trelm                        £700\nOdel and other parts\nTown Wardens\nTrust                        £900\n"
    )
    assert LABEL_UNCERTAIN.code in [d.code for d in parse_text(text).diagnostics]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (" | lamps | £491k | £15k | \n", ("lamps", 491000, 15000)),
        ("Lam |  | £491k | £15k | \n", ("Lam", 491000, 15000)),
    ],
)
def test_a_row_that_stands_alone_overleaf_has_the_columns_of_its_table(last, expected):
    """The strokes at its ends are beside empty cells, since no other row has a stroke there."""
    text = (
        "Project | For | 2013-14 | 2014-15 | Bids\nBrenkol | locks | £4,507k | £921k | 56\n"
        "Kreb | talks | £489k | £0k | 85\nOdel | soup | £2k | £15k | 23\n\f"
    )
    (table,) = parse_text(text + last).report.spend_tables
    name, *sums = expected
    assert (name, sums) == (
        table.lines[-1].category,
        [f.money and f.money.amount for f in table.lines[-1].figures],
    )


def test_a_line_of_a_soft_hyphen_alone_is_no_row():
    """What nobody sees between the headings and the rows of a set table takes no part in it."""
    found = parse_text(
        "Safer Exampleton Partnership\n\nAwards 2019-20\n\n"
        "No   Group                             Project                         Award £\n"
        "\u00ad\n"
        "1    Brenkol Association               Farm marking                      1,200\n"
        "2    Voosk Rural Centre                Halloween diversion               1,150\n"
        "3    Church Street Youth Centre        Midnight soccer, six weeks        1,500\n"
        "                                                              Total      3,850\n"
    )
    (table,) = found.report.spend_tables

    assert [Decimal(1200), Decimal(1150), Decimal(1500)] == [f.money.amount for x in table.lines for f in x.figures]


def test_a_result_in_a_row_without_a_name_stands_under_the_title():
    """A section is headed by the name of its row, and by the report's title where there is none."""
    found = parse_text(
        "Brenkol Partnership\n\nReturn 2019-20\n\n"
        "£35,200 |  What has been achieved so far?   £21,645 |\n"
        "£70,400 |\n"
        "The Voosk £105,561.55 | Women in contact with the courts | Odel worker in the north |\n"
        "TBC |£105,561.55 |\n"
        "£105,561.55 |\n"
    )

    assert found.report.outcome_sections
    assert all(s.heading for s in found.report.outcome_sections)


def test_the_sum_in_a_heading_is_the_total_of_one_list():
    """What is printed once is not the total of the list and of a line below it as well."""
    document, found = read_and_parse(
        b"Brenkol Partnership\n\nAnnual return 2019-20\n\nGrants to bodies (\xc2\xa3100,000)\n\n"
        b"- Brenkol Trust: \xc2\xa340,000\n- Voosk Centre: \xc2\xa335,000\n- Matu Lives: \xc2\xa325,000\n\n"
        b"Grants to bodies: \xc2\xa3100,000\n"
    )

    assert [1] == [len(t.totals) for t in found.report.spend_tables]
    assert not laws.broken(document, found)


def test_a_sum_in_front_of_a_record_is_read_once():
    """Where a line with a sum stands for the name of a record, it is no heading of what follows the record too."""
    document, found = read_and_parse(
        b"Forecast: \xc2\xa31,900.00\n\nPlanned: \xc2\xa3225.00\nActual: \xc2\xa3198.16\n"
        b"Of brenkol: \xc2\xa3800.00\n\n"
        b"Budget heading: Management fee\nPlanned: \xc2\xa3375.00\nActual: nil\n"
    )

    assert not laws.broken(document, found)
