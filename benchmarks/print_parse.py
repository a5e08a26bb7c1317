"""Print drawn reports, parse them back, and count what is not the same, and what is wrong without a word.

    python benchmarks/print_parse.py [--reports 50000] [--seed 1] [--pdf]

Nothing that is known to be parsed wrongly is kept out: the figures are those of all that `pcc_report.testing` draws.
"""

import argparse
import sys
from collections import Counter

from hypothesis import HealthCheck, Phase, given, seed, settings

from pcc_report.model import Report
from pcc_report.pipeline import parse, parse_text
from pcc_report.testing import Form, Layout, Shape, drawn, essence, print_pdf, print_text, silent_errors


def main(arguments: list[str] | None = None) -> int:
    """Draw, print, parse and count; return 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--reports", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pdf", action="store_true", help="print PDF, with ruled tables")
    options = parser.parse_args(arguments)
    counts: Counter[tuple[str, str]] = Counter()

    @seed(options.seed)
    @settings(
        max_examples=options.reports,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(drawn(forms=(Form.MARKDOWN,)) if options.pdf else drawn())
    def run(pair: tuple[Report, Layout]) -> None:
        report, layout = pair
        result = parse(print_pdf(report, layout)) if options.pdf else parse_text(print_text(report, layout))
        wrong = [
            *(["not the same"] if layout.is_told and essence(report) != essence(result.report) else []),
            *(["in silence"] if silent_errors(report, result) else []),
        ]
        for name in ("all", *names_of(layout)):
            counts.update((name, word) for word in ("drawn", *wrong))

    run()
    print(f"{'':16} {'drawn':>7} {'not the same':>13} {'in silence':>11}")
    for name in sorted({n for n, _ in counts}, key=lambda n: -counts[n, "drawn"]):
        print(f"{name:16} {counts[name, 'drawn']:7} {counts[name, 'not the same']:13} {counts[name, 'in silence']:11}")
    return 1 if counts["all", "not the same"] or counts["all", "in silence"] else 0


def names_of(layout: Layout) -> set[str]:
    """Return the names of the shapes of a report's sums, and of the forms of its tables."""
    return {f"{t.shape} {t.form}" if t.shape is Shape.GRID else str(t.shape) for t in layout.tables} or {"no sums"}


if __name__ == "__main__":
    sys.exit(main())
