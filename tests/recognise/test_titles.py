"""The title of a report: text in, title out."""

import pytest

from pcc_report import parse_text

RESULTS = "\n\nWhat we did\n\nWe met 40 people, and 12 of them came back.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Finance Desk\n\n25 February 2016\n\nDear Requester\n\nRE: FOI REQUEST - VICTIM SERVICES\n\nThank you.",
            "FOI REQUEST - VICTIM SERVICES",
        ),
        ("Report No. 17\n\nPART ONE\n\nDate: 31 January 2018\n\nTitle: MOPAC UPDATE", "MOPAC UPDATE"),
        ("Anytown Community Safety Partnership\n\nPerformance Report\n\nJanuary 2016", "Performance Report"),
        (
            "Anytown Policing and Community Safety Partnership (AN PCSP) Annual Report 2018 / 2019",
            "Annual Report 2018 / 2019",
        ),
        (
            (
                "TITLE                                                  REPORT OF\n"
                "SAFER ANYTOWN AND THORNBY                              HEALTH MANAGER\n"
                "COMMUNITY PARTNERSHIP\n\n"
                "Is this report confidential?                           No"
            ),
            "SAFER ANYTOWN AND THORNBY COMMUNITY PARTNERSHIP",
        ),
        (
            (
                "For Information\n\nReport to: Resources Meeting\nDate of Meeting: 24 May 2018\n"
                "* If Non Public, say so.\n\n2017/18 COMMUNITY SAFETY FUND PROJECTS"
            ),
            "2017/18 COMMUNITY SAFETY FUND PROJECTS",
        ),
        (
            (
                "WHOLE APPROACH FOR WOMEN\n\nOFFENDERS FINAL REPORT\n\nResearch Unit\n\nMAY 2018\n\nIntroduction\n\n"
                "This is the whole approach for women offenders final report of the Research Unit."
            ),
            "WHOLE APPROACH FOR WOMEN OFFENDERS FINAL REPORT",
        ),
    ],
)
def test_the_title_is_what_the_report_calls_itself(text: str, expected: str) -> None:
    """A subject line, a label above its value, a heading below a form, and a wrapped line are titles."""
    assert expected == parse_text(text + RESULTS).report.title


def test_the_post_of_who_signs_is_no_title_of_the_report() -> None:
    """The label "Title:" at the end of a form is that of a person."""
    text = "Decision 09/2021 – Community grants\n\nWe give £30,000.\n" + "\n\nMore words about it all." * 20
    text += "\n\nSigned: A. Person\n\nTitle: Police and Crime Commissioner for Loamshire\n"

    assert parse_text(text).report.title == "Decision 09/2021 – Community grants"


@pytest.mark.parametrize(
    ("frame", "dateline"),
    [
        ("Listening   Acting   Protecting\nWhat I do\n", "Tuesday 18th December 2018"),
        (
            "Voosk Times\n\nNews you can trust since 1754\n\nOpinion\n\n",
            "By A. Person\nPublished 30th Jun 2023, 11:45 BST",
        ),
        ("Font size: A A\nContrast: C C C C\n\nHome » News\n\n", "27 July 2022"),
    ],
)
def test_the_headline_over_its_date_is_the_title_of_a_web_page(frame: str, dateline: str) -> None:
    """Mottos, names of sites and words of menus that stand over it are none."""
    headline = "Three Odel charities get a helping hand"
    text = f"{frame}{headline}\n{dateline}\n\nThe Commissioner for Loamshire gave £4,000 to Brenk Care.\n"

    assert parse_text(text).report.title == headline


def test_a_title_that_begins_with_a_body_keeps_its_possessive():
    found = parse_text(
        f"Kelim Police and Crime Commissioner's Community Grants – Round 2\n\nMarch 2019{RESULTS}"
    ).report

    assert "Kelim Police and Crime Commissioner's Community Grants – Round 2" == found.title


def test_a_form_fills_in_no_title():
    """A label that nobody knows with its value is no title, nor is the first heading below a form."""
    form = "Community Safety Partnership Funding 2018/19\n\nBorough: Kelim\nLead officer: A. Person"
    assert "Community Safety Partnership Funding 2018/19" == parse_text(form + RESULTS).report.title

    below = "Name of organisation: Kelim Youth Trust\nReporting period: 1 April 2018 – 31 March 2019\n\nSpend\n\nHire\t£900\nKit\t£300\n"
    assert parse_text(below + RESULTS).report.title is None


def test_who_a_return_is_from_reports():
    text = "Police and Crime Commissioner for Dranoth\n\nCommunity Safety Fund 2018/19\n\nReturn from: Kelim Community Safety Partnership"
    assert "Kelim Community Safety Partnership" == parse_text(text + RESULTS).report.organisation


@pytest.mark.parametrize(("first", "title"), [("£5", None), ("OK", None), ("Odel", "Odel")])
def test_the_only_line_over_a_sentence_is_a_title_if_it_is_long_enough(first, title):
    assert title == parse_text(f"{first}\n\nA grant of £5,000 was made to Brenk in 2019.\n").report.title
