"""Where a value was printed: `BBox` on the page, `Origin` in the source text."""

import attrs


@attrs.frozen
class BBox:
    """A rectangle on a page in PDF points, origin top left: ``x0 <= x1`` and ``top <= bottom``."""

    x0: float
    top: float
    x1: float
    bottom: float

    def __attrs_post_init__(self) -> None:
        if not (self.x0 <= self.x1 and self.top <= self.bottom):
            msg = f"a box must have x0 <= x1 and top <= bottom, got {self}"
            raise ValueError(msg)


@attrs.frozen
class Origin:
    """One printed run of characters that a value, or one field of it, was read from.

    A value that was wrapped over lines has one origin a line, in reading order.
    """

    page: int
    """Page, from 1."""
    line: int
    """Line on that page, from 1, blank lines counted as the reader saw them."""
    start: int
    """Offset of the first character in the source text (`SourceDocument.text`)."""
    end: int
    """Offset behind the last character."""
    text: str
    """The characters as read: exactly ``source.text[start:end]``."""
    field: str = ""
    """The field of the record that was read here, such as ``category``; empty for the record itself."""
    box: BBox | None = None
    """Where on the page, for formats that have one."""
    printed: str | None = None
    """The characters as the file has them, where ``text`` was mended: "Â£" for "£"; None where nothing was."""

    def __attrs_post_init__(self) -> None:
        if self.page < 1 or self.line < 1:
            msg = f"pages and lines count from 1, got page {self.page}, line {self.line}"
            raise ValueError(msg)
        if not 0 <= self.start < self.end:
            msg = f"an origin must hold a character, got {self.start} to {self.end}"
            raise ValueError(msg)

    def overlaps(self, other: "Origin") -> bool:
        """Whether the two share a character of the source text."""
        return self.start < other.end and other.start < self.end
