"""Projects told one after another, each with its sums and under them what came of it: text in, lines and sections out."""

import pytest

from pcc_report import parse_text

HEAD = "Kelim Community Safety Partnership\n\nAnnual report 2018/19\n\n"
PROJECTS = (
    ("Brenkol marshals", "5,000", "4,750", "312 people were helped onto the last bus", "Disorder fell from 41 to 19"),
    ("Target hardening", "1,250", "1,310", "66 homes were fitted with locks", "9 in 10 residents feel safer"),
    ("Voosk outreach", "9,500", "9,500", "97 sessions were held for 204 young people", "Calls fell by 12%"),
)
ONE_SUM = ("{name} – £{given}\n\n- {did}.\n- {came}.\n\n", "{name} (£{given})\n{did}. {came}.\n\n")
ONE_SUM += ("• {name} (£{given})\n   o {did}.\n   o {came}.\n", "{name}\n\nFunding: £{given}\n* {did}.\n* {came}.\n\n")
TWO_SUMS = (
    "{name}\n\nGrant: £{given}\nSpend: £{spent}\n\n- {did}.\n- {came}.\n\n",
    "## {name}\n\n**Funding:** £{given}  \n**Spent:** £{spent}\n\n* {did}.\n* {came}.\n\n",
    "{name}\n-----------\nFunding £{given}, spend £{spent}\n\n{did}.\n{came}.\n\n",
    "{n}. {name}\n{n}.1 Allocation £{given}; spend £{spent}.\n{n}.2 {did}.\n{n}.3 {came}.\n\n",
    "{name}: allocated £{given}, spent £{spent}\n- {did}.\n- {came}.\n\n",
)
FORM = (
    "Name of project\n{name}\nFunding received\n£{given}\nTotal spend\n£{spent}\nWhat was achieved\n{did}. {came}.\n\n"
)


def parsed(entry):
    names = ("name", "given", "spent", "did", "came")
    entries = (entry.format(n=n, **dict(zip(names, one, strict=True))) for n, one in enumerate(PROJECTS, start=1))
    return parse_text(HEAD + "".join(entries))


def lines_of(result):
    (table,) = result.report.spend_tables
    return [(line.category, *((f.role.value, f"{f.money.amount:,}") for f in line.figures)) for line in table.lines]


def sections_of(result):
    return [(s.heading, *(x.text.rstrip(".") for x in s.statements)) for s in result.report.outcome_sections]


@pytest.mark.parametrize("entry", ONE_SUM)
def test_a_sum_over_results_is_a_line_and_a_section(entry):
    result = parsed(entry)

    assert [(name, ("allocated", given)) for name, given, *_ in PROJECTS] == lines_of(result)
    assert [(name, did, came) for name, _, _, did, came in PROJECTS] == sections_of(result)
    assert not result.unread


@pytest.mark.parametrize("entry", TWO_SUMS)
def test_two_sums_over_results_are_a_line_and_a_section(entry):
    result = parsed(entry)

    expected = [(name, ("allocated", given), ("actual", spent)) for name, given, spent, *_ in PROJECTS]
    assert expected == lines_of(result)
    assert [(name, did, came) for name, _, _, did, came in PROJECTS] == sections_of(result)
    assert not result.unread


def test_a_total_that_each_form_asks_for_is_a_label():
    result = parsed(FORM)

    assert [(n, ("allocated", g), ("actual", s)) for n, g, s, *_ in PROJECTS] == lines_of(result)
    assert [(name, f"{did}. {came}") for name, _, _, did, came in PROJECTS] == sections_of(result)


def test_what_each_sum_was_for_is_no_result():
    purpose = "It pays for a worker who sees those who ask for help, and for the hall they meet in."
    result = parse_text(HEAD + "".join(f"{name} – £{given}\n{purpose}\n\n" for name, given, *_ in PROJECTS))

    assert [(name, ("allocated", given)) for name, given, *_ in PROJECTS] == lines_of(result)
    assert not result.report.outcome_sections


def test_paragraphs_that_count_on_from_a_number_are_items_though_they_begin_with_one():
    """The second of a section is "1.2 312 people came", and not 1.2 of anything."""
    text = "Results\n\n1.1 Help was at hand.\n1.2 312 people came.\n1.3 41 came back.\n"
    report = parse_text(HEAD + text).report

    assert ["Help was at hand.", "312 people came.", "41 came back."] == [s.text for s in report.statements]


@pytest.mark.parametrize("names", [("Grants 2017/18", "Grants 2018/19"), ("Brenkol lamps", "Finance")])
def test_headings_that_say_what_the_sums_below_are_name_no_projects(names):
    """Each heads a table of its own, with a line for each of its sums."""
    tables = "".join(f"{n}\n\nItem        Sum\nGrant      £5,000\nSpend      £4,{k}00\n\n" for k, n in enumerate(names))
    report = parse_text(f"{HEAD}Money\n\n{tables}").report

    assert [(n, ["Grant", "Spend"]) for n in names] == [
        (t.title, [x.category for x in t.lines]) for t in report.spend_tables
    ]
