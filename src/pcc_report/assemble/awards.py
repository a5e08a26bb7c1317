"""Awards told as a heading and a paragraph: "Body - Project", "To award Body £n towards ..."."""

import re
from collections.abc import Sequence

import attrs

from pcc_report.assemble.coverage import Ledger, Placed
from pcc_report.assemble.spend import Spend
from pcc_report.layout import BlockKind, Run
from pcc_report.layout.outline import Section
from pcc_report.model import ClaimKind, Column, Figure, NamedCell, Role, SpendLine, SpendTable
from pcc_report.values.money import ScannedMoney
from pcc_report.vocabulary import Vocabulary

_PURPOSE = re.compile(r"\s*(?:[-–—:]\s*)?(?:to|for|towards)\s+(?=\w)", re.IGNORECASE)
_DASH = re.compile(r"\s+[-–—]\s+|:\s+")


def add_awards(
    sections: Sequence[Section],
    spend: Spend,
    ledger: Ledger,
    placed: Placed,
    vocabulary: Vocabulary,
    done: set[int],
    title: Run,
) -> None:
    """Add a table of the awards that are told so, where at least two sections are alike."""
    found: list[tuple[Section, _Award, Run | None]] = []
    group: Run | None = None
    for section in sections[1:]:
        if not section.blocks:
            named = not section.title.text.endswith(":") and not vocabulary.headings.whole(section.title.text)
            group = section.title if named else None
            continue
        award = _award(section, vocabulary)
        if award is None:
            group = None
        else:
            found.append((section, award, group))
    if len(found) < 2:
        return
    lines = []
    for section, award, group in found:
        block = section.blocks[0]
        origins = award.category.origins("category")
        origins += award.recipient.origins("recipient") if award.recipient else ()
        origins += group.origins("group") if group else ()
        text = block.run
        lines.append(
            SpendLine(
                category=award.category.text.rstrip(" ."),
                recipient=award.recipient.text if award.recipient else None,
                group=group.text.rstrip(" :") if group else None,
                figures=(
                    Figure(
                        role=Role.ALLOCATED,
                        money=award.scan.money,
                        printed=award.run.text,
                        origins=award.run.origins("money"),
                    ),
                ),
                cells=(NamedCell(column="", text=text.text, origins=text.origins("text")),),
                origins=origins,
            )
        )
        placed.add(award.scan.money, "line", award.run)
        done.update(id(b) for b in section.blocks if b.kind is not BlockKind.TABLE)
        for b in section.blocks:
            ledger.claim(b.marker_run, ClaimKind.LABEL)
            ledger.claim(b.run, ClaimKind.BACKGROUND)
        ledger.claim(section.title, ClaimKind.LABEL)
    spend.tables.append(
        SpendTable(
            title=title.text,
            columns=(Column(heading="", kind="figure", role=Role.ALLOCATED),),
            lines=tuple(lines),
            origins=title.origins("title"),
        )
    )


@attrs.frozen
class _Award:
    """One award: its sum, what it is for, who gets it."""

    run: Run
    scan: ScannedMoney
    category: Run
    recipient: Run | None


def _award(section: Section, vocabulary: Vocabulary) -> _Award | None:
    """Return the one sum of a section that tells an award, or None."""
    block = section.blocks[0]
    if section.kind == "outcome" or (section.is_known and section.kind in ("background", "recommendation")):
        return None
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or section.title.sums:
        return None
    run = block.run
    sums = run.sums
    if len(sums) != 1 or sums[0].money is None or sums[0].doubt:
        return None
    (scan,) = sums
    cut = run.cut(scan.start, scan.end)
    rest = section.blocks[1:]
    if any(b.kind is not BlockKind.PARAGRAPH or b.run.sums for b in rest) or len(rest) > 4:
        return None
    match = _DASH.search(section.title.text)
    if match and block.kind is BlockKind.PARAGRAPH and len(rest) < 2:
        if not vocabulary.context.has(run.text[: scan.start], "allocated"):
            return None
        return _Award(cut, scan, section.title.cut(match.end()), section.title.cut(0, match.start()))
    purpose = _PURPOSE.match(run.text[scan.end :])
    if not run.text[: scan.start].strip() and purpose and len(section.title.text.split()) <= 8 and not section.is_known:
        return _Award(cut, scan, run.cut(scan.end + purpose.end()), section.title)
    return None
