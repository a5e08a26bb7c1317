"""Furniture: running heads and feet, page numbers, the menus of a web page."""

import re
from collections import Counter

from pcc_report.layout.rows import Row
from pcc_report.vocabulary import Vocabulary, fold

_PAGE_NUMBER = re.compile(
    r"(?:-\s*)?(?:page|tudalen|p\.?)?\s*\d{1,4}(?:\s*(?:of|/|o)\s*\d{1,4})?\s*(?:-|:)?\Z", re.IGNORECASE
)
_PAGE_WORD = re.compile(
    r"\d{1,4}\s*\|?\s*P\s?a\s?g\s?e\Z|(?:page|tudalen)\s*\d{1,4}(?:\s*(?:of|/|o)\s*\d{1,4})?\s*:?\Z",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"(?:tel(?:ephone)?:?\s*)?\(?0\d{2,5}\)?[\s\d]{5,12}\Z", re.IGNORECASE)
_LINK = re.compile(
    r"\b(?:pdf|doc|docx|xlsx?) icon\b|\bPDF\s+\d+\s?[KM]B\b|\(opens in (?:a )?new (?:window|tab)\)|«.*»",
    re.IGNORECASE,
)
_BREADCRUMB = re.compile(r"\S\s+[>»›]\s+\S.*\s[>»›]\s+\S|\A(?:home|hafan)\s+[>»›/]\s", re.IGNORECASE)
_WEB_SHARE = 0.6
"""A line is furniture when at least this share of its words are a menu's words."""
_EDGE_SHARE = 0.09
"""The part of a page's height at its top and foot where running heads stand."""
_EDGE = 3
"""How many lines at a page's top and foot may be running heads."""


def find_furniture(rows: list[Row], vocabulary: Vocabulary, heights: dict[int, float]) -> set[int]:
    """Return the indices of the rows that are furniture; *heights* are those of the pages, where known."""
    found = _running(rows, heights)
    for i, row in enumerate(rows):
        if row.is_rule and len(row.segments) <= 1:
            found.add(i)
        elif _PAGE_WORD.match(row.text) or _TELEPHONE.match(row.text):
            found.add(i)
        elif "|" in row.text and any("|" in rows[k].text for k in (i - 1, i + 1) if 0 <= k < len(rows)):
            continue  # a row of a table
        elif _is_menu(row, vocabulary):
            found.add(i)
    return found | {i for i in _menus(rows, found) if not vocabulary.bodies.hits(rows[i].text)}


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
                continue
            small = (rows[i].line.size or body) < 0.9 * body
            if small or _PAGE_NUMBER.match(rows[i].text):
                found.add(i)
    return found


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
        for where, part in (("top", members[:_EDGE]), ("foot", members[-_EDGE:])):
            for i in part:
                line = rows[i].line
                place = (round(line.size or 0), round(line.box.top / 6)) if line.box else ()
                key = (where, re.sub(r"\d+", "#", rows[i].text.casefold()), *place)
                edges.append((i, key))
                seen[key] += 1
        for i in (members[0], members[-1]):
            if _PAGE_NUMBER.match(rows[i].text):
                found.add(i)
    for i, key in edges:
        if seen[key] > 1 and seen[key] * 2 >= len(pages) and rows[i].sum_cell is None and not rows[i].marker:
            found.add(i)
    return _without_tables(found, rows)


def _without_tables(found: set[int], rows: list[Row]) -> set[int]:
    """Keep a table's header that is printed again on each page: its segments say that it is no running head."""
    return {i for i in found if len(rows[i].segments) < 3}


def _is_menu(row: Row, vocabulary: Vocabulary) -> bool:
    if _LINK.search(row.text):
        return True
    if len(row.text) > 200 or "£" in row.text or row.marker:
        return False
    if _BREADCRUMB.search(row.text):
        return True
    parts = [p.strip() for p in row.text.split("|")]
    if len(parts) > 2 and all(0 < len(p.split()) <= 4 for p in parts) and not any(c.isdigit() for c in row.text):
        return True
    words = fold(row.text)
    hits = vocabulary.furniture.hits(row.text)
    if any(h.meaning == "opening" and h.start < 3 for h in hits):
        return True
    covered = sum(h.words for h in hits)
    if not words or not hits:
        return False
    lone = len(words) == 1 and row.text.endswith(":")
    return covered >= _WEB_SHARE * len(words) and not lone
