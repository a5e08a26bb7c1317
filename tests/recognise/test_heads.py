"""Heads of reports as people lay them out: who reports, under what title, when, about which time."""

import pytest

from pcc_report import parse_text

BELOW = "\n\nOutcomes\n\n- 45 families were met\n"

HEADS = {
    "a body and its report in one line with a colon": (
        "ANYTOWN COMMUNITY SAFETY PARTNERSHIP: END OF YEAR REPORT 2016/17",
        ("ANYTOWN COMMUNITY SAFETY PARTNERSHIP", "END OF YEAR REPORT 2016/17", None, "2016-17"),
    ),
    "a name and what it is": (
        "SaferAnytown - the Community Safety Partnership for Anytown\n\nAnnual report\n\nJune 2021\n\nApril 2020 to March 2021",
        ("SaferAnytown - the Community Safety Partnership for Anytown", "Annual report", "2021-06", "2020-21"),
    ),
    "a form alone": (
        "Organisation name\nAnytown Youth Trust\nDate of report\n6 May 2021\nPeriod of this report\nApril 2020 - March 2021",
        ("Anytown Youth Trust", None, "2021-05-06", "2020-21"),
    ),
    "who was given the grant, and until when to answer": (
        (
            "POLICE AND CRIME COMMISSIONER FOR ANYSHIRE\n\nPROGRESS REPORT\nTo be sent in by 30th April 2018\n\n"
            "Name of recipient: Anytown Community Safety Partnership\nReporting for: 2017/18"
        ),
        ("Anytown Community Safety Partnership", "PROGRESS REPORT", None, "2017-18"),
    ),
    "to and from": (
        "Report to: Anyshire PCC\nReport from: Anytown CSP\nRe: Use of the grant, 2020-21\nDate sent: 12.05.2021",
        ("Anytown CSP", "Use of the grant, 2020-21", "2021-05-12", "2020-21"),
    ),
    "a menu over it": (
        (
            "Skip to content\nReport a crime   Jobs   Contact us   Search\nAnyshire Police & Crime Commissioner\n\n"
            "Services funding\n\nThe office buys services for 2022/23."
        ),
        ("Anyshire Police & Crime Commissioner", "Services funding", None, "2022-23"),
    ),
}


@pytest.mark.parametrize(("head", "told"), HEADS.values(), ids=HEADS)
def test_a_head_tells_who_reports_what_when_and_about_which_time(head, told):
    """Whatever its form, and the first heading of results is neither the title nor lost."""
    report = parse_text(head + BELOW).report

    published = str(report.published) if report.published else None
    assert told == (report.organisation, report.title, published, report.period and report.period.label)
    assert ["Outcomes"] == [s.heading for s in report.outcome_sections]


def test_a_second_sentence_that_stops_at_a_small_word_goes_on_in_the_next_line():
    """However short its line, it is no heading."""
    text = (
        "Anytown Partnership\n\nWhat was achieved\n\nThe team took 1,702 calls, 14% more than before. They rose most in\n"
        "April and May. Some 240 women, nineteen of them from outside the county, were moved to a place that is safe.\n"
    )

    (section,) = parse_text(text).report.outcome_sections

    assert ["They rose most in April and May."] == [s.text for s in section.statements][1:2]


def test_whoever_holds_a_post_is_no_body():
    head = "Anyshire Police Authority\n\nFund - Mid-Year Report 2019/20\n\nDate: 11 March 2020\nBy: Commissioner"
    assert parse_text(head + BELOW).report.organisation == "Anyshire Police Authority"


def test_the_name_of_a_committee_is_no_title():
    head = "ANYTOWN COUNCIL\n\nCommunity Safety and Anytown Scrutiny Sub Committee\n\n18th March 2022\n\n"
    report = parse_text(head + "Quarterly Performance Management Data 2021-2022 - Quarter 3 Performance" + BELOW).report
    assert report.title == "Quarterly Performance Management Data 2021-2022 - Quarter 3 Performance"
