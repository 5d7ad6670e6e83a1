"""The parts of a parsed `facts.json`, by their ids; the schema has been checked, so shapes are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vanban.pack.findings import EVERYTHING, FACTS, Findings

Facts = Mapping[str, Any]


class Index:
    """Claims, figures, documents, evidence, dates and families of a pack by id."""

    __slots__ = ("claims", "dates", "documents", "events", "evidence", "facts", "families", "figures")

    def __init__(self, facts: Facts, findings: Findings) -> None:
        self.facts = facts
        self.claims = _by_id(facts["claims"], "claims", findings)
        self.figures = _by_id(facts["figures"], "figures", findings)
        self.documents = _by_id(facts["documents"], "documents", findings)
        self.evidence = _by_id(facts["evidence"], "evidence", findings)
        self.dates = _by_id(facts["dates"], "dates", findings)
        self.families = _by_id(facts["families"], "families", findings)
        self.events = {event["index"]: event for event in facts["ledger"]["events"]}

    def holders(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        """Yield (kind, id, value) of everything that holds files: documents, then evidence."""
        for kind, values in (("document", self.documents), ("evidence", self.evidence)):
            for name, value in values.items():
                yield kind, name, value


def shown_files(value: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the files of a document or piece of evidence that lie in the pack: originals and masked copies."""
    files = [file if "path" in file else file["masked"] for file in value["files"]]
    return [file for file in files if file is not None]


def _by_id(values: Sequence[Mapping[str, Any]], kind: str, findings: Findings) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for value in values:
        if value["id"] in found:
            findings.add(EVERYTHING, "id_twice", FACTS, kind=kind, id=value["id"])
        found[value["id"]] = value
    return found
