"""What tells the role of a table without a word of its own: sentences about its total, and headings that give money to somebody."""

from pcc_report import parse_text
from pcc_report.diagnostics.catalogue import ROLE_ASSUMED

TABLE = """Anytown Partnership

1. Matters to be looked at

Lead\tProject\t2021/22 £\t2022/23 £\tTotal £
Council\tStreet lights\t41,000\t12,250\t53,250
Police\tCadets\t5,500\t5,750\t11,250
Total\t\t46,500\t18,000\t64,500

2. Money

"""


def read(text):
    result = parse_text(text)
    (table,) = result.report.spend_tables
    return {f.role.value for line in table.lines for f in line.figures}, {d.code for d in result.diagnostics}


def test_a_sentence_about_the_total_tells_what_the_sums_are():
    """Where a sentence says that the total was spent, so was each line, and nothing is assumed."""
    roles, doubts = read(TABLE + "In all £64,500 was spent.\n")

    assert ({"actual"}, False) == (roles, ROLE_ASSUMED.code in doubts)


def test_sentences_that_say_both_tell_nothing():
    """A grant of which all was spent is both; which of the two the table shows stays a doubt."""
    _, doubts = read(TABLE + "A grant of £64,500 was approved. The whole £64,500 has been spent.\n")

    assert ROLE_ASSUMED.code in doubts


def test_a_grant_to_somebody_is_a_grant():
    """The name of a column of recipients, "Grant to", tells over a table that its sums were given."""
    roles, doubts = read(TABLE.replace("Partnership\n", "Partnership\n\nGrant to the Borough of Anytown\n", 1))

    assert ({"allocated"}, False) == (roles, ROLE_ASSUMED.code in doubts)


def test_columns_that_nothing_tells_apart_are_doubted():
    """Two columns of sums under no heading may be of two years, or planned and spent."""
    _, doubts = read("Anytown Hub\n\nGrants given\n\nPolice   41,200   38,750\nLottery   12,100   10,300\n")

    assert ROLE_ASSUMED.code in doubts


GRANTS = """Anytown Partnership
Grants 2021/22

The Council was given £13,250 of this and the police £7,400. We gave £{sum} more.

Body\tProject\tGrant
Council\tLights\t£8,000
Council\tCameras\t£5,250
Police\tCadets\t£4,150
Police\tBikes\t£3,250
Aid\tRooms\t£5,000
Aid\tFood\t£{food}
"""


def test_what_one_body_had_in_all_is_said_again():
    """A sum of the lines of one body is no money beside them, unless it is round and its sentence names another body."""
    for food, sums in (("4,012", []), ("4,000", ["9000"])):
        said = f"9,{food[2:]}"
        result = parse_text(GRANTS.format(sum=said, food=food))

        told = [str(a.money.amount) for a in result.report.allocations] + [str(u.money.amount) for u in result.unplaced]
        assert sums == told


def test_the_price_of_one_is_no_allocation():
    """What something costs "a child" is a rate."""
    result = parse_text("Anytown Partnership\n\nThe play was put on at £7.15 a child, and lights at £310 a house.\n")

    assert () == result.report.allocations
    assert ["rate", "rate"] == [u.reason for u in result.unplaced]
