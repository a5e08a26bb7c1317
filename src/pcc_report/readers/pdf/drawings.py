"""How often drawings are put into each other: forty that each draw the next one twice fill any memory."""

import re
from collections import Counter

from pcc_report.errors import LimitExceededError
from pcc_report.readers.limits import MAX_DRAWINGS

_NUMBER = re.compile(rb"(\d+)\s+\d+\Z")
_OTHERS = re.compile(rb"/XObject\s*<<([^>]*)>>")
_OTHER = re.compile(rb"/([^\s/<>\[\]()]+)\s+(\d+)\s+\d+\s+R")
_DRAWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")


class Drawings:
    """The drawings of a file (form XObjects), and which others each of them draws."""

    def __init__(self) -> None:
        self._draws: dict[int, Counter[int]] = {}
        self._most_on_a_page = 1

    def add(self, before: bytes, header: bytes, content: bytes) -> None:
        """Note what a stream draws; *before* ends with its number, *header* is its dictionary."""
        named = Counter(_DRAWN.findall(content))
        number, others = _NUMBER.search(before), _OTHERS.search(header)
        if b"/Form" not in header or not number:
            self._most_on_a_page = max(self._most_on_a_page, named.total())
        elif others:
            meant = {name: int(other) for name, other in _OTHER.findall(others[1])}
            draws = self._draws.setdefault(int(number[1]), Counter())
            for name, times in named.items():
                if name in meant:
                    draws[meant[name]] += times

    def refuse_too_many(self) -> None:
        """Refuse a file on one page of which more is drawn than allowed, or of which a drawing holds itself."""
        sizes = dict.fromkeys(self._draws, 1)
        changed = bool(sizes)
        for _ in range(len(sizes) + 1):
            if not changed:
                break
            changed = False
            for number, draws in self._draws.items():
                size = 1 + sum(times * sizes.get(other, 1) for other, times in draws.items())
                size = min(size, MAX_DRAWINGS + 1)
                changed = changed or size != sizes[number]
                sizes[number] = size
        if changed or self._most_on_a_page * max(sizes.values(), default=1) > MAX_DRAWINGS:
            problem = f"drawings of the PDF are put into each other more than the {MAX_DRAWINGS:,} times allowed"
            raise LimitExceededError(problem, advice="print it to a new PDF, then read that")
