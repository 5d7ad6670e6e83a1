"""What goes into the pack of an edition: claims, figures, documents, evidence, families and the ledger behind them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from minhchung.audit.ledger import said as said_of
from minhchung.audit.ledger import stamp
from minhchung.audit.models import AuditEvent
from minhchung.audit.seal import sign_root
from minhchung.audit.tree import ledger_tree
from minhchung.files.blobs import path_of
from minhchung.reporting.additive import Additive, additive_families
from minhchung.reporting.bindings import PERIOD_END, PERIOD_START, Bound, known_figure
from minhchung.reporting.computing import result_of
from minhchung.reporting.figures import Said
from minhchung.reporting.indicators import Both, Proof, families
from minhchung.reporting.masking import masked_copies
from minhchung.reporting.models import Period
from minhchung.reporting.official import Letterhead, date_name, date_proofs, is_public, public_title
from minhchung.reporting.periods import print_code
from minhchung.reporting.printing import Form, print_value
from vanban.layout.flat import MarkSpan, flatten
from vanban.layout.model import Blocks, Mark, MarkKind
from vanban.pack import contents as pack
from vanban.pack.printed import says
from vanban.text.sentences import Sentence, sentences

_AT_ONCE = 5_000
_NONE: Mapping[str, pack.File] = {}


@dataclass(frozen=True, slots=True)
class Issue:
    """An edition as it goes out: its head, its words bound to records, the moment it is known at."""

    head: Letterhead
    period: Period
    number: str
    issued_on: date
    known_at: datetime
    blocks: Blocks
    bound: Bound


def claims_of(blocks: Blocks, bound: Bound) -> tuple[pack.Claim, ...]:
    """Every mark of the report as a claim, in reading order, with the sentence of its own block that it stands in."""
    flat = flatten(blocks)
    spoken = list(_sentences_of_blocks(flat.text))
    starts = [sentence.start for sentence in spoken]
    return tuple(
        _claim(span, spoken[bisect_right(starts, span.start) - 1].text if spoken else "", bound) for span in flat.spans
    )


def _sentences_of_blocks(text: str) -> Iterator[Sentence]:
    """Sentences that never run from a heading into the paragraph under it: a flattened block ends its line."""
    offset = 0
    for line in text.split("\n"):
        for sentence in sentences(line):
            yield Sentence(sentence.start + offset, sentence.end + offset, sentence.text)
        offset += len(line) + 1


def empty_ledger(day: date) -> pack.Ledger:
    """What stands for the ledger while only the content of a pack matters."""
    return pack.Ledger(0, "0" * 64, pack.Seal(day.isoformat(), "0" * 64, "0" * 128), (), ())


def masked_files(issue: Issue) -> dict[str, pack.File]:
    """SHA-256 of an original → the masked copy that the public pack of *issue* shows in its place."""
    return masked_copies([*_proofs(issue).values(), *issue.bound.document_proofs.values()], issue.bound)


def contents_of(
    issue: Issue, report: Sequence[pack.File], *, tree_size: int, masked: Mapping[str, pack.File] = _NONE
) -> pack.PackContents:
    """Everything but the ledger's own proof, which `with_ledger` adds once the event of issue stands in it.

    *masked* are the copies for a public pack; a full pack, and so a replay, knows nothing of them.
    """
    said = tuple(issue.bound.figures.values())
    additive = additive_families(said)
    proofs = _proofs(issue)
    events = _events_by_target(_targets(said, proofs.values(), issue.bound), tree_size)
    return pack.PackContents(
        edition=_edition(issue),
        claims=claims_of(issue.blocks, issue.bound),
        figures=tuple(_figure(each, additive, events) for each in said),
        documents=tuple(_document(key, issue, events, masked) for key in sorted(_cited(issue))),
        evidence=tuple(_evidence(proofs[key], events, masked) for key in sorted(proofs)),
        report=tuple(report),
        ledger=empty_ledger(issue.issued_on),
        dates=tuple(_dates(issue)),
        families=tuple(_family(each) for each in additive),
    )


def with_ledger(contents: pack.PackContents, *, tree_size: int, day: date, issued: int) -> pack.PackContents:
    """The contents with the proof that all their events, the event *issued* among them, stand in the sealed ledger."""
    holders = (*contents.figures, *contents.documents, *contents.evidence)
    indexes = sorted({index for holder in holders for index in holder.events} | {issued})
    tree = ledger_tree(tree_size)
    signed = sign_root(tree_size, tree.root(tree_size).hex(), day)
    seal = pack.Seal(day.isoformat(), signed.public_key, signed.signature)
    events = [pack.Event(index, said_of(row), index == issued) for index, row in _rows(indexes)]
    ledger = pack.Ledger.of(tree, events, seal, size=tree_size, issue=issued)
    return pack.PackContents(
        **{name: getattr(contents, name) for name in contents.__slots__ if name != "ledger"}, ledger=ledger
    )


def quoting_marks(blocks: Blocks) -> list[Mark]:
    """The marks that print a figure, or a list read from one, in reading order."""
    marks = (span.mark for span in flatten(blocks).spans)
    return [mark for mark in marks if mark.kind in (MarkKind.FIGURE, MarkKind.LIST)]


def _edition(issue: Issue) -> pack.Edition:
    period = issue.period
    return pack.Edition(
        number=issue.number,
        title=f"Báo cáo {issue.head.title}",
        period=pack.Period(
            print_code(period.kind, period.year, period.ordinal),
            period.starts_on.isoformat(),
            period.ends_on.isoformat(),
        ),
        known_at=stamp(issue.known_at),
        issued_on=issue.issued_on.isoformat(),
        agency=issue.head.issuer,
        agency_code=issue.head.code,
    )


def _claim(span: MarkSpan, sentence: str, bound: Bound) -> pack.Claim:
    mark = span.mark
    kind = mark.kind.value.replace("_", "-")
    said: dict[str, object] = {}
    if mark.kind is MarkKind.FIGURE:
        said = {"figure": mark.key, "format": _form(mark.text, bound.figures[mark.key])}
    elif mark.kind is MarkKind.DOCUMENT:
        said = {"document": mark.key}
    elif mark.kind is MarkKind.DATE:
        said = {"date": mark.key}
    elif mark.kind is MarkKind.NOT_A_CLAIM:
        said = {"reason": mark.key}
    elif mark.kind is MarkKind.LIST:
        said = {"evidence": _ids(bound.figures[mark.key].proofs)}
    else:
        said = {"evidence": _ids(bound.activity_proofs[mark.key])}
    return pack.Claim(id=mark.anchor, kind=kind, text=mark.text, sentence=sentence, anchor=mark.anchor, **said)


def _form(text: str, said: Said) -> str:
    value = result_of(said.value, said.formula)
    return next((form.value for form in known_figure(said).forms if says(text, value, form.value)), Form.PLAIN.value)


def _figure(said: Said, additive: Sequence[Additive], events: Mapping[str, tuple[int, ...]]) -> pack.Figure:
    personal = next((family.personal for family in families() if family.code == said.family), ())
    member = next((each.code for each in additive if said.key in each.figures), None)
    targets = dict.fromkeys(str(row["record"]) for row in said.rows)
    return pack.Figure(
        id=said.key,
        definition=pack.Definition(said.code, said.version, _both(said.name), _both(said.sentence), said.formula),
        value=result_of(said.value, said.formula),
        printed=print_value(said.value, known_figure(said).form),
        unit=_both(said.unit),
        approved_by=said.approved_by,
        rows=tuple({**row} for row in said.rows),
        status=said.status,
        arguments=dict(said.arguments),
        evidence=tuple(_ids(said.proofs)),
        family=member,
        personal=tuple(personal) if said.rows else (),
        events=_indexes(targets, events),
    )


def _document(
    key: str, issue: Issue, events: Mapping[str, tuple[int, ...]], masked: Mapping[str, pack.File]
) -> pack.Document:
    document, known = issue.bound.documents[key], issue.bound.known.documents[key]
    proof = issue.bound.document_proofs[key]
    names = {mark.text for mark in _marks(issue) if mark.kind is MarkKind.DOCUMENT and mark.key == key}
    return pack.Document(
        id=key,
        printed=known.citation,
        number=document.number,
        type=document.document_type,
        issuer=document.issuer,
        issued_on=document.issued_on.isoformat() if document.issued_on else None,
        subject=document.subject,
        files=_files(proof, masked, public=is_public(document)),
        names=tuple(sorted(names - {known.citation})),
        events=_indexes([proof.record], events),
    )


def _evidence(proof: Proof, events: Mapping[str, tuple[int, ...]], masked: Mapping[str, pack.File]) -> pack.Evidence:
    return pack.Evidence(
        id=proof.id,
        title=proof.title,
        happened_on=proof.happened_on.isoformat() if proof.happened_on else None,
        received_on=proof.received_on.isoformat() if proof.received_on else None,
        recorded_at=stamp(proof.recorded_at),
        files=_files(proof, masked),
        public_title="" if public_title(proof) == proof.title else public_title(proof),
        events=_indexes([proof.record], events),
    )


def _files(proof: Proof, masked: Mapping[str, pack.File], *, public: bool = False) -> tuple[pack.File, ...]:
    return tuple(
        pack.File(
            file.sha256,
            file.size,
            file.name,
            file.media_type,
            path_of(file.sha256),
            public,
            None if public else masked.get(file.sha256),
        )
        for file in proof.files
    )


def _dates(issue: Issue) -> Iterable[pack.NamedDate]:
    names = {PERIOD_START: "Ngày đầu kỳ báo cáo", PERIOD_END: "Ngày chốt số liệu"}
    keys = {mark.key for mark in _marks(issue) if mark.kind is MarkKind.DATE}
    for key in sorted(keys):
        yield pack.NamedDate(
            key,
            names.get(key) or date_name(key, issue.bound),
            issue.bound.known.dates[key].isoformat(),
            tuple(_ids(date_proofs(key, issue.bound))),
        )


def _family(additive: Additive) -> pack.Family:
    overlaps = tuple(pack.Overlap(each.item, each.figures, additive.reason) for each in additive.overlaps)
    return pack.Family(additive.code, _both(additive.name), additive.key, additive.figures, additive.union, overlaps)


def _proofs(issue: Issue) -> dict[str, Proof]:
    """Every proof that a figure, an activity, a list or a date of the report rests on, by id."""
    dates = {mark.key for mark in _marks(issue) if mark.kind is MarkKind.DATE}
    found = [proof for said in issue.bound.figures.values() for proof in said.proofs]
    found += [proof for proofs in issue.bound.activity_proofs.values() for proof in proofs]
    found += [proof for key in sorted(dates) for proof in date_proofs(key, issue.bound)]
    return {proof.id: proof for proof in found}


def _marks(issue: Issue) -> list[Mark]:
    return [span.mark for span in flatten(issue.blocks).spans]


def _cited(issue: Issue) -> set[str]:
    return {mark.key for mark in _marks(issue) if mark.kind is MarkKind.DOCUMENT}


def _targets(said: Iterable[Said], proofs: Iterable[Proof], bound: Bound) -> set[str]:
    rows = {str(row["record"]) for figure in said for row in figure.rows}
    return rows | {proof.record for proof in proofs} | {proof.record for proof in bound.document_proofs.values()}


def _events_by_target(targets: set[str], tree_size: int) -> dict[str, tuple[int, ...]]:
    """Ledger name → the indexes (from 0) of the deeds done to it, among the first *tree_size* events."""
    found: dict[str, list[int]] = {}
    names = sorted(targets)
    for start in range(0, len(names), _AT_ONCE):
        rows = AuditEvent.objects.filter(target__in=names[start : start + _AT_ONCE], sequence__lte=tree_size)
        for sequence, target in rows.order_by("sequence").values_list("sequence", "target"):
            found.setdefault(target, []).append(sequence - 1)
    return {target: tuple(indexes) for target, indexes in found.items()}


def _indexes(targets: Iterable[str], events: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sorted({index for target in targets for index in events.get(target, ())}))


def _rows(indexes: list[int]) -> Iterable[tuple[int, AuditEvent]]:
    for start in range(0, len(indexes), _AT_ONCE):
        chunk = [index + 1 for index in indexes[start : start + _AT_ONCE]]
        for row in AuditEvent.objects.filter(sequence__in=chunk).order_by("sequence"):
            yield row.sequence - 1, row


def _ids(proofs: Iterable[Proof]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(proof.id for proof in proofs))


def _both(text: Both) -> pack.Both:
    return pack.Both(text.vi, text.en)
