"""Drawn reports and the ways to print them, for property tests of this parser and of programs that use it.

Needs the ``testing`` extra, so nothing else of this package imports it. `drawn` draws a report with a layout
that can print it; `print_text` and `print_pdf` print it; `essence` keeps of a report what any layout tells, so that
print -> parse is a law; `silent_errors` tells where a result is wrong and does not say so::

    @given(drawn())
    def test_what_is_printed_is_parsed(pair):
        report, layout = pair
        result = parse_text(print_text(report, layout))
        assert not silent_errors(report, result)
        if layout.is_told:
            assert essence(report) == essence(result.report)

Names of bodies, categories and sections are made up, of words that are in none of our vocabularies: a parser
that knows only its own words fails.
"""

from pcc_report.testing._essence import essence, silent_errors
from pcc_report.testing._layouts import (
    Form,
    HeadLayout,
    Layout,
    Notation,
    PageLayout,
    SectionLayout,
    Shape,
    Statements,
    TableLayout,
)
from pcc_report.testing._printing import print_pdf, print_text
from pcc_report.testing._reports import drawn

__all__ = [
    "Form",
    "HeadLayout",
    "Layout",
    "Notation",
    "PageLayout",
    "SectionLayout",
    "Shape",
    "Statements",
    "TableLayout",
    "drawn",
    "essence",
    "print_pdf",
    "print_text",
    "silent_errors",
]
