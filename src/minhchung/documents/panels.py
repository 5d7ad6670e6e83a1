"""What later rooms show on the page of a document: they register here when they are ready, this room knows none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from minhchung.accounts.models import User
from minhchung.documents.models import Document
from minhchung.look.stations import Stage


@dataclass(frozen=True, slots=True)
class Panel:
    """A template with its context, and the stations of the line that the document has reached through that room."""

    template: str
    context: Mapping[str, object] = field(default_factory=dict)
    reached: Mapping[Stage, str] = field(default_factory=dict)


Maker = Callable[[Document, User], Panel | None]
_makers: list[Maker] = []


def register(maker: Maker) -> Maker:
    """Let *maker* add a panel to every document's page; call it in AppConfig.ready. Registering twice counts once."""
    if maker not in _makers:
        _makers.append(maker)
    return maker


def panels_of(document: Document, user: User) -> list[Panel]:
    """The panels of *document* for *user*, in the order in which their rooms registered."""
    return [panel for maker in _makers if (panel := maker(document, user)) is not None]
