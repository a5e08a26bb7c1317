"""Awards set as text, each in a few lines, and the line under them that says their total."""

from decimal import Decimal

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
