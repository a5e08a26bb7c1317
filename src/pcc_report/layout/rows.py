"""`Row`: a printed line with what its shape alone tells."""

import itertools
import re
from collections import Counter

import attrs

from pcc_report.layout.cell_headers import heads_figures
from pcc_report.layout.figures import is_unit, is_void
from pcc_report.layout.markers import Marker, find_marker
from pcc_report.layout.runs import HASHES, SMALLER, Run
from pcc_report.source import Line, SourceDocument
from pcc_report.values.dates import find_dates, is_period
from pcc_report.values.money import ScannedMoney, scan_cell
from pcc_report.vocabulary import Vocabulary

_LONE_BULLETS = frozenset("-–—•*●○▪■◦·►➢o\uf0b7")
_DRAWN = frozenset("-–—=_─━═")
_RULE = re.compile(r"[\s\-–—=_|:+.*~─━═]+\Z")
_SEPARATOR = re.compile(r"[\s:=–—\-.…|]+\Z")
_STRONG_SEPARATOR = re.compile(r"(?:[:=–—…]|\s-|\.{3,}|\s\|)\s*\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\.?\Z")
_LABELLED = re.compile(r"([^:]{2,60}?)\s*:(?:\s+\S|\Z)")
_COUNTED = re.compile(r"\s*(\w+)\s+\d{1,2}\s*(?:[:.)]|[-–—](?=\s))\s*\S")
_WORD = re.compile(r"[^\W\d_]{4,}")
_DIGIT = re.compile(r"\d")
FULL_STOP = re.compile(r"[.!?][\"'”’)\]]*\Z")
_MANY = 6
"""How often a step down the page must come to count as usual for a size of type."""
LONGEST_LINE = 20_000
"""Characters of a line that is laid out; a longer one is no line that anybody printed, and is left unread."""
MAX_LABEL = 200
"""Characters of a label before a sum at a line's end; more is a sentence."""

TOTAL_ASIDE = re.compile(r"\w\)?\s+\(£\s?\d[^()]{0,20}\)\Z")
"""A total in brackets at the end of a heading, as in "Projects funded (£69,874)"."""


@attrs.define(eq=False)
class Row:
    """A non-blank line of the document."""

    line: Line
    text: str
    """Without blanks at its ends."""
    start: int
    """Offset of ``text`` in the line."""
    marker: Marker | None
    body: Run
    """The line's text behind its marker."""
    gap: bool
    """Whether white space above sets it apart: a blank line, or a wide step down the page."""
    x0: float
    x1: float
    is_rule: bool
    """Whether it is drawn with dashes and holds no word."""
    goes_on: bool = False
    """Whether the lines around show that it carries on the sentence of the line above."""
    bullet: Line | None = None
    """The line above, where it is nothing but this line's bullet."""
    is_field: bool = False
    """Whether it starts with a label of forms, as in "Date: 3 May"."""
    is_heading: bool = False
    """Whether Markdown marks it as one: "## What was done"."""
    is_form: bool = False
    """Whether it is a label of forms and, behind a gap, its value, as in "Report of     The Treasurer"."""
    is_counted: bool = False
    """Whether it starts with a word that only counts, as in "Measure 2: ..."."""
    segments: list[Run] = attrs.field(factory=list)
    """What stands apart on it, without the marker."""
    places: list[tuple[float, float]] = attrs.field(factory=list)
    """x0 and x1 of each of ``segments``."""
    sum_cell: ScannedMoney | None = None
    """The sum, if all of the line is one."""
    end_sum: tuple[Run, Run] | None = None
    """Label and sum, if the line is a label with one sum at its end."""

    def take_bullet(self, above: "Row") -> None:
        """Take the line above, which is nothing but a bullet, for this line's."""
        lead = len(self.line.text) - len(self.line.text.lstrip())
        is_number = above.text not in _LONE_BULLETS
        self.marker, self.body = Marker(above.text, 0, lead, is_number=is_number), _behind(self.line, lead)
        self.gap, self.bullet = above.gap, above.line

    def drop_marker(self) -> None:
        """Take what looked like a marker for the line's first cell."""
        self.marker, self.body = None, _behind(self.line, 0)
        self.segments = [Run([(self.line, s.start, s.end)]) for s in self.line.segments]
        self.places = [(s.x0, s.x1) for s in self.line.segments]

    @property
    def indent(self) -> float:
        """How far the line is set in, as if all columns of its page stood under each other."""
        return self.x0 - (self.line.zone.shift if self.line.zone else 0.0)

    @property
    def is_plain(self) -> bool:
        """Whether the line is one text: no marked cells, nothing that stands apart on it, and no marker."""
        return self.line.cells is None and len(self.segments) == 1 and self.marker is None

    @property
    def ends_sentence(self) -> bool:
        """Whether the line ends as a sentence does."""
        return FULL_STOP.search(self.text) is not None

    @property
    def is_lower(self) -> bool:
        """Whether the first letter is a small one, as in a line that goes on."""
        body = self.text[self.marker.end - self.start :] if self.marker else self.text
        return body.lstrip("(\"'“‘")[:1].islower()


def make_rows(document: SourceDocument, vocabulary: Vocabulary) -> list[Row]:
    """Return a row for each non-blank line, in reading order; those over `LONGEST_LINE` have none."""
    pitches = _usual_pitch(document)
    spaced = _double_spaced(document)
    rows: list[Row] = []
    blank = True
    before: Line | None = None
    counted = 0
    numbered: Marker | None = None
    for line in document.lines:
        if line.is_blank and not line.text.strip():
            blank = True
            continue
        if len(line.text) > LONGEST_LINE:
            blank = True
            continue
        gap = blank if line.box is None else _is_apart(before, line, pitches)
        if gap and before is not None and line.page in spaced:
            gap = _ends_paragraph(before.text, line.text, spaced[line.page])
        row = _row(line, gap=gap, numbered=numbered, vocabulary=vocabulary)
        if row.marker is not None and row.marker.is_number and row.marker.depth > 1:
            numbered = row.marker
            counted = int(row.marker.text.lstrip("(").split(".")[0])
        if row.marker is not None and row.marker.is_bare:
            if counted < int(row.marker.text) <= counted + _STEP:
                counted = int(row.marker.text)
            else:
                row.drop_marker()
        row.goes_on = not gap and line.page in spaced
        alone = bool(rows) and _is_lone_bullet(rows, row) and not _is_among_cells(rows, line.text.strip(), vocabulary)
        if alone and row.marker is None and not row.gap and row.sum_cell is None:
            row.take_bullet(rows.pop())
        rows.append(row)
        before, blank = line, False
    return rows


def _behind(line: Line, start: int) -> Run:
    """Return the text of a line from an offset on."""
    return Run([(line, start, len(line.text))])


def _is_lone_bullet(rows: list[Row], row: Row) -> bool:
    """Whether the last row is nothing but a bullet, or in a text the number of a list over the words of its item."""
    above = rows[-1].text
    return above in _LONE_BULLETS or (
        row.line.box is None and _LONE_NUMBER.fullmatch(above) is not None and _WORD.search(row.text) is not None
    )


_LONE_NUMBER = re.compile(r"\d{1,2}[.)]")


def _is_among_cells(rows: list[Row], below: str, vocabulary: Vocabulary) -> bool:
    """Whether the last row, a lone dash, is a cell without a sum among the cells of a table, and no bullet."""
    if is_void(below) or len(rows) == 1:
        return is_void(below)
    above = rows[-2]
    return above.sum_cell is not None or is_void(above.text) or heads_figures(above.text, vocabulary)


def _row(line: Line, *, gap: bool, numbered: Marker | None, vocabulary: Vocabulary) -> Row:
    text = line.text.strip()
    start = len(line.text) - len(line.text.lstrip())
    marker = find_marker(line.text, above=numbered)
    at = marker.end if marker else 0
    body = _behind(line, at)
    hashed = text[:1] == "#"
    if "**" in text or hashed:
        text = _behind(line, 0).text or text
    segments, places = [], []
    for seg in line.segments:
        begin = max(seg.start, at)
        if begin < seg.end:
            is_all = begin == at and seg.end == len(line.text)
            segments.append(body if is_all else Run([(line, begin, seg.end)]))
            places.append((seg.x0, seg.x1))
    row = Row(
        line=line,
        text=text,
        start=start,
        marker=marker,
        body=body,
        gap=gap,
        x0=line.segments[0].x0 if line.segments else 0.0,
        x1=line.segments[-1].x1 if line.segments else 0.0,
        is_rule=len(text) > 2 and _RULE.match(text) is not None and sum(c in _DRAWN for c in text) > 1,
        segments=segments,
        places=places,
    )
    row.is_heading = hashed and line.box is None and HASHES.match(line.text) is not None
    row.is_form = len(segments) == 2 and not marker and _is_form(segments[0].text, segments[1].text, vocabulary)
    label = _LABELLED.match(text) if ":" in text else None
    row.is_field = label is not None and is_label(label[1], vocabulary)
    if not row.is_rule and _DIGIT.search(text) is not None:
        counted = _COUNTED.match(text)
        row.is_counted = counted is not None and vocabulary.prompts.whole(counted[1]) == "numbered"
        _find_sums(row, vocabulary)
    return row


DATE_LABELS = frozenset(("published", "other_date", "updated", "start", "end"))
"""Labels whose values are dates."""
HEAD_LABELS = frozenset(("title", "organisation", "funder", "period", "other")) | DATE_LABELS
"""Labels that stand in the head of a report and not over the columns of a table."""


def is_label(label: str, vocabulary: Vocabulary) -> bool:
    """Whether words before a colon are the label of a form, or say that a result is told behind them."""
    return vocabulary.labels.whole(label) is not None or vocabulary.headings.whole(label) == "outcome"


def _is_form(label: str, value: str, vocabulary: Vocabulary) -> bool:
    meaning = vocabulary.labels.whole(label)
    if meaning not in HEAD_LABELS or label.endswith(":"):
        return False
    if meaning == "period" or meaning in DATE_LABELS:
        return is_period(value) is not None or any(d.start == 0 for d in find_dates(value))
    header = vocabulary.labels.whole(value) or vocabulary.columns.whole(value) or is_period(value)
    return not header and _WORD.search(value) is not None


def _find_sums(row: Row, vocabulary: Vocabulary) -> None:
    body = row.body
    cell = scan_cell(body.text) if len(body.text) < 60 else None
    year = _YEAR.match(body.text) is not None
    if cell is not None and cell.kind == "sum" and not year and not (cell.doubt and _WORD.search(body.text)):
        row.sum_cell = cell
    else:
        row.end_sum = split_sum(body, vocabulary)


_SPACED = r"£\s?[1-9]\d{0,2}(?:\s\d{3})+(?:\.\d\d)?(?![\d,])"
_TAIL_SUM = r"(?:[£$€(\-−–+]+|£\s)?\d[\d,]*(?:\.\d+)?(?:%|(?:[km]|mn|million|bn|billion)\b)?\)?\*?"
NUMBER_TOKEN = rf"(?:{_SPACED}|{_TAIL_SUM}|-|–|nil|n/a|TBC)"
"""A number as columns of sums have them, or a sign for none."""
_NO_NUMBER = r"not (?:yet )?(?:known|set|available|agreed|received)"
"""What may stand in the place of a number, behind others."""
_CHANGE = r"(?:up|down|over|under|about|around|almost|nearly|(?:more|less|fewer) than)\s\d[\d,.]*%?"
"""A number with its direction or qualifier, which may stand behind others: "872 921 Up 5.6%"."""
_BEHIND = rf"(?:{NUMBER_TOKEN}|{_NO_NUMBER}|{_CHANGE})"
_TAIL_NUMBERS = re.compile(rf"(?:(?<=\s)|\A|(?<=[—–])(?=£)){NUMBER_TOKEN}(?:\s+{_BEHIND})*\s*\Z", re.IGNORECASE)
_TOKEN = re.compile(_BEHIND, re.IGNORECASE)
WEIGHTY = re.compile(r"£|\d,\d{3}|\d{4,}|\d\.\d")


_SHARE = re.compile(r"\(\d{1,3}(?:\.\d+)?\s?%\)")
"""A share in brackets, which ends a name: "Match funding (20%)"."""


def is_packed(row: Row) -> bool:
    """Whether a row's last cell is several numbers that only single blanks part, as some copies have them."""
    if len(row.segments) != 2 or row.line.box is not None:
        return False
    last = row.segments[-1].text
    match = _TAIL_NUMBERS.match(last)
    return match is not None and match.end() == len(last) and len(_TOKEN.findall(last)) > 1


def is_small_print(above: Row, row: Row) -> bool:
    """Whether a line right under the first cell of a row, in smaller type, says more of what is named there."""
    line, last = row.line, above.line
    if line.box is None or last.box is None or len(row.segments) != 1 or len(above.segments) < _TWO or row.marker:
        return False
    begins = line.page == last.page and abs(row.x0 - above.x0) < _EDGE and row.x1 < above.places[1][1]
    smaller = _SMALLEST < (line.size or 0) / (last.size or 10) < SMALLER
    return begins and smaller and line.box.top - last.box.bottom < _STEP_DOWN * (last.size or 10)


_STEP_DOWN = 0.6
"""Of the size of the type of a name: the white space at most between it and what explains it."""
_SMALLEST = 0.5
"""Of the size of the type of a name: how large that is at least in which it is explained right below."""
_TWO = 2
_EDGE = 2.0
"""Points: lines that begin as near as this begin at one place."""


def tail_numbers(run: Run) -> tuple[Run, list[Run]] | None:
    """Return the label and the numbers at the end of a line, as text copied from a table has them; None without.

    "Staffing 120,000 118,500 (1,500)" is a label and three numbers. A line that ends as a sentence, or whose
    numbers are small counts, is none.
    """
    text = run.text
    if len(text) > MAX_LABEL:
        return None
    match = _TAIL_NUMBERS.search(text[-120:])
    if match is None:
        return _glued_numbers(run)
    start = max(len(text) - 120, 0) + match.start()
    numbers = [(start + m.start(), start + m.end()) for m in _TOKEN.finditer(text[start:])]
    label = text[:start].rstrip(" :=.…–—-")
    if numbers and all(b - a > 1 and is_unit(text[a:b]) for a, b in numbers):
        return None  # headings with the unit of what stands under them, "Budget £000"
    if len(label.split()) > 14 or _SHARE.fullmatch(text[start:].strip()):
        return None
    if label.endswith("?") and "£" not in text[start:]:
        return None  # the answer to a question, which counts anything
    if label and (not any(map(str.isalpha, label)) or (" /" in label and any(map(str.isdigit, label)))):
        return None  # numbers alone, or the last of several values that strokes part
    return run.cut(0, len(label)), [run.cut(a, b) for a, b in numbers]


def _glued_numbers(run: Run) -> tuple[Run, list[Run]] | None:
    """Return the label and the numbers of a line whose cells a copy ran together: "Budget310.3312.11.8".

    Numbers of so many places each, with a pound sign each or with thousands set apart can be told in one way only.
    """
    tail = _GLUED.search(run.text)
    if tail is None:
        return None
    ways = [cut for number in _IN_GLUE if len(cut := number.findall(tail[0])) > 1 and "".join(cut) == tail[0]]
    if len(ways) != 1:
        return None
    edges = [tail.start(), *itertools.accumulate(map(len, ways[0]), initial=tail.start())][1:]
    return run.cut(0, tail.start()), [run.cut(a, b) for a, b in itertools.pairwise(edges)]


_GLUED = re.compile(r"(?<=[^\W\d_])[£(\-−–]{0,3}\d[\d,.£()\-−–]{4,60}\Z")
_WHOLE = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
_IN_GLUE = tuple(
    re.compile(rf"\(?[\-−–]?{sign}\)?")
    for sign in (rf"(?!£){_WHOLE}\.\d", rf"(?!£){_WHOLE}\.\d\d", rf"£{_WHOLE}(?:\.\d\d)?", r"\d{1,3}(?:,\d{3})+")
)
"""Numbers of one place, of two places, with pound signs, or with their thousands set apart."""


def split_sum(run: Run, vocabulary: Vocabulary) -> tuple[Run, Run] | None:
    """Return (label, sum) if *run* is a label with its only sum at the end; a sentence that leads up to it is none."""
    text = run.text
    if len(text) > MAX_LABEL * 2:
        return None
    found = run.sums
    if len(found) != 1:
        return _bare_end(run, vocabulary) if not found else None
    (money,) = found
    label = text[: money.start]
    ends = TAIL.match(text[money.end :]) is not None
    if label.rstrip().endswith("("):
        label = label.rstrip().rstrip("(")
    named = _SEPARATOR.sub("", label)
    if text.endswith(".") and len(label.split()) >= _SENTENCE_WORDS and not _STRONG_SEPARATOR.search(label):
        return None  # "One project could not find a hall and gave back £3,750."
    if ends and named and len(label) <= MAX_LABEL and _is_label(label, vocabulary):
        return run.cut(0, len(named)), run.cut(money.start, money.end)
    return None


_SENTENCE_WORDS = 6
TAIL = re.compile(r"[\s.;,*†)\]]*(?:\b(?:and|ex\.? VAT|inc\.? VAT|plus VAT)\b)?[\s.;,]*\Z", re.IGNORECASE)


def item_sum(run: Run, vocabulary: Vocabulary) -> tuple[Run, Run] | None:
    """Return (label, sum) of an item that ends or starts with its only sum, a lead word between them or none.

    As in "a hate crime service for £80,000", "a reporting line (£25,000)" and "£1.7m for victim services; and".
    """
    found = [m for m in run.sums if m.kind == "sum"]
    if len(found) != 1 or found[0].money is None:
        return None
    (money,) = found
    before, after = run.text[: money.start], run.text[money.end :]
    if TAIL.match(after) and before.strip(" (["):
        label = before.rstrip(" ([:=–—-")
        words = label.split()
        while len(words) > 1 and vocabulary.context.whole(words[-1]) == "lead":
            words.pop()
            label = label[: len(label) - len(label.rstrip().split()[-1])].rstrip() if label.rstrip() else label
        return run.cut(0, len(label.rstrip(" ,"))), run.cut(money.start, money.end)
    if not before.strip(" (") and after.strip():
        lead = _LEAD.match(after)
        start = money.end + (lead.end() if lead else 0)
        end = len(_TAIL_WORDS.sub("", run.text))
        return (run.cut(start, end), run.cut(money.start, money.end)) if end > start else None
    return None


_LEAD = re.compile(r"\s*(?:[-–—:=,)]\s*)?(?:(?:for|to|towards|on)\s+(?:the\s+)?)?", re.IGNORECASE)
_TAIL_WORDS = re.compile(r"[\s.;,]*(?:\band\b)?[\s.;,]*\Z")


_BARE_END = re.compile(r"(?:[:=–—…]|\.{3,}|\s{2}|\s-)\s*([(\-−]?\d[\d,. ]*\)?)\Z")


def _bare_end(run: Run, vocabulary: Vocabulary) -> tuple[Run, Run] | None:
    """Return label and sum where the sum has no pound sign, but a colon, a dash or dots before it."""
    match = _BARE_END.search(run.text) if run.text.rstrip(",. )")[-1:].isdigit() else None
    if not match or match.start() == 0:
        return None
    money = scan_cell(match[1])
    if (
        money is None
        or money.kind != "sum"
        or "," not in match[1]
        or not _is_label(run.text[: match.start(1)], vocabulary)
    ):
        return None
    return run.cut(0, len(_SEPARATOR.sub("", run.text[: match.start(1)]))), run.cut(match.start(1), match.end(1))


def _is_label(label: str, vocabulary: Vocabulary) -> bool:
    """Whether words before a sum are its label, and not a sentence that leads up to it."""
    if _STRONG_SEPARATOR.search(label):
        return ". " not in label.strip()
    words = label.split()
    leads = vocabulary.context.whole(words[-1]) == "lead"
    return not leads and len(words) <= 14 and not label.rstrip().endswith(",") and ". " not in label


def _double_spaced(document: SourceDocument) -> dict[int, int]:
    """Return the pages of a text in which a blank line follows every line, and how long full lines of it are.

    Such a copy tells nothing by its blank lines; that lines begin small shows that they break sentences.
    """
    found = {}
    for page in document.pages:
        texts = [line.text.strip() for line in page.lines]
        filled = [i for i, t in enumerate(texts) if t]
        if len(filled) < _MANY_LINES or page.lines[0].box is not None:
            continue
        if sum(b - a == 2 for a, b in itertools.pairwise(filled)) < 0.8 * (len(filled) - 1):
            continue
        full = sorted(len(texts[i]) for i in filled)[int(0.75 * len(filled))]
        broken = sum(
            b - a == 2
            and len(texts[a]) > 0.75 * full
            and texts[b][:1].islower()
            and not FULL_STOP.search(texts[a])
            and find_marker(texts[b]) is None
            for a, b in itertools.pairwise(filled)
        )
        if broken >= max(_BROKEN * len(filled), 2):
            found[page.number] = full
    return found


_STEP = 3
"""How far numbers of paragraphs count on at once, where copying left some out."""
_MANY_LINES = 12
_BROKEN = 0.04
"""The share of lines that go on a sentence, above which blank lines between all lines part no paragraphs."""


def _ends_paragraph(above: str, text: str, full: int) -> bool:
    """Whether a line of a double-spaced text ends a paragraph: it is short, or a sentence and its line end."""
    above, text = above.strip(), text.strip()
    if text[:1].islower() and not FULL_STOP.search(above):
        return False
    return len(above) < 0.75 * full or (FULL_STOP.search(above) is not None and len(above) < 0.9 * full)


def _usual_pitch(document: SourceDocument) -> dict[int, float]:
    """Return, by font size, the commonest step from one line's top to the next one's."""
    steps: dict[int, Counter[float]] = {}
    for page in document.pages:
        for above, line in zip(page.lines, page.lines[1:], strict=False):
            if above.box and line.box and line.box.top > above.box.top:
                size = round(line.size or 10)
                steps.setdefault(size, Counter())[round(line.box.top - above.box.top)] += 1
    usual = {size: counts.most_common(1)[0] for size, counts in steps.items()}
    return {size: step for size, (step, times) in usual.items() if times >= _MANY}


def _is_apart(before: Line | None, line: Line, pitches: dict[int, float]) -> bool:
    if before is None or before.box is None or line.box is None or before.page != line.page:
        return True
    if before.zone != line.zone:
        return True
    size = line.size or 10
    usual = min(pitches.get(round(size), 1.25 * size), 1.7 * size)
    step = line.box.top - before.box.top
    return step > usual + 0.3 * size or step < 0
