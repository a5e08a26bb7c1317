"""Sums under a table that say its total, columns that only remark on it, and numbers that are no sums at all."""

from decimal import Decimal

from pcc_report import parse_text

HEAD = "Kelim Partnership\n\nDranoth Annual Report 2019/20\n\n"
COSTS = "How it was spent\n\nTwo newsletters – £1,912.40\nStand at the fair – £640\nBanners – £518.75\n\n"


def table_of(text):
    (table,) = parse_text(HEAD + text).report.spend_tables
    return table


def test_a_sentence_with_the_sum_of_the_lines_above_is_their_total():
    table = table_of(COSTS + "That comes to £3,071.15.\n")

    assert 3 == len(table.lines)
    assert [Decimal("3071.15")] == [t.figures[0].money.amount for t in table.totals]


def test_a_column_of_comments_holds_no_sums():
    """Dashes say that there is no comment; a comment that begins with a sum is one still."""
    table = table_of(
        "Funding\n\nPartnership\tAllocation\tComment\n"
        "Brenk\t£1,402\t-\nVoosk\t£514\t£16 not needed\nMatu\t£936\t-\nOdel\t£2,018\t-\n"
    )

    assert ["-", "£16 not needed", "-", "-"] == [x.description for x in table.lines]
    assert all(len(x.figures) == 1 for x in table.lines)


def test_bare_numbers_at_the_ends_of_lines_are_no_sums():
    """Nothing says that they are money: no sign, no heading, no thousands set apart."""
    result = parse_text(
        HEAD + "Crime\n\nReduce thefts from cars 13202\nSeptember 1143\nReduce burglary 10904\nMarch 445\n"
    )
    assert not result.report.spend_tables
    assert not result.report.allocations


def test_a_projected_variance_is_that_of_the_forecast():
    """What was spent so far differs from the plan in every line, and none of them is a doubt."""
    text = (
        "Spend against allocation\n\nProject\tAllocation £\tActual spend to 31 Jan 2020 £\tProjected spend £\tProjected variance £\n"
        "Brenk\t48,500\t36,375\t48,500\t0\nVoosk\t39,200\t31,044\t37,950\t-1,250\n"
        "Matu\t27,750\t18,112\t27,750\t0\nOdel\t6,600\t6,587\t6,587\t-13\n"
    )
    assert "PR405" not in {d.code for d in parse_text(HEAD + text).diagnostics}


def test_what_stands_apart_below_a_total_is_no_line_of_the_table():
    result = parse_text(
        HEAD
        + "Section B\n\nItem                Grant      Spent      Left\nCoach               £1,260.00  £1,250.00  £10.00\n"
        "Posters             £100.00    £91.50     £8.50\nTOTAL               £1,360.00  £1,341.50  £18.50\n\n"
        "Has any money been left over?   YES\n\nDid you have any other funding?   £300 from Brenk Town Council\n"
    )
    (table,) = result.report.spend_tables

    assert ["Coach", "Posters"] == [x.category for x in table.lines]
    assert [Decimal(300)] == [a.money.amount for a in result.report.allocations]
