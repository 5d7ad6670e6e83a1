"""Texts as incoming documents: number, date, issuing body, type and subject read from each document's own head."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.utils.text import slugify

from minhchung import clock
from minhchung.documents.errors import SecretDocumentError, SecretDoubtError
from minhchung.documents.guard import refuse_secrets
from minhchung.imports.columns import Values, complete
from minhchung.imports.corpora import every_text
from minhchung.imports.enums import RowAction, Severity
from minhchung.imports.findings import Remark
from minhchung.imports.importers import importers
from minhchung.imports.importing import Scope
from minhchung.imports.sheets import Draft
from minhchung.imports.sources import SourceKind
from vanban.header import Header, read_header
from vanban.text.folding import fold, nfc

UNREAD_ISSUER = "(chưa đọc được)"
_OTHER = "van_ban"


def read_texts(path: Path, kind: SourceKind) -> Iterator[Draft | Remark]:
    """A row of the incoming register for each text, and a finding for each thing that could not be read in it."""
    incoming = importers()["incoming"]
    held = {incoming.identify(values) for values in incoming.held(Scope())}
    seen: dict[str, int] = {}
    for row, (name, text) in enumerate(every_text(path, kind), 1):
        remark = _unusable(name, row, text)
        if remark or text is None:
            yield remark or Remark(name, "text_unreadable", row)
            continue
        values, remarks = _values(name, row, text)
        yield from remarks
        identity = incoming.identify(values)
        first = seen.setdefault(identity, row)
        if first != row:
            yield Remark(name, "text_twice", row, severity=Severity.WARNING, data={"first": first})
            values |= {
                "key": f"{values['key']!s:.70}-{row}",
                "note": f"Trùng số, ký hiệu với văn bản thứ {first} cùng đợt nhập",
            }
            identity = incoming.identify(values)
        action = RowAction.SAME if identity in held else RowAction.CREATE
        yield Draft(name, row, incoming.code, identity, values, {"text": name}, action)


def _unusable(name: str, row: int, text: str | None) -> Remark | None:
    if text is None:
        return Remark(name, "text_unreadable", row)
    if not text.strip():
        return Remark(name, "text_empty", row, severity=Severity.WARNING)
    try:
        refuse_secrets(text=text)
    except SecretDocumentError:
        return Remark(name, "secret", row)
    except SecretDoubtError as doubt:
        return Remark(name, "secret_doubt", row, data={"stamp": str(doubt.data.get("stamp", ""))[:80]})
    return None


def _values(name: str, row: int, text: str) -> tuple[Values, list[Remark]]:
    head = read_header(nfc(text))
    today = clock.today()
    issued_on = head.issued_on if head.issued_on and head.issued_on <= today else None
    unread = {
        "number_unread": not head.number,
        "date_unread": issued_on is None,
        "issuer_unread": not head.issuer,
        "type_unread": not head.document_type,
        "subject_unread": not head.subject,
    }
    remarks = [Remark(name, code, row, severity=Severity.WARNING) for code, is_so in unread.items() if is_so]
    incoming = importers()["incoming"]
    said: Values = {
        "key": "" if head.number else slugify(fold(Path(name).stem).replace("_", "-"))[:80],
        "registered_on": today.isoformat(),
        "issuer": (head.issuer or UNREAD_ISSUER)[:300],
        "number": _number(head)[:120],
        "issued_on": issued_on.isoformat() if issued_on else None,
        "document_type": head.document_type or _OTHER,
        "subject": (head.subject or _first_line(text))[:1000],
        "signer": "",
    }
    return incoming.settle(complete(incoming.columns, said)), remarks


def _number(head: Header) -> str:
    return str(head.number or "")


def _first_line(text: str) -> str:
    return next((" ".join(line.split()) for line in text.splitlines() if line.strip()), "")
