"""The source line by line, with what each run of it was taken for: the text of ``pcc-report show``."""

from collections import defaultdict
from collections.abc import Iterator

import attrs

from pcc_report.diagnostics import Diagnostic
from pcc_report.model import ParseResult
from pcc_report.provenance import Origin
from pcc_report.source import Line, SourceDocument

_Run = tuple[int, int, str, str]
"""Start and end in the source text, what it was taken for, and of which field."""


def show(document: SourceDocument, result: ParseResult) -> Iterator[str]:
    """Yield lines to print: each source line with page and number, its runs below it, then the doubts."""
    runs = _runs(result)
    for line in document.lines:
        yield f"{line.page}:{line.number}".rjust(8) + "  " + line.text.replace("\t", "    ").rstrip()
        mine = runs.get((line.page, line.number), [])
        for start, end, kind, what in sorted([*mine, *_left(line, mine)], key=lambda r: (r[0], -r[1])):
            text = " ".join(document.text[start:end].split())
            yield f"{'':10}{kind:<10}  {text}" + (f"  -> {what}" if what else "")
    yield ""
    if not result.diagnostics:
        yield "no doubts"
    for diagnostic in result.diagnostics:
        yield linted(diagnostic)
    for sum_ in result.unplaced:
        yield f"{sum_.origin.page}:{sum_.origin.line}: unplaced ({sum_.reason}): {sum_.printed}"


def linted(diagnostic: Diagnostic, file: str = "") -> str:
    """Return one doubt as linters print theirs: ``file:page:line: CODE severity name: message``."""
    places = [file] if file else []
    if diagnostic.origins:
        places += [str(diagnostic.origins[0].page), str(diagnostic.origins[0].line)]
    where = ":".join(places) + ": " if places else ""
    return f"{where}{diagnostic.code} {diagnostic.severity} {diagnostic.name}: {diagnostic.message}"


def _runs(result: ParseResult) -> dict[tuple[int, int], list[_Run]]:
    runs: defaultdict[tuple[int, int], list[_Run]] = defaultdict(list)
    for origin, path in _paths(result.report, "report"):
        field = f"{path}.{origin.field}" if origin.field else path
        runs[origin.page, origin.line].append((origin.start, origin.end, "value", field))
    for claim in result.claims:
        said = f"said first on {claim.repeats.page}:{claim.repeats.line}" if claim.repeats is not None else ""
        origin = claim.origin
        runs[origin.page, origin.line].append((origin.start, origin.end, claim.kind.value, said))
    return runs


def _paths(value: object, path: str) -> Iterator[tuple[Origin, str]]:
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            if isinstance(item, Origin):
                yield item, path.removesuffix(".origins")
            else:
                yield from _paths(item, f"{path}[{number}]")
    elif attrs.has(kind := type(value)):
        for field in attrs.fields(kind):
            yield from _paths(getattr(value, field.name), f"{path}.{field.name}")


def _left(line: Line, runs: list[_Run]) -> Iterator[_Run]:
    """Yield what no claim covers; there is none unless the parser has a fault."""
    at = line.start
    end = line.start + len(line.text)
    for start, stop, _, _ in sorted([*runs, (end, end, "", "")]):
        if start > at and line.text[at - line.start : start - line.start].strip():
            yield at, start, "UNCLAIMED", ""
        at = max(at, stop)
