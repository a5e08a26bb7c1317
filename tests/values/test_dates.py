"""Dates and periods: every printed form scans back, and what is none gives nothing."""

import datetime as dt
import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcc_report.model.period import PartialDate, Period
from pcc_report.values.dates import find_dates, find_periods, is_period, resolve
from pcc_report.vocabulary import load_words


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("April 2014", "2014-04"),
        ("28 March 2013", "2013-03-28"),
        ("3rd May 2018", "2018-05-03"),
        ("21st March, 2016", "2016-03-21"),
        ("14eg Mawrth 2013", "2013-03-14"),
        ("Ebrill 2014", "2014-04"),
        ("26/05/16", "2016-05-26"),
        ("31.3.23", "2023-03-31"),
        ("13/03/2024", "2024-03-13"),
        ("04 Feb 2020", "2020-02-04"),
        ("20 FEBRUARY 2020", "2020-02-20"),
        ("May 14, 2020", "2020-05-14"),
        ("1 st October 2015", "2015-10-01"),
        ("2014-04-30", "2014-04-30"),
        ("31st of March 2016", "2016-03-31"),
        ("26.05.16", "2016-05-26"),
        ("30 Sept. 2014", "2014-09-30"),
        ("Apr-14", "2014-04"),
    ],
)
def test_printed_dates(text, date):
    """A date is read as precisely as it is printed, wherever it stands."""
    before = "On THURSDAY "
    (found,) = find_dates(f"{before}{text}, we met.")

    assert (date, len(before), len(before) + len(text), "") == (
        str(found.date),
        found.start,
        found.end,
        found.doubt,
    )


@pytest.mark.parametrize("text", ["At 1.4.22", "at 1.4.22 £", "Year ended 1.4.22"])
def test_a_day_of_short_numbers_is_told_by_the_word_before_it(text):
    (found,) = find_dates(text)

    assert "2022-04-01" == str(found.date)


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2014",
        "2013/13",
        "2014",
        "2013-14",
        "24/7",
        "1.2.13",
        "Jan 202016",
        "31 April 2014",
        "(19/09)",
        "April 2014-15",
        "£12/05/2014",
        "0 May 2014",
        "048/2021",
        "£674,000",
        "may be 20 people",
    ],
)
def test_no_dates(text):
    """What is no date, or no day of the calendar, gives nothing."""
    assert not find_dates(text)


def test_month_first_is_doubted():
    """Numbers are day first; month first only where that is impossible, with a doubt."""
    (found,) = find_dates("03/14/2024")

    assert (PartialDate(2024, 3, 14), True) == (found.date, bool(found.doubt))


YEARS = {
    "2013-2014": "2013-14",
    "2013-14": "2013-14",
    "2013/14": "2013-14",
    "2013/2014": "2013-14",
    "2013 14": "2013-14",
    "2024-5": "2024-25",
    "14/15": "2014-15",
    "17/18-18/19": "2017-19",
    "2003–04": "2003-04",
    "FY2022-23": "2022-23",
    "FY 2022/23": "2022-23",
    "FY22/23": "2022-23",
    "2022-25": "2022-25",
    "2015 -16": "2015-16",
    "2013–2017": "2013-17",
    "2018/19 to 2020/21": "2018-21",
    "2018/19 – 2020/21": "2018-21",
    "1999-00": "1999-00",
    "2009-10": "2009-10",
    "2014-2017": "2014-17",
}


@pytest.mark.parametrize("text", YEARS)
def test_financial_years(text):
    """Financial years are read in every way they are printed; alone they are a period as a whole."""
    (found,) = find_periods(f"spent ({text}) on it")

    assert (YEARS[text], "years", "") == (found.period.label, found.kind, found.doubt)
    assert (7, 7 + len(text)) == (found.start, found.end)
    assert found.period == is_period(f"({text}):").period


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [
        ("Apr-March 2014", "2013-14", "months"),
        ("year to 31-03-2014", "2013-14", "years"),
        ("year ending 31.3.2014", "2013-14", "years"),
        ("01-04-2013 to 31-03-2014", "2013-14", "days"),
        ("1.4.2013 - 31.3.2014", "2013-14", "days"),
        ("April 2013 - March 2014", "2013-14", "months"),
        ("April 2013-March 2014", "2013-14", "months"),
        ("April 2017 to December 2017", "2017-04-01/2017-12-31", "months"),
        ("April – September 2016", "2016-17 H1", "months"),
        ("April to June 2013/14", "2013-14 Q1", "months"),
        ("Ebrill 2013 - Mawrth 2014", "2013-14", "months"),
        ("1 April 2019 – 31 March 2020", "2019-20", "days"),
        ("01/04/2019 - 31/03/2020", "2019-20", "days"),
        ("01 October 2023, through to 31 March 2025", "2023-10-01/2025-03-31", "days"),
        ("1st October 2015 to 30th September 2016", "2015-10-01/2016-09-30", "days"),
        ("Quarter 2 2019/20", "2019-20 Q2", "quarter"),
        ("Q3 2018/19", "2018-19 Q3", "quarter"),
        ("2018/19 Q3", "2018-19 Q3", "quarter"),
        ("Quarter 2 Report 2016-17", "2016-17 Q2", "quarter"),
        ("first quarter of 2019/20", "2019-20 Q1", "quarter"),
        ("Quarter to end September 2013", "2013-14 Q2", "quarter"),
        ("Q1-Q3 2019/20", "2019-04-01/2019-12-31", "months"),
        ("H1 2019/20", "2019-20 H1", "half"),
        ("9 months to December 2023", "2023-04-01/2023-12-31", "months"),
        ("year ended 31st March 2016", "2015-16", "years"),
        ("at 31st March 2016", "2015-16", "to_date"),
        ("position at 31 March 2023", "2022-23", "to_date"),
        ("to 31 January 2013", "2012-04-01/2013-01-31", "to_date"),
    ],
)
def test_spans_and_parts_of_years(text, label, kind):
    """Spans and parts of years are read whole, from the first to the last printed sign."""
    (found,) = find_periods(f"Report {text}.")

    assert (label, kind, text, "") == (
        found.period.label,
        found.kind,
        f"Report {text}."[found.start : found.end],
        found.doubt,
    )


@pytest.mark.parametrize(
    "text",
    [
        "2013/13",
        "10-19",
        "5-18",
        "136-14",
        "048/2021",
        "040-24",
        "2015/81",
        "13/03/2024",
        "26/05/16",
        "2014-04-30",
        "12/13/2014",
        "£2013/14",
        "PCC/2015/16",
        "24/7",
        "met at 3 May 2018",
        "prior to 31 March 2014",
        "2013",
        "2013-14-15",
        "April 2014",
        "Sold to May",
        "£1,000",
        "Substance Misuse",
    ],
)
def test_no_periods(text):
    """Ages, references, dates and slips are no periods."""
    assert not find_periods(text)
    assert is_period(text) is None


@pytest.mark.parametrize("text", ["202223", "Q2 2019", "In 2013 14 people", "2013/17"])
def test_unsafe_periods_say_so(text):
    """A period that may be something else has a doubt."""
    (found,) = find_periods(text)

    assert found.doubt


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Q1", "2013-14 Q1"),
        ("Quarter 4", "2013-14 Q4"),
        ("Apr-Jun", "2013-14 Q1"),
        ("Jan-Mar", "2013-14 Q4"),
        ("April to September", "2013-14 H1"),
    ],
)
def test_parts_without_a_year_are_resolved(text, label):
    """A quarter or months without a year take the year of their caller."""
    found = is_period(text)

    assert (None, False, label) == (found.period, found.year_known, resolve(found, 2013).label)


@pytest.mark.parametrize(
    "text", ["Year 2013/14", "2013/14 £", "2013/14 (£)", "[2013-14]", "Financial year 2013-14:", "FY 13-14"]
)
def test_a_whole_text_is_a_period(text):
    """Brackets, a colon, a pound sign and the word year do not count."""
    assert is_period(text).period.label == "2013-14"


@pytest.mark.parametrize("text", ["Budget 2013-14", "2013-14 2014-15", "Q1 figures", ""])
def test_a_text_with_more_is_no_period(text):
    """A text that says more than a period is none."""
    assert is_period(text) is None


def test_neighbours_keep_their_years():
    """A quarter belongs to the year behind it rather than to the one before."""
    found = find_periods("2013-14, Q3 2018/19 and Apr-March 2014")

    assert [hit.period.label for hit in found] == ["2013-14", "2018-19 Q3", "2013-14"]


# --- properties ---------------------------------------------------------------------------------------------

days = st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2049, 12, 31))
month_names = [(int(number), name) for number, names in load_words("months")["months"].items() for name in names]


@given(days, st.data())
def test_printed_days_scan_back(day, data):
    """A day printed with any name of its month, in any order of its parts, is the same day."""
    name = data.draw(st.sampled_from([name for number, name in month_names if number == day.month]))
    name = data.draw(st.sampled_from([name, name.upper(), name.lower()]))
    printed = data.draw(
        st.sampled_from(
            [
                f"{day.day} {name} {day.year}",
                f"{day.day:02} {name}, {day.year}",
                f"{day.day}th {name} {day.year}",
                f"{name} {day.day}, {day.year}",
                f"{day:%d/%m/%Y}",
                f"{day:%d/%m/%y}",
                f"{day:%Y-%m-%d}",
            ]
        )
    )
    (found,) = find_dates(f"Met {printed}.")

    assert (PartialDate(day.year, day.month, day.day), 4, 4 + len(printed)) == (
        found.date,
        found.start,
        found.end,
    )


@given(st.integers(min_value=1990, max_value=2048), st.integers(min_value=1, max_value=9), st.sampled_from("-–/"))
def test_printed_years_scan_back(first, count, dash):
    """A run of financial years is the same in two digits and in four."""
    last = first + count
    (long,) = find_periods(f"{first}{dash}{last}")
    (short,) = find_periods(f"{first}{dash}{last % 100:02}") if first // 100 == last // 100 else (long,)

    assert Period.financial_year(first, last) == long.period == short.period


@given(days, st.integers(min_value=0, max_value=3000), st.sampled_from([" to ", " - ", "–", " until "]))
def test_printed_spans_scan_back(start, length, link):
    """Two days with a link between them are the period from one to the other."""
    end = start + dt.timedelta(days=length)
    (found,) = find_periods(f"{start.day} {start:%B %Y}{link}{end.day} {end:%B %Y}")

    assert Period(start, end) == found.period


@given(st.text(alphabet=st.characters(exclude_categories=["Nd", "Nl", "No", "Cs"]), max_size=60))
def test_no_number_no_date(text):
    """Text without a number has no date, and no period with a year."""
    assert not find_dates(text)
    assert not any(found.year_known and found.period for found in find_periods(text))


@given(st.text(alphabet="0123456789-/– .,()QFYtoAprMay£", max_size=30) | st.text(max_size=40))
def test_spans_are_sound(text):
    """Whatever the text: spans lie inside it and in order."""
    for found in (find_dates(text), find_periods(text)):
        assert all(a.end <= b.start for a, b in itertools.pairwise(found))
        assert all(0 <= hit.start < hit.end <= len(text) for hit in found)
    is_period(text)


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
        "2013-",
        "2013/",
        "2013-14 ",
        "April ",
        "1 April ",
        "Q1 ",
        "to ",
        "12/",
        "April to ",
        "a ",
    ],
)
def test_time_is_linear(unit):
    """A million characters of anything take a second or so; a power of two would take hours."""
    text = "2013-14 " + unit * (10**6 // len(unit)) + "x"
    start = time.process_time()
    find_dates(text)
    find_periods(text)
    is_period(text)

    assert time.process_time() - start < 6
