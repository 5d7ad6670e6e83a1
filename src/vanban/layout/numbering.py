"""Numbers of headings: "I." CAPS, "1." and "a)" (NĐ 30/2020, Appendix I, C25), and heading levels without gaps."""

from __future__ import annotations

from dataclasses import replace

from vanban.layout.flat import flatten_inlines
from vanban.layout.model import Block, Blocks, Heading, Paragraph
from vanban.layout.parts import roman

POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The letters of điểm in the order of the Vietnamese alphabet (C24)."""

DEEPEST = 3


def levelled(blocks: Blocks) -> Blocks:
    """Give *blocks* whose heading levels start at 1 and never skip one (PDF/UA-1 asks for it).

    A heading without words, which nobody could find in an outline, becomes a paragraph.
    """
    before = 0
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and not (block.label + flatten_inlines(block.inlines).text).strip():
            block = Paragraph(block.inlines, block.anchor)
        if isinstance(block, Heading):
            before = max(1, min(block.level, before + 1, DEEPEST))
            block = replace(block, level=before)
        made.append(block)
    return tuple(made)


def number_headings(blocks: Blocks) -> Blocks:
    """Give *blocks* whose headings are levelled and carry their labels: I. II. …, 1. 2. …, a) b) …"""
    counts = [0] * DEEPEST
    made: list[Block] = []
    for block in levelled(blocks):
        if isinstance(block, Heading):
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (DEEPEST - block.level)
            block = replace(block, label=heading_label(block.level, counts[block.level - 1]))
        made.append(block)
    return tuple(made)


def heading_label(level: int, count: int) -> str:
    """Give the printed number of the *count*-th heading of a level: "II.", "2." or "b)"."""
    if level == 1:
        return f"{roman(count)}."
    if level == 2:
        return f"{count}."
    return f"{point_letter(count)})"


def point_letter(count: int) -> str:
    """Give the letter of the *count*-th điểm; after "y" come "aa", "ab"…"""
    place = count - 1
    letter = POINT_LETTERS[place % len(POINT_LETTERS)]
    turn = place // len(POINT_LETTERS)
    return letter if turn == 0 else point_letter(turn) + letter
