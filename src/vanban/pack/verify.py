"""Verify a pack: every hash, header, figure, proof and citation; one verdict a claim and one for the whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from json import JSONDecodeError, loads
from pathlib import Path
from typing import Any

from vanban.pack.bag import MOST_TAG_BYTES, TAG_MANIFEST, Sum, check_bag, check_crcs, measure
from vanban.pack.canonical import canonical, read
from vanban.pack.claims import PAGE_PATH, check_claims, rests_on, status_of
from vanban.pack.container import Container, open_container
from vanban.pack.errors import CanonicalError, ContainerError
from vanban.pack.findings import EVERYTHING, FACTS, Finding, Findings
from vanban.pack.index import Facts, Index
from vanban.pack.recompute import check_facts
from vanban.pack.resources import resource
from vanban.pack.schema import violation

MOST_FACTS_BYTES = 1 << 30
_BEGINNING = b'{"claims":['
_TRACE = re.compile(
    r'\{"anchor":"[^"]*"[^{}]*?"id":"([^"]{1,120})","kind":"([a-z-]+)".{0,4000}?"text":"((?:[^"\\]|\\.){0,500})"\}',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class ClaimVerdict:
    """What became of one claim: proved, declared, not-a-claim or broken, and why."""

    id: str
    kind: str
    text: str
    sentence: str
    status: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a pack. `is_bound`: the sealed ledger itself records these facts, so the key vouches for them.

    `sha256` is the zip's ("" for a folder), `fingerprint` the tag manifest's: the same for zip and folder.
    """

    claims: tuple[ClaimVerdict, ...]
    findings: tuple[Finding, ...]
    facts: Facts | None
    sha256: str
    fingerprint: str
    is_bound: bool

    @property
    def is_valid(self) -> bool:
        """Whether nothing at all was found wrong."""
        return not self.findings

    def touched_by(self, finding: Finding) -> list[str]:
        """Return the ids of the claims that rest on what *finding* is about."""
        return [claim.id for claim in self.claims if finding in claim.findings]


def verify(source: bytes | Path, *, expected: str = "", key: str = "") -> Verdict:
    """Return the verdict on the pack in *source*: a zip (bytes or a path) or a folder.

    *expected* is the SHA-256 of the zip or the fingerprint that the agency publishes, *key* its public key; both
    hexadecimal, "" where unknown. Raise ContainerError("cannot_read") when there is nothing to read.
    """
    container, findings = open_container(source), Findings()
    for fault in container.faults:
        is_local = fault.file is not None and fault.file != FACTS
        findings.add(("file", fault.file or "") if is_local else EVERYTHING, fault.code, fault.file or "", **fault.data)
    sums, digest = measure(container)
    check_crcs(container, sums, findings)
    try:
        check_bag(container, sums, findings)
        facts = _read_facts(container, findings)
        page = container.read(PAGE_PATH, MOST_TAG_BYTES) if PAGE_PATH in sums else None
    except ContainerError as error:
        findings.add(EVERYTHING, error.code, str(error.data.get("file", "")))
        facts, page = None, None
    fingerprint = sums[TAG_MANIFEST].sha256 if TAG_MANIFEST in sums else ""
    if expected and expected.lower() not in (digest, fingerprint):
        findings.add(EVERYTHING, "not_the_expected_pack", "", expected=expected, actual=digest or fingerprint)
    if facts is None:
        return Verdict(_traces(container, findings), tuple(findings.every()), None, digest, fingerprint, False)
    if key and key.lower() != facts["ledger"]["seal"]["public_key"]:
        findings.add(
            EVERYTHING, "not_the_expected_key", FACTS, expected=key, actual=facts["ledger"]["seal"]["public_key"]
        )
    claims = _verdicts(facts, page, container, sums, findings)
    is_bound = facts["ledger"]["issue"] is not None
    return Verdict(claims, tuple(findings.every()), facts, digest, fingerprint, is_bound)


def _read_facts(container: Container, findings: Findings) -> Facts | None:
    """Return the facts, or None when they cannot be understood at all."""
    if FACTS not in container.sizes:
        return None
    data = container.read(FACTS, MOST_FACTS_BYTES)
    try:
        facts = read(data)
    except CanonicalError as error:
        findings.add(EVERYTHING, error.code, FACTS, **error.data)
        facts = _lenient(data)
    wrong = violation(facts, _schema())
    if wrong is not None:
        findings.add(EVERYTHING, "facts_shape", FACTS, place=wrong)
        return None
    assert isinstance(facts, dict)
    return facts


def _schema() -> Mapping[str, Any]:
    schema: Mapping[str, Any] = loads(resource("facts.schema.json"))
    return schema


def _lenient(data: bytes) -> object:
    """Return what can be read of facts that are not canonical, so that the claims they touch can be named."""
    try:
        value: object = loads(
            data.decode("utf-8", "replace"), parse_float=str, parse_int=_small_integer, parse_constant=str
        )
        canonical(value)
    except (JSONDecodeError, RecursionError, CanonicalError):
        return None
    return value


def _small_integer(literal: str) -> int | str:
    return int(literal) if len(literal) < 16 else literal


def _verdicts(
    facts: Facts, page: bytes | None, container: Container, sums: Mapping[str, Sum], findings: Findings
) -> tuple[ClaimVerdict, ...]:
    index = Index(facts, findings)
    check_facts(index, sums, container.sizes, findings)
    check_claims(index, page, findings)
    verdicts = []
    for claim in facts["claims"]:
        found = tuple(findings.about(rests_on(claim, index)))
        status = "broken" if found else status_of(claim, index)
        verdicts.append(ClaimVerdict(claim["id"], claim["kind"], claim["text"], claim["sentence"], status, found))
    return tuple(verdicts)


def _traces(container: Container, findings: Findings) -> tuple[ClaimVerdict, ...]:
    """Return the claims of which the facts still bear a trace, all broken: their ground is gone."""
    found = tuple(findings.about([EVERYTHING]))
    name = next((each for each in (FACTS, *container.sizes) if _holds_facts(container, each)), None)
    if name is None or container.sizes[name] > MOST_FACTS_BYTES:
        return ()
    text = container.read(name, MOST_FACTS_BYTES).decode("utf-8", "replace")
    return tuple(ClaimVerdict(claim, kind, words, "", "broken", found) for claim, kind, words in _TRACE.findall(text))


def _holds_facts(container: Container, name: str) -> bool:
    """Whether a file is facts.json, or looks like it under a damaged name (canonical facts begin with their claims)."""
    if name not in container.sizes:
        return False
    return name == FACTS or bytes(next(container.chunks(name), b"")[: len(_BEGINNING)]) == _BEGINNING
