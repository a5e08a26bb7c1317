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
