"""Sums of money: every printed notation scans back, and what has no safe reading says so."""

import importlib.util
import itertools
import time
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcc_report.model.money import Money
from pcc_report.values.money import ScannedMoney, find_money, find_scale, scan_cell


def pounds(amount: str) -> Money:
    return Money(Decimal(amount))


READ = {  # the cells of real reports, and what each means; no doubt
    "£492,495": "492495",
    "66,392": "66392",
    "35892": "35892",
    "£299,213.13": "299213.13",
    "£40,000.00": "40000",
    "£5733": "5733",
    "£2371.78": "2371.78",
    "9 507": "9507",
    "£334, 818": "334818",
    "£2371.78.": "2371.78",
    "£737,560.": "737560",
    "£300k": "300000",
    "£1,510k": "1510000",
    "£45K": "45000",
    "£1.3m": "1300000",
    "£1.6M": "1600000",
    "£3.039 million": "3039000",
    "£0.025m": "25000",
    "£1.000m": "1000000",
    "£27.191m": "27191000",
    "£2mn": "2000000",
    "£1.2bn": "1200000000",
    "£20 thousand": "20000",
    "(1.5)": "-1.5",
    "(292.8)": "-292.8",
    "(0.0)": "0",
    "-27.30": "-27.3",
    "-736": "-736",
    "- 25": "-25",
    "£0": "0",
    "0": "0",
    "0.00": "0",
    "0.000": "0",
    "£-5": "-5",
    "£1,000 (25%)": "1000",
    "......£1,000": "1000",
    "= £463,181": "463181",
    "1.234.567": "1234567",
    "half a million pounds": "500000",
    "£½m": "500000",
    "two million pounds": "2000000",
    "fifty pounds": "50",
    "1,000 pounds": "1000",
    "£1\N{THIN SPACE}234.50": "1234.5",
    "£500†": "500",
}


@pytest.mark.parametrize("printed", READ)
def test_a_printed_figure_is_read(printed):
    """A cell of a real report is its sum, without a doubt."""
    scanned = scan_cell(printed)

    assert (pounds(READ[printed]), "", "sum") == (scanned.money, scanned.doubt, scanned.kind)


@pytest.mark.parametrize(
    ("printed", "money", "other"),
    [
        ("£590.574", "590574", "590.574"),
        ("98.584", "98584", "98.584"),
        ("£115,350m", None, "115350000"),
        ("£1,200m", None, "1200000"),
        ("£66,3921", None, "66392"),
        ("£1,000.999", "1000999", "1000.999"),
        ("(£500", None, "-500"),
        ("£1,000CR", None, "1000"),
        ("£1,000 -", None, "1000"),
        ("££500", None, "500"),
        ("£84,", None, "84"),
        ("(-5)", None, "-5"),
        ("£1,000 £2,000", None, None),
        ("£1000 - £5000", None, None),
        ("£1,O00", None, None),
        ("1O,000", None, None),
        ("12,4a7", None, None),
        ("£12,34", None, None),
        ("£1,234 567", None, None),
        ("1 2 3", None, None),
        ("£" + "9" * 5000, None, None),
        ("334, 818", "334818", None),
        ("£1,000 per month", "1000", None),
        ("up to £5,000", "5000", None),
        ("£1,372,554in", "1372554", None),
        ("12 (5)", "12", None),
        ("£1,000+", "1000", None),
        ("£1.123456k", "1123.456", None),
        ("£1.123456789m", "1123456.789", None),
        ("£1.123456789012bn", "1123456789.012", None),
        ("£" + "9" * 19, "9" * 19, None),
        ("£" + "9" * 28, None, None),
    ],
)
def test_an_unsafe_figure_says_so(printed, money, other):
    """A cell that could mean two things has a doubt, and the other reading where there is one."""
    scanned = scan_cell(printed)

    assert scanned.doubt
    assert (money and pounds(money), other and pounds(other)) == (scanned.money, scanned.alternative)


@pytest.mark.parametrize(
    ("printed", "amount"),
    [
        ("£1.12345k", "1123.45"),
        ("£1.12345678m", "1123456.78"),
        ("£1.12345678901bn", "1123456789.01"),
        ("£" + "9" * 18, "9" * 18),
    ],
)
def test_a_sum_to_the_penny_is_sure(printed, amount):
    """However many digits it is printed with: as many as make pence of thousands, of millions, of billions."""
    assert (pounds(amount), "") == (scan_cell(printed).money, scan_cell(printed).doubt)


@pytest.mark.parametrize("printed", ["-", "–", "—", "\N{MINUS SIGN}", "nil", "Nil", "£-", "£ –", "zero"])
def test_nil_is_zero(printed):
    """A dash or "nil" in a column of money is zero."""
    assert ("nil", pounds("0")) == (scan_cell(printed).kind, scan_cell(printed).money)


@pytest.mark.parametrize("printed", ["TBC", "n/a", "N/A", "not set", "#REF!", "#DIV/0!", "######", "£", "TBC*"])
def test_no_sum_is_not_zero(printed):
    """What says that there is no sum is none, not zero."""
    assert (scan_cell(printed).kind, scan_cell(printed).money) == ("none", None)


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "  ",
        "Substance Misuse",
        "2013-14",
        "2013/14",
        "2013 14",
        "Q1",
        "6 months",
        "12 of 15",
        "25%",
        "(5%)",
        "24/7",
        "12/05/2014",
        "26.05.16",
        "3rd",
        "10:30",
        "01234 567890",
        "1.",
        "PCC",
        "£m",
        "(£000)",
        "£000s",
        "Grant of £5,000 to the Trust",
        "NaN",
        "inf",
        "Ⅷ",
        "²",
        "April 2014",
        "x" * 5000,
    ],
)
def test_other_cells_are_no_money(printed):
    """Words, dates, years, shares, counts and units are something else."""
    assert scan_cell(printed) is None


@pytest.mark.parametrize(
    ("printed", "scale", "money"),
    [
        ("£1.4m", 10**6, "1400000"),
        ("£31", 1000, "31000"),
        ("98.584", 10**6, "98584000"),
        ("£590.574", 1000, "590574"),
        ("(292.8)", 1000, "-292800"),
        ("-", 1000, "0"),
        ("£500k", 10**6, "500000"),
    ],
)
def test_the_unit_of_a_column_multiplies_bare_numbers(printed, scale, money):
    """A number without a suffix of its own takes the unit of its column, once."""
    scanned = scan_cell(printed, scale=scale)

    assert (pounds(money), "") == (scanned.money, scanned.doubt)


def test_a_sum_too_large_for_its_unit_is_doubted():
    """A sum in full in a column of millions is not multiplied in silence."""
    scanned = scan_cell("1,234,567", scale=10**6)

    assert scanned.doubt
    assert (None, pounds("1234567")) == (scanned.money, scanned.alternative)


def test_other_currencies_are_kept_and_doubted():
    """A sum in dollars is never one in pounds."""
    assert Money(Decimal(1000), "USD") == scan_cell("$1,000").money == scan_cell("USD 1,000").money
    assert scan_cell("$1,000").doubt
    assert Money(Decimal(1000), "EUR") == scan_cell("€1,000").money


def spans(text: str) -> list[tuple[str, str | None]]:
    return [(text[hit.start : hit.end], hit.money and str(hit.money)) for hit in find_money(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("£674,000 in 2013-14", [("£674,000", "£674,000")]),
        ("£1,372,554in all", [("£1,372,554", "£1,372,554")]),
        ("lead (year 2)£62,416.00, survey work£30,000", [("£62,416.00", "£62,416"), ("£30,000", "£30,000")]),
        ("from £1000 - £5000.", [("£1000", "£1,000"), ("£5000", "£5,000")]),
        ("the grant (£673,664) was", [("£673,664", "£673,664")]),
        ("Total\t(£1,500)", [("(£1,500)", "-£1,500")]),
        ("£50k (£10k per group …)", [("£50k", "£50,000"), ("£10k", "£10,000")]),
        ("2023/24 = £463,181", [("£463,181", "£463,181")]),
        ("half a million pounds", [("half a million pounds", "£500,000")]),
        ("three quarters of a million pounds", [("three quarters of a million pounds", "£750,000")]),
        ("one and a half million pounds", [("one and a half million pounds", "£1,500,000")]),
        ("two and a quarter million pounds", [("two and a quarter million pounds", "£2,250,000")]),
        ("a quarter of a million pounds", [("a quarter of a million pounds", "£250,000")]),
        (
            "three hundred and fifty thousand pounds",
            [("three hundred and fifty thousand pounds", "£350,000")],
        ),
        ("£1½m and 50p", [("£1½m", "£1,500,000"), ("50p", "£0.50")]),
        ("1.5 million pounds", [("1.5 million pounds", "£1,500,000")]),
        ("1.3 million people, 24/7, 25% of 12 on 01234 567890 at 2.00 p.m. on 12/05/2014", []),
        ("Budget (£000s), £m, (£)", []),
        ("£\u2066674,000\u2069 more", [("£\u2066674,000", "£674,000")]),
    ],
)
def test_sums_are_found_in_text(text, expected):
    """Every sum of running text is found, its span tight, without a doubt."""
    assert expected == spans(text)
    assert [""] * len(expected) == [hit.doubt for hit in find_money(text)]


@pytest.mark.parametrize(
    "text",
    [
        "a cut of 5.7m",
        "10k",
        "£1.3min all",
        "£2013/14",
        "£1,O00",
        "£l,000",
        "£84,\n250",
        "£334, 818",
        "£500 250 35",
        "Women's Aid -£5,000",
        "(£1,500)",
        "several million pounds",
        "££500",
        "£500CR",
        "£5x",
    ],
)
def test_unsafe_sums_in_text_say_so(text):
    """What looks like money and is not sure is found, with a doubt."""
    found = find_money(text)

    assert len(found) == 1
    assert found[0].doubt


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("(£m)", 10**6),
        ("£m", 10**6),
        ("£ million", 10**6),
        ("£ (millions)", 10**6),
        ("£000s", 1000),
        ("£'000", 1000),
        ("£’000", 1000),
        ("£k", 1000),
        ("(£000)", 1000),
        ("in thousands", 1000),
        ("£,000", 1000),
        ("£", 1),
        ("Amount (£)", 1),
        ("2019/20 £", 1),
        ("£ 2019/20", 1),
        ("Total 2023/24 Budget £m", 10**6),
        ("Category", None),
        ("Grants over £5,000", None),
        ("£000 / £m", None),
    ],
)
def test_units_of_headings(text, unit):
    """A heading's unit is read; a sum in it is none."""
    assert unit == find_scale(text)


# --- properties ---------------------------------------------------------------------------------------------


def grouped(mark):
    return lambda pence: f"{pence // 100:,}".replace(",", mark) + (f".{pence % 100:02}" if pence % 100 else "")


STYLES = {
    "commas": lambda p: "£" + grouped(",")(p),
    "bare": grouped(","),
    "plain": lambda p: "£" + grouped("")(p),
    "digits": grouped(""),
    "spaces": lambda p: "£" + grouped(" ")(p),
    "no-break": lambda p: "£" + grouped("\u00a0")(p),
    "thin": lambda p: "£" + grouped("\u2009")(p),
    "apostrophe": lambda p: "£" + grouped("’")(p),
    "code": lambda p: "GBP " + grouped(",")(p),
    "behind": lambda p: grouped(",")(p) + " GBP",
    "pence": lambda p: f"£{p // 100:,}.{p % 100:02}",
    "wide": lambda p: "£" + "".join(chr(0xFF10 + int(c)) if c.isdigit() else c for c in grouped(",")(p)),
    "comma and blank": lambda p: "£" + grouped(", ")(p),
    "isolated": lambda p: "\u2066£" + grouped(",")(p) + "\u2069",
    "noted": lambda p: "£" + grouped(",")(p) + "*",
}
SIGNS = {
    "brackets": "({})",
    "minus": "-{}",
    "spaced minus": "- {}",
    "true minus": "\N{MINUS SIGN}{}",
    "trailing minus": "{}-",
}
cents = st.integers(min_value=0, max_value=10**13)


@given(cents, st.sampled_from(sorted(STYLES)))
def test_printed_money_scans_back(pence, style):
    """An amount printed in any supported style is scanned to the same amount, sure."""
    scanned = scan_cell(STYLES[style](pence))

    assert (Money(Decimal(pence) / 100), "") == (scanned.money, scanned.doubt)


@given(
    st.integers(min_value=1, max_value=10**13),
    st.sampled_from(["commas", "bare", "plain"]),
    st.sampled_from(sorted(SIGNS)),
)
def test_printed_negatives_scan_back(pence, style, sign):
    """Brackets, minus signs and a trailing minus are negative; the span holds the sign."""
    printed = SIGNS[sign].format(STYLES[style](pence))
    scanned = scan_cell(f" {printed} ")

    assert (Money(Decimal(-pence) / 100), "") == (scanned.money, scanned.doubt)
    assert (1, 1 + len(printed)) == (scanned.start, scanned.end)


@given(
    st.integers(min_value=0, max_value=999_999),
    st.sampled_from([("k", 1000), ("K", 1000), ("m", 10**6), ("M", 10**6), (" million", 10**6), ("bn", 10**9)]),
)
def test_suffixes_scan_back(thousandths, suffix):
    """A number with a suffix is exact, to three places."""
    printed = f"£{thousandths // 1000}.{thousandths % 1000:03}{suffix[0]}"
    money = Money(Decimal(thousandths * suffix[1]) / 1000)

    assert (money, suffix[1], "") == ((s := scan_cell(printed)).money, s.scale, s.doubt)
    assert [money] == [hit.money for hit in find_money(f"spent {printed} on it")]


@given(st.lists(st.tuples(cents, st.sampled_from(["commas", "plain", "pence", "code"])), max_size=5))
def test_money_in_text_scans_back(sums):
    """Every sum printed in a sentence is found, in order, sure and with a tight span."""
    printed = [STYLES[style](pence) for pence, style in sums]
    text = "We gave " + " to one, and ".join(printed) + " in all."
    found = find_money(text)

    assert printed == [text[hit.start : hit.end] for hit in found]
    assert [Money(Decimal(pence) / 100) for pence, _ in sums] == [hit.money for hit in found]
    assert not any(hit.doubt for hit in found)


@given(st.text(alphabet=st.characters(exclude_categories=["Nd", "Nl", "No", "Cs"]), max_size=60))
def test_no_number_no_sum(text):
    """Text without a number gives no sum other than zero for a dash."""
    scanned = scan_cell(text)

    assert scanned is None or scanned.kind in ("nil", "none") or "pound" in text.lower()
    assert find_money(text) == [] or "pound" in text.lower()


HOSTILE = st.text(alphabet="0123456789,.£$()-–kmMp% /½\u00a0\u200b\u202eO'pounds", max_size=24)


@given(HOSTILE | st.text(max_size=40))
def test_spans_are_sound(text):
    """Whatever the text: spans lie inside it, in order, and a sum without a reading has a reason."""
    found = find_money(text)
    cell = scan_cell(text)

    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    for hit in [*found, *([cell] if cell else [])]:
        assert 0 <= hit.start < hit.end <= len(text)
        assert not text[hit.start].isspace()
        assert not text[hit.end - 1].isspace()
        assert hit.money is not None or hit.doubt or hit.kind == "none"


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        " ",
        ",",
        "1,",
        "1 ",
        "£1,000 ",
        "(",
        ")",
        "-",
        "£",
        "111,",
        "1.",
        "\u00a0",
        "1 ,. (",
        "\u200b",
        "a ",
    ],
)
@pytest.mark.parametrize("before", ["", "£"])
def test_time_is_linear(unit, before):
    """A million characters of anything take a fraction of a second; a power of two would take hours."""
    text = before + (unit * (10**6 // len(unit))) + "x"
    start = time.process_time()
    scan_cell(text)
    find_money(text)
    find_scale(text)

    assert time.process_time() - start < 3


def hostile() -> ModuleType | None:
    path = Path(__file__).parents[3] / "shared" / "hostile" / "make_hostile.py"
    spec = importlib.util.spec_from_file_location("make_hostile", path) if path.exists() else None
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_hostile_amounts():
    """Every odd amount is read as an accepted sum or has a doubt; never a wrong one in silence."""
    judge = hostile()
    if judge is None:
        pytest.skip("the hostile amounts are not beside the checkout")
    wrong = []
    for printed, accept, never in judge.AMOUNTS:
        scanned = scan_cell(printed) or ScannedMoney(0, 0, doubt="" if accept else "no figure at all")
        money = None if scanned.money is None else f"{scanned.money.amount:.2f}"
        in_pounds = scanned.money is None or scanned.money.currency == "GBP"
        if (money not in accept if accept else not scanned.doubt) or (money in never and in_pounds):
            wrong.append((printed, money, accept, never))

    assert wrong == []


@pytest.mark.parametrize("letter", ["f", "F", "E", "L"])
def test_a_letter_before_grouped_digits_is_a_misread_pound_sign(letter: str) -> None:
    """As on scanned pages; the sum is sure, and that it was mended is said. A letter and bare digits are a code."""
    found = scan_cell(f"{letter}412,310")

    assert found is not None
    assert pounds("412310") == found.money
    assert found.mended
    assert not found.doubt
    assert scan_cell(f"{letter}412") is None
