"""Budgets: beyond these an input is refused with `LimitExceededError`, before it costs time or memory."""

from typing import Final

MAX_TEXT_BYTES: Final = 64 << 20
"""A report of 5,000 full pages is 20 MB; decoded text costs four bytes a character at worst."""

MAX_PDF_BYTES: Final = 256 << 20
"""Scanned annual reports reach 100 MB; a reader holds the file in memory twice."""

MAX_PAGES: Final = 5_000
"""The longest council papers with all appendices have about 2,000 pages."""

MAX_LINES: Final = 150_000
"""2,500 pages of 60 lines: some ten seconds of work, and more than any report has."""

MAX_CELLS: Final = 2_000_000
"""Cells and segments of a text file: seven on each line of the longest file allowed."""

MAX_STREAM_BYTES: Final = 32 << 20
"""One page's drawing commands, inflated. A dense map has some megabytes; a Flate bomb has gigabytes."""

MAX_PAGE_GLYPHS: Final = 100_000
"""Characters on one page: a page of the smallest print holds 20,000."""

MAX_PAGE_RULINGS: Final = 20_000
"""Drawn lines on one page that are kept; maps and charts have more, and are no tables."""

MAX_DRAWINGS: Final = 100_000
"""Drawings that one page puts into another, such as a logo or a map sign; each is read as often as it is drawn."""

MAX_SECOND_BYTES: Final = 1 << 20
"""One page's drawing commands for the second reader, which takes some seconds for a megabyte; a full page has 0.1."""
