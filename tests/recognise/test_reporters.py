"""Who reports: text in, the body out."""

import pytest

from pcc_report import parse_text

RESULTS = "\n\nWhat we did\n\nWe met 40 people, and 12 of them came back.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "ANYTOWN WATCH ASSOCIATION\n\n14 May 2018\n\nThe Police and Crime Commissioner for Loamshire\nPark House\n\n"
            "Dear Commissioner,\n\nOur grant of 2017/18" + RESULTS,
            "ANYTOWN WATCH ASSOCIATION",
        ),
        (
            (
                "Finance Desk\n\n25 February 2016\n\nDear Requester\n\nRe: Victim Support Services\n\nThe schedule is below.\n\n"
                "Yours sincerely\n\nOffice Manager\nOffice of the Police and Crime Commissioner for Loamshire\n"
            ),
            "Office of the Police and Crime Commissioner for Loamshire",
        ),
    ],
)
def test_who_signs_a_letter_reports_and_not_who_is_addressed(text: str, expected: str) -> None:
    """The body over the salutation is addressed; letterhead and signature say who writes."""
    assert expected == parse_text(text).report.organisation


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        (
            "Report of the Office of the Police and Crime Commissioner (OPCC)",
            "Office of the Police and Crime Commissioner (OPCC)",
        ),
        (
            "Submitted by: The Finance Officer of the Police and Crime Commissioner for Loamshire",
            "Police and Crime Commissioner for Loamshire",
        ),
        ("By: Chair of the Anytown Community Safety Partnership", "Anytown Community Safety Partnership"),
        ("Charity name: Anytown Change Programme", "Anytown Change Programme"),
    ],
)
def test_a_label_says_who_reports_even_by_somebodys_post(label: str, expected: str) -> None:
    """Behind "Report of" stands the body, or a post of it."""
    text = f"Loamshire Police and Crime Panel\n\n14 March 2024\n\nGrants summary 2023/24\n\n{label}{RESULTS}"

    assert expected == parse_text(text).report.organisation


def test_a_committee_that_decides_is_not_who_reports() -> None:
    """The committee behind "Decision Maker" is whom the paper is for."""
    text = (
        "Report by the London Borough of Thornby\n\nDecision Maker: SAFETY SCRUTINY COMMITTEE\n\nTitle: Grants update\n"
        + RESULTS
    )

    assert parse_text(text).report.organisation == "London Borough of Thornby"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Anytown Street Angels\n\nAnnual Report 2016-17\n\nOur contract with Loamshire County Council is for outreach.",
            "Anytown Street Angels",
        ),
        (
            "Sheltered Needs Assessment 2014\n\nAnytown Domestic Abuse Co-ordination Team\n\nMarch 2015",
            "Anytown Domestic Abuse Co-ordination Team",
        ),
        (
            "Commissioning intentions 2025-26\n\nThe Police and Crime Commissioner (PCC) for Gwynnshire says what Gwynnshire Police do.",
            "Police and Crime Commissioner (PCC) for Gwynnshire",
        ),
    ],
)
def test_a_name_over_the_title_or_in_the_first_sentence_reports(text: str, expected: str) -> None:
    """A name in capitals over the title is who reports, though no word shows that it is a body."""
    assert expected == parse_text(text + RESULTS).report.organisation


def test_the_office_behind_a_post_reports_though_it_names_no_place() -> None:
    text = "31 January 2020\n\nUpdate on the Budget\n\nReport of the Treasurer, Office of the Police and Crime Commissioner\n"

    assert parse_text(text).report.organisation == "Office of the Police and Crime Commissioner"


def test_links_of_markdown_name_nobody() -> None:
    text = "[![Banner Image](logo.png)](/)\n\n# Funded projects 2021-22\n\n"
    text += "The Brenk Police and Crime Commissioner gave £4,000 to Matu Care.\n\n[Back to top](#top) | [Privacy](/odel-council)\n"

    assert parse_text(text).report.organisation == "Brenk Police and Crime Commissioner"


def test_a_body_named_as_the_author_reports() -> None:
    text = "ODEL SCRUTINY PANEL\n\n24th July 2020\n\nDecisions of spring\n\nReport Author: Police and Crime Commissioner for Brenk\n"

    assert parse_text(text + RESULTS).report.organisation == "Police and Crime Commissioner for Brenk"


def test_a_voluntary_body_alone_on_a_line_of_the_cover_reports() -> None:
    text = "VOOSK STEP LTD\n\nANNUAL REPORT 2023-24\n\nThe Police and Crime Commissioner for Brenk has been generous.\n"
    text += "\nThe Police and Crime Commissioner for Brenk also paid for advisers.\n"

    assert parse_text(text + RESULTS).report.organisation == "VOOSK STEP LTD"


def test_a_label_amid_the_text_names_nobody():
    text = "Report of: Treasurer, OPCC\nTitle: Outturn 2015/16\n\n" + "".join(
        f"{n}. Part\n{n}.1 Brenkol hall: {n}20 people came and 31% came back.\n" for n in range(1, 9)
    )
    assert "OPCC" == parse_text(text + "8.2 Community safety partnerships: see Appendix A.\n").report.organisation


def test_the_body_behind_the_last_comma_of_a_title_reports():
    text = "Community safety – spend against MOPAC LCPF 2017-19, London Borough of Kelim\n\nProject | Budget\nWardens | £900\n"
    assert "London Borough of Kelim" == parse_text(text).report.organisation


def test_what_stands_apart_in_a_running_head_is_no_part_of_a_name():
    foot = "Commissioner for Odel Vale   Dranoth Report 2014–2015   {}\n\n"
    said = "This is what I did as Police and Crime Commissioner for Odel Vale.\n\nIt was a lot.\n\nSome words more.\n\n"
    text = "Dranoth Report 2014–2015\n\n" + "".join(said + foot.format(n) for n in (3, 11, 12))

    assert "Commissioner for Odel Vale" == parse_text(text).report.organisation
