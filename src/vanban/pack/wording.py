"""Verdicts in words, Vietnamese and English, and as JSON."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from vanban.pack.findings import Finding
from vanban.pack.resources import resource
from vanban.pack.verify import ClaimVerdict, Verdict

LANGUAGES = ("vi", "en")
MARKS = {"proved": "✓", "declared": "○", "not-a-claim": "·", "broken": "✗"}


def word(code: str, language: str, data: Mapping[str, str] | None = None) -> str:
    """Return the sentence of *code*, filled with *data*; what is not given is left out."""
    text = _words()[code][language]
    for name, value in (data or {}).items():
        text = text.replace("{" + name + "}", value)
    return " ".join(piece for piece in text.split(" ") if not (piece.startswith("{") and piece.endswith("}")))


def explained(finding: Finding, languages: Sequence[str] = LANGUAGES) -> str:
    """Return what was found, in each of *languages*."""
    return " · ".join(word(finding.code, language, dict(finding.data)) for language in languages)


def as_text(verdict: Verdict, languages: Sequence[str] = LANGUAGES) -> str:
    """Return the whole verdict as lines of text for a terminal; nothing from the pack can steer the terminal."""
    lines = [
        *_head(verdict, languages),
        *_claims(verdict, languages),
        *_faults(verdict, languages),
        *_foot(verdict, languages),
    ]
    return "\n".join(map(_harmless, lines)) + "\n"


def as_json(verdict: Verdict) -> str:
    """Return the whole verdict as JSON."""
    return json.dumps(as_object(verdict), ensure_ascii=False, indent=1) + "\n"


def as_object(verdict: Verdict) -> dict[str, object]:
    """Return the whole verdict as values of JSON; the verifier in the browser gives the same."""
    return {
        "valid": verdict.is_valid,
        "bound": verdict.is_bound,
        "sha256": verdict.sha256,
        "fingerprint": verdict.fingerprint,
        "root": verdict.facts["ledger"]["root"] if verdict.facts else "",
        "public_key": verdict.facts["ledger"]["seal"]["public_key"] if verdict.facts else "",
        "claims": [_claim_object(claim) for claim in verdict.claims],
        "findings": [{**finding.as_json(), "claims": verdict.touched_by(finding)} for finding in verdict.findings],
    }


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    words: Mapping[str, Mapping[str, str]] = json.loads(resource("words.json"))
    return words


def _both(code: str, languages: Sequence[str]) -> str:
    return " · ".join(word(code, language) for language in languages)


def _claim_object(claim: ClaimVerdict) -> dict[str, object]:
    reasons = [finding.as_json() for finding in claim.findings]
    return {"id": claim.id, "kind": claim.kind, "text": claim.text, "status": claim.status, "findings": reasons}


def _head(verdict: Verdict, languages: Sequence[str]) -> list[str]:
    if verdict.facts is None:
        return []
    edition = verdict.facts["edition"]
    values = {
        "report": f"{edition['number']} — {edition['title']}",
        "agency": edition["agency"]["name"],
        "period": f"{edition['period']['name']} ({edition['period']['since']} – {edition['period']['until']})",
        "issued_on": edition["issued_on"],
        "kind": _both(verdict.facts["kind"], languages),
    }
    return [*(f"{_both(code, languages)}: {value}" for code, value in values.items()), ""]


def _claims(verdict: Verdict, languages: Sequence[str]) -> list[str]:
    lines = []
    for claim in verdict.claims:
        lines.append(f"{MARKS[claim.status]} {claim.text}  [{_both(claim.status, languages)}]")
        lines += [
            f"    {finding.file or _both('container', languages)}: {explained(finding, languages)}"
            for finding in claim.findings[:5]
        ]
    return [*lines, ""] if lines else []


def _faults(verdict: Verdict, languages: Sequence[str]) -> list[str]:
    if verdict.is_valid:
        return []
    lines = [_both("faults", languages) + ":"]
    for finding in verdict.findings[:50]:
        lines.append(f"✗ {finding.file or _both('container', languages)}: {explained(finding, languages)}")
        lines.append(f"    {_both('touches', languages)}: {_touched(verdict, finding, languages)}")
    return [*lines, *(["…"] if len(verdict.findings) > 50 else []), ""]


def _touched(verdict: Verdict, finding: Finding, languages: Sequence[str]) -> str:
    touched = set(verdict.touched_by(finding))
    if not touched:
        return _both("no_claims" if verdict.claims else "all_claims", languages)
    if len(touched) == len(verdict.claims):
        return f"{_both('all_claims', languages)} ({len(touched)})"
    return ", ".join(f"“{claim.text}” ({claim.id})" for claim in verdict.claims if claim.id in touched)


def _foot(verdict: Verdict, languages: Sequence[str]) -> list[str]:
    counts = {status: sum(claim.status == status for claim in verdict.claims) for status in MARKS}
    lines = [f"{_both(status, languages)}: {count}/{len(verdict.claims)}" for status, count in counts.items() if count]
    if verdict.facts is not None:
        ledger = verdict.facts["ledger"]
        lines += [f"{_both('root', languages)}: {ledger['root']} ({ledger['tree_size']})"]
        lines += [f"{_both('key', languages)}: {ledger['seal']['public_key']}"]
    lines += [f"{_both('fingerprint', languages)}: {verdict.fingerprint}"]
    lines += [f"{_both('sha256', languages)}: {verdict.sha256}"] if verdict.sha256 else []
    if verdict.is_valid:
        notes = ("bound" if verdict.is_bound else "not_bound_to_seal", "key_note")
        lines += [word(note, language) for note in notes for language in languages]
    return [*lines, "", _both("valid" if verdict.is_valid else "not_valid", languages)]


def _harmless(line: str) -> str:
    """Without control, format and bidirectional characters: a text from a pack must not steer a terminal."""
    return "".join("�" if unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp") else each for each in line)
