"""When a report was made, and what it is about: text in, dates out."""

import pytest

from pcc_report import parse_text

FORM = "Safer Anytown Partnership\n\nGrant monitoring form\n\n"


def published(text: str) -> str | None:
    """Return the date of the report that *text* is."""
    date = parse_text(text).report.published
    return None if date is None else str(date)


@pytest.mark.parametrize(
    "text",
    [
        FORM
        + "Grant spent\n\nTaxi marshals\t£1,200\n\nApproval\n\nI approve the grant.\n\nSigned: on file\n\nDate: 4 May 2024\n",
        FORM + "Grant spent\n\nTaxi marshals\t£1,200\n\nSignature: A. Person\nDate: 04/05/2024\n",
    ],
)
def test_a_date_under_a_signature_is_that_of_signing(text: str) -> None:
    """A bare "Date:" under a signature dates no report."""
    assert published(text) is None


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Report to: Safety Scrutiny Committee – 9 September 2021\n\nSubject: Partnership spend\n", "2021-09-09"),
        (
            "Annual report of the partnership\n\nMeeting of Crime Panel, Monday, 4th July, 2011 7.00 pm (Item 5.)\n",
            "2011-07-04",
        ),
        (
            "Partnership report\n\nDate          THURSDAY 20 FEBRUARY 2020 – 2:00 p.m.\n\nAuthor: A. Person\n",
            "2020-02-20",
        ),
        ("Funding of victim services\n\nWe fund several.\n\nLast updated: 19 April 2021\n", "2021-04-19"),
        ("Evaluation of the pilot\nBy A Person,2014-05-20 21:09\n\nSafer Anytown Partnership\n\nMay 2005\n", "2005-05"),
        (FORM + "1. Name of group / Anytown Youth Club\n2. Date of this report / 15 January 2018\n", "2018-01-15"),
        (FORM + "Date form completed\n14 February 2020\n", "2020-02-14"),
    ],
)
def test_the_date_of_a_report_is_behind_its_label_or_that_of_its_meeting(printed: str, expected: str) -> None:
    """Who is addressed and when they met, a label in running text, and the frame of a page date a report."""
    assert expected == published(printed)


def test_a_line_that_ends_a_period_dates_no_report() -> None:
    """A day under the words "for the year ended" is what the report is about."""
    text = "Anytown Refuge Trust\n\nTRUSTEES' REPORT FOR THE YEAR ENDED\n31ST MARCH 2017\n\nWe give people a roof.\n"

    assert published(text) is None


def period(text: str) -> str | None:
    """Return the period of the report that *text* is, as its label prints it."""
    found = parse_text(text).report.period
    return None if found is None else f"{found.start} {found.end}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Victim funding – 2022/23 2023/24 2024/25 (amendment)\n\nWe fund several.\n", "2022-04-01 2025-03-31"),
        ("Safety grants (FYs 2023/2024 & 2024/25)\n\nWe fund several.\n", "2023-04-01 2025-03-31"),
        ("Anytown Partnership Plan 2008-2011\n\nThird review, 2010/11\n\nWe did much.\n", "2010-04-01 2011-03-31"),
        (
            "Decision 2024/2025 – 0018: Triage\n\nThis decision covers 1 April 2025 to 31 March 2026.\n",
            "2025-04-01 2026-03-31",
        ),
        (FORM + "Start date: 03/07/2015\nEnd date: 29/04/2016\n\nSpend\n\nTables\t£120\n", "2015-07-03 2016-04-29"),
        (
            FORM + "Bids came in during 2019/20. In 2020/21 we paid five, and three in 2020/21 went on.\n",
            "2020-04-01 2021-03-31",
        ),
        ("Anytown Buying Plan 2019 to 2020\n\nIt serves the Anytown Plan 2017-2020.\n", "2019-04-01 2020-03-31"),
        (FORM + "The grant was for the two years 2017 to 2019 and was shared out.\n", "2017-04-01 2019-03-31"),
        (
            "Budget monitoring 2013/14\n\nThis report sets out the spend for the period 1 April 2013 to 30 September 2013.\n",
            "2013-04-01 2013-09-30",
        ),
        (
            "Budget monitoring 2013/14\n\nThis report asks for grants for the period 1 April 2014 to 31 March 2017.\n",
            "2013-04-01 2014-03-31",
        ),
        (
            "Budget monitoring 2013/14\n\nVans were hired for the period 1 June 2013 to 30 June 2013.\n",
            "2013-04-01 2014-03-31",
        ),
        (FORM + "Eleven were charged, compared with nine in 2017/18.\n", "None"),
    ],
)
def test_the_period_is_what_the_report_says_it_is_about(text: str, expected: str) -> None:
    """Years side by side are one period; a plan's years, those of a comparison and of a register's number are none."""
    assert expected == str(period(text))
