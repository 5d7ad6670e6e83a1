"""The path inside a document that stands before its citation: điểm, khoản, Điều, Mục, Chương, Phần, Phụ lục."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from vanban.citations.page import Page

_WINDOWS = (100, 400, 2000)
_LONGEST_LINK = 48
_CLAUSE = 5
_UNITS = {
    "phan": ("Phần", 0),
    "phu luc": ("Phụ lục", 0),
    "chuong": ("Chương", 1),
    "muc": ("Mục", 2),
    "tieu muc": ("Tiểu mục", 3),
    "dieu": ("Điều", 4),
    "khoan": ("khoản", 5),
    "diem": ("điểm", 6),
    "tiet": ("tiết", 7),
}


@dataclass(slots=True)
class Group:
    """A unit word with its references, and what stood between it and the group before."""

    unit: str
    separator: str
    references: list[str] = field(default_factory=list)
    is_open_range: bool = False

    @property
    def rank(self) -> int:
        """How small the unit is: Phần 0 … tiết 7."""
        return _UNITS[self.unit][1]


@cache
def _token() -> re.Pattern[bytes]:
    """One step of a path: a unit word, a reference, a separator; anything else breaks the path."""
    return re.compile(
        rb"(?P<unit>(?i:\b(?:cac\s{1,3})?(?:phu\s{1,3}luc|tieu\s{1,3}muc|phan|chuong|muc|dieu|khoan|diem|tiet)))"
        rb"(?=\s{0,3}[\"']?(?:so\s{1,3})?(?:\d|[IVXLivx]{1,6}\b|[A-Za-z]\b|thu\s{1,3}(?:nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi)\b))\s{0,3}[\"']?(?:so\s{1,3})?"
        rb"|(?P<ref>\b(?:thu\s{1,3}(?:nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi)|\d{1,4}(?:\.\d{1,3}){0,3}[a-z]{0,2}|[IVXL]{1,7}|[A-Za-z]\d?)\b)[\"')]?"
        rb"|(?P<range>\s{0,3}(?:\bden\b|-)\s{0,3})"
        rb"|(?P<sep>\s{0,3}(?:[,;]|\bva\b|\bhoac\b|&)\s{0,3}|\s{1,3})"
        rb"|(?P<of>\bcua\b)"
        rb"|(?P<other>\w+|.)",
        re.DOTALL,
    )


@cache
def _link() -> re.Pattern[bytes]:
    """Words between a path and its citation: "của", "ban hành kèm theo"."""
    return re.compile(
        rb",?(?:\s{1,3}(?:cua|tai|trong|thuoc))?(?:\s{1,3}(?:(?:duoc\s{1,3})?ban\s{1,3}hanh\s{1,3})?kem\s{1,3}theo)?(?:\s{1,3}cac)?\s{1,3}$",
        re.I,
    )


@cache
def _near() -> re.Pattern[bytes]:
    return re.compile(rb"(?:\d[a-z]{0,2}|\b[IVXL]{1,7}|\b[A-Za-z]\d?|thu\s{1,3}[a-z]{2,5})[\"')]?$")


def articles_before(page: Page, start: int) -> tuple[str, ...]:
    """The paths that lead into the citation beginning at *start*, each largest unit first, lists and ranges expanded."""
    tail = page.folded[max(0, start - _LONGEST_LINK) : start]
    link = _link().search(tail)
    if not link:
        return ()
    end = start - (len(tail) - link.start())
    if not _near().search(page.folded, max(0, end - 12), end):
        return ()
    return _expand(_path(page, end))


def _path(page: Page, end: int) -> list[Group]:
    """The unbroken run of units and references that ends at *end*; longer windows only when a shorter one may cut it."""
    for width in _WINDOWS:
        low = max(0, end - width)
        groups, is_whole = _tokens(page, low, end)
        if is_whole or low == 0:
            break
    return groups


def _tokens(page: Page, low: int, end: int) -> tuple[list[Group], bool]:
    """The run between *low* and *end*, and whether something before it, and not the window, ends it."""
    groups: list[Group] = []
    separator, is_whole = "", False
    for match in _token().finditer(page.folded, low, end):
        kind = match.lastgroup
        if kind == "other":
            groups, separator, is_whole = [], "", match.start() > low
        elif kind == "unit":
            _open_group(groups, _unit(match["unit"]), separator)
            separator = ""
        elif kind == "ref" and groups:
            reference = " ".join(page.text[match.start("ref") : match.end("ref")].split())
            _add(groups[-1], reference, is_range=separator == "-")
            separator = ""
        elif kind in ("range", "sep") and not match.group().isspace():
            separator = "-" if kind == "range" else match.group().strip().decode("ascii").lower()
    return [group for group in groups if group.references], is_whole


def _unit(word: bytes) -> str:
    return " ".join(word.decode("ascii").lower().removeprefix("cac").split())


def _open_group(groups: list[Group], unit: str, separator: str) -> None:
    """A new group; "Điều 40 đến Điều 43" goes on in the old one."""
    if separator == "-" and groups and groups[-1].unit == unit:
        groups[-1].is_open_range = True
        return
    groups.append(Group(unit, separator))


def _add(group: Group, reference: str, *, is_range: bool) -> None:
    if (is_range or group.is_open_range) and group.references:
        group.references[-1] = f"{group.references[-1]}-{reference}"
    else:
        group.references.append(reference)
    group.is_open_range = False


def _expand(groups: list[Group]) -> tuple[str, ...]:
    """One path a reference; a larger unit that follows contains the smaller ones ("điểm a, b khoản 2 Điều 3")."""
    containers = [_container(groups, index) for index in range(len(groups))]
    paths: list[str] = []
    for index, group in enumerate(groups):
        contains_first = index in containers[:index]
        contains_last = index in containers[index + 1 :]
        leaves = group.references[1 if contains_first else 0 : -1 if contains_last else None]
        outer = _outer(groups, containers, index)
        paths += [" ".join([*outer, _label(group.unit, leaf)]) for leaf in leaves]
    return tuple(dict.fromkeys(paths))


def _container(groups: list[Group], index: int) -> int | None:
    """Which group contains this one: the next larger unit, or, written downwards ("Điều 5 khoản 2"), the one before."""
    rank = groups[index].rank
    for later in range(index + 1, len(groups)):
        if groups[later].rank < rank:
            may_contain = groups[later].separator == "" or (rank >= _CLAUSE and groups[later].separator == ",")
            return later if may_contain else None
    if index and groups[index - 1].rank < rank and groups[index].separator in ("", ","):
        return index - 1
    return None


def _outer(groups: list[Group], containers: list[int | None], index: int) -> list[str]:
    labels: list[str] = []
    container = containers[index]
    while container is not None and len(labels) < len(_UNITS):
        group = groups[container]
        labels.insert(0, _label(group.unit, group.references[0 if container > index else -1]))
        index, container = container, containers[container]
    return labels


def _label(unit: str, reference: str) -> str:
    return f"{_UNITS[unit][0]} {reference}"
