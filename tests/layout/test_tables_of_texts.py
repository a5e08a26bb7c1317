"""Tables as a text keeps them: rows at the ends of pages, labels alone on a line, rows that lack a number."""

import itertools

import pytest

from pcc_report import parse_text

HEAD = "Kelim Partnership\n\nDranoth Annual Report 2014/15\n\nSummary of Spend\n\n"


def rows_of(text):
    """Return the rows of the only table of a text: group, name, sums in pounds."""
    (table,) = parse_text(HEAD + text).report.spend_tables
    told = [*table.lines, *table.subtotals, *table.totals]
    names = [row.category if row in table.lines else row.label for row in told]
    sums = [[f.money and float(f.money.amount) for f in row.figures] for row in told]
    return [(row.group or "", name, amounts) for row, name, amounts in zip(told, names, sums, strict=True)]


def doubted(text):
    """Return what is printed where a doubt of some weight is."""
    return {o.text for d in parse_text(HEAD + text).diagnostics if d.severity != "info" for o in d.origins}


# ---------------------------------------------------------------- the ends of pages


def test_sub_totals_without_a_label_are_no_feet_of_pages():
    """Two rows of figures alone, whose last digits happen to count on, are what the table says they are."""
    table = (
        "Project | 2013-14 | 2014-15\nBrenkol |  | \nVoosk dor | 245.37 | 71.09\n | 245.37 | 71.09\n"
        "Matu |  | \nKreb | 74.29 | \nTrelm | nil | nil\nDoth lam | 0.40 | 23.10\n | 74.69 | 23.10\n"
        "TOTAL | 320.06 | 94.19\n"
    )

    assert [
        ("Brenkol", "", [245.37, 71.09]),
        ("Matu", "", [74.69, 23.10]),
        ("", "TOTAL", [320.06, 94.19]),
    ] == rows_of(table)[-3:]


def barred(rows):
    """Return the lines of a table whose cells stand one on a line, a bar behind each."""
    return [f"{cell} |".strip() for row in rows for cell in row]


def test_the_last_cell_of_a_page_is_no_running_head():
    """A cell without a figure heads the next page; it goes on no sentence that the cell before it would break."""
    rows = [
        ("", "Details", "Grant", "Spend"),
        ("Brenkol", "Dor voosk kreb", "£40,000", "£12"),
        ("Voosk boxing club, Kelim and Odel", "Lam trelm doth", "n/a", "£598"),
        ("Matu", "Kol dranoth", "£7,120", "£350"),
    ]
    lines = barred(rows)
    table = "\n".join([*lines[:3], "Page 1 of 3\f" + lines[3], *lines[4:10], "Page 2 of 3\f" + lines[10], *lines[11:]])

    assert [
        ("", "Brenkol", [40000, 12]),
        ("", "Voosk boxing club, Kelim and Odel", [None, 598]),
        ("", "Matu", [7120, 350]),
    ] == rows_of(table + "\n\nPage 3 of 3\n")


@pytest.mark.parametrize("pages", [(0, 2, 3, 4, 9), (0, 4, 7, 9)], ids=["a group", "a sub-total"])
def test_cells_that_come_again_at_the_heads_of_pages_are_no_running_heads(pages):
    """The name of a group in each of its rows, and the label of a sub-total, stand first on page after page."""
    rows = [
        ("Group", "Project", "Carried forward"),
        ("Drooskzo", "Brenkol", "£265,000"),
        ("Drooskzo", "Voosk", "£29,814"),
        ("Drooskzo", "Matu", "£57,320"),
        ("Subtotal", "", "£352,134"),
        ("Kelnab", "Kreb", "£3,687"),
        ("Kelnab", "Trelm", "£49"),
        ("Subtotal", "", "£3,736"),
        ("Total", "", "£355,870"),
    ]
    table = "\f".join("\n".join(barred(rows[a:b])) for a, b in itertools.pairwise(pages))

    assert [
        ("Drooskzo", "Brenkol", [265000]),
        ("Drooskzo", "Voosk", [29814]),
        ("Drooskzo", "Matu", [57320]),
        ("Kelnab", "Kreb", [3687]),
        ("Kelnab", "Trelm", [49]),
        ("Drooskzo", "Subtotal", [352134]),
        ("Kelnab", "Subtotal", [3736]),
        ("", "Total", [355870]),
    ] == rows_of(table + "\n")


def test_two_lines_of_headings_are_printed_again_over_the_page():
    """The upper line, of two headings over three columns each, is no running head, and heads the same columns."""
    header = (
        "                      Outturn                       Grant awarded\n"
        "Project             2018-2019  2017-2018  2016-2017     2018-2019  2017-2018  2016-2017\n"
    )
    table = (
        "Page 1 of 3\fExpenditure\n\n"
        + header
        + "Brenkol                   TBC         38        TBC           122        244        126\n"
        "Voosk dor kelim       109,280          3     55,606           128      1,675         39\n"
        "Page 2 of 3\f"
        + header
        + "Matu kreb               6,872      1,816        315             6     11,748        111\n"
        "Total                 116,152      1,857     55,921           256     13,667        276\n\nPage 3 of 3\n"
    )
    (read,) = parse_text(HEAD + table).report.spend_tables

    assert ("", "Matu kreb", [6872, 1816, 315, 6, 11748, 111]) == rows_of(table)[2]
    assert [("actual", "2018-19"), ("allocated", "2018-19")] == [
        (f.role.value, f.period.label) for f in read.lines[2].figures[::3]
    ]


def test_figures_right_above_page_numbers_are_no_running_feet():
    """Of cells one a line those at the ends of pages are alike, but for their numbers, as all figures are."""
    rows = [("Brenkol dor", 101, 640), ("Voosk", 57, 78), ("Matu kol", 223, 409), ("Kreb", 140, 101)]
    cells = [f"{name}\n{one}\nN/A\n{other}\nPage {n} of 4\f" for n, (name, one, other) in enumerate(rows, 1)]
    table = "Area of spend\nCarried forward\nIncome\nCommitted\n" + "".join(cells)

    assert [("", name, [one, None, other]) for name, one, other in rows] == rows_of(table)


def test_figures_right_below_headings_that_come_again_are_no_page_numbers():
    """A page ends behind each name, so that the figures below the last heading rise from page to page."""
    header = "Type of Funding\nSpend\nIncome\n"
    rows = [("Brenkol dor", 862, 213), ("Voosk", 1034, 58), ("Matu kol", 3109, 725), ("Kreb", 66746, 21)]
    pages = [
        f"Page {n}\f{header}{a}\n{b}\n{after}\n"
        for n, (_, a, b), (after, *_) in zip(range(1, 5), rows, [*rows[1:], ("",)], strict=True)
    ]

    assert [("", name, [a, b]) for name, a, b in rows] == rows_of(
        f"{header}{rows[0][0]}\n" + "".join(pages) + "Page 5\n"
    )


# ---------------------------------------------------------------- cells one a line


def test_a_few_pounds_behind_the_word_for_a_total_are_money():
    """One heading over sums without sign or comma: that the last is a total tells what they are."""
    table = "Area of spend\nExpenditure\nBrenkol dor\n656\nVoosk\n50\nTotal\n706\n"

    assert [("", "Brenkol dor", [656]), ("", "Voosk", [50]), ("", "Total", [706])] == rows_of(table)


def test_a_few_pounds_under_a_header_are_money():
    """A heading for names and one for a kind of money, right above names and numbers, leave no doubt."""
    assert [("", "Brenkol dor", [67]), ("", "Voosk kreb", [62])] == rows_of(
        "Nature of Project\nBudget\nBrenkol dor\n67\nVoosk kreb\n62\n"
    )


def test_lines_of_dates_and_units_ask_for_no_more_figures():
    """Of two headings two figures each are wanted, whatever other lines name a period or the unit."""
    table = "Project\nForecast\nSpend\n£'000\n£'000\nBrenkol dor\n494\nn/a\nVoosk\n299\n89,748\n"

    assert [("", "Brenkol dor", [494000, None]), ("", "Voosk", [299000, 89748000])] == rows_of(
        "1 April 2014 to 31 March 2015\n\n" + table
    )


def test_a_header_that_is_printed_again_asks_for_no_more_figures():
    header = "Area of spend\nCarried forward\nIncome\nCommitted\n"
    table = f"{header}Brenkol dor\n640\n78\n223\nPage 1 of 2\f{header}Voosk\n140\nN/A\n101\nPage 2 of 2\n"

    assert [("", "Brenkol dor", [640, 78, 223]), ("", "Voosk", [140, None, 101])] == rows_of(table)


def test_a_dash_before_a_sum_in_millions_is_its_sign():
    table = (
        "Project\nActual\nVariance\nBudget\nBrenkol\n£0.100 million\n- £0.242 million\n£0.342 million\n"
        "Voosk\n£23.278 million\n£7.184 million\n£16.094 million\n"
    )

    assert [("", "Brenkol", [100000, -242000, 342000]), ("", "Voosk", [23278000, 7184000, 16094000])] == rows_of(table)


# ---------------------------------------------------------------- lines with one blank between cells


def test_a_blank_between_two_numbers_parts_them_where_the_line_lacks_one():
    """In each other line as many numbers stand as there are headings, none of them with a blank in it."""
    table = (
        "Area of spend  Spend Committed Income\nBrenkol dor  £101 £104 8802\n"
        "Voosk  £54588 £44 300\nMatu  TBC £58 £221414\nTotal  £54689 £206 230516\n"
    )

    assert ("", "Voosk", [54588, 44, 300]) == rows_of(table)[1]


def test_a_blank_that_parts_thousands_elsewhere_parts_no_numbers():
    """Which of the columns the short line leaves empty nothing tells, so that its sums are doubted."""
    table = (
        "Area of spend  Spend Committed Income\nBrenkol dor  £101 £104 £8 802\n"
        "Voosk  £54 588 £44 300\nMatu  £20 £58 £221 414\nKreb  £12 £75 £16\n"
    )

    assert 44300 in rows_of(table)[1][2]
    assert {"£54 588", "£44 300"} <= doubted(table)


# ---------------------------------------------------------------- labels alone on a line


def aligned(*rows):
    """Return a table of names and sums, the sums set to the right."""
    return "".join(f"{name:40}{amount:>10}".rstrip() + "\n" for name, amount in (("Project", "Budget"), *rows))


def test_a_label_that_may_begin_the_one_below_is_doubted():
    """Its next word would not have fitted, so that it may be a heading, or half of a label: nobody can tell."""
    table = aligned(
        ("Brenkol kelim dor voosk lam (matu)", "£3,829"),
        ("Trelm doth kol dranoth odel (kreb)", ""),
        ("Voosk dothel", "£4,591"),
    )

    assert {"£4,591"} == doubted(table)


def test_labels_alone_that_cannot_all_be_parts_of_others_head_groups():
    """The first could only begin the label below it and the last only end the one above it: both head groups."""
    table = aligned(
        ("Brenkol kelim dor voosk lam trelm (matu)", "£3,829"),
        ("Odel kol", "£12"),
        ("Trelm doth kol dranoth odel kreb (lam)", ""),
        ("Voosk dothel kelim nab (lamk)", "£25,655"),
        ("Kreb kelnabrothdor", ""),
        ("Dor voosk", "£294"),
    )

    assert [
        ("Trelm doth kol dranoth odel kreb (lam)", "Voosk dothel kelim nab (lamk)", [25655]),
        ("Kreb kelnabrothdor", "Dor voosk", [294]),
    ] == rows_of(table)[2:]
    assert not doubted(table)


def test_a_sum_with_blanks_in_it_stands_right_behind_a_dash():
    """A list without blanks around its dashes has all its sums, those with blanks between their thousands too."""
    table = "Brenkol—£0.01\nVoosk dor—£5.93\nMatu kreb—£3 628.81\nTrelm—£42 949 672.96\nTotal—£42 953 307.71\n"

    assert [
        ("", "Brenkol", [0.01]),
        ("", "Voosk dor", [5.93]),
        ("", "Matu kreb", [3628.81]),
        ("", "Trelm", [42949672.96]),
        ("", "Total", [42953307.71]),
    ] == rows_of(table)


# ---------------------------------------------------------------- cells between tabs and pipes


def test_empty_cells_are_cells_where_only_names_have_no_heading():
    """All headings stand one tab apart, so that two tabs below them are an empty cell, though most rows have some."""
    table = (
        "\tVariance\tDifference (%)\tCommitted\tForecast\tIncome\n"
        "TOTAL\t£304K\t\t£252K\t£59K\t£23K\nBrenkol\t£1K\t98%\t£67K\t£57K\t\n"
        "Voosk\t£95K\t71%\t£133K\t\t£5K\nMatu\t£207K\t59%\t£51K\t£1K\t\nKreb\t£0K\t\t£0K\t\t£17K\n"
    )

    assert [
        ("", "Brenkol", [1000, 67000, 57000, None]),
        ("", "Voosk", [95000, 133000, None, 5000]),
        ("", "Matu", [207000, 51000, 1000, None]),
        ("", "Kreb", [0, 0, None, 17000]),
        ("", "TOTAL", [304000, 252000, 59000, 23000]),
    ] == rows_of(table)


def test_a_year_without_a_figure_is_a_year_all_the_same():
    """The sums beside it are those of one of two years, and say of which."""
    table = "| Category | Expenditure 2013-2014 | Expenditure 2014-2015 |\n|---|---|---|\n| Brenkol |  | 3311 |\n"
    (read,) = parse_text(HEAD + table + "| Voosk |  | 620030 |\n").report.spend_tables

    assert [("2014-15", "£3,311"), ("2014-15", "£620,030")] == [
        (f.period.label, str(f.money)) for line in read.lines for f in line.figures if f.money
    ]


# ---------------------------------------------------------------- what looks like something else


def test_sums_in_millions_at_the_ends_of_lines_are_no_feet_of_pages():
    """Five times "million" behind numbers, some of which rise from line to line, are no words of a running foot."""
    heads = "".join(f"Q{n} outturn".rjust(22) for n in (1, 2, 3, 4))
    sums = [
        ("0.000", "0.642", "5.676", "3.963"),
        ("1.109", "0.254", "6.056", "4.036"),
        ("2.620", "1.215", "7.072", "5.612"),
    ]
    names = ("Brenkol dor kelim", "Voosk", "Matu kreb")
    rows = [
        f"{n:46}£9.990 million" + "".join(f"£{s} million".rjust(22) for s in own)
        for n, own in zip(names, sums, strict=True)
    ]
    table = f"{'Project':54}Budget{heads}\n" + "\n".join(rows) + "\n"

    assert [
        ("", name, [9990000, *(round(float(s) * 1_000_000) for s in own)])
        for name, own in zip(names, sums, strict=True)
    ] == rows_of(table)


def test_a_dash_below_a_heading_is_a_cell_without_a_sum():
    """Where a page ended amid a row, the rest of it stands below the headings that are printed again."""
    header = "Project\nGrant (£m)\nIncome (£m)\n"
    table = f"{header}Brenkol\n6.335\nPage 1 of 2\f{header}-\nVoosk\n0.092\n9.660\nMatu\n1.308\n4.928\nPage 2 of 2\n"

    assert [
        ("", "Brenkol", [6335000, 0]),
        ("", "Voosk", [92000, 9660000]),
        ("", "Matu", [1308000, 4928000]),
    ] == rows_of(table)


def test_strokes_at_the_ends_of_a_row_that_begins_a_page_are_cells():
    """Above it stood rows without a border; on the page that it begins nothing tells."""
    rows = [
        " |  | Allocation |  | ",
        "Project | Details | 2013-14 | 2014-15 | Number of bids",
        "Brenkol | dor voosk | £4,507k | £921k | 56",
        "Matu |  |  |  | ",
        "Kreb | trelm lam | £489k | £0k | 85",
        "Odel | kol nab | £2k | £15k | 23",
        "Lam | vos kel | £0k | £0k | 3",
    ]
    last = " |  | £491k | £15k | \n |  |  |  | \nTotal |  | £4,998k | £936k | \n"

    assert [("Matu", "", [491000, 15000]), ("", "Total", [4998000, 936000])] == rows_of(
        "\n".join(rows) + "\nPage 1 of 2\f" + last + "\nPage 2 of 2\n"
    )[4:]
