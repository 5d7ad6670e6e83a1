"""The lineage of a pack's figures in the W3C PROV vocabulary (PROV-JSON)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vanban.pack.commitment import PREFIX
from vanban.pack.index import Facts

Relations = dict[str, dict[str, str]]


def prov_of(facts: Facts) -> dict[str, Any]:
    """Return the PROV-JSON of *facts*: the report is derived from figures, figures from records and evidence."""
    edition = facts["edition"]
    entities: dict[str, Any] = {"mc:report": {"prov:label": f"{edition['number']} {edition['title']}"}}
    activities: dict[str, Any] = {}
    agents: dict[str, Any] = {"mc:agency": {"prov:label": edition["agency"]["name"], "prov:type": "prov:Organization"}}
    derived, used, generated, attributed = (
        list[tuple[str, str]](),
        list[tuple[str, str]](),
        list[tuple[str, str]](),
        [("mc:report", "mc:agency")],
    )
    for kind in ("evidence", "documents"):
        for value in facts[kind]:
            label = value.get("title") or value.get("printed")
            entities[_name(kind, value["id"])] = {"prov:label": label, "mc:sha256": _hashes(value)}
    for figure in facts["figures"]:
        entity, activity, definition = (
            _name("figures", figure["id"]),
            _name("compute", figure["id"]),
            figure["definition"],
        )
        entities[entity] = {"prov:label": definition["name"]["vi"], "prov:value": figure["printed"]}
        activities[activity] = {
            "prov:type": "mc:compute",
            "mc:definition": f"{definition['code']}@{definition['version']}",
        }
        generated.append((entity, activity))
        derived.append(("mc:report", entity))
        sources = [*_records(figure), *(_name("evidence", name) for name in figure["evidence"])]
        entities |= {source: {} for source in sources if source not in entities}
        used += [(activity, source) for source in sources]
        derived += [(entity, source) for source in sources]
        if figure["approved_by"]:
            agent = _name("approver", figure["approved_by"])
            agents[agent] = {"prov:label": figure["approved_by"], "prov:type": "prov:Person"}
            attributed.append((entity, agent))
    derived += [("mc:report", _name("documents", document["id"])) for document in facts["documents"]]
    return {
        "prefix": {"mc": "urn:minh-chung:", "prov": "http://www.w3.org/ns/prov#"},
        "entity": entities,
        "activity": activities,
        "agent": agents,
        "used": _relations("u", used, "prov:activity", "prov:entity"),
        "wasGeneratedBy": _relations("g", generated, "prov:entity", "prov:activity"),
        "wasDerivedFrom": _relations("d", derived, "prov:generatedEntity", "prov:usedEntity"),
        "wasAttributedTo": _relations("a", attributed, "prov:entity", "prov:agent"),
    }


def _name(kind: str, name: str) -> str:
    return f"mc:{kind}/{name}"


def _hashes(value: dict[str, Any]) -> list[str]:
    return [file.get("sha256") or PREFIX + file["commitment"] for file in value["files"]]


def _records(figure: dict[str, Any]) -> Iterator[str]:
    """The distinct records behind a figure, in the order of its rows."""
    records = (row.get("record") for row in figure["rows"])
    yield from dict.fromkeys(_name("record", record) for record in records if isinstance(record, str))


def _relations(letter: str, pairs: list[tuple[str, str]], first: str, second: str) -> Relations:
    return {f"_:{letter}{number}": {first: one, second: other} for number, (one, other) in enumerate(pairs, 1)}
