"""Which diagnostics are about which record, for exporters that ask for every one of them."""

from collections import defaultdict

from pcc_report.diagnostics import Diagnostic
from pcc_report.model import ParseResult, origins_of
from pcc_report.provenance import Origin


class Doubts:
    """An index of `ParseResult.diagnostics` by printed line: `ParseResult.doubts` for many values."""

    def __init__(self, result: ParseResult) -> None:
        self._by_line: defaultdict[tuple[int, int], list[tuple[Origin, int]]] = defaultdict(list)
        self._all = result.diagnostics
        for number, diagnostic in enumerate(self._all):
            for origin in diagnostic.origins:
                self._by_line[origin.page, origin.line].append((origin, number))

    def about(self, value: object) -> tuple[Diagnostic, ...]:
        """Return the diagnostics about *value* and all that it holds, in their order."""
        found = {
            number
            for mine in origins_of(value)
            for origin, number in self._by_line.get((mine.page, mine.line), ())
            if origin.overlaps(mine)
        }
        return tuple(self._all[number] for number in sorted(found))
