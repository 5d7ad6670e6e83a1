"""What a caller hands over to be packed: one dataclass a concept of `facts.json` (docs/pack.md explains each).

Identifiers match `[A-Za-z0-9][A-Za-z0-9._:@/-]{0,119}` and are unique within their kind. Dates are "YYYY-MM-DD",
instants ISO 8601 with offset or "Z", hashes and keys lower-case hexadecimal: what stands here is what is hashed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Literal

from vanban.pack.formula import Result, Row, Scalar
from vanban.pack.merkle import Tree

PAGE = "page.html"
"""The report file in which the verifier looks every claim up, at its anchor."""


class Kind(StrEnum):
    """For whom a pack is made."""

    FULL = "full"
    """For inspectors: everything, the evidence files included."""
    PUBLIC = "public"
    """For everybody: salted commitments and masked copies where there is personal data (P12)."""


@dataclass(frozen=True, slots=True)
class Both:
    """A text in both languages."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class File:
    """Bytes by their SHA-256; `source` is the bytes or the path to read them from, checked against it when packed.

    In a public pack only a commitment to `sha256` stands for the file, with the `masked` copy if there is one, unless
    `is_public` says that the file names nobody.
    """

    sha256: str
    size: int
    name: str
    media_type: str
    source: bytes | Path = field(repr=False)
    is_public: bool = False
    masked: File | None = None

    @classmethod
    def of(
        cls, source: bytes, name: str, media_type: str, *, is_public: bool = False, masked: File | None = None
    ) -> File:
        """Return the file of these bytes."""
        return cls(sha256(source).hexdigest(), len(source), name, media_type, source, is_public, masked)


@dataclass(frozen=True, slots=True)
class Period:
    name: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Edition:
    """The issued report: its number and title, the period it speaks of, as known when, by which agency."""

    number: str
    title: str
    period: Period
    known_at: str
    issued_on: str
    agency: str
    agency_code: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch of the printed report that a reader could check; `anchor` is the id of its element in page.html.

    Of `figure`, `document`, `date`, `evidence` and `reason` the one that belongs to the kind is given. `text` is
    exactly as printed. `format` (figures only) says how: plain "1.234,5", padded "04", words "hai", percent "96,8%".
    """

    id: str
    kind: Literal["figure", "document", "date", "activity", "list", "not-a-claim"]
    text: str
    sentence: str
    anchor: str
    figure: str = ""
    format: Literal["plain", "padded", "words", "percent"] = "plain"
    document: str = ""
    date: str = ""
    evidence: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """One version of an indicator's definition; `formula` is None only for a figure that is declared."""

    code: str
    version: int
    name: Both
    sentence: Both
    formula: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with everything that makes it: definition, input rows, evidence, who approved it.

    `rows` are flat; of their fields, `record` (the ledger's name of the record, "work.activity:12") and `evidence`
    (an evidence id or None) are understood and checked, the others are the formula's. `personal` names the fields that
    a public pack must hide: they may be counted distinctly, never be conditions or summands. `events` are the ledger
    indexes (from 0) of the deeds behind the rows. A declared figure has no rows.
    """

    id: str
    definition: Definition
    value: Result
    printed: str
    unit: Both
    approved_by: str
    rows: Sequence[Row] = ()
    status: Literal["computed", "declared"] = "computed"
    arguments: Mapping[str, Scalar] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    family: str | None = None
    personal: tuple[str, ...] = ()
    events: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A cited document; `printed` is its standard citation, `names` are other texts by which it is rightly cited."""

    id: str
    printed: str
    number: str
    type: str
    issuer: str
    issued_on: str | None
    subject: str
    files: tuple[File, ...] = ()
    names: tuple[str, ...] = ()
    events: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence with its three dates; `public_title` replaces a title that names somebody."""

    id: str
    title: str
    happened_on: str | None
    received_on: str | None
    recorded_at: str
    files: tuple[File, ...] = ()
    public_title: str = ""
    events: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedDate:
    """A date that the report states as a fact ("the period ends on …")."""

    id: str
    name: str
    value: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overlap:
    """One item that several figures of a family count, and why that is right."""

    item: str | int
    figures: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Family:
    """Figures that a reader might add up (P7): sum of the figures = `union` + what the overlaps count again.

    `key` is the row field that says which item a row counts; each figure must be the number of its items.
    """

    id: str
    name: Both
    key: str
    figures: tuple[str, ...]
    union: int
    overlaps: tuple[Overlap, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A ledger event; its leaf is `merkle.leaf_hash(canonical(event))`. A public pack shows it if `is_public`."""

    index: int
    event: Mapping[str, object]
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class Seal:
    """The signature over `seal_message(tree_size, root, date)`; key and signature in hexadecimal."""

    date: str
    public_key: str
    signature: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The events behind the report and the proof that the sealed root holds them all.

    `proof` is `Tree.batch_proof` of the events' indexes, in hexadecimal. `issue` is the index of the event that
    records `content_digest` of this pack, so that the seal vouches for every fact: that event must be public.
    """

    tree_size: int
    root: str
    seal: Seal
    events: tuple[Event, ...]
    proof: tuple[str, ...]
    issue: int | None = None

    @classmethod
    def of(
        cls, tree: Tree, events: Sequence[Event], seal: Seal, *, size: int | None = None, issue: int | None = None
    ) -> Ledger:
        """Return the ledger's part of a pack: *events* proved in the first *size* leaves (all by default) of *tree*."""
        size = len(tree) if size is None else size
        proof = tree.batch_proof([event.index for event in events], size)
        return cls(size, tree.root(size).hex(), seal, tuple(events), tuple(each.hex() for each in proof), issue)


@dataclass(frozen=True, slots=True)
class PackContents:
    """Everything that goes into a pack; the order of claims is the order in which verdicts are printed.

    `report` are the issued files: `page.html` is needed, `report.pdf` and `report.docx` belong beside it.
    """

    edition: Edition
    claims: tuple[Claim, ...]
    figures: tuple[Figure, ...]
    documents: tuple[Document, ...]
    evidence: tuple[Evidence, ...]
    report: tuple[File, ...]
    ledger: Ledger
    dates: tuple[NamedDate, ...] = ()
    families: tuple[Family, ...] = ()
