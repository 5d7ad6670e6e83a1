"""The report as an official document: header, body, signature, and the annex where each mark finds its proof."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from html import escape

from minhchung.accounts.enums import Sensitivity
from minhchung.documents.enums import LegalStatus
from minhchung.documents.models import Document
from minhchung.organisation.models import Unit
from minhchung.organisation.queries import unit_version
from minhchung.reporting.bindings import PERIOD_END, PERIOD_START, Bound, known_figure
from minhchung.reporting.figures import Said
from minhchung.reporting.hiding import file_commitment
from minhchung.reporting.indicators import Proof
from minhchung.reporting.printing import print_day, print_value
from vanban.layout.docx import compose_docx
from vanban.layout.flat import flatten
from vanban.layout.html import compose_html
from vanban.layout.model import (
    Blocks,
    Capacity,
    Header,
    Mark,
    MarkKind,
    OfficialDocument,
    Signature,
)
from vanban.layout.pdf import compose_pdf
from vanban.layout.proofs import Proof as Entry
from vanban.layout.proofs import ProofFile, proof_appendix

MOST_FILES = 30
_STYLE = """
:root{color-scheme:light dark;--paper:#faf8f4;--sheet:#fff;--ink:#1c1e21;--quiet:#5b6066;--rule:#e3dfd6;--proof:#0b6650}
@media(prefers-color-scheme:dark){:root{--paper:#14171a;--sheet:#1b1f23;--ink:#eae7e1;--quiet:#a3a8ad;--rule:#2c3238;
--proof:#5cc9a7}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);
font:400 18px/1.65 "Tinos","Times New Roman","Liberation Serif",serif;overflow-wrap:break-word}
.official{max-width:820px;margin:24px auto;padding:clamp(16px,6vw,64px);background:var(--sheet);
border:1px solid var(--rule)}
p{margin:0 0 .7em}h1,h2,h3,h4{line-height:1.35;margin:1.4em 0 .5em}h2{font-size:20px}h3{font-size:18px}h4{font-size:17px}
.official-header,.official-footer{display:grid;grid-template-columns:5fr 6fr;gap:10px 24px;text-align:center}
.official-header{font-size:16px;line-height:1.45}.official-header p{margin:0}.official-header h1{grid-column:1/-1;font-size:21px;margin:24px 0 8px}
.issuing-body,.state-name,.motto,.signature{font-weight:700}.place-date{font-style:italic}
.issuing-body::after,.motto::after{content:"";display:block;width:40%;margin:4px auto 0;border-top:1px solid}
.document-type,.appendix-label{display:block}.appendix-title,.appendix-reference{text-align:center}
.official-footer{margin-top:32px}.recipients{text-align:left;font-size:15px}.recipients p{font-weight:700;font-style:italic}
.recipients ul{list-style:none;margin:0;padding:0}.post{margin-bottom:4em}
a{color:inherit}.figure{font-weight:700;text-decoration-color:var(--proof);text-decoration-thickness:2px;
text-underline-offset:4px}.cite{text-decoration:none;border-bottom:1px dotted var(--proof)}
:target{outline:2px solid var(--proof);outline-offset:4px}
.table-scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:16px;margin-bottom:1em}
th,td{border:1px solid var(--rule);padding:6px 10px;text-align:left;vertical-align:top}
.align-right{text-align:right}.align-center{text-align:center}
.appendix{margin-top:48px;padding-top:24px;border-top:1px solid var(--rule)}
.note{font-size:15px;line-height:1.5;margin:0 0 2px;overflow-wrap:anywhere}
@media(max-width:560px){.official{margin:0;border:0}.official-header,.official-footer{grid-template-columns:1fr}}
@media print{body{background:#fff;color:#000;font-size:13pt}.official{margin:0;padding:0;border:0;max-width:none}
.appendix{break-before:page}}
"""
_KINDS = {"extract": "trích sổ", "document": "văn bản", "evidence": "tệp minh chứng"}
_STATUS = {"computed": "tính từ sổ sách", "declared": "đơn vị khai"}


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues and how it is signed, as printed; `serial` None before a number is given."""

    issuer: str
    parent: str
    symbol: str
    place: str
    code: str
    title: str
    serial: int | None = None
    issued_on: date | None = None
    recipients: tuple[str, ...] = ()
    signer_name: str = ""
    signer_post: str = ""
    capacity: str = ""
    principal: str = ""


_FILING = "Lưu:"  # the last recipient is the file (NĐ 30/2020, Appendix I, C31)


def letterhead(
    unit: Unit, title: str, on: date, known_at: datetime, signing: dict[str, object], *, serial: int | None, symbol: str
) -> Letterhead:
    """The head of a report of *unit* as the unit was called on *on* and known at *known_at*."""
    version = unit_version(unit, on, known_at)
    parent = unit_version(version.parent, on, known_at) if version and version.parent else None
    return Letterhead(
        issuer=version.name if version else str(unit),
        parent=parent.name if parent else "",
        symbol=symbol or f"BC-{version.symbol if version else ''}",
        place=(version.place if version else "") or "…",
        code=version.code if version else "",
        title=title,
        serial=serial,
        issued_on=on if serial is not None else None,
        recipients=tuple(signing.get("recipients", ())),
        signer_name=str(signing.get("signer_name", "")),
        signer_post=str(signing.get("signer_post", "")),
        capacity=str(signing.get("capacity", "")),
        principal=str(signing.get("principal", "")),
    )


def official_document(head: Letterhead, blocks: Blocks, bound: Bound, number: str) -> OfficialDocument:
    """The report with its annex of proofs; *number* is the edition's, in full."""
    return OfficialDocument(
        header=Header(
            issuing_body=head.issuer,
            parent_body=head.parent,
            symbol=head.symbol,
            place=head.place,
            subject=head.title,
            document_type="Báo cáo",
            number=head.serial,
            issued_on=head.issued_on,
        ),
        body=blocks,
        signature=_signature(head),
        recipients=tuple(line for line in head.recipients if not line.startswith(_FILING)),
        filing=next((line.removeprefix(_FILING).strip() for line in head.recipients if line.startswith(_FILING)), "VT"),
        appendices=(proof_appendix(entries(blocks, bound, number), cited_in=blocks),),
    )


def page_of(document: OfficialDocument) -> bytes:
    """The whole page that travels in packs: one article, readable without anything else."""
    title = escape(document.title)
    return (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head>\n<body><main>{compose_html(document)}</main></body></html>\n"
    ).encode()


def pdf_of(document: OfficialDocument) -> bytes:
    """The report as PDF/A."""
    return compose_pdf(document)


def docx_of(document: OfficialDocument) -> bytes:
    """The report as DOCX."""
    return compose_docx(document)


def entries(blocks: Blocks, bound: Bound, number: str) -> tuple[Entry, ...]:
    """One entry of the annex for each thing that the marks of *blocks* name, in the order of their first mark.

    Files that the public pack hides are printed by their commitments in edition *number*.
    """
    named = {(mark.kind, mark.key): mark for mark in reversed(_marks(blocks)) if mark.kind.has_proof}
    return tuple(_entry(mark, bound, number) for mark in reversed(named.values()))


def _signature(head: Letterhead) -> Signature | None:
    if not head.signer_name:
        return None
    capacity = Capacity(head.capacity) if head.capacity else None
    return Signature(post=head.signer_post, name=head.signer_name, capacity=capacity, principal=head.principal)


def _entry(mark: Mark, bound: Bound, number: str) -> Entry:
    if mark.kind in (MarkKind.FIGURE, MarkKind.LIST):
        return _figure_entry(mark, bound.figures[mark.key], number)
    if mark.kind is MarkKind.DOCUMENT:
        return _document_entry(mark, bound, number)
    if mark.kind is MarkKind.DATE:
        return _date_entry(mark, bound, number)
    files = _files(bound.activity_proofs[mark.key], number)
    return Entry(mark.kind, mark.key, bound.known.activities[mark.key], files=files)


def _figure_entry(mark: Mark, said: Said, number: str) -> Entry:
    facts = [("Diễn giải", said.sentence.vi)]
    if said.formula is not None:
        facts.append(
            ("Định nghĩa", f"{said.code}, bản {said.version}; {len(said.rows)} bản ghi; {_STATUS[said.status]}")
        )
    else:
        facts.append(("Cách có số liệu", _STATUS[said.status]))
    if said.approved_by:
        facts.append(("Người duyệt", said.approved_by))
    value = print_value(said.value, known_figure(said).form) if mark.kind is MarkKind.FIGURE else ""
    return Entry(mark.kind, mark.key, said.name.vi, value, tuple(facts), _files(said.proofs, number))


def _document_entry(mark: Mark, bound: Bound, number: str) -> Entry:
    document = bound.documents[mark.key]
    facts = (("Trích yếu", document.subject),) if document.subject else ()
    citation = bound.known.documents[mark.key].citation
    files = _files((bound.document_proofs[mark.key],), number, public=is_public(document))
    return Entry(mark.kind, mark.key, citation, "", facts, files)


def _date_entry(mark: Mark, bound: Bound, number: str) -> Entry:
    names = {PERIOD_START: "Ngày đầu kỳ báo cáo", PERIOD_END: "Ngày chốt số liệu của kỳ báo cáo"}
    title = names.get(mark.key) or date_name(mark.key, bound)
    files = _files(date_proofs(mark.key, bound), number)
    return Entry(mark.kind, mark.key, title, print_day(bound.known.dates[mark.key]), (), files)


def date_name(key: str, bound: Bound) -> str:
    """What a date is the date of."""
    if key in bound.documents:
        return f"Ngày ban hành: {bound.known.documents[key].citation}"
    return f"Ngày diễn ra: {bound.known.activities.get(key, key)}"


def date_proofs(key: str, bound: Bound) -> tuple[Proof, ...]:
    """What proves a date: the document's own file, the activity's evidence."""
    if key in bound.document_proofs:
        return (bound.document_proofs[key],)
    return bound.activity_proofs.get(key, ())


def _files(proofs: Iterable[Proof], number: str, *, public: bool = False) -> tuple[ProofFile, ...]:
    """The distinct files in print, each once: at most MOST_FILES, then how many more stand in the pack."""
    found = {file.sha256: public_title(proof) for proof in reversed(list(proofs)) for file in proof.files}
    shown = list(reversed(found))[:MOST_FILES]
    if public:
        files = [ProofFile(found[digest], sha256=digest) for digest in shown]
    else:
        files = [ProofFile(found[digest], commitment=file_commitment(number, digest)) for digest in shown]
    if more := len(found) - len(files):
        files.append(ProofFile(f"và {more} tệp khác trong gói minh chứng"))
    return tuple(files)


def is_public(document: Document) -> bool:
    """Whether anybody may read the file itself: legal instruments name nobody."""
    return document.legal_status != LegalStatus.NONE


def public_title(proof: Proof) -> str:
    """A proof's title, unless only some may see it: then its kind alone."""
    if proof.sensitivity == Sensitivity.OPEN:
        return proof.title
    return f"Minh chứng nội bộ ({_KINDS.get(proof.id.partition(':')[0], 'tệp')})"


def _marks(blocks: Blocks) -> list[Mark]:
    return [span.mark for span in flatten(blocks).spans]
