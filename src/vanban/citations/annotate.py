"""A text with its citations marked, as HTML or as plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from vanban.citations.model import Citation

Render = Callable[[Citation, str], str]


def annotate(text: str, citations: Iterable[Citation], render: Render, *, plain: Callable[[str], str] = str) -> str:
    """*text* with each citation replaced by `render(citation, its text)` and everything between passed through *plain*.

    Citations must be in order and not overlap, as `find` gives them.
    """
    pieces: list[str] = []
    done = 0
    for citation in citations:
        pieces += (plain(text[done : citation.start]), render(citation, text[citation.start : citation.end]))
        done = citation.end
    pieces.append(plain(text[done:]))
    return "".join(pieces)


def annotate_html(
    text: str, citations: Iterable[Citation], link: Callable[[Citation], str | None] | None = None
) -> str:
    """*text* as safe HTML, citations in `<cite>` with their fields as data attributes, linked where *link* gives a URL."""

    from html import escape

    def mark(citation: Citation, words: str) -> str:
        fields = {"type": citation.type, "number": citation.number, "date": citation.date, "issuer": citation.issuer}
        attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in fields.items() if value)
        inner = escape(words)
        if link and (url := link(citation)):
            inner = f'<a href="{escape(url)}">{inner}</a>'
        return f"<cite{attributes}>{inner}</cite>"

    return annotate(text, citations, mark, plain=escape)


def annotate_plain(text: str, citations: Iterable[Citation]) -> str:
    """*text* with each citation in square brackets followed by its type and number: "[Nghị định số …](nghi_dinh 30/2020/NĐ-CP)"."""

    def mark(citation: Citation, words: str) -> str:
        return f"[{words}]({' '.join(part for part in (citation.type, citation.number or citation.title) if part)})"

    return annotate(text, citations, mark)
