"""Notes to accounts as pages: no lines drawn, numbered headings, labels that wrap over their sums."""

from reportlab.pdfgen.canvas import Canvas

from pcc_report import parse

LEFT, FIRST, SECOND = 60, 380, 480


def draw(path, lines):
    """Print (step from the line above, bold, label, two sums or none); a heading's number stands apart."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    y = 780
    for step, bold, text, *sums in lines:
        y -= step
        canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 10)
        number, _, rest = text.partition("|")
        canvas.drawString(LEFT, y, number)
        canvas.drawString(LEFT + 40, y, rest)
        for x, printed in zip((FIRST, SECOND), sums, strict=False):
            canvas.drawRightString(x, y, printed)
    canvas.save()
    return path


HEAD = [(0, True, "BRENKOL AID LIMITED"), (14, False, "Accounts for the year ended 31 March 2024")]
YEARS = [(16, True, "", "2024", "2023"), (12, True, "", "£", "£")]


def lines_of(path):
    tables = parse(path).report.spend_tables
    return [[(x.category, *(int(f.money.amount) for f in x.figures)) for x in t.lines] for t in tables]


def test_each_numbered_heading_begins_a_table_of_its_own(tmp_path):
    first = [(15, False, "Rooms", "41,207", "30,881"), (15, False, "Vans", "8,465", "6,712")]
    second = [(15, False, "Locks", "1,207", "881"), (15, False, "Lamps", "465", "712")]
    path = draw(
        tmp_path / "a.pdf",
        [
            *HEAD,
            (30, True, "4|Costs of the centre"),
            *YEARS,
            *first,
            (30, True, "17|Costs of the fund"),
            *YEARS,
            *second,
        ],
    )
    assert lines_of(path) == [
        [("Rooms", 41207, 30881), ("Vans", 8465, 6712)],
        [("Locks", 1207, 881), ("Lamps", 465, 712)],
    ]


def test_sums_may_stand_beside_the_last_line_of_a_label(tmp_path):
    rows = [
        (18, False, "Victims' Brenkol"),
        (12, False, "Grant", "4,120", "3,960"),
        (15, False, "Matu advisers", "41,800", "38,126"),
        (15, False, "Voosk Reduction"),
        (12, False, "Partnership", "18,000", "19,305"),
        (15, False, "Odel Lottery"),
        (12, False, "Fund", "79,933", "84,217"),
        (20, False, "", "143,853", "145,608"),
    ]
    path = draw(tmp_path / "a.pdf", [*HEAD, (30, True, "Costs"), *YEARS, *rows])
    assert lines_of(path) == [
        [
            ("Victims' Brenkol Grant", 4120, 3960),
            ("Matu advisers", 41800, 38126),
            ("Voosk Reduction Partnership", 18000, 19305),
            ("Odel Lottery Fund", 79933, 84217),
        ]
    ]


def test_a_word_of_menus_that_ends_a_wrapped_label_stays(tmp_path):
    rows = [
        (15, False, "Talks with children who went missing from", "4,120", "3,960"),
        (12, False, "home"),
        (15, False, "Matu advisers", "41,800", "38,126"),
        (15, False, "Voosk Partnership", "18,000", "19,305"),
    ]
    path = draw(tmp_path / "a.pdf", [*HEAD, (30, True, "Costs"), *YEARS, *rows])
    assert lines_of(path)[0][0] == ("Talks with children who went missing from home", 4120, 3960)


def test_a_sentence_under_a_total_leads_on_to_another_table(tmp_path):
    first = [(15, False, "Rooms", "41,207", "30,881"), (15, False, "Vans", "8,465", "6,712")]
    total = (15, False, "Total", "49,672", "37,593")
    lead = (16, False, "13  The grant of the year was used for what is told here:")
    second = [(15, False, "Locks", "1,207", "881"), (15, False, "Lamps", "465", "712")]
    heads = (15, True, "Use of the grant", "Budget £", "Spend £")
    path = draw(tmp_path / "a.pdf", [*HEAD, (30, True, "Costs"), *YEARS, *first, total, lead, heads, *second])
    assert lines_of(path)[-1] == [("Locks", 1207, 881), ("Lamps", 465, 712)]


def test_a_table_under_the_header_of_the_one_above_keeps_its_years_and_says_its_own_role(tmp_path):
    heads = (16, True, "", "Total 2023/24", "Total 2022/23")
    first = [(15, False, "Oon Council", "6,250", "5,881"), (15, False, "Trusts", "3,465", "4,712")]
    second = [(15, False, "Rooms", "1,207", "881"), (15, False, "Vans", "5,465", "5,712")]
    path = draw(
        tmp_path / "a.pdf",
        [
            *(*HEAD, (30, True, "Receipts"), heads, *first, (15, True, "Total receipts", "9,715", "10,593")),
            *((30, True, "Payments"), *second, (15, True, "Total payments", "6,672", "6,593")),
        ],
    )
    tables = parse(path).report.spend_tables
    assert lines_of(path)[-1] == [("Rooms", 1207, 881), ("Vans", 5465, 5712)]
    said = [[(str(f.role), f.period.label) for f in table.lines[0].figures] for table in tables]
    assert said == [
        [("allocated", "2023-24"), ("allocated", "2022-23")],
        [("actual", "2023-24"), ("actual", "2022-23")],
    ]


def test_the_first_group_under_the_headings_is_no_part_of_them(tmp_path):
    rows = [
        (15, True, "Body", "Award £", "Spent £"),
        (13, True, "Community Fund"),
        (14, False, "Signal Film", "9,850", "9,100"),
        (14, False, "Brenk Trust", "12,000", "11,400"),
        (13, True, "Property Fund"),
        (14, False, "Seaton Club", "1,640", "1,640"),
        (14, False, "Voosk Judo", "1,980", "1,700"),
    ]
    path = draw(tmp_path / "a.pdf", [*HEAD, (30, True, "Awards"), *rows])
    (table,) = parse(path).report.spend_tables
    assert [(line.group, line.category) for line in table.lines] == [
        ("Community Fund", "Signal Film"),
        ("Community Fund", "Brenk Trust"),
        ("Property Fund", "Seaton Club"),
        ("Property Fund", "Voosk Judo"),
    ]


FUNDS = (("", "", "", "Transfers", ""), ("", "Incoming", "Resources", "between", "At"))
FUNDS += (("At 1.4.22", "resources", "expended", "funds", "31.3.23"), ("£",) * 5)
RIGHT = (265, 335, 405, 475, 545)


def print_funds(path, pages, *, heads=FUNDS):
    """Print a table of funds, the head of all notes and its own headings on each page, those one above the other."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    for number in range(3):
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawString(LEFT, 780, ("Report of the Trustees", "Objects", "Our buildings")[number])
        canvas.setFont("Helvetica", 10)
        canvas.drawString(LEFT, 750, f"Nothing was done about the {('roof', 'garden', 'stairs')[number]} in the year.")
        canvas.showPage()
    for number, rows in enumerate(pages, 27):
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawString(LEFT, 790, "BRENKOL AID LIMITED (REGISTERED NUMBER: 09999999)")
        canvas.drawString(LEFT, 770, "Notes to the Financial Statements - continued")
        canvas.drawString(LEFT, 756, "for the Year Ended 31st March 2023")
        y = 730
        if number == 27:
            canvas.drawString(LEFT, y, "18. MOVEMENT IN FUNDS")
        canvas.setFont("Helvetica", 9)
        for row in (*(("", *head) for head in heads), *rows):
            y -= 13
            canvas.drawString(LEFT, y, row[0])
            for x, printed in zip(RIGHT, row[1:], strict=False):
                canvas.drawRightString(x, y, printed)
        canvas.drawCentredString(300, 40, f"Page {number}")
        canvas.showPage()
    canvas.save()
    return path


FUND_ROWS = [
    ("Voosk refuge", "4,310", "96,400", "(98,225)", "-", "2,485"),
    ("Matu outreach", "-", "7,800", "(7,800)", "-", "-"),
    ("Dranoth helpline", "1,126", "44,000", "(41,870)", "-", "3,256"),
    ("Odel advice", "(2,480)", "112,640", "(113,010)", "2,850", "-"),
]
FUND_TOTAL = ("TOTAL FUNDS", "2,956", "260,840", "(260,905)", "2,850", "5,741")


def test_the_funds_of_a_charity_are_told_by_headings_set_one_above_the_other(tmp_path):
    """The first line of a narrow heading stands over its own column alone; days are no sums, and balances no spend."""
    result = parse(print_funds(tmp_path / "a.pdf", [[*FUND_ROWS, FUND_TOTAL]]))
    (table,) = result.report.spend_tables
    assert [c.heading for c in table.columns[1:]] == [
        "At 1.4.22 £",
        "Incoming resources £",
        "Resources expended £",
        "Transfers between funds £",
        "At 31.3.23 £",
    ]
    assert [f.role for f in table.lines[3].figures] == ["other", "allocated", "actual", "other", "other"]
    assert [int(f.money.amount) for f in table.lines[3].figures] == [-2480, 112640, -113010, 2850, 0]


def test_a_table_goes_on_under_the_head_that_all_notes_have(tmp_path):
    """The total overleaf is that of all funds, for the head of the page and the headings were printed before."""
    result = parse(print_funds(tmp_path / "a.pdf", [FUND_ROWS[:2], [*FUND_ROWS[2:], FUND_TOTAL]]))
    (table,) = result.report.spend_tables
    assert len(table.lines) == 4
    assert [int(f.money.amount) for f in table.totals[0].figures] == [2956, 260840, -260905, 2850, 5741]
    assert not [d for d in result.diagnostics if d.code in ("PR401", "PR502")]


def test_a_title_on_a_cover_goes_on_behind_and(tmp_path):
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica-Bold", 14)
    for k, text in enumerate(
        ("Report of the Committee and", "Financial Statements", "for the Year Ended 31st March 2023", "BRENKOL AID")
    ):
        canvas.drawCentredString(300, 600 - 30 * k, text)
    canvas.showPage()
    canvas.setFont("Helvetica", 10)
    for k, text in enumerate(("We met 31 people in the year.", "We gave 64 of them new locks.", "Nine moved away.")):
        canvas.drawString(60, 700 - 14 * k, text)
    canvas.save()
    assert parse(tmp_path / "a.pdf").report.title == "Report of the Committee and Financial Statements"
