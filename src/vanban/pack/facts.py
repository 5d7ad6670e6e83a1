"""`facts.json` of a pack from its contents: everything for inspectors, commitments where the public must not look."""

from __future__ import annotations

import re
from typing import Any

from vanban.pack.canonical import canonical
from vanban.pack.commitment import FILE_FIELD, FILE_SCOPE, PREFIX, Opening, commitment, opening
from vanban.pack.contents import (
    Both,
    Claim,
    Document,
    Evidence,
    Family,
    Figure,
    File,
    Kind,
    Ledger,
    PackContents,
)
from vanban.pack.errors import ContentsError
from vanban.pack.findings import EVIDENCE, REPORT
from vanban.pack.formula import Scalar, fields, validate
from vanban.pack.merkle import leaf_hash, narrowed_proof
from vanban.pack.recompute import content_digest_of

_EXTENSION = re.compile(r"[.]([A-Za-z0-9]{1,5})")
_BOUND = ("figure", "document", "date", "reason")


def content_digest(contents: PackContents, kind: Kind, secret: bytes = b"") -> str:
    """Return SHA-256 (hexadecimal) of the facts without their ledger: what the ledger's event of issue must record."""
    return content_digest_of(facts_of(contents, kind, secret))


def facts_of(contents: PackContents, kind: Kind, secret: bytes = b"") -> dict[str, Any]:
    """Return the value of `facts.json`; raise ContentsError or OpeningError where the public's cannot be made."""
    hiding = _Hiding(contents.edition.number, kind, secret)
    edition = contents.edition
    period = edition.period
    families = {family.id: family for family in contents.families}
    return {
        "format": "minh-chung/facts/1",
        "kind": kind.value,
        "edition": {
            "number": edition.number,
            "title": edition.title,
            "period": {"name": period.name, "since": period.since, "until": period.until},
            "known_at": edition.known_at,
            "issued_on": edition.issued_on,
            "agency": {"name": edition.agency, "code": edition.agency_code},
            "files": [_shown(file, REPORT + file.name) for file in contents.report],
        },
        "claims": [_claim(claim) for claim in contents.claims],
        "figures": [_figure(figure, hiding) for figure in contents.figures],
        "documents": [_document(document, hiding) for document in contents.documents],
        "evidence": [_evidence(evidence, hiding) for evidence in contents.evidence],
        "dates": [{"id": d.id, "name": d.name, "value": d.value, "evidence": list(d.evidence)} for d in contents.dates],
        "families": [_family(family, contents.figures, hiding) for family in families.values()],
        "ledger": _ledger(contents.ledger, hiding),
    }


def packed_files(contents: PackContents, kind: Kind) -> dict[str, File]:
    """Return the files that lie in the pack, by their paths."""
    files = {REPORT + file.name: file for file in contents.report}
    held = [document.files for document in contents.documents] + [each.files for each in contents.evidence]
    for file in (file for group in held for file in group):
        shown = file if kind is Kind.FULL or file.is_public else file.masked
        files |= {evidence_path(shown): shown} if shown else {}
    return files


def evidence_path(file: File) -> str:
    """Return where an evidence file lies: its hash, with the extension by which people's programs know it."""
    found = _EXTENSION.fullmatch("." + file.name.rpartition(".")[2]) if "." in file.name else None
    return f"{EVIDENCE}{file.sha256}.{found[1].lower() if found else 'bin'}"


def row_opening(contents: PackContents, figure: str, row: int, field: str, secret: bytes) -> Opening:
    """Return what opens the committed *field* of a figure's row in the public pack, for one auditor."""
    found = next((each for each in contents.figures if each.id == figure), None)
    value = found.rows[row].get(field) if found and field in found.personal and 0 <= row < len(found.rows) else None
    if found is None or value is None:
        raise ContentsError("nothing_committed", figure=figure, row=row, field=field)
    return _Hiding(contents.edition.number, Kind.PUBLIC, secret).opening(found.family or found.id, field, value)


def file_opening(contents: PackContents, file: File, secret: bytes) -> Opening:
    """Return what opens the commitment to *file* in the public pack: its value is the file's SHA-256."""
    return _Hiding(contents.edition.number, Kind.PUBLIC, secret).opening(FILE_SCOPE, FILE_FIELD, file.sha256)


class _Hiding:
    """How values are shown in one kind of pack."""

    __slots__ = ("edition", "is_public", "secret")

    def __init__(self, edition: str, kind: Kind, secret: bytes) -> None:
        self.edition, self.is_public, self.secret = edition, kind is Kind.PUBLIC, secret

    def opening(self, scope: str, field: str, value: str | int | bool) -> Opening:
        return opening(self.secret, edition=self.edition, scope=scope, field=field, value=value)

    def value(self, scope: str, field: str, value: Scalar) -> Scalar:
        if not self.is_public or value is None:
            return value
        return PREFIX + commitment(self.opening(scope, field, value))

    def file(self, file: File) -> dict[str, Any]:
        if not self.is_public or file.is_public:
            return _shown(file, evidence_path(file))
        return {
            "commitment": commitment(self.opening(FILE_SCOPE, FILE_FIELD, file.sha256)),
            "media_type": file.media_type,
            "masked": _shown(file.masked, evidence_path(file.masked)) if file.masked else None,
        }

    def events(self, indexes: tuple[int, ...]) -> list[int]:
        """What a deed says can be guessed from its hash, so the public sees the event of issue alone."""
        return [] if self.is_public else list(indexes)


def _shown(file: File, path: str) -> dict[str, Any]:
    return {"path": path, "sha256": file.sha256, "size": file.size, "name": file.name, "media_type": file.media_type}


def _both(text: Both) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}


def _claim(claim: Claim) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(claim, name) for name in ("id", "kind", "text", "sentence", "anchor")}
    said |= {name: getattr(claim, name) for name in _BOUND if getattr(claim, name)}
    if claim.kind == "figure":
        said["format"] = claim.format
    if claim.kind in ("activity", "list"):
        said["evidence"] = list(claim.evidence)
    return said


def _figure(figure: Figure, hiding: _Hiding) -> dict[str, Any]:
    definition = figure.definition
    return {
        "id": figure.id,
        "definition": {
            "code": definition.code,
            "version": definition.version,
            "name": _both(definition.name),
            "sentence": _both(definition.sentence),
            "formula": definition.formula,
        },
        "arguments": dict(figure.arguments),
        "value": figure.value,
        "printed": figure.printed,
        "unit": _both(figure.unit),
        "status": figure.status,
        "approved_by": figure.approved_by,
        "rows": _rows(figure, hiding),
        "committed": sorted(figure.personal) if hiding.is_public else [],
        "family": figure.family,
        "evidence": list(figure.evidence),
        "events": hiding.events(figure.events),
    }


def _rows(figure: Figure, hiding: _Hiding) -> list[dict[str, Scalar]]:
    if not hiding.is_public or not figure.personal:
        return [dict(row) for row in figure.rows]
    if figure.definition.formula is not None:
        validate(figure.definition.formula)
        if read := sorted(fields(figure.definition.formula) & set(figure.personal)):
            raise ContentsError("personal_field_in_condition", figure=figure.id, fields=read)
    scope = figure.family or figure.id
    return [
        {
            field: hiding.value(scope, field, value) if field in figure.personal else value
            for field, value in row.items()
        }
        for row in figure.rows
    ]


def _document(document: Document, hiding: _Hiding) -> dict[str, Any]:
    return {
        "id": document.id,
        "printed": document.printed,
        "names": list(document.names),
        "number": document.number,
        "type": document.type,
        "issuer": document.issuer,
        "issued_on": document.issued_on,
        "subject": document.subject,
        "files": [hiding.file(file) for file in document.files],
        "events": hiding.events(document.events),
    }


def _evidence(evidence: Evidence, hiding: _Hiding) -> dict[str, Any]:
    return {
        "id": evidence.id,
        "title": (evidence.public_title or evidence.title) if hiding.is_public else evidence.title,
        "happened_on": evidence.happened_on,
        "received_on": evidence.received_on,
        "recorded_at": evidence.recorded_at,
        "files": [hiding.file(file) for file in evidence.files],
        "events": hiding.events(evidence.events),
    }


def _family(family: Family, figures: tuple[Figure, ...], hiding: _Hiding) -> dict[str, Any]:
    personal = {field for figure in figures if figure.family == family.id for field in figure.personal}
    overlaps = [
        {
            "item": hiding.value(family.id, family.key, each.item) if family.key in personal else each.item,
            "figures": list(each.figures),
            "reason": each.reason,
        }
        for each in family.overlaps
    ]
    return {
        "id": family.id,
        "name": _both(family.name),
        "key": family.key,
        "figures": list(family.figures),
        "union": family.union,
        "overlaps": overlaps,
    }


def _ledger(ledger: Ledger, hiding: _Hiding) -> dict[str, Any]:
    leaves = {event.index: leaf_hash(canonical(event.event)) for event in ledger.events}
    shown = sorted(
        (event for event in ledger.events if event.is_public or not hiding.is_public), key=lambda each: each.index
    )
    proof = ledger.proof
    if len(shown) < len(leaves):
        given = [bytes.fromhex(each) for each in proof]
        narrowed = narrowed_proof(leaves, ledger.tree_size, given, [event.index for event in shown])
        proof = tuple(each.hex() for each in narrowed)
    return {
        "tree_size": ledger.tree_size,
        "root": ledger.root,
        "seal": {"date": ledger.seal.date, "public_key": ledger.seal.public_key, "signature": ledger.seal.signature},
        "events": [{"index": event.index, "event": event.event} for event in shown],
        "proof": list(proof),
        "issue": ledger.issue,
    }
