"""Awards set as text, each in a few lines, and the line under them that says their total."""

from decimal import Decimal

import pytest

from pcc_report import parse_text

NAMES = ("Brenk", "Voosk", "Odel")
SUMS = (11780, 9645, 6400)


def tables_of(text):
    found = parse_text(text)
    assert not found.report.allocations
    return found.report.spend_tables


def told(table):
    return [(x.category, x.recipient, x.figures[0].money.amount) for x in table.lines]


def test_a_project_over_the_sum_that_was_awarded():
    text = "Community Fund projects 2019/20\n\nRound one\n\n" + "".join(
        f"{name} Youth Boat, {name}ton Sailing Trust\n\n£{money:,} funding awarded\n\nFunding buys two boats and trains helpers.\n\n"
        for name, money in zip(NAMES, SUMS, strict=True)
    )
    (table,) = tables_of(text)
    assert told(table) == [
        (f"{name} Youth Boat", f"{name}ton Sailing Trust", Decimal(money))
        for name, money in zip(NAMES, SUMS, strict=True)
    ]
    assert {x.description for x in table.lines} == {"Funding buys two boats and trains helpers."}


def granted(verb):
    return "Serious violence\n\nFunding\n\n" + "".join(
        f"{name} Borough Council {verb} £{money:,}.00. This will make its streets safer. It covers:\n- {name} radios.\n- Wands.\n\n"
        for name, money in zip(NAMES, SUMS, strict=True)
    )


def test_sentences_that_say_what_each_body_was_awarded():
    for verb in ("awarded", "was awarded", "has been given"):
        (table,) = tables_of(granted(verb))
        assert told(table) == [(f"{n} Borough Council", None, Decimal(m)) for n, m in zip(NAMES, SUMS, strict=True)]


def test_the_total_under_awards_is_theirs():
    (table,) = tables_of(granted("awarded") + f"Total funding awarded for 2023/24: £{sum(SUMS):,}.00\n")
    assert [total.figures[0].money.amount for total in table.totals] == [Decimal(sum(SUMS))]


def test_one_body_that_was_given_money_is_no_list():
    found = parse_text("Report\n\nBrenk Borough Council was awarded £11,780.00. This will make its streets safer.\n")
    assert not found.report.spend_tables


def explained(end):
    told = "".join(
        f"{name} Fund: £{money:,}. Two boats and helpers.\n\n" for name, money in zip(NAMES, SUMS, strict=True)
    )
    return f"Kelim Partnership\n\nFunds won in 2019/20\n\n{told}{end}\n\nBoats are dear.\n"


def test_a_sentence_with_the_sum_of_the_awards_above_is_their_total():
    """Whatever its words are; another sum there is none of theirs."""
    (table,) = parse_text(explained(f"All of that makes £{sum(SUMS):,}.")).report.spend_tables
    assert [Decimal(sum(SUMS))] == [t.figures[0].money.amount for t in table.totals]

    first, *_ = parse_text(explained("The hall costs £999.")).report.spend_tables
    assert not first.totals


BODIES = ("Brenkol Boxing Academy", "Kirk Lane Residents", "St. Odel's PTA", "Voosk Street Angels")
GIVEN = (5000, 1250, 9500, 850)
PURPOSES = ("new ring and gloves", "dog walkers' watch", "play therapist, two days a week", "scam awareness")


@pytest.mark.parametrize("mark", ["", "- ", "{n}) "])
@pytest.mark.parametrize(
    "entry",
    [
        "{body} – £{money:,} – {purpose}",
        "{body} - £{money:,} - {purpose}",
        "{body}: £{money:,} – {purpose}",
        "{body} (£{money:,}) – {purpose}",
        "{body} (£{money:,}) {purpose}",
        "{body}, £{money:,}, {purpose}",
        "{body} – £{money:,} for {purpose}",
        "{body} received £{money:,} for {purpose}",
        "{body} was awarded £{money:,} towards {purpose}",
    ],
)
def test_a_sum_amid_a_line_parts_the_body_from_what_it_was_for(entry, mark):
    """However the three are parted, and numbered or not, each line is an award."""
    entries = zip(BODIES, GIVEN, PURPOSES, strict=True)
    text = "Dranoth Community Fund\n\nGroups that were funded\n\n" + "".join(
        mark.format(n=n) + entry.format(body=body, money=money, purpose=purpose) + "\n"
        for n, (body, money, purpose) in enumerate(entries, start=1)
    )
    (table,) = tables_of(text)
    expected = [(purpose, body, Decimal(money)) for body, money, purpose in zip(BODIES, GIVEN, PURPOSES, strict=True)]
    assert expected == told(table)


def test_subjects_before_the_sums_are_what_it_was_for():
    subjects = ("Domestic abuse outreach", "Burglary reduction", "Youth diversion")
    text = "Spend in 2018/19\n\n" + "".join(
        f"- {name} – £{money:,} – hall hire\n" for name, money in zip(subjects, SUMS, strict=True)
    )
    (table,) = tables_of(text)
    assert [(name, None, Decimal(money)) for name, money in zip(subjects, SUMS, strict=True)] == told(table)
    assert {"hall hire"} == {line.description for line in table.lines}


def test_lines_that_count_what_came_of_a_sum_are_no_awards():
    text = "What was done\n\n" + "".join(
        f"- {body} received £{money:,} for 30 workshops and reached 412 people.\n"
        for body, money in zip(BODIES, GIVEN, strict=True)
    )
    found = parse_text(text)
    assert not found.report.spend_tables
    assert len(BODIES) == len(found.report.statements)


def test_the_line_over_awards_that_says_what_they_come_to_is_their_total():
    entries = "".join(
        f"- {body} – £{money:,} – {purpose}\n" for body, money, purpose in zip(BODIES, GIVEN, PURPOSES, strict=True)
    )
    (table,) = tables_of(f"Dranoth Community Fund\n\nFour groups share £{sum(GIVEN):,}:\n\n{entries}")
    assert [Decimal(sum(GIVEN))] == [total.figures[0].money.amount for total in table.totals]


def test_what_each_body_does_is_no_part_of_its_name():
    """A line such as "Body does good work - £n will be used for ..." names who got it, the sum and what it is for."""
    bodies = ("Brenk Museum", "The Voosk Project helps the young of Odel", "Matu Youth for Kelim works in the west")
    uses = ("will be used for photographs", "will go towards rent of a hall", "will help pay for films")
    said = "".join(f"{b} - £{m:,} {u}.\n\n" for b, m, u in zip(bodies, SUMS, uses, strict=False))
    (table,) = parse_text(f"Odel Commissioner\n\nAwards of 2019\n\n2019 Recipients:\n\n{said}").report.spend_tables

    assert ["Brenk Museum", "The Voosk Project", "Matu Youth for Kelim"] == [x.recipient for x in table.lines]
    assert ["photographs", "rent of a hall", "films"] == [x.category for x in table.lines]
    assert [Decimal(m) for m in SUMS[:3]] == [x.figures[0].money.amount for x in table.lines]


def test_an_entry_of_a_list_that_says_nil_is_one_of_its_lines():
    text = "Odel Partnership\n\nReport\n\nWhat was paid for:\n\n• Masks – £900\n• Lamps – £197.25\n• Bicycles – nil\n"
    for printed in (text, text.replace(" – ", "-").replace("• ", "")):
        (table,) = parse_text(printed).report.spend_tables

        assert ["Masks", "Lamps", "Bicycles"] == [x.category for x in table.lines]
        assert 0 == table.lines[2].figures[0].money.amount
