"""What a verification finds, gathered by what it concerns, so that each claim can be told all it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

FACTS, PROVENANCE, REPORT, EVIDENCE = "data/facts.json", "data/prov.json", "data/report/", "data/evidence/"
Subject = tuple[str, str]
"""("file", path), ("figure", id), ("document", id), ("date", id), ("evidence", id), ("claim", id), EVERYTHING or PACK."""

EVERYTHING: Subject = ("everything", "")
"""Every claim rests on this: the container, facts.json, the ledger's root and seal."""
PACK: Subject = ("pack", "")
"""No claim rests on this, yet the pack is not valid with it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: a stable code, the file it lies in ("" for the container itself), and what explains it."""

    code: str
    file: str = ""
    data: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the finding as printed by `--json`."""
        return {"code": self.code, "file": self.file, "data": dict(self.data)}


@dataclass(slots=True)
class Findings:
    """Findings by subject, each once, in the order found."""

    by_subject: dict[Subject, list[Finding]] = field(default_factory=dict)

    def add(self, subject: Subject, code: str, file: str = "", **data: object) -> None:
        """Note a finding about *subject*; *data* is kept as text, at most 200 characters each."""
        finding = Finding(code, file, tuple((key, str(value)[:200]) for key, value in sorted(data.items())))
        known = self.by_subject.setdefault(subject, [])
        if finding not in known:
            known.append(finding)

    def about(self, subjects: Iterable[Subject]) -> list[Finding]:
        """Return what was found about any of *subjects*, each finding once."""
        found = {finding: None for subject in subjects for finding in self.by_subject.get(subject, ())}
        return list(found)

    def every(self) -> list[Finding]:
        """Return all that was found, each finding once."""
        return self.about(list(self.by_subject))
