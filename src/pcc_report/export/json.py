"""Everything there is, as `pcc_report.loads` reads it; several results are a JSON array."""

from collections.abc import Iterable, Iterator

from pcc_report.model import ParseResult
from pcc_report.serialise import dumps


def pieces(results: Iterable[ParseResult], one: bool) -> Iterator[str]:
    """Yield one document, or an array of documents."""
    if one:
        for result in results:
            yield dumps(result) + "\n"
        return
    lead = "[\n"
    for result in results:
        yield lead + dumps(result)
        lead = ",\n"
    yield "[]\n" if lead == "[\n" else "\n]\n"
