"""Explain this number (P13): what a person is told about one figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from minhchung.accounts.models import User
from minhchung.files.queries import readable
from minhchung.reporting.bindings import known_figure
from minhchung.reporting.field_names import field_name, value_name
from minhchung.reporting.figures import Said, drifted, said
from minhchung.reporting.indicators import Both, Proof
from minhchung.reporting.models import Figure
from minhchung.reporting.printing import print_value
from minhchung.work.models import Evidence
from minhchung.work.permissions import visible_evidence
from vanban.pack.formula import evaluate

MOST_PROOFS = 60
MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class ShownProof:
    """A proof as one person may see it: without its title and link when it is not for her.

    `count` proofs of the same bytes (a duty book proves each of its shifts) are shown as one.
    """

    proof: Proof
    title: str
    short_hash: str
    sha256: str
    is_readable: bool
    is_shown: bool
    evidence: Evidence | None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything about one figure: `part` and `whole` only for percentages; `more` proofs are not listed."""

    figure: Figure
    said: Said
    printed: str
    part: str
    whole: str
    sentence: str
    name: str
    formula: str
    is_old_definition: bool
    proofs: tuple[ShownProof, ...]
    more: int
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_count: int


def explain(figure: Figure, user: User, *, has_rows: bool) -> Explanation:
    """What *user* is told about *figure*; rows name people, so they are listed only with *has_rows*."""
    read = said(figure)
    part, whole = _parts(read)
    distinct = _distinct(read.proofs)
    shown = tuple(_shown(distinct[:MOST_PROOFS], user, has_rows=has_rows))
    columns = tuple(sorted({name for row in read.rows for name in row} - {"evidence"}))
    listed = read.rows[:MOST_ROWS] if has_rows else ()
    return Explanation(
        figure=figure,
        said=read,
        printed=print_value(read.value, known_figure(read).form),
        part=part,
        whole=whole,
        sentence=_said_in(read.sentence),
        name=_said_in(read.name),
        formula=in_words(read.formula) if read.formula else "",
        is_old_definition=drifted(figure),
        proofs=shown,
        more=max(0, len(distinct) - MOST_PROOFS),
        columns=tuple(field_name(name) for name in columns),
        rows=tuple(tuple(_cell(row.get(name)) for name in columns) for row in listed),
        row_count=len(read.rows),
    )


def in_words(formula: Mapping[str, object]) -> str:
    """A formula as people say it."""
    if formula["op"] == "percent":
        return _("(%(part)s) ÷ (%(whole)s) × 100, làm tròn %(digits)s chữ số") % {
            "part": in_words(formula["part"]),
            "whole": in_words(formula["whole"]),
            "digits": formula["digits"],
        }
    where = _conditions(formula.get("where", {}))
    if formula["op"] == "count":
        return _("số bản ghi%(where)s") % {"where": where}
    if formula["op"] == "count_distinct":
        return _("số “%(field)s” khác nhau%(where)s") % {"field": field_name(formula["field"]), "where": where}
    return _("tổng “%(field)s”%(where)s") % {"field": field_name(formula["field"]), "where": where}


def _conditions(where: Mapping[str, object]) -> str:
    if not where:
        return ""
    said_ = [f"{field_name(name)} = {_cell(value)}" for name, value in where.items()]
    return _(" của các bản ghi có %(conditions)s") % {"conditions": ", ".join(said_)}


def _parts(read: Said) -> tuple[str, str]:
    if read.formula is None or read.formula["op"] != "percent":
        return "", ""
    return str(evaluate(read.formula["part"], read.rows)), str(evaluate(read.formula["whole"], read.rows))


def _distinct(proofs: tuple[Proof, ...]) -> list[tuple[Proof, int]]:
    """One proof for each distinct file, in their order, and how many proofs share it."""
    counts = Counter(_digest(proof) for proof in proofs)
    first = {_digest(proof): proof for proof in reversed(proofs)}
    return [(first[digest], counts[digest]) for digest in dict.fromkeys(_digest(proof) for proof in proofs)]


def _digest(proof: Proof) -> str:
    return proof.files[0].sha256 if proof.files else proof.id


def _shown(distinct: list[tuple[Proof, int]], user: User, *, has_rows: bool) -> list[ShownProof]:
    proofs = [proof for proof, _count in distinct]
    good = readable({file.sha256 for proof in proofs for file in proof.files})
    keys = [proof.id.removeprefix("evidence:") for proof in proofs if proof.kind == "evidence"]
    seen = {each.key: each for each in visible_evidence(user, Evidence.objects.filter(key__in=keys))}
    return [_one(proof, count, good, seen, has_rows=has_rows) for proof, count in distinct]


def _one(proof: Proof, count: int, good: set[str], seen: Mapping[str, Evidence], *, has_rows: bool) -> ShownProof:
    evidence = seen.get(proof.id.removeprefix("evidence:")) if proof.kind == "evidence" else None
    is_shown = evidence is not None or (proof.kind != "evidence" and (has_rows or not proof.sensitivity))
    digest = proof.files[0].sha256 if proof.files else ""
    return ShownProof(
        proof=proof,
        title=proof.title if is_shown else _("Minh chứng nội bộ"),
        short_hash=f"{digest[:4]}…{digest[-2:]}" if digest else "",
        sha256=digest,
        is_readable=bool(digest) and digest in good,
        is_shown=is_shown,
        evidence=evidence,
        count=count,
    )


def _said_in(text: Both) -> str:
    return text.en if (get_language() or "").startswith("en") and text.en else text.vi


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, list | tuple):
        return " / ".join(_cell(each) for each in value)
    return value_name(str(value))
