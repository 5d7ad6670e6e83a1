# ruff: noqa: ARG001 - every module of this folder offers the same signatures
"""A resolution of the Party's Central Committee named by its plenum: "Nghị quyết Trung ương 4 khóa XII"."""

from __future__ import annotations

from vanban.citations.forms import Example, Found
from vanban.citations.issuers import issuer_after
from vanban.citations.page import Page
from vanban.citations.pattern import compiled

ORDER = 40
_NAME = (
    r"(?:Hoi\s{1,3}nghi\s{1,3}(?:(?:lan\s{1,3})?thu\s{1,3}[a-z]+\s{1,3})?)?(?:TW|Trung\s{1,3}uong)\s{0,3}(?:lan\s{1,3}thu\s{1,3})?\d{1,2}"
    r"(?:\s{0,2},?\s{0,2}\(?[Kk]hoa\s{1,3}[IVX]{1,5}\)?)?"
)
PATTERN = rf"(?:Nghi|NGHI)\s{{1,3}}(?:quyet|QUYET)\s{{1,3}}{_NAME}"


def read(page: Page, start: int, end: int, previous: Found | None) -> Found | None:
    """The plenum's resolution; its name is its title, as its number is not given."""
    name = compiled(r"\S+\s+\S+\s+").match(page.folded, start, end)
    if page.folded[end : end + 1] in (b"/", b"-") or name is None:
        return None
    title = " ".join(page.text[name.end() : end].split())
    issuer, end = issuer_after(page, end)
    return Found(start, end, "nghi_quyet", issuer=issuer, title=title)


EXAMPLES = (
    Example(
        "Tiếp tục thực hiện Nghị quyết Trung ương 4 khóa XII của Ban Chấp hành Trung ương về xây dựng Đảng.",
        (
            (
                "Nghị quyết Trung ương 4 khóa XII của Ban Chấp hành Trung ương",
                "nghi_quyet",
                None,
                None,
                "Ban Chấp hành Trung ương",
            ),
        ),
    ),
)
