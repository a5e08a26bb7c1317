"""Drawn reports and the ways to print them, for property tests of this parser and of programs that use it.

Needs hypothesis (the ``test`` extra), so nothing else of this package imports it. `drawn` draws a report with a
layout that can print it; `print_text` and `print_pdf` print it; `essence` keeps of a report what any layout tells,
so that print -> parse is a law::

    @given(drawn())
    def test_what_is_printed_is_parsed(pair):
        report, layout = pair
        assert essence(report) == essence(parse_text(print_text(report, layout)).report)

Names of bodies, categories and sections are made up, of words that are in none of our vocabularies: a parser
that knows only its own words fails.
"""

from pcc_report.testing._essence import essence
from pcc_report.testing._layouts import Form, Layout, Notation, layouts
from pcc_report.testing._printing import print_lines, print_pdf, print_text
from pcc_report.testing._reports import drawn, reports
from pcc_report.testing._words import names, sentences

__all__ = [
    "Form",
    "Layout",
    "Notation",
    "drawn",
    "essence",
    "layouts",
    "names",
    "print_lines",
    "print_pdf",
    "print_text",
    "reports",
    "sentences",
]
