"""What is a result and what is not, and which heading it stands under."""

import pytest

from pcc_report import parse_text
from pcc_report.model import ClaimKind


def results(text: str) -> list[tuple[str, list[str]]]:
    """Return the statements of each section of results."""
    found = parse_text(f"Brenk Partnership\n\nAnnual report 2020-21\n\n{text}")
    return [(s.heading, [x.text for x in s.statements]) for s in found.report.outcome_sections]


def statements(text: str) -> list[str]:
    return [statement for _, found in results(text) for statement in found]


@pytest.mark.parametrize(
    "aside",
    [
        "Bids must be in by noon on Friday 2 May.",
        "The Brenk fund will open again in the summer.",
        "Each of the bodies will send a return every six months.",
        "Read the guidance, then talk to the Brenk team.",
        "For further information, please contact the Odel unit.",
        'The Commissioner said: "It was a fine evening and I thank all 40 who came."',
    ],
)
@pytest.mark.parametrize("mark", ["", "- "])
def test_requests_rules_promises_and_quotations_among_results_are_none(aside: str, mark: str) -> None:
    told = "The Voosk scheme met 214 people at home."

    assert statements(f"Results\n\n{mark}{told}\n\n{mark}{aside}\n") == [told]


@pytest.mark.parametrize(
    "told",
    [
        "At least 80% of them will attend a course.",
        "No family will wait longer than 10 days.",
        "The first groups will not start before the summer.",
        "Nine in ten would step in sooner, which is what the law will ask of them.",
    ],
)
def test_targets_and_what_will_not_be_are_results(told: str) -> None:
    assert statements(f"Results\n\n- The Voosk scheme met 214 people.\n- {told}\n")[1:] == [told]


def test_a_list_that_counts_nothing_is_no_result_under_a_heading_that_nobody_knows() -> None:
    text = "Brenk Council will use it for:\n\n- Metal wands for door staff.\n- A marshal on Saturdays.\n"

    assert statements(text) == []


def test_half_of_the_sentences_under_a_heading_that_nobody_knows_may_count_nothing() -> None:
    told = ["Thefts from vehicles rose to 517.", "The marked bays at Odel have had no theft since."]

    assert results(f"Voosk crime\n\n{' '.join(told)}\n") == [("Voosk crime", told)]


@pytest.mark.parametrize("heading", ["Thursday 26 October 2023", "The grant of £40,000"])
def test_a_date_or_a_sum_names_no_results(heading: str) -> None:
    text = f"{heading}\n\nBrenk has two wards in it. The scheme is the largest that the area has had.\n"

    assert statements(text) == []


@pytest.mark.parametrize(("heading", "taken"), [("Results", True), ("Brenk", False)])
def test_a_paragraph_that_counts_nothing_is_a_result_where_its_heading_says_so(heading: str, taken: bool) -> None:
    told = "Residents of Voosk Drive have seen less drinking in the park."

    assert statements(f"{heading}\n\n{told}\n") == ([told] if taken else [])


def test_a_paragraph_behind_a_list_of_results_that_counts_nothing_is_none() -> None:
    text = "Results\n\n- The scheme met 214 people.\n\nVoosk Trust has a hall in Odel.\n"

    assert statements(text) == ["The scheme met 214 people."]


@pytest.mark.parametrize(
    ("first", "second"), [("B1. {}", "B2. {}"), ("SECTION 3 – {}", "SECTION 4 – {}"), ("Part C: {}", "Part D: {}")]
)
def test_what_counts_the_parts_of_a_form_is_no_part_of_their_names(first: str, second: str) -> None:
    text = "\n\n".join(f"{h.format(n)}\n\n- {n} met 214 people." for h, n in ((first, "Brenk"), (second, "Odel")))

    assert [name for name, _ in results(text)] == ["Brenk", "Odel"]


def test_what_counts_priorities_is_part_of_their_names() -> None:
    text = "\n\n".join(f"Priority {n}: Voosk\n\n- {n}14 people were met." for n in (1, 2))

    assert [name for name, _ in results(text)] == ["Priority 1: Voosk", "Priority 2: Voosk"]


def test_a_question_of_accountability_that_a_form_counts_is_a_heading() -> None:
    text = (
        "SECTION 1 - HOW MUCH DID YOU DO?\n\n41 people came.\n\nSECTION 2 - IS ANYONE BETTER OFF?\n\nSix found work.\n"
    )

    assert results(text) == [
        ("HOW MUCH DID YOU DO?", ["41 people came."]),
        ("IS ANYONE BETTER OFF?", ["Six found work."]),
    ]


def test_a_number_over_what_it_counts_is_one_statement() -> None:
    text = "Results\n\n97%\nwere glad of it\n\n1,204\nmessages of thanks came in\n"

    assert statements(text) == ["97% were glad of it", "1,204 messages of thanks came in"]


def test_tables_of_what_was_said_and_what_happened_tell_results() -> None:
    rows = ["Put up cameras\tSeven cameras went live in March 2022", "Hold a panel\t412 cases heard, 38% of them new"]
    text = "Brenk\n\nWhat we said we would do\tWhat happened\n" + "\n".join(rows) + "\n"

    assert statements(text) == [row.replace("\t", " | ") for row in rows]


def test_each_column_of_results_in_a_table_of_spend_gives_a_statement() -> None:
    text = (
        "Projects\n\nProject\tAwarded\tSpent\tWhat was delivered?\tWhat difference did it make?\n"
        "Voosk bins\t£6,000\t£5,874\tTwo bins put in\t141 blades handed in\n"
        "Odel kits\t£3,000\t£3,000\tKits sent to 31 farms\tNo farm has lost a bike since\n"
    )

    assert results(text) == [
        ("Voosk bins", ["Two bins put in", "141 blades handed in"]),
        ("Odel kits", ["Kits sent to 31 farms", "No farm has lost a bike since"]),
    ]


def test_lines_without_bullets_under_a_numbered_heading_are_results() -> None:
    text = (
        "4.3 Voosk line\n\n The line took 4,118 calls, or close to 80 a week\n 9% of calls were not picked up\n\n"
        "4.4 Odel course\n\n 57 men began the course in May\n 31 of them came to its end\n"
    )

    assert results(text) == [
        ("Voosk line", ["The line took 4,118 calls, or close to 80 a week", "9% of calls were not picked up"]),
        ("Odel course", ["57 men began the course in May", "31 of them came to its end"]),
    ]


def test_a_statement_of_two_lines_stands_among_those_of_one() -> None:
    text = "Headlines:\n\nFunding approved for the Voosk circles\n\n26 cadets enrolled in two units\n\nOdel took on 41 women, most of\nthem mothers\n"

    assert statements(text) == [
        "Funding approved for the Voosk circles",
        "26 cadets enrolled in two units",
        "Odel took on 41 women, most of them mothers",
    ]


def test_question_marks_in_place_of_bullets_are_bullets() -> None:
    text = "Findings\n\n? Six people found work and three began a course\n\n? 14 of the 23 kept every date\n"

    assert statements(text) == ["Six people found work and three began a course", "14 of the 23 kept every date"]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_sentence_goes_on_below_a_line_that_was_broken_short(between: str) -> None:
    first = "On its grant Brenk runs Branch, which met 49 new people in the quarter, and Purple"
    second = "Leaf, which spoke to 1,140 pupils." if between == "\n" else "leaves, which 1,140 pupils drew."
    wide = "Teachers in all of the schools that were visited said that they would have it again."
    text = f"Results\n\n{first}{between}{second}\n\n{wide}\n"

    assert statements(text) == [f"{first} {second}", wide]


def test_lines_set_to_the_right_do_not_widen_a_text() -> None:
    text = (
        f"{'Page set right':>120}\n\nResults\n\nThefts of bikes rose by 9.6% in Voosk, the smallest rise since 2011. Odel had\n"
        "4,380 thefts and Brenk 5,512.\n"
    )

    assert statements(text) == [
        "Thefts of bikes rose by 9.6% in Voosk, the smallest rise since 2011.",
        "Odel had 4,380 thefts and Brenk 5,512.",
    ]


def test_what_stands_under_headings_that_results_hold_is_a_result_though_it_counts_nothing() -> None:
    told = "Residents of Voosk Drive have seen less drinking in the park."

    assert results(f"Summary of Outcomes\n\nVoosk\n\n{told}\n") == [("Voosk", [told])]


@pytest.mark.parametrize("marks", [("a)", "b)"), ("1.", "2.")])
def test_a_numbered_line_heads_the_list_that_begins_below_it(marks: tuple[str, str]) -> None:
    text = f"2. Voosk services\n\nThey run for a year.\n\n3. Use in 2015\n\n{marks[0]} 412 people came to it.\n{marks[1]} 9 of them left.\n"

    assert results(text) == [("Use in 2015", ["412 people came to it.", "9 of them left."])]


def test_bold_numbers_and_headings_of_markdown_are_no_bullets() -> None:
    text = "**What Phase 2 told us**\n\n**1.** The Voosk team met 31 people.\n**2.** It taught **240 pupils**.\n"

    told = ["The Voosk team met 31 people.", "It taught 240 pupils."]
    assert results(text) == [("What Phase 2 told us", told)]


def test_a_number_alone_on_its_line_numbers_the_item_below_it() -> None:
    text = (
        "What has come of it\n\n  1.\n  Calls fell by 22%. They were 318.\n  2.\n  The Brenk team served 18 notices.\n"
    )

    told = ["Calls fell by 22%. They were 318.", "The Brenk team served 18 notices."]
    assert results(text) == [("What has come of it", told)]


def test_items_run_together_in_one_line_are_cut_at_their_bullets() -> None:
    text = (
        "Some of our successes\n\n• Burglary – 13.7% reduction• Robbery in Odel – 4% reduction\n• 212 people helped\n"
    )

    told = ["Burglary – 13.7% reduction", "Robbery in Odel – 4% reduction", "212 people helped"]
    assert results(text) == [("Some of our successes", told)]


def test_an_item_that_leads_in_to_the_items_under_it_is_none() -> None:
    text = "4. Results\n\n4.1  Returns for the year show:\n\n     § 401 people were met.\n     § Calls fell by 9%.\n"

    assert statements(text) == ["401 people were met.", "Calls fell by 9%."]


def test_who_reports_in_the_head_holds_none_of_the_numbered_sections() -> None:
    """The line is of no kind that sections inherit, though they are numbered and it is not."""
    text = "Report of the Treasurer\n\n1. Purpose\n\n1.1 To tell.\n\n2. Helplines\n\n2.1 Brenk took 87 calls.\n"
    text += "\n2.2 Odel took 41 calls.\n"

    assert results(text) == [("Helplines", ["Brenk took 87 calls.", "Odel took 41 calls."])]


def test_an_item_goes_on_behind_the_number_of_a_page() -> None:
    text = "Results\n\n   - Brenk had 127 referrals.\n   - Odel had 41.\n\n      Page 78\n\n     It has a waiting list.\n   - Ull has none.\n"

    assert statements(text) == ["Brenk had 127 referrals.", "Odel had 41. It has a waiting list.", "Ull has none."]


@pytest.mark.parametrize("pages", [(1, 2, 3), (1, 12, 15)])
def test_the_labels_of_the_pages_of_a_transcript_break_into_no_item(pages: tuple[int, ...]) -> None:
    heads = [f"Page {n}: Brenk Community Safety Plan for the Odel Valley" for n in pages]
    text = f"Category: Documents\n\nView: 3 times\n\n{heads[0]}\n\n{pages[0]}\n\nBRENK PLAN 2016-17\n\n{heads[1]}\n\n"
    text += f"{pages[1]}\n\nResults\n\n• A film was made, which has been seen\n\n{heads[2]}\n\n{pages[2]}\n\n"
    text += "over 2,500 times\n\n• 17 people were barred\n"

    found = parse_text(text).report
    assert found.title == "BRENK PLAN 2016-17"
    told = [x.text for s in found.outcome_sections for x in s.statements]
    assert told == ["A film was made, which has been seen over 2,500 times", "17 people were barred"]


def test_the_foot_of_pages_that_are_one_line_each_is_cut_off() -> None:
    foot = "Draft version 3 Author: Plans Manager Date: January 2019"
    text = (
        f"Voosk Partnership Commissioning Plan {'of what we mean to do in the valley ' * 4} 1 {foot}\n"
        f"{'What the plan is for and how it came to be written down here. ' * 3} 2 {foot}\n"
        "What was achieved in 2017/18 • The network took 32,115 referrals in twelve months • First time entrants fell "
        f"from 511 to 437 3 {foot}\n"
    )
    found = parse_text(text).report

    told = [x.text for s in found.outcome_sections for x in s.statements]
    assert told == ["The network took 32,115 referrals in twelve months", "First time entrants fell from 511 to 437"]
    assert str(found.published) == "2019-01"


def test_a_heading_with_a_unit_of_money_heads_no_results() -> None:
    text = "Delivery Groups\n\nHow it is used (£k)\n\nWardens of Odel\n\n142\n\nAdvisers\n\n96.5\n\nTotal\n\n238.5\n"

    assert results(text) == []


def test_a_numbered_heading_in_capitals_right_over_its_text_is_no_part_of_it() -> None:
    text = "1. INTRODUCTION\n   The plan runs for 3 years and is looked at every spring.\n\n2. RESULTS\n   Calls fell by 9%.\n"

    assert results(text) == [("RESULTS", ["Calls fell by 9%."])]


def test_lines_of_names_and_what_was_done_are_items_though_one_tells_a_sum() -> None:
    text = (
        "Three bodies got help\nTuesday 18th December 2018\n"
        "Anyone in the county who has a plan to stop crime before it happens can ask for help, and the Commissioner gave "
        "them what he had, as he does each year.\nHe will do so again.\n"
        "What the first rounds have done\n"
        "Voosk Cops: 28 children finished the course and 26 of them would do it again\n"
        "Odel Youth Project: evening calls to the police fell from 37 to 15\n"
        "Matu Angels: 19 new volunteers, which is 4 short of what was promised\n"
        "Ull Watch: has handed back £1,115 as its cameras were given to it\n"
    )
    (section,) = parse_text(text).report.outcome_sections
    heading, told = section.heading, [x.text for x in section.statements]

    assert heading == "What the first rounds have done"
    assert told[-1] == "Ull Watch: has handed back £1,115 as its cameras were given to it"
    assert len(told) == 4


def test_a_number_behind_others_may_have_a_word_for_its_direction() -> None:
    text = (
        "Results\n\nBurglary in Odel 402 347 Down 13.7%\nTheft from shops 688 760 Up 10.5%\nNuisance 911 893 Down 2%\n"
    )

    assert statements(text)[:2] == [
        "Burglary in Odel | 402 | 347 | Down 13.7%",
        "Theft from shops | 688 | 760 | Up 10.5%",
    ]


def test_a_heading_that_leads_in_or_names_columns_leaves_the_section_to_the_one_above() -> None:
    text = "What was done\n\nIn the last 12 months the Brenk team has:\n\n- held 16 meetings\n- met 84 shops\n\n"
    text += "Needs met\n\nNeed Women Improved\n\nHousing 318 61%\n\nDrugs and alcohol 287 48%\n\nFamily and friends 455 70%\n"
    text += "\nAttitudes and thinking 209 66.5%\n\nFinance and debt n/a 52%\n"

    assert [heading for heading, _ in results(text)] == ["What was done", "Needs met"]


def test_a_heading_printed_again_overleaf_is_the_same_section() -> None:
    text = "Results\n\n- 16 meetings were held\n- 84 shops were met\n\nResults (continued)\n\n- 12 schools were met\n- 9 more asked\n"

    assert {heading for heading, _ in results(text)} == {"Results"}


def test_a_running_head_is_no_heading_though_it_is_the_title_too() -> None:
    title = "Evaluation of the Odel Mentoring Project"
    text = (
        f"{title}\n\nBy A. Person\n{title}\n\nVoosk Team\n\nMay 2005\n\n{title}\n\nIntroduction\n\nIt ran for a year.\n\n"
        f"It was to reach men in a new way.\n\nIt did.\n\n- 1 -\n{title}\n\nFindings\n\n- 23 men were met\n- 14 stayed\n\n"
        f"- 2 -\n{title}\n\n- 3 began a course\n- 2 moved\n\n- 3 -\n"
    )
    assert results(text) == [("Findings", ["23 men were met", "14 stayed", "3 began a course", "2 moved"])]


def test_two_sentences_over_a_list_are_no_heading() -> None:
    text = "1. Introduction\n\nThis tells what was achieved under the plan. The Board is made up of:\n\n"
    text += "• Odel Borough Council\n• Voosk Police\n• Brenk Fire Service\n"

    assert statements(text) == []


def test_of_a_section_about_risks_the_table_alone_tells_results() -> None:
    text = "Risk Management\n\n7.1  Risks are looked at by the Force every month.\n\n"
    text += "Measure                   Target    2014-15    RAG\nVictims satisfied         90%       85.6%      A\n"
    text += "Calls answered in time    80%       81.2%      G\nFiles in good order       70%       74.1%      G\n"

    assert [told.split(" | ")[0] for told in statements(text)] == [
        "Victims satisfied",
        "Calls answered in time",
        "Files in good order",
    ]


def test_contents_are_told_by_pages_that_follow_each_other() -> None:
    text = "Trustees' report    1 - 5\nAuditor's report    6 - 8\nBalance sheet    9\nNotes    10 - 21\n\n"
    text += "Results\n\n- 612 women were met\n- 71 men were met\n"

    assert results(text) == [("Results", ["612 women were met", "71 men were met"])]


def test_a_row_that_is_printed_again_overleaf_is_the_header_of_results() -> None:
    header = "Decision | Subject | Progress\n"
    text = f"Progress on decisions\n\n{header}D-018 | Voosk service | 3,114 people were referred\nD-023 | Odel scheme | 38 women met\n"
    text += f"{header}D-042 | Brenk wardens | 12 patrols made\n"

    told = statements(text)
    assert len(told) == 3
    assert not any("Subject" in statement for statement in told)


def test_rows_of_figures_are_no_running_heads_though_their_digits_count_on() -> None:
    """The groups of three digits of "1,544" and "2,611" are no page numbers."""
    rows = "Reduce burglary / 3,628 / 1,544\n\nOdel\n\nLess noise / 402\n\nUll\n\nReduce burglary / 6,140 / 2,611\n\nVoosk\n"
    found = parse_text(f"Brenk Partnership\n\nAnnual report 2020-21\n\nResults\n\n{rows}")

    furniture = [c for c in found.claims if c.kind is ClaimKind.FURNITURE]
    assert not furniture


def test_lines_under_prompts_are_results_of_the_project_above_them() -> None:
    project = "Project\n{}\nRun by\n{}\nHow much did we do?\n{}\nIs anyone better off?\n{}\n\n"
    text = "Our projects\n\n"
    text += project.format("Brenk Wardens", "Odel Council", "1,912 patrols on 358 nights", "Nobody waited for 5 days")
    text += project.format("Court worker", "Voosk Aid", "203 women were helped", "Four fifths of them stayed")

    assert results(text) == [
        ("Brenk Wardens", ["1,912 patrols on 358 nights", "Nobody waited for 5 days"]),
        ("Court worker", ["203 women were helped", "Four fifths of them stayed"]),
    ]


def test_a_heading_of_as_many_words_as_there_are_columns_still_heads_its_table():
    text = "Annual Report 2006-07\n\nSummary of Outcomes\n\nBrenkol Matu Voosk\n\nIndicator | Target | Result\n"
    text += "Odel homes | 22% | 32%\nKelim visits | 8 | 70\nTrelm meetings | 59 | 27\n"
    (section,) = parse_text(text).report.outcome_sections
    assert section.heading == "Brenkol Matu Voosk"


def test_a_table_headed_by_prompts_tells_results_under_any_heading() -> None:
    rows = "Taxis       12 people taken home   Not measured\nLamps       94 lamps lit           All were content\n"
    text = f"3. Odel streets\n\nProject     How much did we do?    Is anyone better off?\n\n{rows}"
    expected = ["Taxis | 12 people taken home | Not measured", "Lamps | 94 lamps lit | All were content"]

    assert [("Odel streets", expected)] == results(text)


def test_a_foreword_holds_no_numbered_sections() -> None:
    rows = "          2016/17   2017/18   Change\n\nLamps       8,214     8,597   Up 4.7%\nTaxis       2,788     2,940   Up 5.5%\n"
    text = f"Foreword by the Chair\n\nWe thank all who came.\n\n3. Odel streets\n\n{rows}"

    assert [("Odel streets", ["Lamps | 8,214 | 8,597 | Up 4.7%", "Taxis | 2,788 | 2,940 | Up 5.5%"])] == results(text)


def test_parts_numbered_in_brackets_are_sections() -> None:
    """The last, of one sentence that counts something, goes on the results of those before it."""
    text = (
        "Minutes:\n\n(1)   Funding\n\nThe fund was closed.\n\n"
        "(2)   Burglary\n\nBurglary had gone up by 11%. Kits were given to 640 homes.\n\n"
        "(3)   Dealers\n\nThe Board had closed 5 homes of dealers.\n"
    )
    burglary = ["Burglary had gone up by 11%.", "Kits were given to 640 homes."]

    assert [("Burglary", burglary), ("Dealers", ["The Board had closed 5 homes of dealers."])] == results(text)


def test_sums_that_were_won_are_results_as_they_are_printed() -> None:
    """A numbered list of names with sums is no table of spend under a heading of outcomes."""
    won = ["Cash seized £1,200", "Goods recovered £800", "Fines £75"]
    items = "".join(f"{number}. {item}\n" for number, item in enumerate(won, 1))
    report = parse_text(f"Spend\n\nTaxi marshals\t£500\n\nOutcomes\n\n{items}").report

    assert [("1.", won[0]), ("2.", won[1]), ("3.", won[2])] == [(s.marker, s.text) for s in report.statements]
    assert ["Taxi marshals"] == [line.category for table in report.spend_tables for line in table.lines]


def test_the_last_row_of_a_table_is_no_menu_of_a_website() -> None:
    """Whatever its cells say."""
    text = "Outcomes\n\nService | Contact us\nCalls | 120\nTwitter | Facebook\n"

    assert ["Calls | 120", "Twitter | Facebook"] == [s.text for s in parse_text(text).report.statements]


@pytest.mark.parametrize("entry", ["{n} {what}", "{what}: {n}", "{what} – {n}", "{n}\n{what}\n"])
def test_short_lines_that_count_are_results_of_their_own(entry: str) -> None:
    """Figures of a year, set without bullets; neither is the first of them a heading."""
    counts = (
        ("412", "referrals taken"),
        ("388", "cases closed"),
        ("24", "volunteers trained"),
        ("94%", "satisfied with it"),
    )
    lines = [entry.format(n=n, what=what if entry.startswith("{n}") else what.capitalize()) for n, what in counts]
    report = parse_text("Kelim Partnership\n\nAnnual report 2018/19\n\nOur year\n\n" + "\n".join(lines) + "\n").report

    assert ["Our year"] == [section.heading for section in report.outcome_sections]
    assert [n.rstrip("%") for n, _ in counts] == [str(m.value) for s in report.statements for m in s.measures]
    assert [" ".join(line.split()) for line in lines] == [s.text for s in report.statements]


def test_a_prompt_of_a_form_with_a_sum_is_read() -> None:
    """Found by fuzzing: a line that is no item, taken for a row of sums, ended in an error of Python's."""
    text = (
        "SECTION 4 – HOW WELL DID YOU DO IT?\nSECTION 5 – IS ANYONE BETTER OFF?\t£600.00\n\nCalls fell from 39 to 17.\n"
    )
    statements = parse_text(text).report.statements

    assert [(1, "IS ANYONE BETTER OFF? £600.00"), (1, "Calls fell from 39 to 17.")] == [
        (s.level, s.text) for s in statements
    ]


def test_the_answer_to_a_question_is_no_sum() -> None:
    """A form asks how many came right below what was spent on what."""
    text = (
        "Report to: OPCC for Dranoth\nFrom: Kelim Centre\n\nWhat have you spent it on?\nStaff £12,300\nRoom hire £2,160\n\n"
        "How many people have you worked with? 83\nHow many completed the programme? 61 (73%)\n"
    )
    report = parse_text(text).report

    assert ["Staff", "Room hire"] == [line.category for table in report.spend_tables for line in table.lines]
    assert report.title is None


def test_a_count_behind_a_sum_is_no_part_of_it() -> None:
    """The blank parts "£241,600" from the 812 people; of "£1,234 567" nobody can tell, and that is said."""
    head = "Brenk Partnership\n\nAnnual report 2020-21\n\nResults\n\n- {} and all of them were glad of it\n"
    clear = parse_text(head.format("Odel Centre £241,600 812 people were helped"))
    vague = parse_text(head.format("Odel Centre had £1,234 567 for 30 courses"))

    assert [241600, 812] == [m.value for s in clear.report.statements for m in s.measures]
    assert ["PR302"] == [d.code for d in vague.diagnostics if d.severity == "warning"]


def test_who_spoke_the_words_quoted_above_is_no_result():
    said = "Results\n\n- 45 families were met\n\n“Somebody just listened.”\n– a caller to Voosk\n"
    assert statements(said) == ["45 families were met"]


def test_a_text_that_counts_nothing_over_a_table_of_results_is_none():
    table = "| Output | Target | Achieved |\n|---|---|---|\n| Visits | 56 | 52 |\n| Talks | 8 | 9 |\n"
    assert statements(f"Evenings\n\nThe table sets the year against the plan.\n\n{table}") == [
        "Visits | 56 | 52",
        "Talks | 8 | 9",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The forces of these 20 areas are given a grant too. It pays for patrols of small places.",
        "A unit joins up all bodies. They work in the 20 areas where violence is most common. It began in spring.",
    ],
)
def test_how_many_there_are_of_what_is_known_is_no_news(text: str) -> None:
    """Sentences that speak of "the 20 areas", which were counted before, tell what a fund is, and no result."""
    assert statements(f"Voosk units\n\n{text}\n") == []
    assert len(statements(f"Voosk units\n\n{text.replace('these 20', '20').replace('the 20', '20')} We met 9.\n")) > 1


def test_a_share_of_the_grants_is_no_result() -> None:
    text = "Brenkol money\n\n1. The fund is paid to the Commissioner.\n\n2. {} has been paid.\n"

    assert statements(text.format("Half of each grant")) == []
    assert len(statements(text.format("Half of all victims"))) == 2


def test_a_heading_about_people_at_risk_is_none_about_risks() -> None:
    text = "Helping people at risk of abuse\n\nAdvisers took on 395 cases. Fewer than 8% of them came back.\n"

    assert len(statements(text)) == 2
    assert statements(text.replace("Helping people at risk of abuse", "Risk")) == []
