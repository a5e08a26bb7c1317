"""Furniture: running heads and feet, page numbers, the menus of a web page."""

import itertools
import re
from collections import Counter
from collections.abc import Collection, Sequence

from pcc_report.layout.figures import is_numeric, is_unit, is_void, is_year
from pcc_report.layout.rows import FULL_STOP, Row
from pcc_report.values.dates import find_dates, find_periods, is_period
from pcc_report.vocabulary import Vocabulary, words_of

_PAGE_NUMBER = re.compile(
    r"(?!(?:19|20)\d\d\b)(?:-\s*)?(?:page|tudalen|p\.?)?\s*\d{1,4}(?:\s*(?:of|/|o)\s*\d{1,4})?\s*(?:-|:)?\Z",
    re.IGNORECASE,
)
_PAGE_OF = re.compile(r"(?!(?:19|20)\d\d\b)(?:page\s*)?\d{1,4}\s*(?:of|/)\s*\d{1,4}\Z", re.IGNORECASE)
_PAGE_WORD = re.compile(
    r"\d{1,4}\s*\|?\s*P\s?a\s?g\s?e\Z|(?:page|tudalen)\s*\d{1,4}(?:\s*(?:of|/|o)\s*\d{1,4})?\s*:?\Z",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"(?:tel(?:ephone)?:?\s*)?\(?0\d{2,5}\)?[\s\d]{5,12}\Z", re.IGNORECASE)
_LINK = re.compile(
    r"\b(?:pdf|doc|docx|xlsx?) icon\b|\bPDF\s+\d+\s?[KM]B\b|\(opens in (?:a )?new (?:window|tab)\)|«.*»",
    re.IGNORECASE,
)
_MARKDOWN_LINK = re.compile(r"!?\[(?:!\[[^\[\]]*\]\([^()]*\)|[^\[\]]*)\]\([^()]*\)")
"""A link or a picture as a converter to Markdown writes it: "[Back to top](#top)"."""
_MAY_BE_LINK = ("icon", "pdf", "opens in", "«")
"""What stands in every link, in small letters: quick to say no, which is the usual answer."""
_BREADCRUMB = re.compile(r"\S\s+[>»›]\s+\S.*\s[>»›]\s+\S|\A(?:home|hafan)\s+[>»›/]\s", re.IGNORECASE)
_CRUMB_SIGNS = ">»›/"
"""One of these stands in every trail of pages."""
_TRAIL = re.compile(r"(?:home|hafan)\s", re.IGNORECASE)
"""How a trail of pages begins that ends with the title of the page below it."""
_WEB_SHARE = 0.6
"""A line is furniture when at least this share of its words are a menu's words."""
_NEAR = 1.0
"""Points: lines that begin as near as this stand under each other."""
_EDGE_SHARE = 0.09
"""The part of a page's height at its top and foot where running heads stand."""
_FOOT_SHARE = 0.14
"""The part of a page's height at its foot where "Page 1 of 2" stands, as high as wide margins of a landscape page."""
_EDGE = 3
"""How many lines at a page's top and foot may be running heads."""


def find_furniture(rows: list[Row], vocabulary: Vocabulary, heights: dict[int, float]) -> set[int]:
    """Return the indices of the rows that are furniture; *heights* are those of the pages, where known."""
    copied = _copied(rows, vocabulary)
    found = {i for i in _running(rows, heights) | copied if not _is_of_cells(rows, i, vocabulary)}
    found |= _contents(rows, vocabulary) | _paragraph_numbers(rows)
    for i, row in enumerate(rows):
        if row.is_rule and len(row.segments) <= 1:
            found.add(i)
        elif i and _ends_cell(rows[i - 1], row):
            continue
        elif _PAGE_WORD.match(row.text) or _TELEPHONE.match(row.text):
            found.add(i)
        elif "|" in row.text and _is_beside_pipes(rows, i, found):
            continue  # a row of a table
        elif (
            (_is_menu(row, vocabulary) and not _is_letterhead(rows, i, vocabulary) and not _heads_figures(rows, i))
            or (i < _HEAD_LINES and _is_notice(row, vocabulary))
            or (i + _FOOT_LINES >= len(rows) and _is_foot(row, vocabulary))
        ):
            found.add(i)
        elif (
            i + 1 < len(rows)
            and "£" not in row.text
            and _TRAIL.match(row.text)
            and row.text.endswith(f" {rows[i + 1].text}")
        ):
            found.add(i)
    return found | {i for i in _menus(rows, found) if not vocabulary.bodies.hits(rows[i].text)}


def _is_letterhead(rows: list[Row], i: int, vocabulary: Vocabulary) -> bool:
    """Whether a word of menus is the first line of a large name at the top of a page, or of a body that is known.

    As "Home" is right over "Office".
    """
    own, below = rows[i].line, rows[i + 1].line if i + 1 < len(rows) else None
    if own.box is None or below is None or below.box is None or rows[i + 1].gap:
        return False
    if vocabulary.bodies.whole(f"{rows[i].text} {rows[i + 1].text}") and abs(rows[i].x0 - rows[i + 1].x0) < _NEAR:
        return True
    if i > 1:
        return False
    sizes = [r.line.size for r in rows[i + 2 : i + 2 + _NEAR_LINES] if r.line.size]
    alike = (own.size, own.bold) == (below.size, below.bold) and abs(rows[i].x0 - rows[i + 1].x0) < _NEAR
    return alike and bool(sizes) and (own.size or 0) > max(sizes) and not _is_menu(rows[i + 1], vocabulary)


def _heads_figures(rows: list[Row], i: int) -> bool:
    """Whether words of menus are the headings of a table: right below them is a row of as many cells with figures."""
    own, below = rows[i].segments, rows[i + 1].segments if i + 1 < len(rows) else ()
    return len(own) == len(below) and any(is_numeric(s.text) for s in below[1:])


_NEAR_LINES = 4
"""Lines below a letterhead, in smaller type."""


def _is_beside_pipes(rows: list[Row], i: int, found: set[int]) -> bool:
    """Whether the next line on either side, or that behind a page's foot, has pipes too."""
    behind = next((k for k in range(i + 1, i + 2 + _EDGE) if k not in found), i)
    return any("|" in rows[k].text for k in {i - 1, i + 1, behind} - {i} if 0 <= k < len(rows))


def _is_of_cells(rows: Sequence[Row], i: int, vocabulary: Vocabulary) -> bool:
    """Whether a line comes again where each cell has its own: the heading of a column, a cell without a sum.

    So does the upper of two lines of headings, and a name that several rows begin with.
    """
    row = rows[i]
    if row.line.box is not None:
        return False
    if len(row.segments) > 1 and all(_heads_column(part.text, vocabulary) for part in row.segments):
        return True
    if len(row.text) > _LONGEST_HEADING:
        return False
    bare = row.text.rstrip("| ")
    if not bare or is_void(bare) or (bare != row.text and is_numeric(bare)) or vocabulary.rows.whole(bare):
        return True
    if _is_barred(row) and any(_is_barred(rows[k]) for k in (i - 1, i + 1) if 0 <= k < len(rows)):
        return True
    periods = [(p.start, p.end) for p in find_periods(row.body.text)]
    return any(vocabulary.columns.whole(part.text) for part in row.body.split(periods))


_LONGEST_HEADING = 60


def _is_barred(row: Row) -> bool:
    """Whether a line is one cell with the bar behind it."""
    return row.text.endswith("|") and len(row.line.cells or ()) == 1


def _heads_column(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a part of a line is what columns are headed by: a year, a quarter, a unit, a word for what they hold."""
    return is_unit(text) or is_period(text) is not None or is_year(text) or bool(vocabulary.columns.whole(text))


def _ends_cell(above: Row, row: Row) -> bool:
    """Whether a line is right below cells of several, which it ends, and holds no words of a menu."""
    if len(above.segments) < _TWO_CELLS or row.gap:
        return False
    if above.line.box is None:
        begins = {x0 for x0, _ in above.places}
        return row.x0 > 0 and all(x0 in begins for x0, _ in row.places)
    return len(row.segments) == 1 and abs(row.x0 - above.x0) < _NEAR


def _menus(rows: list[Row], found: set[int]) -> set[int]:
    """Return the short lines that stand in one block with a menu's, where those are the most of the block."""
    more: set[int] = set()
    start = 0
    for i in range(1, len(rows) + 1):
        if i < len(rows) and not rows[i].gap:
            continue
        block = range(start, i)
        known = sum(k in found for k in block)
        short = all(len(rows[k].text.split()) <= 5 and "£" not in rows[k].text for k in block)
        if len(block) > 2 and short and known * 2 > len(block) and rows[start].line.box is None:
            more.update(block)
        start = i
    return more


def _margins(pages: dict[int, list[int]], rows: list[Row], heights: dict[int, float]) -> set[int]:
    """Return lines in small type at the very top or foot of a page, and page numbers there."""
    sizes = Counter(round(r.line.size or 0) for r in rows if r.line.box)
    body = sizes.most_common(1)[0][0] if sizes else 0
    found: set[int] = set()
    for page, members in pages.items():
        height = heights.get(page)
        if not height:
            continue
        for i in {*members[:2], *members[-2:]}:
            box = rows[i].line.box
            if box is None or _EDGE_SHARE * height < box.top < (1 - _EDGE_SHARE) * height:
                if box is not None and box.top > (1 - _FOOT_SHARE) * height and _PAGE_OF.match(rows[i].text):
                    found.add(i)
                continue
            small = (rows[i].line.size or body) < 0.9 * body and not _hangs_under_cells(rows, i)
            if small or _PAGE_NUMBER.match(rows[i].text) or any(_PAGE_OF.match(s.text) for s in rows[i].segments):
                found.add(i)
    return found


def _hangs_under_cells(rows: list[Row], i: int) -> bool:
    """Whether a line stands right under a row of a table in the same type: the end of one of its cells."""
    above, row = rows[i - 1], rows[i]
    same = i > 0 and above.line.page == row.line.page and above.line.size == row.line.size
    return same and not row.gap and len(above.segments) > _PAIR and any(abs(x - row.x0) < 1 for x, _ in above.places)


_PAIR = 2


def _running(rows: list[Row], heights: dict[int, float]) -> set[int]:
    pages: dict[int, list[int]] = {}
    for i, row in enumerate(rows):
        pages.setdefault(row.line.page, []).append(i)
    found = _margins(pages, rows, heights)
    if len(pages) < 2:
        return found
    seen: Counter[tuple[object, ...]] = Counter()
    edges: list[tuple[int, tuple[object, ...]]] = []
    for members in pages.values():
        keys = set[tuple[object, ...]]()
        for where, part in (("top", members[:_EDGE]), ("foot", members[-_EDGE:])):
            for i in part:
                line = rows[i].line
                place = (round(line.size or 0), round(line.box.top / 6)) if line.box else ()
                key = (where, _but_for_numbers(rows[i]), *place)
                edges.append((i, key))
                keys.add(key)
        seen.update(keys)
    found |= _page_numbers(pages, rows)
    running: list[tuple[int, tuple[object, ...]]] = []
    for i, key in edges:
        again = seen[key] > 1 and seen[key] * 2 >= len(pages) and rows[i].sum_cell is None
        if again and "£" not in rows[i].text and not rows[i].marker and not _leads(rows[i]):
            running.append((i, key))
    apart = found.union(i for i, _ in running)
    found |= {i for i, key in running if seen[key] > _BY_CHANCE or _is_outermost(i, key, apart, pages, rows)}
    return _without_tables(found | _counting(pages, rows, found), rows)


_BY_CHANCE = 2
"""Pages on which a line of the text may come to stand at one place."""


def _is_outermost(
    i: int, key: tuple[object, ...], running: Collection[int], pages: dict[int, list[int]], rows: Sequence[Row]
) -> bool:
    """Whether nothing but furniture stands between a line and the edge of its page."""
    members = pages[rows[i].line.page]
    at = members.index(i)
    return all(j in running for j in (members[:at] if key[0] == "top" else members[at + 1 :]))


def _but_for_numbers(row: Row) -> str:
    """Return what a line is compared by that is printed again with other numbers in it."""
    return re.sub(r"\d+", "#", row.text.casefold())


def _numbers_in(row: Row) -> list[int]:
    return [int(n) for n in re.findall(r"\d{1,4}", row.text)]


def _counting(pages: dict[int, list[int]], rows: list[Row], found: set[int]) -> set[int]:
    """Return the lines at the edges of pages that are alike but for a number which counts as the pages do.

    They are the first or the last of several pages but for what is furniture already, whether a foot of the file
    stands below them, as of a pack that it was taken from, or the page ends half way down.
    """
    counted: set[int] = set()
    for edge in (iter, reversed):
        alike: dict[str, list[int]] = {}
        for members in pages.values():
            at = next((i for i in edge(members) if i not in found), None)
            if at is not None and _may_count(rows[at]):
                alike.setdefault(_but_for_numbers(rows[at]), []).append(at)
        for places in alike.values():
            bare = [_PAGE_NUMBER.match(rows[i].text) is not None for i in places]
            numbers = [_numbers_in(rows[i]) for i in places]
            if all(bare):
                counts = any(map(_counts_on, zip(*numbers, strict=False)))
            else:
                offsets = zip(
                    *[[n - rows[i].line.page for n in own] for own, i in zip(numbers, places, strict=True)],
                    strict=False,
                )
                counts = any(len(set(of)) == 1 for of in offsets)
            if len(places) > 1 and counts:
                counted.update(places)
    return counted


def _may_count(row: Row) -> bool:
    """Whether a line may be one that a page's number stands in."""
    if _PAGE_NUMBER.match(row.text):
        return True
    numbered = _ENDS_COUNTED.search(row.text) is not None and len(row.text) <= _LONGEST_FOOT
    return numbered and "£" not in row.text and row.marker is None and len(row.segments) < _LEAST_CELLS


_ENDS_COUNTED = re.compile(
    r"(?:\A|[^\d.,/]\s*)[0-9]{1,4}(?:\s+of\s+[0-9]{1,4})?\Z|\A[0-9]{1,4}\s+\D|\bpage\s[0-9]{1,4}\b", re.IGNORECASE
)
"""A number at the end of a line or at its head, or one of a page."""
_LEAST_CELLS = 3


def _page_numbers(pages: dict[int, list[int]], rows: list[Row]) -> set[int]:
    """Return the page numbers at the edges of pages: those that count on from page to page, if they are bare."""
    found: set[int] = set()
    bare: list[tuple[int, int]] = []
    for page, members in pages.items():
        for i in {members[0], members[-1]}:
            if rows[i].line.box is None and rows[i].text.isdecimal():
                bare.append((i, int(rows[i].text) - page))
            elif _PAGE_NUMBER.match(rows[i].text):
                found.add(i)
    times = Counter(offset for _, offset in bare)
    return found | {i for i, offset in bare if times[offset] > 1 or offset in (0, -1)}


def _leads(row: Row) -> bool:
    """Whether a line leads to what stands below it, as the label of a form does, and is no running head."""
    return row.text.endswith(":") and not _PAGE_WORD.match(row.text)


def _contents(rows: list[Row], vocabulary: Vocabulary) -> set[int]:
    """Return the lines of a table of contents: under its heading, each with a page number that does not fall."""
    found: set[int] = set()
    for i, row in enumerate(rows):
        if vocabulary.furniture.whole(row.text) != "contents":
            continue
        page = 0
        for k in range(i + 1, len(rows)):
            match = _CONTENT.search(rows[k].text)
            if match is None or int(match[1]) < page or "£" in rows[k].text:
                break
            page = int(match[1])
            found.update((i, k))
    return found | _page_ranges(rows)


def _page_ranges(rows: list[Row]) -> set[int]:
    """Return the lines of a table of contents without a heading: the pages of each begin where those above it end."""
    found: set[int] = set()
    run: list[int] = []
    last = 0
    for i, row in enumerate(rows):
        numbered = row.text[-1].isdigit() and row.text[0].isalpha()
        match = _PAGES.search(row.text[-_LONGEST_PAGES:]) if numbered else None
        first, end = (int(match[1]), int(match[2] or match[1])) if match is not None else (0, 0)
        if run and first == last + 1 and end >= first:
            run.append(i)
        else:
            run = [i] if first == 1 and end > 1 else []
        last = end
        if len(run) >= _LEAST_CONTENTS:
            found.update(run)
    return found


_PAGES = re.compile(r"(?<=[\s.…_])([0-9]{1,3})(?:\s?[-–]\s?([0-9]{1,3}))?\Z")
_LONGEST_PAGES = 20
_LEAST_CONTENTS = 4


def _paragraph_numbers(rows: list[Row]) -> set[int]:
    """Return the numbers of sections and paragraphs that stand on lines of their own: 2, 2.1, 2.2, 3, 3.1.

    Each must be the one that follows the last, so that no figure of a table is taken for one.
    """
    found: list[int] = []
    last: tuple[int, ...] = (0,)
    for i, row in enumerate(rows):
        match = _PARAGRAPH.fullmatch(row.text)
        if match is None:
            continue
        number = tuple(int(part) for part in match[0].rstrip(".").split("."))
        after = {(*last, 1), *((*last[:k], last[k] + 1) for k in range(len(last)))}
        if number in after or (not found and number in _FIRSTS):
            found.append(i)
            last = number
    dotted = sum("." in rows[i].text.rstrip(".") for i in found)
    return set(found) if dotted >= _LEAST_DOTTED else set()


_PARAGRAPH = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}\.?")
_FIRSTS = ((1,), (1, 0), (1, 1), (2,), (2, 1))
"""Where the numbers of a report may begin, whose first page may be missing."""
_LEAST_DOTTED = 3


_CONTENT = re.compile(r"[^\W\d_].*?[\s.…_]([0-9]{1,3})(?:\s*[-–]\s*[0-9]{1,3})?\Z")


def _copied(rows: list[Row], vocabulary: Vocabulary) -> set[int]:
    """Return the running heads, feet and page numbers that copying left between the lines of a text.

    They are lines far apart that are alike but for a number which counts on by one, the lines beside them
    that come again, and what else breaks into the sentence that such a line breaks into.
    """
    alike: dict[str, list[int]] = {}
    for i, row in enumerate(rows):
        plain = (
            row.line.box is None
            and not row.marker
            and "£" not in row.text
            and not _CELL.fullmatch(row.text)
            and not _THOUSANDS.search(row.text)
            and not row.is_field
            and not _are_figures(row)
        )
        if plain and len(row.text) <= _LONGEST_HEAD:
            alike.setdefault(_but_for_numbers(row), []).append(i)
    numbered: set[int] = set()
    for key, places in sorted(alike.items(), key=lambda a: -len(a[0])):
        if "#" not in key or len(places) < (3 if key == "#" else 2):
            continue
        numbers = [_numbers_in(rows[i]) for i in places]
        wordy = len(places) >= _MANY and len(_WORDS.findall(key)) >= _MANY_WORDS
        step = _FAR if key == "#" else _APART // 2 if wordy else _APART
        apart = all(b - a >= step for a, b in itertools.pairwise(places))
        beside = key == "#" and all({i - 1, i + 1} & numbered for i in places)
        of_parts = numbers[0][-1:] == [1] and all(_PART.search(rows[i].text) for i in places)
        counted = any(map(_counts_on, zip(*numbers, strict=False))) or _are_spreads(numbers)
        if (apart or beside) and not of_parts and counted and not _is_date(rows[places[0]].text):
            numbered.update(places)
        labelled = wordy and _rise(numbers) and all(_PAGE_LABEL.match(rows[i].text) for i in places)
        if labelled:
            numbered.update(places)
            numbered.update(i + 1 for i, n in zip(places, numbers, strict=True) if _is_number(rows, i + 1, n[0]))
            if numbers[0][0] == 1 and places[0] < _FRAME:
                # the page of the site that shows the document, but for the title that it gives
                numbered.update(i for i in range(places[0]) if len(rows[i].text.split()) < _TITLE_WORDS)
    numbered |= (
        _numbered_heads(rows, alike, vocabulary)
        | _titled_feet(rows, alike)
        | _numbered_markings(rows, alike, vocabulary)
    )
    marks = numbered | {i for i, r in enumerate(rows) if r.line.box is None and _PAGE_WORD.match(r.text)}
    found = set(numbered)
    for key, places in alike.items():
        if key == "#":
            continue  # figures that stand beside a page's number
        plain_ones = [i for i in places if not _is_of_table(rows[i]) and not _leads(rows[i])]
        sides = ([i for i in plain_ones if marks & {i + step, i + 2 * step}] for step in (-1, 1))
        neighbours = max(sides, key=len)
        behind = sum(i > _HEAD_LINES for i in places)
        if len(neighbours) > 1 and len(neighbours) * 2 >= behind:
            found.update(i for i in neighbours if i > _HEAD_LINES)
    for i in sorted(marks):
        first, last = i, i
        while first - 1 in found:
            first -= 1
        while last + 1 in found:
            last += 1
        if first < 2 or last + 1 == len(rows):
            continue
        below = rows[last + 1]
        if below.is_lower and not below.marker and below.line.cells is None and not is_void(below.text):
            head, above = rows[first - 1], rows[first - 2]
            if head.gap and not below.gap:
                continue  # white space stands before the head and none behind it: it begins what goes on below
            open_ended = len(above.text) > _SHORTEST and not above.ends_sentence and "£" not in head.text
            if open_ended and head.text[:1].isupper() and len(head.text) <= _LONGEST_HEAD and not head.ends_sentence:
                found.add(first - 1)
    return found


def _is_date(text: str) -> bool:
    """Whether a line is nothing but a day, which follows another by chance."""
    return any((d.start, d.end) == (0, len(text)) for d in find_dates(text))


_THOUSANDS = re.compile(r"\d,\d{3}")
_MANY = 3
_MANY_WORDS = 6
"""Words of a line that is no heading of parts: it may come again soon, where pages are short."""
_WORDS = re.compile(r"[^\W\d_]{2,}")
_FRAME = 30
"""Lines before a transcript begins."""
_TITLE_WORDS = 4
_PAGE_LABEL = re.compile(r"(?:page|slide|tudalen)\s[0-9]{1,3}\b\s*[:|–-]", re.IGNORECASE)
"""How transcripts begin the text of each page: "Page 12: Anytown plan"."""
_PART = re.compile(r"[^\W\d_]\s[0-9]{1,2}:?\Z")
"""A heading of one of several parts, "Priority 1", "Awards - Lot 2"; they count from 1, as page numbers seldom do."""
_CELL = re.compile(r"[-–—]|n/a|tb[ac]|nil|0|\(?-?[\d, ]*\d[.,]\d+\)?", re.IGNORECASE)
"""A cell that was copied on a line of its own, beside which page numbers stand too."""


def _are_figures(row: Row) -> bool:
    """Whether marked cells hold several figures and no word: a row of a table, as that of a total without a label."""
    cells = [row.line.text[a:b].strip() for a, b in row.line.cells or () if b > a]
    return len(cells) > 1 and all(map(is_numeric, cells))


def _is_of_table(row: Row) -> bool:
    return len(row.segments) > 2 or row.line.cells is not None


def _counts_on(numbers: Sequence[int]) -> bool:
    return all(b - a == 1 for a, b in itertools.pairwise(numbers))


def _is_number(rows: Sequence[Row], i: int, number: int) -> bool:
    return i < len(rows) and rows[i].text == str(number)


def _rise(numbers: Sequence[Sequence[int]]) -> bool:
    return all(above[0] < below[0] for above, below in itertools.pairwise(numbers))


def _are_spreads(numbers: Sequence[Sequence[int]]) -> bool:
    """Whether lines hold the numbers of two pages that lie open side by side, further on in each line."""
    ends = [(n[0], n[-1]) for n in numbers if n]
    rising = all(below[0] > above[1] for above, below in itertools.pairwise(ends))
    return len(ends) == len(numbers) and rising and all(last == first + 1 for first, last in ends)


def _numbered_heads(rows: list[Row], alike: dict[str, list[int]], vocabulary: Vocabulary) -> set[int]:
    """Return page numbers that each stand beside the same line, and rise: of a copy that left pages out.

    Beside the last heading of a table that is printed again stands the first figure of a page.
    """
    lone = set(alike.get("#", ()))
    found: set[int] = set()
    for key, places in alike.items():
        if "#" in key or len(places) < 3 or vocabulary.columns.whole(rows[places[0]].text):
            continue
        for step in (-1, 1):
            numbers = [i + step for i in places if i + step in lone]
            values = [int(n) if (n := rows[i].text).isdecimal() else 0 for i in numbers]
            rising = all(a < b for a, b in itertools.pairwise(values))
            if rising and len(numbers) > 2 and len(numbers) * 2 >= len(places):
                found.update(numbers)
    return found


def _titled_feet(rows: list[Row], alike: dict[str, list[int]]) -> set[int]:
    """Return lines with a line of the document's head among their cells and a page number that rises at their end.

    A copy that left pages out has them, whose numbers do not count on.
    """
    head = {row.text.casefold() for row in rows[:_FRAME] if len(row.text) >= _LEAST_TITLE}
    found: set[int] = set()
    for key, places in alike.items():
        cells = rows[places[0]].segments
        if len(places) < _MANY or not key.endswith("#") or len(cells) < _TWO_CELLS:
            continue
        titled = any(cell.text.casefold() in head for cell in cells[:-1])
        *same, pages = zip(*(_numbers_in(rows[i]) for i in places), strict=True)
        if titled and all(len(set(n)) == 1 for n in same) and all(a < b for a, b in itertools.pairwise(pages)):
            found.update(places)
    return found


_TWO_CELLS = 2
_LEAST_TITLE = 10
"""Signs of a line that is long enough to be a title, and no cell's word."""


def _numbered_markings(rows: list[Row], alike: dict[str, list[int]], vocabulary: Vocabulary) -> set[int]:
    """Return page numbers that count on, each beside a marking, or a line that says again what the head says.

    Two pages are enough then, for what no copy keeps for any other purpose.
    """
    lone = alike.get("#", ())
    heads = [row.text.casefold() for row in rows[:_HEAD_LINES] if len(row.text.split()) > 1]
    found: set[int] = set()
    for step in (-1, 1):
        beside: dict[str, list[int]] = {}
        for i in lone:
            if 0 <= i + step < len(rows) and rows[i].text.isdecimal():
                beside.setdefault(rows[i + step].text.casefold(), []).append(i)
        for text, places in beside.items():
            known = vocabulary.furniture.whole(text) == "print" or any(h in text for h in heads)
            if known and len(places) > 1 and _counts_on([int(rows[i].text) for i in places]):
                found.update(i + k for i in places for k in (0, step))
    return found


_LONGEST_HEAD = 400
_SHORTEST = 30
_HEAD_LINES = 14
"""Lines in which a running head is printed as what it is for the first time: the title, or who reports."""
_APART = 4
_FAR = 8
"""Lines between two running heads; numbers that count on in lines nearer to each other number a list."""


def _without_tables(found: set[int], rows: list[Row]) -> set[int]:
    """Keep a table's header that is printed again on each page: its segments say that it is no running head.

    No column is headed "Page 3 of 5": that is the foot of a sheet, beside the names of the file and the sheet.
    """
    return {i for i in found if len(rows[i].segments) < 3 or any(_PAGE_WORD.match(s.text) for s in rows[i].segments)}


def _is_notice(row: Row, vocabulary: Vocabulary) -> bool:
    """Whether a sentence at the top of a page speaks of the page itself, its cookies or its address."""
    return "£" not in row.text and any(h.meaning == "notice" for h in vocabulary.furniture.hits(row.text))


def _is_foot(row: Row, vocabulary: Vocabulary) -> bool:
    """Whether a line at the end of a page leads on to other pages, or asks for the visitor's opinion."""
    if row.line.box is not None or row.marker or any(c in row.text for c in "£|\t") or len(row.segments) > 1:
        return False
    if row.text.startswith("©"):
        return True
    hits = [
        h
        for h in vocabulary.furniture.hits(row.text)
        if h.start == 0 and (h.meaning == "foot" or (h.meaning == "web" and row.text[h.end :].startswith(":")))
    ]
    short = len(row.text.split()) <= _FOOT_WORDS and not FULL_STOP.search(row.text)
    return bool(hits) and (short or (any(h.words > 1 for h in hits) and len(row.text) < _LONGEST_FOOT))


_MENU = 3
"""Words of a menu that stand apart in one line."""
_FOOT_LINES = 12
_FOOT_WORDS = 8
_LONGEST_FOOT = 140


def _is_menu(row: Row, vocabulary: Vocabulary) -> bool:
    small = row.text.lower()
    if any(map(small.__contains__, _MAY_BE_LINK)) and _LINK.search(row.text):
        return True
    if "](" in row.text and not _MARKDOWN_LINK.sub("", row.text).strip(" |·•\t"):
        return True
    if row.marker:
        return vocabulary.furniture.whole(row.body.text) == "web"
    if len(row.text) > 200 or "£" in row.text or (row.is_lower and (row.line.box is not None or row.ends_sentence)):
        return False  # the end of what stands above it
    if any(map(small.__contains__, _CRUMB_SIGNS)) and _BREADCRUMB.search(row.text):
        return True
    if row.line.box is None and len(row.segments) >= _MENU and not any(map(str.isdigit, row.text)):
        cells = [part.text for part in row.segments]
        known = sum(vocabulary.furniture.whole(text) == "web" for text in cells)
        if known * 2 >= len(cells) and all(len(text.split()) <= _TITLE_WORDS for text in cells):
            return True
    parts = [p.strip() for p in row.text.split("|")]
    if len(parts) > 2 and all(0 < len(p.split()) <= 4 for p in parts) and not any(map(str.isdigit, row.text)):
        return True
    words = words_of(row.text)
    hits = [h for h in vocabulary.furniture.hits(row.text) if h.meaning not in ("notice", "foot")]
    if any(h.meaning == "opening" and h.start < 3 for h in hits):
        return True
    covered = sum(h.words for h in hits)
    if not words or not hits:
        return False
    lone = len(words) == 1 and row.text.endswith(":")
    return covered >= _WEB_SHARE * len(words) and not lone
