"""PDF pages that are not one column from edge to edge: columns, turned pages, tables and text beside each other."""

import io
from random import Random

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

import laws
from pcc_report import parse
from pcc_report.pipeline import read_and_parse
from pcc_report.readers.pdf import ENGINES, read_pdf

WORDS = [
    "partnership",
    "young",
    "people",
    "worked",
    "with",
    "victims",
    "and",
    "the",
    "council",
    "in",
    "a",
    "new",
    "scheme",
    "for",
    "safer",
    "streets",
    "which",
    "has",
    "led",
    "to",
    "fewer",
    "calls",
    "from",
    "residents",
    "about",
    "noise",
    "at",
    "night",
    "while",
    "officers",
    "visited",
    "homes",
    "of",
    "older",
    "people",
    "and",
    "schools",
    "took",
    "part",
]
WIDTH, HEIGHT = 595, 842


@attrs.frozen(kw_only=True)
class Look:
    """How a page is set."""

    columns: int = 2
    gutter: float = 18
    size: float = 9
    leading: float = 1.3
    gap: float = 0.6
    """White space between paragraphs, of the leading."""
    bullets: bool = False
    ruled: bool = False
    """Whether a line is drawn between the columns."""
    turn: int = 0
    """Degrees by which the page is turned to be shown, its text with it."""
    drawn: int = 0
    """Degrees by which the text itself is turned on the page."""


@attrs.define(slots=False)
class Sheet:
    """A page in the making, and its lines in the order a person reads them."""

    look: Look
    width: float = WIDTH
    height: float = HEIGHT
    lines: list[str] = attrs.Factory(list)
    heights: dict[int, bool] = attrs.Factory(dict)
    """Of the column in the making: where its lines stand, and whether a paragraph begins there."""
    told: set[int] = attrs.Factory(set)
    """Columns whose lines could not be those of a table's rows, with what stands to their left."""

    def __attrs_post_init__(self):
        self.held = io.BytesIO()
        shown = (self.height, self.width) if self.look.drawn % 180 else (self.width, self.height)
        self.canvas = Canvas(self.held, pagesize=shown, invariant=1)
        self.canvas.setPageRotation(self.look.turn)
        # text that stands upright on the page as it is turned; or, with `drawn`, lies on the page as it is shown
        angle = self.look.turn + self.look.drawn
        width, height = shown[::-1] if self.look.turn % 180 else shown
        self.canvas.translate(*{0: (0, 0), 90: (width, 0), 180: (width, height), 270: (0, height)}[angle % 360])
        self.canvas.rotate(angle)

    def put(self, x, y, text, *, bold=False, size=None, right=False):
        """Print a line or a cell of one."""
        font = "Helvetica-Bold" if bold else "Helvetica"
        self.canvas.setFont(font, size or self.look.size)
        (self.canvas.drawRightString if right else self.canvas.drawString)(x, y, text)

    def flow(self, x, y, width, words, *, bullet=""):
        """Print a paragraph; return where the next one begins."""
        look = self.look
        indent = 10 if bullet else 0
        line = ""
        first = True
        for word in [*words, None]:
            wider = f"{line} {word}".strip()
            if word is not None and stringWidth(wider, "Helvetica", look.size) <= width - indent:
                line = wider
                continue
            if bullet and first:
                self.put(x, y, bullet)
            self.put(x + indent, y, line)
            self.heights[round(y)] = first
            self.lines.append(f"{bullet} {line}".strip() if first else line)
            first = False
            line = word or ""
            y -= look.size * look.leading
        return y - look.gap * look.size * look.leading

    def table(self, x, y, width, rows, *, drawn=False):
        """Print labels and sums; return where the next block begins."""
        step = self.look.size * self.look.leading * (1.2 if drawn else 1)
        top = y + self.look.size
        for label, amount in rows:
            self.put(x + 3, y, label)
            self.put(x + width - 3, y, amount, right=True)
            self.lines.append(f"{label} {amount}")
            y -= step
        if drawn:
            for k in range(len(rows) + 1):
                self.canvas.line(x, top - k * step, x + width, top - k * step)
            for at in (x, x + 0.7 * width, x + width):
                self.canvas.line(at, top, at, top - len(rows) * step)
        return y - self.look.gap * step

    def done(self):
        """Return the bytes of the file."""
        self.canvas.showPage()
        self.canvas.save()
        return self.held.getvalue()


def drawn_from(seed):
    """Return what chooses words and sums, the same for the same seed."""
    return Random(seed)  # noqa: S311  # no secrets


def words(random, count):
    """Return a sentence of *count* words."""
    drawn = [random.choice(WORDS) for _ in range(count)]
    return [drawn[0].capitalize(), *drawn[1:-1], drawn[-1] + "."]


def rows(random, count):
    """Return labels with sums, and their total."""
    labels = random.sample(["Hate crime", "Taxi marshals", "Youth work", "CCTV", "Street pastors", "Drug tests"], count)
    sums = [random.randrange(1_000, 90_000) for _ in labels]
    return [*((a, f"£{n:,}") for a, n in zip(labels, sums, strict=True)), ("Total", f"£{sum(sums):,}")]


def read(data, engine="pdfium"):
    """Return the lines as they are read, cells a blank apart."""
    return [line.text.replace("\t", " ") for line in read_pdf(data, engine=engine).lines]


looks = st.builds(
    Look,
    columns=st.integers(2, 3),
    gutter=st.floats(12, 40),
    size=st.sampled_from([8, 9]),
    leading=st.floats(1.15, 1.5),
    gap=st.floats(0.3, 1.2),
    bullets=st.booleans(),
    ruled=st.booleans(),
    turn=st.sampled_from([0, 0, 90, 180, 270]),
    drawn=st.sampled_from([0, 0, 90, 180, 270]),
)


def columns_of(look, random):
    """Return a page of two bands of columns, each under a heading that stands over all of them."""
    sheet = Sheet(look)
    left, y = 50, HEIGHT - 60
    width = (WIDTH - 2 * left - (look.columns - 1) * look.gutter) / look.columns
    for number in (1, 2):
        heading = f"Part {number} of what was done in the year 2013-14 by the partnership and those it worked with"
        sheet.put(left, y, heading, bold=True, size=11)
        sheet.lines.append(heading)
        top = y - 24
        ends = []
        beside: dict[int, bool] = {}
        for column in range(look.columns):
            sheet.heights = {}
            x, at = left + column * (width + look.gutter), top
            if column and look.ruled:
                sheet.canvas.line(x - look.gutter / 2, top + 8, x - look.gutter / 2, top - 220)
            for part in range(random.randint(5, 7) if look.columns < 3 else 4):
                bullet = "•" if look.bullets and part else ""
                at = sheet.flow(x, at, width, words(random, random.randint(9, 30)), bullet=bullet)
            ends.append(at)
            both = [(starts, beside[at]) for at, starts in sheet.heights.items() if at in beside]
            odd, alike = sum(a != b for a, b in both), sum(a and b for a, b in both)
            if odd > 2 and odd > alike:
                sheet.told.add(column)
            beside = sheet.heights
        y = min(ends) - 20
    return sheet


@given(looks, st.integers(0, 10_000))
def test_columns_are_read_one_after_the_other(look, seed):
    """Headings over all columns part them; nothing of one column stands among the lines of another."""
    sheet = columns_of(look, drawn_from(seed))
    assume(len(sheet.told) == look.columns - 1)

    assert read(sheet.done()) == sheet.lines


@pytest.mark.parametrize("engine", sorted(ENGINES))
@pytest.mark.parametrize("look", [Look(), Look(columns=3, bullets=True), Look(turn=90), Look(turn=270, drawn=90)])
def test_engines_agree_on_columns(look, engine):
    sheet = columns_of(look, drawn_from(1))

    assert read(sheet.done(), engine) == sheet.lines


def spent(data):
    """Return the sums of the tables, by their labels."""
    tables = parse(data).report.spend_tables
    return [[(line.category, f"{line.figures[0].money}") for line in t.lines] for t in tables]


@pytest.mark.parametrize("engine", sorted(ENGINES))
@pytest.mark.parametrize("drawn", [90, 180, 270])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_meant(turn, drawn, engine):
    """A wide table is often laid on its side; where its sums stand is told of the page as it is shown."""
    sheet = Sheet(Look(turn=turn, drawn=drawn))
    sheet.put(50, 780, "Actual spend 2013-14", bold=True)
    sheet.table(50, 750, 300, [("Hate crime", "£31,000"), ("Youth work", "£20,000"), ("Total", "£51,000")], drawn=True)

    document = read_pdf(sheet.done(), engine=engine)

    assert [line.text for line in document.lines[1:]] == [
        "Hate crime\t£31,000",
        "Youth work\t£20,000",
        "Total\t£51,000",
    ]
    box = document.lines[1].origin(11, 18).box
    wide, high = (HEIGHT, WIDTH) if drawn % 180 else (WIDTH, HEIGHT)
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    # the sum stands at 330 from the left and 90 from the top of the page as it is read
    assert (x, y) == pytest.approx(
        {90: (90, high - 330), 180: (wide - 330, high - 90), 270: (wide - 90, 330)}[drawn], abs=8
    )


def test_a_turned_page_gives_the_same_report():
    def printed(drawn):
        sheet = Sheet(Look(drawn=drawn))
        sheet.put(50, 780, "Actual spend 2013-14", bold=True, size=13)
        sheet.table(50, 750, 300, rows(drawn_from(3), 4), drawn=True)
        return sheet.done()

    assert [spent(printed(0))] * 3 == [spent(printed(drawn)) for drawn in (90, 180, 270)]
    assert len(spent(printed(90))[0]) == 4


@given(st.integers(0, 10_000), st.booleans(), st.floats(14, 60), st.integers(2, 5), st.integers(2, 5))
def test_tables_side_by_side_are_two(seed, drawn, gutter, left, right):
    """Each has headings of its own, and a total that is the sum of its own lines."""
    random = drawn_from(seed)
    sheet = Sheet(Look(size=10, leading=1.6))
    sheet.put(50, 790, "Brenkol Partnership: Annual Report 2013-14", bold=True, size=14)
    width = (WIDTH - 100 - gutter) / 2
    tables = [[("Category", "Actual spend"), *rows(random, count)] for count in (left, right)]
    for x, table in zip((50, 50 + width + gutter), tables, strict=True):
        sheet.table(x, 740, width, table, drawn=drawn)

    assert spent(sheet.done()) == [table[1:-1] for table in tables]


@given(st.integers(0, 10_000), st.booleans(), st.floats(16, 40), st.booleans())
def test_text_beside_a_table_is_no_part_of_it(seed, drawn, gutter, table_first):
    """Lines of the text stand between the rows of the table, or beside them."""
    random = drawn_from(seed)
    sheet = Sheet(Look(size=9, leading=1.35))
    sheet.put(
        50,
        790,
        "Brenkol Partnership: Actual spend in the year 2013-14 by the partnership and others",
        bold=True,
        size=13,
    )
    width = (WIDTH - 100 - gutter) / 2
    table = [("Category", "Actual spend"), *rows(random, 5)]
    places = [50, 50 + width + gutter]
    at, text = places if table_first else places[::-1]
    sheet.table(at, 740, width, table, drawn=drawn)
    y = 740.0
    for _ in range(3):
        y = sheet.flow(text, y, width, words(random, random.randint(14, 26)))

    assert spent(sheet.done()) == [table[1:-1]]


@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("drawn", [True, False])
def test_a_table_goes_on_overleaf(drawn, header):
    """With its headings printed again, or without."""
    sheet = Sheet(Look(size=10, leading=1.6))
    every = [
        (f"{name} {n}", f"£{1000 * n + 7:,}") for n, name in enumerate(["Youth work", "CCTV", "Hate crime"] * 3, 1)
    ]
    head = ("Category", "Actual spend")
    sheet.put(50, 790, "Brenkol Partnership: Annual Report 2013-14", bold=True, size=14)
    sheet.table(50, 120, 400, [head, *every[:4]], drawn=drawn)
    sheet.canvas.showPage()
    total = ("Total", f"£{sum(1000 * n + 7 for n in range(1, 10)):,}")
    sheet.table(50, 790, 400, [*([head] if header else []), *every[4:], total], drawn=drawn)
    result = parse(sheet.done())

    assert [every] == [[(x.category, str(x.figures[0].money)) for x in t.lines] for t in result.report.spend_tables]
    assert not [d for d in result.diagnostics if d.code == "PR401"]


GROUPS = {"Safer streets": ["£1,000", "£2,000"], "Young people": ["£3,000", "£4,500", "£500"]}


def merged(lift):
    """Print a table whose names are cells merged over rows, with the name at the top, in the middle or at the foot."""
    sheet = Sheet(Look(size=10))
    edges, step = [50, 200, 500], 18
    top = y = 750
    for x, head in zip(edges, ("Category", "Actual spend"), strict=False):
        sheet.put(x + 4, y - 13, head, bold=True)
    sheet.canvas.line(edges[0], y, edges[-1], y)
    y -= step
    sheet.canvas.line(edges[0], y, edges[-1], y)
    for label, sums in GROUPS.items():
        foot = y - step * len(sums)
        sheet.put(edges[0] + 4, {-13: y - 13, 0: (y + foot) / 2 - 4, 5: foot + 5}[lift], label)
        for amount in sums:
            sheet.put(edges[-1] - 4, y - 13, amount, right=True)
            y -= step
            sheet.canvas.line(edges[0] if y == foot else edges[1], y, edges[-1], y)
    for x in edges:
        sheet.canvas.line(x, top, x, y)
    return sheet.done()


@pytest.mark.parametrize("lift", [-13, 0, 5], ids=["top", "middle", "foot"])
def test_a_cell_merged_over_rows_belongs_to_each_of_them(lift):
    """Its text stands beside another row than the one it begins with; that it is shared breaks no law."""
    assert spent(merged(lift)) == [[(label, amount) for label, sums in GROUPS.items() for amount in sums]]
    assert not laws.broken(*read_and_parse(merged(lift)))


def test_a_result_beside_several_rows_of_money_is_told_once():
    """A cell of results that is merged over rows is one statement, under the first of them."""
    sheet = Sheet(Look(size=10))
    edges, rows = [50, 170, 270, 540], [750, 732, 714, 696, 678]
    for y, cells in zip(
        rows,
        [
            ("Project", "Actual spend", "Outcomes"),
            ("Boxing club", "£3,000", "It met 40 young people."),
            ("Youth work", "£5,000", "In all 14 went on to training."),
            ("Football", "£2,000", ""),
        ],
        strict=False,
    ):
        for x, text in zip(edges, cells, strict=False):
            sheet.put(x + 4, y - 13, text, bold=y == rows[0])
    for y in rows:
        sheet.canvas.line(edges[0], y, edges[2] if y == rows[3] else edges[3], y)
    for x in edges:
        sheet.canvas.line(x, rows[0], x, rows[-1])
    data = sheet.done()
    document, result = read_and_parse(data)

    assert spent(data) == [[("Boxing club", "£3,000"), ("Youth work", "£5,000"), ("Football", "£2,000")]]
    told = [s.text for s in result.report.statements]
    assert told == ["It met 40 young people.", "In all 14 went on to training."]
    assert not laws.broken(document, result)


def only_named(first, second):
    """The second row has nothing but the name of the first."""
    return attrs.evolve(second, origins=tuple(o for o in first.origins if o.field == "category"), figures=())


def named_in_part(first, second):
    """The second row has a part of the first one's name for its own."""
    origins = [attrs.evolve(o, end=o.start + 5, text=o.text[:5]) for o in first.origins if o.field == "category"]
    return attrs.evolve(second, category="Safer", origins=tuple(origins))


def with_the_same_sum(first, second):
    """The second row has the sum of the first one."""
    return attrs.evolve(second, figures=first.figures)


@pytest.mark.parametrize("doctored", [only_named, named_in_part, with_the_same_sum], ids=lambda f: f.__name__)
def test_rows_beside_a_merged_cell_share_nothing_but_its_text(doctored):
    """The law that lets each row have the name of the cell refuses what else two rows have in common."""
    document, result = read_and_parse(merged(0))
    (table,) = result.report.spend_tables
    first, second, *others = table.lines
    tables = (attrs.evolve(table, lines=(first, doctored(first, second), *others)),)
    shared = attrs.evolve(result, report=attrs.evolve(result.report, spend_tables=tables))
    assert [] != list(laws.overlapping(document, shared))


def test_two_short_columns_of_a_slide_need_not_meet_in_its_middle():
    """The second one begins a little left of it, and their paragraphs begin at heights of their own."""
    left = ["Children of the Brenk schools make a play", "about what can go wrong where they live:"]
    left += ["gangs that use them, strangers on the net,", "friends who are no friends."]
    left += ["At the end they act it before their families,", "who thereby hear the same."]
    right = ["The Odel fund gave us money so that Voosk could have", "it too. Each school had a workshop a week,"]
    right += [
        "with the same two workers.",
        "Before the first workshop and after the last the children",
        "were asked five.",
    ]
    canvas = Canvas("unused.pdf", pagesize=(720, 405), invariant=1)
    canvas.setFont("Helvetica", 11)
    for x, column, heights in ((43, left, (0, 15, 30, 45, 72, 87)), (337, right, (0, 15, 30, 57, 72))):
        for y, line in zip(heights, column, strict=True):
            canvas.drawString(x, 320 - y, line)

    assert [line.text for line in read_pdf(canvas.getpdfdata()).lines] == [*left, *right]
