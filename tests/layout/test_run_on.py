"""Tables whose lines a copy ran together into one text."""

from decimal import Decimal

from pcc_report import parse_text

HEAD = "Brenkol Partnership\n\nDranoth Annual Report 2018/19\n\n"
LINES = (("Shelter", 1200, 1300), ("Advice for witnesses", 850, 900), ("Boat club", 400, 0))


def run_together(*, heads="", lead="The budget was allocated with care. ", signs=2):
    rows = [*LINES, ("Total", *(sum(x[k] for x in LINES) for k in (1, 2)))]
    cells = (" ".join([name, *(f"£{s:,}" for s in sums[:signs])]) for name, *sums in rows)
    return parse_text(f"{HEAD}{lead}{heads}{' '.join(cells)} Boats are dear.\n")


def sums_of(table):
    return [(x.category, *(f.money.amount for f in x.figures)) for x in table.lines]


def test_two_years_under_headings_are_a_table():
    """Each name has the sums behind it, each sum the year that stands over it in the same text."""
    result = run_together(heads="Area 2018/19 2019/20 ")
    (table,) = result.report.spend_tables

    assert [(n, Decimal(a), Decimal(b)) for n, a, b in LINES] == sums_of(table)
    assert [2018, 2019] == [f.period.start.year for f in table.lines[0].figures]
    assert [Decimal(2450), Decimal(2200)] == [f.money.amount for f in table.totals[0].figures]
    assert not result.report.allocations
    assert not result.doubts(table.lines[1])


def test_words_for_sums_are_headings_too():
    (table,) = run_together(heads="Project Budget Spend ").report.spend_tables
    assert ["allocated", "actual"] == [f.role for f in table.lines[0].figures]


def test_a_total_proves_that_single_sums_are_a_table():
    result = run_together(signs=1, lead="The money went to: ")
    (table,) = result.report.spend_tables
    assert [(n, Decimal(a)) for n, a, _ in LINES] == sums_of(table)


def test_a_first_name_that_nothing_parts_from_the_text_is_a_doubt():
    result = run_together(signs=1, lead="Our money by area ")
    (table,) = result.report.spend_tables
    assert "PR308" in {d.code for d in result.doubts(table.lines[0].figures[0])}


def test_sums_of_sentences_are_no_table():
    """Without a total that they make, sums behind a few words each are told, and not listed."""
    result = parse_text(HEAD + "Shelter got £1,200 and advice £850 while the boat club had £400 in all.\n")
    assert not result.report.spend_tables
