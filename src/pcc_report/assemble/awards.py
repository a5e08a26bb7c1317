"""Awards told as a heading and a paragraph: "Body - Project", "To award Body £n towards ..."."""

import re
from collections.abc import Sequence

from pcc_report.assemble.coverage import Ledger, Placed
from pcc_report.assemble.spend import Spend
from pcc_report.layout import BlockKind, Run
from pcc_report.layout.outline import Section
from pcc_report.model import ClaimKind, Column, Figure, NamedCell, Role, SpendLine, SpendTable
from pcc_report.values.money import ScannedMoney, find_money
from pcc_report.vocabulary import Vocabulary

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
    found: list[tuple[Section, Run, ScannedMoney, Run | None]] = []
    group: Run | None = None
    for section in sections[1:]:
        if not section.blocks:
            group = None if vocabulary.headings.whole(section.title.text) else section.title
            continue
        award = _award(section, vocabulary)
        if award is not None:
            found.append((section, *award, group))
    if len(found) < 2:
        return
    lines = []
    for section, run, scan, group in found:
        paragraph = section.blocks[0].run
        match = _DASH.search(section.title.text)
        recipient = section.title.cut(0, match.start()) if match else None
        category = section.title.cut(match.end()) if match else section.title
        origins = category.origins("category") + (recipient.origins("recipient") if recipient else ())
        origins += group.origins("group") if group else ()
        lines.append(
            SpendLine(
                category=category.text,
                recipient=recipient.text if recipient else None,
                group=group.text.rstrip(" :") if group else None,
                figures=(
                    Figure(
                        role=Role.ALLOCATED, money=scan.money, printed=run.text, origins=run.origins("money")
                    ),
                ),
                cells=(NamedCell(column="", text=paragraph.text, origins=paragraph.origins("text")),),
                origins=origins,
            )
        )
        placed.add(scan.money, "line", run)
        done.add(id(section.blocks[0]))
        if match:
            ledger.claim(section.title, ClaimKind.LABEL)
    spend.tables.append(
        SpendTable(
            title=title.text,
            columns=(Column(heading="", kind="figure", role=Role.ALLOCATED),),
            lines=tuple(lines),
            origins=title.origins("title"),
        )
    )


def _award(section: Section, vocabulary: Vocabulary) -> tuple[Run, ScannedMoney] | None:
    """Return the one sum of a section that tells an award in one paragraph, or None."""
    if section.kind == "outcome" or section.blocks[0].kind is not BlockKind.PARAGRAPH:
        return None
    if any(b.kind is not BlockKind.PARAGRAPH for b in section.blocks) or len(section.blocks) > 2:
        return None
    run = section.blocks[0].run
    sums = find_money(run.text)
    if len(sums) != 1 or sums[0].money is None or sums[0].doubt:
        return None
    if not vocabulary.context.has(run.text[: sums[0].start], "allocated") or find_money(section.title.text):
        return None
    if not _DASH.search(section.title.text) or section.is_known and section.kind in ("background", "recommendation"):
        return None
    return run.cut(sums[0].start, sums[0].end), sums[0]
