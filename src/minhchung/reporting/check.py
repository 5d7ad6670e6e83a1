"""Check a text that somebody else wrote against the records of a period (`minhchung check`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from minhchung import clock
from minhchung.documents.models import Document
from minhchung.documents.queries.catalogue import CatalogueEntry, catalogue_entries, entries_cited_as
from minhchung.documents.reading import folded_title, number_key
from minhchung.reporting.bindings import known_document
from minhchung.reporting.computing import Computed, Reader
from minhchung.reporting.figures import said
from minhchung.reporting.indicators import Both, Definition, Family, Indicator, Proof, definitions
from minhchung.reporting.indicators._records import document_proof, evidence_of_activities
from minhchung.reporting.matching import Meaning, best, meaning
from minhchung.reporting.models import Period
from minhchung.reporting.printing import Form, number, print_value
from minhchung.reporting.queries import figures_of
from minhchung.work.models import Activity
from vanban import citations, claims
from vanban.citations import Ambiguous, Catalogue, Citation, Resolved
from vanban.claims import Claim, ClaimKind
from vanban.number import parse
from vanban.text.dates import print_short_date
from vanban.text.folding import fold
from vanban.text.sentences import sentences

SUPPORTED, CONTRADICTED, NOT_FOUND = "supported", "contradicted", "not_found"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One figure, date or document of a text and what the records say of it.

    `verdict` is supported, contradicted or not_found; `said` is the text's value, `recorded` the records'; `key` names
    the figure or document, `evidence` what proves what the records say.
    """

    kind: str
    text: str
    sentence: str
    verdict: str
    said: str
    recorded: str
    key: str
    start: int
    end: int
    evidence: tuple[Proof, ...] = ()


def check_text(text: str, period: Period, *, known_at: datetime | None = None) -> list[CheckResult]:
    """Every figure, date and document of *text* in order, each with its verdict against the records of *period*.

    Names of years ("năm 2022") say when, not what, and are left out, as is all that `vanban.claims` calls no claim.
    """
    found = citations.find(text)
    checker = _Checker(text, period, known_at or clock.now())
    results = [checker.document(each) for each in found]
    for each in claims.find_all(text, cited=found):
        if isinstance(each, Claim) and each.kind is not ClaimKind.PERIOD:
            results.append(checker.date(each) if each.kind is ClaimKind.DATE else checker.figure(each))
    return sorted(results, key=lambda result: result.start)


class _Checker:
    """Asks the records about one text."""

    def __init__(self, text: str, period: Period, known_at: datetime) -> None:
        self._text, self._period, self._known_at = text, period, known_at
        self._reader = Reader.of(period, known_at)
        self._stored = {figure.key: figure for figure in figures_of(period)} if period.closed_at else {}
        self._meanings = tuple(self._every_meaning())

    def figure(self, claim: Claim) -> CheckResult:
        """The verdict on a number or percentage."""
        keys = best(claim, self._text, self._meanings)
        found = [(key, *self._value(key)) for key in keys]
        right = next((each for each in found if _agrees(claim, each[1], each[2])), None)
        if right or found:
            key, value, parts, proofs = right or found[0]
            verdict = SUPPORTED if right else CONTRADICTED
            return self._result("figure", claim, verdict, claim.text, _printed(key, value, parts), key, proofs)
        return self._result("figure", claim, NOT_FOUND, claim.text, "", "", ())

    def date(self, claim: Claim) -> CheckResult:
        """The verdict on a day: supported when the records know something of it."""
        assert isinstance(claim.value, date)
        day = claim.value
        if day in (self._period.starts_on, self._period.ends_on):
            return self._result("date", claim, SUPPORTED, claim.text, print_short_date(day), "period", ())
        done = self._on(day)
        if not done:
            return self._result("date", claim, NOT_FOUND, claim.text, "", "", ())
        proofs = evidence_of_activities(self._reader.scope, done)
        evidence = tuple(proof for each in done for proof in proofs.get(each.pk, ()))
        recorded = f"{print_short_date(day)}: {done[0].title}"
        return self._result("date", claim, SUPPORTED, claim.text, recorded, done[0].key, evidence)

    def document(self, cited: Citation) -> CheckResult:
        """The verdict on a cited document."""
        exact, named = self._resolved(cited), self._by_serial(cited)
        found = exact or named or self._nearly(cited)
        if found is None:
            return self._result("document", cited, NOT_FOUND, cited.text, "", "", ())
        document = Document.objects.get(pk=found.pk)
        is_right = exact or (named and _is_same_body(cited.issuer, named.issuer))
        verdict = SUPPORTED if is_right else CONTRADICTED
        proof = document_proof(document, self._known_at)
        return self._result(
            "document", cited, verdict, cited.text, known_document(document).citation, document.key, (proof,)
        )

    def _result(
        self,
        kind: str,
        claim: Claim | Citation,
        verdict: str,
        said_: str,
        recorded: str,
        key: str,
        evidence: Iterable[Proof],
    ) -> CheckResult:
        sentence = " ".join(_sentence(self._text, claim).split())
        return CheckResult(
            kind, claim.text, sentence, verdict, said_, recorded, key, claim.start, claim.end, tuple(evidence)
        )

    def _on(self, day: date) -> list[Activity]:
        scope = self._reader.scope
        done = Activity.objects.known_on(scope.known_at).filter(unit_id__in=scope.units, happened_on=day)
        return list(done.order_by("pk"))

    def _value(self, key: str) -> tuple[str, tuple[str, str] | None, tuple[Proof, ...]]:
        """The value of a figure, the two numbers of a percentage, and its proofs: as stored, else as computed now."""
        if figure := self._stored.get(key):
            stored = said(figure)
            return stored.value, None, stored.proofs
        computed = self._computed(key)
        return computed.value, computed.parts, computed.proofs

    def _computed(self, key: str) -> Computed:
        code, *values = key.split(".")
        family, versions = definitions()[code]
        return self._reader.compute(
            Indicator(family, versions[-1], dict(zip(versions[-1].parameters, values, strict=True)))
        )

    def _every_meaning(self) -> Iterator[Meaning]:
        for code, (family, versions) in definitions().items():
            definition = versions[-1]
            if not definition.parameters:
                yield meaning(code, definition, {})
            elif len(definition.parameters) == 1 and self._is_spoken_of(definition):
                for argument, label in self._arguments(family, definition).items():
                    yield meaning(f"{code}.{argument}", definition, {definition.parameters[0]: label})

    def _is_spoken_of(self, definition: Definition) -> bool:
        """Whether the words of a phrase before its parameter stand in the text: otherwise its rows need not be read."""
        lower = self._text.lower()
        return any((head := phrase.partition("{")[0].strip()) == "" or head in lower for phrase in definition.phrases)

    def _arguments(self, family: Family, definition: Definition) -> Mapping[str, Both]:
        name = definition.parameters[0]
        if name in definition.labels:
            return definition.labels[name]
        rows = self._reader.reading(family).rows
        found = {str(row.values[name]): str(row.values.get(f"{name}_name", row.values[name])) for row in rows}
        return {value: Both(label, label) for value, label in sorted(found.items())}

    def _resolved(self, cited: Citation) -> CatalogueEntry | None:
        key = number_key(cited.number or "")
        title = "" if cited.number else folded_title(cited.type, cited.title or "")
        answer = Catalogue(list(entries_cited_as([key], [title]))).resolve(cited)
        return answer.entry if isinstance(answer, Resolved) else None

    def _by_serial(self, cited: Citation) -> CatalogueEntry | None:
        """The one instrument that a name of serial and body means: "Chỉ thị 05", "Nghị quyết TW 04 (khóa XII)"."""
        serial = re.search(r"\d{1,4}", cited.number or cited.title or "")
        if serial is None or (cited.number and not cited.number.isdigit()) or cited.date:
            return None
        body = "tw" if "tw" in (cited.title or "").lower() or "trung ương" in (cited.title or "").lower() else ""
        found = [each for each in self._of_type(cited.type) if _has_serial(each, int(serial.group()), body)]
        return found[0] if len(found) == 1 else None

    def _nearly(self, cited: Citation) -> CatalogueEntry | None:
        """The document that the text means but misquotes: same number and another date, or same day and symbol."""
        entries = list(entries_cited_as([number_key(cited.number or "")], []))
        answer = Catalogue(entries).resolve(Citation(0, 0, "", cited.type, cited.number)) if cited.number else None
        if isinstance(answer, Resolved):
            return answer.entry
        if isinstance(answer, Ambiguous):
            return answer.candidates[0]
        symbol = _symbol(cited.number)
        same = [
            each
            for each in self._of_type(cited.type)
            if symbol and each.issued_on and each.issued_on.isoformat() == cited.date and _symbol(each.number) == symbol
        ]
        return same[0] if len(same) == 1 else None

    def _of_type(self, kind: str) -> list[CatalogueEntry]:
        return list(catalogue_entries(Document.objects.filter(document_type=kind, recorded_at__lte=self._known_at)))


def _agrees(claim: Claim, value: str, parts: tuple[str, str] | None) -> bool:
    if claim.kind is ClaimKind.FRACTION and parts:
        return tuple(part.replace(".", "") for part in re.findall(r"[\d.]+", claim.text)) == parts
    recorded = number(value)
    return recorded is not None and isinstance(claim.value, int | Decimal) and Decimal(claim.value) == Decimal(recorded)


def _printed(key: str, value: str, parts: tuple[str, str] | None) -> str:
    is_percentage = definitions()[key.split(".")[0]][1][-1].is_percentage
    shown = print_value(value, Form.PERCENT if is_percentage else Form.PLAIN)
    return f"{shown} ({parts[0]}/{parts[1]})" if parts else shown


def _sentence(text: str, claim: Claim | Citation) -> str:
    if isinstance(claim, Claim):
        return text[claim.sentence_start : claim.sentence_end]
    return next((each.text for each in sentences(text) if each.start <= claim.start < each.end), claim.text)


def _has_serial(entry: CatalogueEntry, serial: int, body: str) -> bool:
    match = re.match(r"0*(\d+)", entry.number or "")
    return bool(match) and int(match[1]) == serial and body in (entry.number or "").lower()


def _is_same_body(said_: str | None, recorded: str | None) -> bool:
    """Whether two names of issuers may be the same body: one of them unsaid, or one within the other."""
    one, other = fold(said_ or ""), fold(recorded or "")
    return one in other or other in one


def _symbol(number_: str | None) -> str:
    parsed = parse(number_ or "")
    return parsed.symbol.casefold() if parsed and parsed.symbol else ""
