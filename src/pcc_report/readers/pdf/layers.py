"""Layers of a PDF (optional content): which are switched off, and what of a page lies on them.

Only the objects of a file tell, which pdfminer gives and PDFium does not: it names the layer of a text object but
neither tells apart two of one name, nor knows the layer of a whole drawing.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final, Self

import attrs
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent

from pcc_report.readers.pdf.glyphs import OFF, Glyph, RawPage, Strip

_DEEPEST: Final = 20
"""Conditions within conditions that are looked at."""


class Layers:
    """The layers that are off when a file is opened for viewing."""

    def __init__(self, off: frozenset[int]) -> None:
        self._off = off
        """Numbers of their objects."""

    @classmethod
    def of(cls, catalog: dict[str, Any]) -> Self | None:
        """Return the layers of a file, or None where all are on."""
        properties = _mapping(catalog.get("OCProperties"))
        settings = _mapping(properties.get("D"))
        off = set(_numbers(properties.get("OCGs"))) if _name(settings.get("BaseState")) == "OFF" else set()
        off |= set(_numbers(settings.get("OFF")))
        off -= set(_numbers(settings.get("ON")))
        for usage in map(_mapping, _list(settings.get("AS"))):
            if _name(usage.get("Event")) != "View":
                continue
            for layer in _list(usage.get("OCGs")):
                state = _name(_mapping(_mapping(_mapping(layer).get("Usage")).get("View")).get("ViewState"))
                if state == "OFF":
                    off.update(_numbers([layer]))
                elif state == "ON":
                    off.difference_update(_numbers([layer]))
        return cls(frozenset(off)) if off else None

    def hide(self, membership: object) -> bool:
        """Whether what belongs to a layer, or to several under a condition, is not seen."""
        return not self._is_shown(membership)

    def _is_shown(self, membership: object) -> bool:
        found = _mapping(membership)
        if _name(found.get("Type")) != "OCMD":
            return not set(_numbers([membership])) & self._off
        if condition := _list(found.get("VE")):
            return self._holds(condition, 0)
        held = found.get("OCGs")
        layers = held if isinstance(resolve1(held), list) else [held]
        states = [number not in self._off for number in _numbers(layers)]
        policy = _name(found.get("P"))
        if not states:
            return True
        if policy in ("AllOn", "AnyOff"):
            return all(states) == (policy == "AllOn")
        return any(states) == (policy != "AllOff")

    def _holds(self, condition: object, depth: int) -> bool:
        """Whether a condition on the states of layers holds: and, or, not."""
        parts = _list(condition)
        if not parts:
            return self._is_shown(condition)
        if depth > _DEEPEST:
            return True
        states = [self._holds(part, depth + 1) for part in parts[1:]]
        kind = _name(parts[0])
        return not all(states) if kind == "Not" else any(states) if kind == "Or" else all(states)


def laid_out(page: Page, layers: Layers) -> Any:  # noqa: ANN401  # the library is untyped
    """Return what `Page.layout` does; the ``mcid`` of what lies on a layer that is off, a number else, is `OFF`."""
    device = _Device(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    device.layers, device.open = layers, []
    _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    return device.get_result()


class _Device(PDFPageAggregatorWithMarkedContent):  # type: ignore[misc]  # the library is untyped
    """Marks what is painted while something that is off is open."""

    layers: Layers
    open: list[bool]
    """Whether each stretch of marked content that is open is off."""

    def tag_cur_item(self) -> None:
        super().tag_cur_item()
        if self.cur_item._objs and any(self.open):  # noqa: SLF001  # as the method that is overridden does
            self.cur_item._objs[-1].mcid = OFF  # noqa: SLF001


class _Interpreter(PDFPageInterpreter):  # type: ignore[misc]  # the library is untyped
    """Follows the stretches of marked content, and drawings that belong to a layer as a whole."""

    def do_BMC(self, tag: object) -> None:  # noqa: N802  # operators of PDF
        self.device.open.append(False)
        super().do_BMC(tag)

    def do_BDC(self, tag: object, props: object) -> None:  # noqa: N802
        if isinstance(props, PSLiteral):
            props = _mapping(_mapping(self.resources).get("Properties")).get(props.name)
        self.device.open.append(_name(tag) == "OC" and self.device.layers.hide(props))
        super().do_BDC(tag, props)

    def do_EMC(self) -> None:  # noqa: N802
        if self.device.open:
            self.device.open.pop()
        super().do_EMC()

    def do_Do(self, xobjid_arg: object) -> None:  # noqa: N802
        held = self.device.open
        drawing = resolve1(self.xobjmap.get(_name(xobjid_arg)))
        layer = drawing.attrs.get("OC") if isinstance(drawing, PDFStream) else None
        # what a drawing leaves open ends with it
        self.device.open = [*held, layer is not None and self.device.layers.hide(layer)]
        super().do_Do(xobjid_arg)
        self.device.open = held


def without_layers(raw: RawPage, other: RawPage) -> RawPage:
    """Return a page of PDFium's whose signs on layers that are off are marked as *other*, the same page, has them.

    Where one that is seen stands at the same place, PDFium may have kept either of the two: it is seen.
    """
    off = [glyph for glyph in other.glyphs if glyph.unseen == OFF]
    if not off:
        return raw
    places = _Places(other.glyphs)
    glyphs = [sign for glyph in raw.glyphs for sign in _signs(glyph, off)]
    last = ""
    for glyph in glyphs:
        if isinstance(glyph, Strip):
            continue
        if glyph.text.isspace():
            glyph.unseen = last or glyph.unseen
        elif places.is_off(glyph):
            glyph.unseen = OFF
        last = OFF if glyph.unseen == OFF else ""
    return attrs.evolve(raw, glyphs=glyphs, rulings=other.rulings, dots=other.dots, grounds=other.grounds)


def _signs(glyph: Glyph, off: Sequence[Glyph]) -> Sequence[Glyph]:
    """Return a strip sign by sign if it may hold some that are off."""
    if isinstance(glyph, Strip) and any(
        abs(g.base - glyph.base) < glyph.size and glyph.x0 - glyph.size < g.x0 < glyph.x1 for g in off
    ):
        return glyph.source.take_apart(glyph)
    return (glyph,)


class _Places:
    """Where signs stand, for finding those at one place."""

    _WIDE: Final = 4.0
    """Points: of the fields that a page is cut into."""
    _NEAR: Final = 0.2
    """Of the font size: signs as near as this stand at one place."""

    def __init__(self, glyphs: Sequence[Glyph]) -> None:
        self._fields: defaultdict[tuple[int, int], list[Glyph]] = defaultdict(list)
        for glyph in glyphs:
            x, y = _place(glyph)
            self._fields[int(x // self._WIDE), int(y // self._WIDE)].append(glyph)

    def is_off(self, glyph: Glyph) -> bool:
        """Whether what stands where *glyph* does is off: signs of the same text, if there are such."""
        near = list(self._near(glyph))
        alike = [other for other in near if other.text == glyph.text] or near
        return bool(alike) and all(other.unseen == OFF for other in alike)

    def _near(self, glyph: Glyph) -> Iterator[Glyph]:
        x, y = _place(glyph)
        reach = self._NEAR * glyph.size
        for column in range(int((x - reach) // self._WIDE), int((x + reach) // self._WIDE) + 1):
            for row in range(int((y - reach) // self._WIDE), int((y + reach) // self._WIDE) + 1):
                for other in self._fields.get((column, row), ()):
                    x1, y1 = _place(other)
                    if abs(x1 - x) <= reach and abs(y1 - y) <= reach:
                        yield other


def _place(glyph: Glyph) -> tuple[float, float]:
    return (glyph.base, glyph.top) if glyph.turn % 2 else (glyph.x0, glyph.base)


def _mapping(value: object) -> dict[str, Any]:
    found = resolve1(value)
    return found if isinstance(found, dict) else {}


def _list(value: object) -> list[Any]:
    found = resolve1(value)
    return found if isinstance(found, list) else []


def _name(value: object) -> str:
    found = resolve1(value)
    return str(found.name) if isinstance(found, PSLiteral) else ""


def _numbers(value: object) -> Iterator[int]:
    """Yield the numbers of the objects that a list refers to."""
    return (int(item.objid) for item in _list(value) if isinstance(item, PDFObjRef))
