"""Reporting periods, what stands behind figures of the registers, reports with their narratives, commitments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Model

from minhchung.imports import named
from minhchung.imports.columns import (
    Value,
    Values,
    choice,
    day,
    flag,
    key,
    labels,
    lines,
    number,
    prose,
    reference,
    text,
)
from minhchung.imports.desk import Desk
from minhchung.imports.importing import Importer, Scope
from minhchung.imports.named import certain_day, iso, listed, unit, unit_codes, whole, words
from minhchung.reporting.actions.commitments import record_commitment
from minhchung.reporting.actions.periods import open_period, support_family
from minhchung.reporting.actions.reports import draft_report
from minhchung.reporting.enums import PeriodKind
from minhchung.reporting.indicators import families
from minhchung.reporting.models import Commitment, Period, Report, Support
from minhchung.reporting.regimes import regimes

_FAMILIES = {family.code: family.name.vi for family in families()}
_REGIMES = {regime.code: regime.name for regime in regimes()}


class Periods(Importer):
    code, sheet, alias = "periods", "Kỳ báo cáo", "Periods"
    after = ("units",)
    identity = ("unit", "regime", "kind", "year", "ordinal")
    columns = (
        reference("unit", "Đơn vị", "Unit", "units", required=True),
        choice("regime", "Chế độ báo cáo", "Regime", _REGIMES, required=True),
        choice("kind", "Loại kỳ", "Kind", labels(PeriodKind), required=True),
        number("year", "Năm", "Year", required=True),
        number("ordinal", "Kỳ thứ", "Ordinal"),
    )

    def settle(self, values: Values) -> Values:
        return values | {"ordinal": values["ordinal"] or 1}

    def names(self, values: Mapping[str, Value]) -> Iterable[str]:
        return (f"{values['unit']}:{values['regime']}:{values['kind']}:{values['year']}:{values['ordinal']}",)

    def held(self, scope: Scope) -> Iterator[Values]:
        codes = unit_codes()
        rows = Period.objects.filter(**scope.subtree("unit"), **scope.dates("ends_on"))
        for row in rows.order_by("unit__path", "starts_on", "ends_on", "pk"):
            yield {
                "unit": codes[row.unit_id],
                "regime": row.regime,
                "kind": row.kind,
                "year": row.year,
                "ordinal": row.ordinal,
            }

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        yield open_period(
            unit=unit(desk, words(values["unit"])),
            regime_code=words(values["regime"]),
            kind=words(values["kind"]),
            year=whole(values["year"]) or 0,
            ordinal=whole(values["ordinal"]) or 1,
            by=desk.by,
        )


class Supports(Importer):
    code, sheet, alias = "supports", "Căn cứ số liệu", "Supports"
    after = ("periods", "evidence", "documents")
    identity = ("period", "family", "evidence", "document")
    columns = (
        reference("period", "Kỳ báo cáo", "Period", "periods", required=True),
        choice("family", "Nhóm số liệu", "Family", _FAMILIES, required=True),
        reference("evidence", "Minh chứng", "Evidence", "evidence"),
        reference("document", "Văn bản", "Document", "documents"),
    )

    def check(self, values: Values) -> Iterator[tuple[str, str, dict[str, str | int]]]:
        if bool(values["evidence"]) == bool(values["document"]):
            yield "evidence", "one_support", {}

    def held(self, scope: Scope) -> Iterator[Values]:
        codes = unit_codes()
        rows = (
            Support.objects.standing()  # type: ignore[attr-defined]
            .select_related("period", "evidence", "document")
            .filter(**scope.subtree("period__unit"), **scope.dates("period__ends_on"))
        )
        for row in rows.order_by("period_id", "family", "pk"):
            yield {
                "period": period_name(row.period, codes),
                "family": row.family,
                "evidence": row.evidence.key if row.evidence else "",
                "document": row.document.key if row.document else "",
            }

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        yield support_family(
            period=_period(words(values["period"]), desk),
            family=words(values["family"]),
            evidence=named.evidence(desk, words(values["evidence"])) if values["evidence"] else None,
            document=named.document(desk, words(values["document"])) if values["document"] else None,
            by=desk.by,
        )


class Reports(Importer):
    code, sheet, alias = "reports", "Báo cáo", "Reports"
    after = ("periods",)
    identity = ("key",)
    columns = (
        key("key", "Khóa", "Key"),
        reference("period", "Kỳ báo cáo", "Period", "periods", required=True),
        text("title", "Tên báo cáo", "Title", required=True, longest=300),
        prose("narrative", "Thuyết minh", "Narrative", required=True),
        lines("recipients", "Nơi nhận", "Recipients"),
        text("signer_name", "Người ký", "Signer", longest=160),
        text("signer_post", "Chức vụ", "Signer post", longest=160),
        text("signing_capacity", "Quyền hạn ký", "Signing capacity", longest=10),
        text("signing_principal", "Ký thay, ký thừa lệnh", "Signing principal", longest=160),
        flag("is_illustrative", "Minh họa", "Illustrative"),
    )

    def held(self, scope: Scope) -> Iterator[Values]:
        codes = unit_codes()
        rows = Report.objects.select_related("period").filter(**scope.subtree("unit"), **scope.dates("period__ends_on"))
        for row in rows.order_by("period__ends_on", "key"):
            yield {
                "key": row.key,
                "period": period_name(row.period, codes),
                "title": row.title,
                "narrative": row.narrative.strip(),
                "recipients": list(row.recipients),
                "signer_name": row.signer_name,
                "signer_post": row.signer_post,
                "signing_capacity": row.signing_capacity,
                "signing_principal": row.signing_principal,
                "is_illustrative": row.is_illustrative,
            }

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        yield draft_report(
            key=words(values["key"]),
            period=_period(words(values["period"]), desk),
            title=words(values["title"]),
            narrative=words(values["narrative"]),
            recipients=listed(values["recipients"]),
            signer_name=words(values["signer_name"]),
            signer_post=words(values["signer_post"]),
            signing_capacity=words(values["signing_capacity"]),
            signing_principal=words(values["signing_principal"]),
            is_illustrative=bool(values["is_illustrative"]),
            by=desk.by,
        )


class Commitments(Importer):
    code, sheet, alias = "commitments", "Phương hướng năm sau", "Commitments"
    after = ("reports", "units")
    identity = ("key",)
    columns = (
        key("key", "Khóa", "Key"),
        reference("report", "Báo cáo", "Report", "reports", required=True),
        text("text", "Nội dung", "Text", required=True),
        reference("owner", "Đơn vị phụ trách", "Owner", "units", required=True),
        text("measure", "Thước đo", "Measure", required=True, longest=500),
        day("due_on", "Hạn", "Due on", required=True),
    )

    def held(self, scope: Scope) -> Iterator[Values]:
        codes = unit_codes()
        rows = Commitment.objects.select_related("report").filter(
            **scope.subtree("report__unit"), **scope.dates("report__period__ends_on")
        )
        for row in rows.order_by("report__key", "pk"):
            yield {
                "key": row.key,
                "report": row.report.key,
                "text": row.text,
                "owner": codes[row.owner_id],
                "measure": row.measure,
                "due_on": iso(row.due_on),
            }

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        report = desk.once("report", words(values["report"]), lambda: Report.objects.get(key=values["report"]))
        yield record_commitment(
            report=report,
            key=words(values["key"]),
            text=words(values["text"]),
            owner=unit(desk, words(values["owner"])),
            measure=words(values["measure"]),
            due_on=certain_day(values["due_on"]),
            by=desk.by,
        )


def period_name(period: Period, codes: Mapping[int, str]) -> str:
    """How sheets name a period: unit, regime, kind, year and ordinal."""
    return f"{codes[period.unit_id]}:{period.regime}:{period.kind}:{period.year}:{period.ordinal}"


def _period(name: str, desk: Desk) -> Period:
    where, regime, kind, year, ordinal = name.rsplit(":", 4)
    return Period.objects.get(unit=unit(desk, where), regime=regime, kind=kind, year=int(year), ordinal=int(ordinal))


IMPORTERS = (Periods(), Supports(), Reports(), Commitments())
