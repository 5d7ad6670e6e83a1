"""The texts that stand at the anchors of a report's page."""

from __future__ import annotations

from html.parser import HTMLParser

from vanban.pack.errors import ContainerError

DEEPEST_ELEMENT = 256
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_SILENT = frozenset(("script", "style", "template", "noscript"))


def texts_at(page: str) -> dict[str, list[str]]:
    """Return, for every `id` in the HTML *page*, the texts of the elements that bear it (more than one is a fault)."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return {anchor: ["".join(pieces) for pieces in places] for anchor, places in reader.places.items()}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.places: dict[str, list[list[str]]] = {}
        self._open: list[tuple[str, list[str] | None]] = []
        self._listening: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        anchor = next((value for name, value in attrs if name == "id"), None)
        pieces: list[str] | None = None
        if anchor is not None:
            pieces = []
            self.places.setdefault(anchor, []).append(pieces)
        if tag == "br":
            self.handle_data(" ")
        if tag not in _VOID:
            if len(self._open) >= DEEPEST_ELEMENT:
                raise ContainerError("page_too_deep", most=DEEPEST_ELEMENT)
            self._open.append((tag, pieces))
            if pieces is not None:
                self._listening.append(pieces)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if all(each != tag for each, _ in self._open):
            return
        while True:
            closed, pieces = self._open.pop()
            if pieces is not None:
                self._listening.pop()
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._listening and not any(tag in _SILENT for tag, _ in self._open):
            for pieces in self._listening:
                pieces.append(data)
