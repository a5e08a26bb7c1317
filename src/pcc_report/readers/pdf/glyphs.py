"""What an engine finds on a page, before it is put into lines; all engines give the same."""

from typing import Protocol

import attrs

from pcc_report.source import Ruling


@attrs.define(slots=True)
class Glyph:
    """One painted sign. Points, origin top left; ``base`` is the line it stands on."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    font: str
    is_upright: bool = True
    """Not turned; a turned sign reads upwards or downwards."""


@attrs.frozen
class Dot:
    """A small filled shape that may be a painted bullet sign."""

    x0: float
    top: float
    x1: float
    bottom: float


@attrs.frozen(kw_only=True)
class RawPage:
    """One page as an engine saw it."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    rulings: tuple[Ruling, ...] = ()
    dots: tuple[Dot, ...] = ()
    has_image: bool = False
    failure: str = ""
    """Why the page could not be read; the rest is empty then."""


class PdfFile(Protocol):
    """A PDF opened by an engine."""

    page_count: int

    def read_page(self, number: int) -> RawPage:
        """Return page *number*, from 1; raises whatever the engine raises."""

    def close(self) -> None:
        """Let go of the file."""
