"""Blocks of labels under a name each: text in, lines out."""

import pytest

from pcc_report import parse_text

HEAD = "Kelim Commissioner\nCommunity grants 2021/22\n\n"
RECORDS = (
    ("Refuge in Odel", "£12,000", "A play worker"),
    ("Brenkol Support", "£8,500", "Court companions"),
    ("Voosk Boxing Club", "£3,000", "Gloves and rings"),
    ("Matu Theatre", "£1,250", "A play about knives"),
)


def printed(n, between="\n"):
    name, money, purpose = RECORDS[n]
    return f"{name}{between}Amount: {money}\nPurpose: {purpose}\n\n"


def lines_of(result):
    (table,) = result.report.spend_tables
    return [(line.group, line.category, str(line.figures[0].money), line.description) for line in table.lines]


@pytest.mark.parametrize("number", ["", "{n}. ", "{n}) "])
def test_names_over_labels_are_those_of_the_lines(number):
    result = parse_text(HEAD + "".join(number.format(n=n + 1) + printed(n) for n in range(4)))

    assert [(None, name, money, purpose) for name, money, purpose in RECORDS] == lines_of(result)
    assert not result.unread


def test_headings_over_some_names_are_groups():
    text = f"Victims\n\n{printed(0)}{printed(1)}Young people\n\n{printed(2)}{printed(3)}"
    result = parse_text(HEAD + text)

    groups = ("Victims", "Victims", "Young people", "Young people")
    assert [(g, *record) for g, record in zip(groups, RECORDS, strict=True)] == lines_of(result)


def test_a_total_that_ends_a_list_is_no_label_though_it_comes_again():
    """Not even where a table with its cells on lines of their own prints its header again over its total."""
    header = "Area\nForecast outturn\nSpend\nApproved budget\n"
    rows = "Brenkol\n£1,128\n£900\n£1,000\nVoosk\nn/a\n£200\n£243\nOdel\n£3\n£4\n£5\n"
    cells = f"{header}{rows}Page 2 of 4\n{header}Total\n£1,371\n£1,100\n£1,243\n"
    result = parse_text(f"{HEAD}Summary\n\n{cells}\nActual spend\n\nMatu hall: £67\nBarn: £531\nTotal: £598\n")

    found = {line.category: str(line.figures[-1].money) for t in result.report.spend_tables for line in t.lines}
    assert {"Brenkol": "£1,000", "Voosk": "£243", "Odel": "£5", "Matu hall": "£67", "Barn": "£531"} == found


@pytest.mark.parametrize("between", [": ", "\n"])
@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ([("Total", "£6,000")], ["£6,000", None]),
        ([("Total spend", "£5,700")], [None, "£5,700"]),
        ([("Total grant", "£6,000"), ("Total spend", "£5,700")], ["£6,000", "£5,700"]),
    ],
)
def test_totals_behind_a_list_are_those_of_the_columns_they_name(between, totals, expected):
    """A sum may stand behind its label or below it; one that names no kind of money is of the first."""
    given = (("Brenk", "1,000", "900"), ("Voosk", "2,000", "1,800"), ("Matu", "3,000", "3,000"))
    text = "".join(f"Project: {name}\nGrant: £{a}\nSpend: £{b}\nLead: Odel\n\n" for name, a, b in given)
    result = parse_text(HEAD + text + "".join(f"{label}{between}{money}\n" for label, money in totals))

    (table,) = result.report.spend_tables
    (row,) = table.totals
    columns = {f.column: str(f.money) for f in row.figures}
    assert expected == [columns.get(n) for n in (1, 2)]
    assert not result.unplaced
    assert "PR401" not in [d.code for d in result.diagnostics]
