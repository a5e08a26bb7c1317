"""Numbers: words and digits are read over their whole span, and none is found inside a longer word."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcc_report.values.numbers import find_numbers

SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def below_hundred(n, link):
    if n < 20:
        return SMALL[n]
    return TENS[n // 10 - 2] + (link + SMALL[n % 10] if n % 10 else "")


def below_thousand(n, link, joint):
    if n < 100:
        return below_hundred(n, link)
    head = f"{SMALL[n // 100]} hundred"
    return head + (joint + below_hundred(n % 100, link) if n % 100 else "")


def british(n, link, joint, comma):
    """Write *n* in words."""
    parts = []
    for scale, name in ((1_000_000, " million"), (1000, " thousand")):
        if n >= scale:
            parts.append(below_thousand(n // scale, link, joint) + name)
            n %= scale
    if not n and parts:
        return comma.join(parts)
    rest = below_thousand(n, link, joint)
    if not parts:
        return rest
    return comma.join(parts) + (comma if n >= 100 else joint) + rest


@given(
    st.integers(0, 9_999_999),
    st.sampled_from(("-", " ")),
    st.sampled_from((" and ", " ")),
    st.sampled_from((", ", " ")),
    st.sampled_from((str.lower, str.capitalize, str.upper, str.title)),
)
def test_printed_words_scan_back(n, link, joint, comma, case):
    """A whole number in British words is scanned to itself, over its whole span."""
    printed = case(british(n, link, joint, comma))
    found = find_numbers(f"about {printed} people")

    assert [(6, 6 + len(printed), Decimal(n), True)] == [(x.start, x.end, x.value, x.is_word) for x in found]


@given(st.decimals(0, 9_999_999, places=2), st.booleans())
def test_printed_digits_scan_back(n, commas):
    """Digits with or without commas are scanned to the number."""
    printed = f"{n:,}" if commas else f"{n}"
    found = find_numbers(f"({printed}).")

    assert [(1, 1 + len(printed), n, False)] == [(x.start, x.end, x.value, x.is_word) for x in found]


@given(st.text(alphabet="abcdfgjklmpqy  .,-()'"))
def test_nothing_in_other_text(text):
    """Text without digits and number words has no number."""
    assert find_numbers(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "someone often felt tension; the weight of freight, a stone; they attend",
        "A38, M6, COVID19, ISO9001, 4x4",
        "5.1.1 and 24/7 and 2:00 and 0800",
        "hundreds of thousands, a few hundred",
        "anyone, the ones",
    ],
)
def test_no_number(text):
    """Numbers inside longer words, references and times are none."""
    assert find_numbers(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Two hundred and twelve", ["212"]),
        ("Thirty four and Seventy-six", ["34", "76"]),
        ("a dozen, two dozen, half a dozen", ["12", "24", "6"]),
        ("a million and half a million", ["1000000", "500000"]),
        ("two and a half million", ["2500000"]),
        ("1.2 million", ["1200000"]),
        ("two, three and four", ["2", "3", "4"]),
        ("one hundred and two hundred", ["100", "200"]),
        ("one thousand and two thousand", ["1000", "2000"]),
        ("twelve hundred", ["1200"]),
        ("three hundred, forty of them women", ["300", "40"]),
        ("six-hundred-and-five", ["605"]),
        ("ninety-minute", ["90"]),
        ("1\u00a0000 and 46.5", ["1000", "46.5"]),
        ("fourty", ["40"]),
    ],
)
def test_values(text, values):
    """Each spelling has its value."""
    assert values == [str(number.value) for number in find_numbers(text)]


def test_ordinals():
    """Ordinals in digits and words are told apart from numbers."""
    found = find_numbers("6th, 2nd, fifth, twenty-first, 1 st, seven")

    assert [(number.value, number.is_ordinal) for number in found] == [
        (6, True),
        (2, True),
        (5, True),
        (21, True),
        (1, True),
        (7, False),
    ]


@pytest.mark.parametrize("piece", ["1", "1,", "one ", "1 ", "one thousand, ", "and ", "a hundred "])
def test_time_is_linear(piece):
    """A hostile text of a million characters is read as far as a statement can reach."""
    text = piece * (1_000_000 // len(piece))
    started = time.process_time()
    find_numbers(text)

    assert time.process_time() - started < 3
