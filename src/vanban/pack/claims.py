"""Check every claim against what it is bound to and against the page it is printed in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from vanban.pack.errors import ContainerError
from vanban.pack.findings import EVERYTHING, FACTS, REPORT, Findings, Subject
from vanban.pack.index import Index, shown_files
from vanban.pack.page import texts_at
from vanban.pack.printed import dates_in, says, tidy

PAGE_PATH = REPORT + "page.html"
BOUND_BY = {"figure": "figure", "document": "document", "date": "date", "not-a-claim": "reason"}


def check_claims(index: Index, page: bytes | None, findings: Findings) -> None:
    """Note every claim whose text is not what its figure, document or date says, or not what the page prints."""
    try:
        texts = texts_at(page.decode("utf-8", "replace")) if page is not None else {}
    except ContainerError as error:
        texts = {}
        findings.add(EVERYTHING, error.code, PAGE_PATH)
    anchors: set[str] = set()
    for claim in index.claims.values():
        if claim["anchor"] in anchors:
            findings.add(("claim", claim["id"]), "anchor_twice", FACTS, anchor=claim["anchor"])
        anchors.add(claim["anchor"])
        _check_binding(claim, index, findings)
        _check_printed(claim, texts.get(claim["anchor"], []), findings)


def rests_on(claim: Mapping[str, Any], index: Index) -> list[Subject]:
    """Return everything that *claim* rests on, itself included."""
    subjects: list[Subject] = [EVERYTHING, ("claim", claim["id"])]
    subjects += [("file", file["path"]) for file in index.facts["edition"]["files"]]
    subjects += [("file", PAGE_PATH)]
    evidence = list(claim.get("evidence", ()))
    for kind, values in (("figure", index.figures), ("date", index.dates), ("document", index.documents)):
        value = values.get(claim.get(kind, ""))
        if value is not None:
            subjects.append((kind, value["id"]))
            evidence += value.get("evidence", ())
            subjects += [("file", file["path"]) for file in shown_files(value)] if kind == "document" else []
    for name in dict.fromkeys(evidence):
        subjects.append(("evidence", name))
        subjects += (
            [("file", file["path"]) for file in shown_files(index.evidence[name])] if name in index.evidence else []
        )
    return subjects


def status_of(claim: Mapping[str, Any], index: Index) -> str:
    """Return what an intact claim is worth: proved, declared or not-a-claim."""
    if claim["kind"] == "not-a-claim":
        return "not-a-claim"
    figure, document = index.figures.get(claim.get("figure", "")), index.documents.get(claim.get("document", ""))
    if figure is not None and figure["status"] == "declared":
        return "declared"
    if document is not None and not document["files"]:
        return "declared"
    is_bare = claim["kind"] in ("activity", "list") and not claim.get("evidence")
    return "declared" if is_bare else "proved"


def _check_binding(claim: Mapping[str, Any], index: Index, findings: Findings) -> None:
    subject: Subject = ("claim", claim["id"])
    needed = BOUND_BY.get(claim["kind"])
    if needed is not None and needed not in claim:
        findings.add(subject, "not_bound", FACTS, kind=claim["kind"])
        return
    if claim["kind"] == "figure":
        _check_figure_text(claim, index, findings)
    elif claim["kind"] == "document":
        _check_citation(claim, index, findings)
    elif claim["kind"] == "date":
        date = index.dates.get(claim["date"])
        if date is None:
            findings.add(subject, "unknown_reference", FACTS, reference=claim["date"])
        elif dates_in(claim["text"]) != [date["value"]]:
            findings.add(subject, "text_differs", FACTS, text=claim["text"], value=date["value"])


def _check_figure_text(claim: Mapping[str, Any], index: Index, findings: Findings) -> None:
    figure, form = index.figures.get(claim["figure"]), claim.get("format", "plain")
    if figure is None:
        findings.add(("claim", claim["id"]), "unknown_reference", FACTS, reference=claim["figure"])
        return
    formula = figure["definition"]["formula"]
    is_count = formula is not None and formula.get("op") != "percent"
    if (form == "percent" and is_count) or not says(claim["text"], figure["value"], form):
        findings.add(("claim", claim["id"]), "text_differs", FACTS, text=claim["text"], value=figure["value"])


def _check_citation(claim: Mapping[str, Any], index: Index, findings: Findings) -> None:
    document = index.documents.get(claim["document"])
    if document is None:
        findings.add(("claim", claim["id"]), "unknown_reference", FACTS, reference=claim["document"])
        return
    text = tidy(claim["text"])
    is_known = text in {tidy(name) for name in (document["printed"], *document["names"])}
    has_number = bool(document["number"]) and _has_number(text, document["number"])
    wrong_dates = [date for date in dates_in(text) if date != document["issued_on"]]
    if not (is_known or (has_number and not wrong_dates)):
        findings.add(("claim", claim["id"]), "text_differs", FACTS, text=claim["text"], value=document["printed"])


def _has_number(text: str, number: str) -> bool:
    """Whether *text* bears *number*, spaced in any way, and not as the end or the beginning of another."""
    spaced = r"\s*".join(map(re.escape, "".join(tidy(number).split())))
    return re.search(rf"(?<!\w){spaced}(?![\w/-])", text, re.IGNORECASE) is not None


def _check_printed(claim: Mapping[str, Any], texts: list[str], findings: Findings) -> None:
    subject: Subject = ("claim", claim["id"])
    if len(texts) != 1:
        findings.add(subject, "anchor_missing" if not texts else "anchor_twice", PAGE_PATH, anchor=claim["anchor"])
    elif tidy(texts[0]) != tidy(claim["text"]):
        findings.add(subject, "page_differs", PAGE_PATH, text=claim["text"], page=tidy(texts[0]))
