"""One compact JSON document a line, each as `pcc_report.loads` reads it."""

from collections.abc import Iterable, Iterator

from pcc_report.model import ParseResult
from pcc_report.serialise import dumps


def pieces(results: Iterable[ParseResult], one: bool) -> Iterator[str]:  # noqa: ARG001 - one is a line like all
    """Yield one line for each result."""
    for result in results:
        yield dumps(result, indent=None) + "\n"
