"""A line that is far too long to be read: its sums are still listed, each whole and once."""

from pcc_report import parse_text
from pcc_report.layout.rows import LONGEST_LINE

FILL = "matu voosk brenkol "


def test_the_sums_of_an_overlong_line_are_listed_whole_and_once() -> None:
    sums = [f"£{number}.5" for number in range(1, 90)]
    line = "".join(f"{FILL * 40}{printed} million and " for printed in sums)
    assert len(line) > 3 * LONGEST_LINE
    listed = [item.money for item in parse_text(line).unplaced]
    assert [str(money.amount) for money in listed if money] == [f"{number}500000" for number in range(1, 90)]


def test_no_sum_is_cut_where_an_overlong_line_is_nothing_but_sums() -> None:
    line = "£1.5 million " * (LONGEST_LINE // 10)
    assert {str(item.money) for item in parse_text(line).unplaced} == {"£1,500,000"}
