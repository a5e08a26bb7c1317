"""The first line of a text, the last row of a table, and what stands between the lines of either."""

import pytest

from pcc_report import parse_text

HEAD = "Kelim Partnership\n\nDranoth Annual Report 2014/15\n\n"


def names_of(text):
    """Return the names of the lines of all tables of a text, with their sums."""
    tables = parse_text(text).report.spend_tables
    return [(x.category, [str(f.money) for f in x.figures]) for table in tables for x in table.lines]


def test_a_table_may_begin_with_the_first_line_of_a_text():
    """A part of a report that was copied alone has no line above its rows."""
    assert [
        ("Youth workers", ["£120,000", "£118,500"]),
        ("Hire of halls", ["£31,500", "£30,900"]),
        ("Training", ["£9,250", "£8,410"]),
    ] == names_of("Youth workers £120,000 £118,500\nHire of halls £31,500 £30,900\nTraining £9,250 £8,410\n")


def test_the_last_row_of_a_table_may_hold_the_words_of_a_menu():
    """Between pipes "Contact us" counts its visitors; alone on a line it would lead to another page of a site."""
    text = HEAD + "Results\n\nPage | Visits\nDomestic abuse | 512\nContact us | 212\n"
    (section,) = parse_text(text).report.outcome_sections

    assert ["Domestic abuse | 512", "Contact us | 212"] == [s.text for s in section.statements]


def test_a_bullet_between_aligned_lines_is_no_row_of_theirs():
    """It says something of its own, with a sum or without."""
    text = (
        "Summary of Spend\n\nProject          Grant     Spend\nYouth work      £5,000    £4,750\n"
        "- Twelve young people found work\nLocks           £1,250    £1,250\nLights          £2,400    £2,310\n"
    )
    result = parse_text(HEAD + text)

    assert [
        ("Youth work", ["£5,000", "£4,750"]),
        ("Locks", ["£1,250", "£1,250"]),
        ("Lights", ["£2,400", "£2,310"]),
    ] == (names_of(HEAD + text))
    assert not any("Twelve" in (x.group or "") + x.category for t in result.report.spend_tables for x in t.lines)


def test_a_total_of_grants_is_no_grant():
    """It repeats what the grants come to, and says so."""
    text = HEAD + "Funding\n\nGrant for 2013/14: £50,000\nGrant for 2014/15: £60,000\nTotal: £110,000\n"
    result = parse_text(text)

    assert ["£50,000", "£60,000"] == [str(a.money) for a in result.report.allocations]
    assert ["£60,000"] == [c.repeats.text for c in result.claims if c.kind == "repeat" and c.origin.text == "£110,000"]


def test_a_line_of_signs_is_not_unread():
    """Stars between paragraphs, and the strokes of an empty row, hold no words that could be lost."""
    table = "Project | Spend | Income\nLocks | £1,250 | £300\n |  | \nTotal | £1,250 | £300\n"
    result = parse_text(HEAD + f"Results\n\nTwelve people found work.\n\n**** ****\n\nSpend\n\n{table}")

    assert not [c.origin.text for c in result.claims if c.kind == "unread"]


def test_the_number_of_a_page_behind_a_table_is_no_total():
    """A small number alone, that white space parts from lines which end in sums, is none of their sums."""
    text = HEAD + "Projects funded\n\nBoxing club – £6.85\nStreet lights – £3.44\nTotal – £10.29\n\n1\n"
    (table,) = parse_text(text).report.spend_tables

    assert ["£10.29"] == [str(f.money) for t in table.totals for f in t.figures]


def test_a_sum_that_ends_a_sentence_alone_on_its_line_belongs_to_it():
    text = (
        "Results\n\nTwelve young people found work in the shops of the town and kept it for at least\n"
        "half a year. Training them in the evenings came to nothing more than a mean cost of\n£2,319.\n"
    )
    result = parse_text(HEAD + text)

    assert "£2,319." == result.report.statements[-1].text[-7:]
    assert not result.unplaced


def test_a_paragraph_that_goes_on_overleaf_keeps_its_first_line():
    """A blank line stands before it, and none where it goes on: it is no running head between two pages."""
    heads = ("Boxing clubs and halls of the borough", "Locks and lights for streets of the town")
    firsts = (
        "Young people came in the evenings, in summer as in winter,",
        "People who live there told us that by night they",
    )
    pages = "".join(
        f"{head}\n\n{first}\nPage {n} of 3\f{word} felt safer in the street.\n\n"
        for n, (head, first, word) in enumerate(zip(heads, firsts, ("and then", "now"), strict=True), 1)
    )
    claims = parse_text(HEAD + "Results\n\n" + pages + "Page 3 of 3\n").claims

    assert not [c.origin.text for c in claims if c.kind == "furniture" and c.origin.text in (*heads, *firsts)]


@pytest.mark.parametrize(
    "rows", ["Locks | £1,250 | £40\nLights | £300 | £7\n | £1,550 | £47\n", "Locks | £1,250 | £40\n | £1,250 | £40\n"]
)
def test_a_last_row_without_a_label_is_of_the_group_that_bears_it_out_best(rows):
    """In one column the line before the group counts for nothing, so that there the row is the sum of all as well."""
    text = f"{HEAD}Spend\n\nProject | Grant | Spend\nYouth work | £99 | £0\nStreets |  | \n{rows}"
    (table,) = parse_text(text).report.spend_tables

    assert ["Streets"] == [t.group for t in table.subtotals]
    assert not table.totals
