"""Check what facts.json says of itself: every figure from its rows, families, references, files, ledger and seal."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from itertools import pairwise
from typing import Any

from vanban.pack.bag import Sum
from vanban.pack.canonical import canonical
from vanban.pack.commitment import PREFIX
from vanban.pack.errors import FormulaError
from vanban.pack.findings import EVERYTHING, EVIDENCE, FACTS, PACK, PROVENANCE, REPORT, Findings, Subject
from vanban.pack.formula import counted_rows, evaluate, validate
from vanban.pack.index import Facts, Index, shown_files
from vanban.pack.merkle import batch_root, leaf_hash
from vanban.pack.schema import kind_of
from vanban.pack.seal import is_sealed


def check_facts(index: Index, sums: Mapping[str, Sum], sizes: Mapping[str, int], findings: Findings) -> None:
    """Note everything in the facts that the facts themselves, or the files, contradict."""
    for figure in index.figures.values():
        _check_figure(figure, findings)
    for family in index.families.values():
        _check_family(family, index, findings)
    _check_references(index, findings)
    _check_files(index, sums, sizes, findings)
    _check_ledger(index, findings)


def content_digest_of(facts: Facts) -> str:
    """Return SHA-256 (hexadecimal) of the canonical facts without their ledger: what the event of issue records."""
    return sha256(canonical({name: value for name, value in facts.items() if name != "ledger"})).hexdigest()


def _check_figure(figure: Mapping[str, Any], findings: Findings) -> None:
    subject: Subject = ("figure", figure["id"])
    formula, known = figure["definition"]["formula"], set(figure["evidence"])
    for row in figure["rows"]:
        evidence = row.get("evidence")
        if evidence is not None and evidence not in known:
            findings.add(subject, "row_evidence_unknown", FACTS, figure=figure["id"], evidence=evidence)
        if any(not str(row.get(field) or PREFIX).startswith(PREFIX) for field in figure["committed"]):
            findings.add(subject, "not_committed", FACTS, figure=figure["id"])
    if figure["status"] == "declared" and formula is None:
        return
    try:
        validate(formula)
        value = evaluate(formula, figure["rows"])
    except FormulaError as error:
        findings.add(subject, "formula_refused", FACTS, figure=figure["id"], reason=error.code)
        return
    if figure["status"] == "computed" and not _is_same(value, figure["value"]):
        findings.add(subject, "value_differs", FACTS, figure=figure["id"], stated=figure["value"], computed=value)


def _is_same(one: object, other: object) -> bool:
    return kind_of(one) == kind_of(other) and one == other


def _check_family(family: Mapping[str, Any], index: Index, findings: Findings) -> None:
    members: dict[tuple[str, Any], list[str]] = {}
    total = 0
    subjects: list[Subject] = [("figure", name) for name in family["figures"]]
    for name in family["figures"]:
        figure = index.figures.get(name)
        if figure is None or figure["family"] != family["id"] or figure["definition"]["formula"] is None:
            return _note_family(subjects, "family_member", family, findings, figure=name)
        items = _items(figure, family["key"])
        if items is None or figure["value"] != len(items):
            return _note_family(subjects, "family_not_countable", family, findings, figure=name)
        total += len(items)
        for item in items:
            members.setdefault(item, []).append(name)
    declared = {(kind_of(each["item"]), each["item"]): sorted(each["figures"]) for each in family["overlaps"]}
    actual = {item: sorted(names) for item, names in members.items() if len(names) > 1}
    if declared != actual or len(declared) != len(family["overlaps"]):
        return _note_family(subjects, "overlap_not_declared", family, findings)
    if len(members) != family["union"] or total != family["union"] + sum(len(names) - 1 for names in actual.values()):
        return _note_family(subjects, "union_differs", family, findings, union=len(members))
    return None


def _items(figure: Mapping[str, Any], key: str) -> set[tuple[str, Any]] | None:
    """The distinct items that the figure's rows count; None when a row says none, or the figure cannot be computed."""
    try:
        validate(figure["definition"]["formula"])
    except FormulaError:
        return None
    items = {
        (kind_of(row.get(key)), row.get(key)) for row in counted_rows(figure["definition"]["formula"], figure["rows"])
    }
    return None if ("null", None) in items else items


def _note_family(
    subjects: list[Subject], code: str, family: Mapping[str, Any], findings: Findings, **data: object
) -> None:
    for subject in subjects or [EVERYTHING]:
        findings.add(subject, code, FACTS, family=family["id"], **data)


def _check_references(index: Index, findings: Findings) -> None:
    for figure in index.figures.values():
        _check_known(("figure", figure["id"]), figure["evidence"], index.evidence, findings)
        _check_known(("figure", figure["id"]), figure["events"], index.events, findings)
        if (
            figure["family"] is not None
            and figure["id"] not in index.families.get(figure["family"], {"figures": ()})["figures"]
        ):
            findings.add(("figure", figure["id"]), "unknown_reference", FACTS, reference=figure["family"])
    for date in index.dates.values():
        _check_known(("date", date["id"]), date["evidence"], index.evidence, findings)
    for kind, name, value in index.holders():
        _check_known((kind, name), value["events"], index.events, findings)
    for claim in index.claims.values():
        _check_known(("claim", claim["id"]), claim.get("evidence", ()), index.evidence, findings)


def _check_known(subject: Subject, references: Any, known: Mapping[Any, object], findings: Findings) -> None:
    for reference in references:
        if reference not in known:
            findings.add(subject, "unknown_reference", FACTS, reference=reference)


def _check_files(index: Index, sums: Mapping[str, Sum], sizes: Mapping[str, int], findings: Findings) -> None:
    """Every file that the facts name is there with its hash and size; every payload file is named by the facts."""
    named = {FACTS, PROVENANCE}
    holders: list[tuple[Subject, Mapping[str, Any], str]] = [
        (("file", file["path"]), file, REPORT) for file in index.facts["edition"]["files"]
    ]
    for kind, name, value in index.holders():
        holders += [((kind, name), file, EVIDENCE) for file in shown_files(value)]
    for subject, file, folder in holders:
        path = file["path"]
        named.add(path)
        if not path.startswith(folder):
            findings.add(subject, "wrong_folder", FACTS, path=path)
        if path not in sums:
            findings.add(subject, "missing_file", path)
        elif sums[path].sha256 != file["sha256"] or sizes[path] != file["size"]:
            findings.add(
                subject, "hash_differs", path, listed_in=FACTS, expected=file["sha256"], actual=sums[path].sha256
            )
    for path in sums:
        if path.startswith("data/") and path not in named:
            findings.add(PACK, "extra_file", path, not_in=FACTS)


def _check_ledger(index: Index, findings: Findings) -> None:
    ledger = index.facts["ledger"]
    indexes = [event["index"] for event in ledger["events"]]
    if any(before >= after for before, after in pairwise(indexes)):
        findings.add(EVERYTHING, "events_not_ordered", FACTS)
        return
    leaves = {event["index"]: leaf_hash(canonical(event["event"])) for event in ledger["events"]}
    root = batch_root(leaves, ledger["tree_size"], [bytes.fromhex(each) for each in ledger["proof"]])
    if root is None or root.hex() != ledger["root"]:
        findings.add(EVERYTHING, "root_differs", FACTS, root=ledger["root"])
    seal = ledger["seal"]
    if not is_sealed(ledger["tree_size"], ledger["root"], seal["date"], seal["public_key"], seal["signature"]):
        findings.add(EVERYTHING, "seal_broken", FACTS, date=seal["date"])
    if ledger["issue"] is not None:
        event = index.events.get(ledger["issue"], {})
        if content_digest_of(index.facts).encode() not in canonical(event.get("event")):
            findings.add(EVERYTHING, "issue_differs", FACTS, index=ledger["issue"])
