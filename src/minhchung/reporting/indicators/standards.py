"""Registration for a standard: criteria that have evidence by the last day of the period."""

from minhchung.audit.ledger import target_name
from minhchung.reporting.indicators import Both, Definition, Family, InputRow, Reading, Scope
from minhchung.reporting.indicators._records import activities, evidence_of, reading_of_activities
from minhchung.work.models import Criterion, Evidence


def read(scope: Scope) -> Reading:
    """One row a criterion of each standard that the units registered for in the span, with the evidence it has by its end."""
    steps = [each for each in activities(scope, "standard_registration") if each.details.get("step") == "registered"]
    wanted = sorted({str(each.details.get("standard", "")) for each in steps})
    criteria = (
        Criterion.objects.filter(standard__code__in=wanted).select_related("standard").order_by("standard_id", "code")
    )
    found = list(
        Evidence.objects.known_on(scope.known_at)
        .filter(criterion__standard__code__in=wanted, happened_on__range=(scope.starts_on, scope.ends_on))
        .select_related("file")
        .order_by("happened_on", "pk")
    )
    proofs = evidence_of(found)
    rows = [
        InputRow(
            target_name(criterion),
            {
                "criterion": f"{criterion.standard.code}:{criterion.code}",
                "standard": criterion.standard.code,
                "standard_name": criterion.standard.name,
                "is_met": any(each.criterion_id == criterion.pk for each in found),
            },
            tuple(f"evidence:{each.key}" for each in found if each.criterion_id == criterion.pk),
        )
        for criterion in criteria
    ]
    registered = reading_of_activities(scope, [(step, {}) for step in steps])
    return Reading(tuple(rows), proofs | dict(registered.proofs))


MET = {"op": "count_distinct", "field": "criterion", "where": {"is_met": True}}
ALL = {"op": "count_distinct", "field": "criterion"}
CRITERIA = Both("tiêu chí", "criteria")

FAMILY = Family(
    code="standards",
    name=Both("Đăng ký đạt tiêu chuẩn", "Registration for standards"),
    key="criterion",
    read=read,
    definitions=(
        Definition(
            code="standards_registered",
            version=1,
            name=Both("Số tiêu chuẩn đã đăng ký", "Standards registered for"),
            unit=Both("tiêu chuẩn", "standards"),
            formula={"op": "count_distinct", "field": "standard"},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, cơ quan đã đăng ký {value} tiêu chuẩn.",
                "From {starts_on} to {ends_on} the agency registered for {value} standards.",
            ),
            phrases=("tiêu chuẩn đã đăng ký", "danh hiệu đăng ký"),
            lists="standard_name",
        ),
        Definition(
            code="criteria",
            version=1,
            name=Both("Số tiêu chí của các tiêu chuẩn đã đăng ký", "Criteria of the standards"),
            unit=CRITERIA,
            formula=ALL,
            sentence=Both(
                "Các tiêu chuẩn đã đăng ký có {value} tiêu chí.", "The standards registered for have {value} criteria."
            ),
            phrases=("tiêu chí",),
        ),
        Definition(
            code="criteria_met",
            version=1,
            name=Both("Số tiêu chí đã có minh chứng", "Criteria with evidence"),
            unit=CRITERIA,
            formula=MET,
            sentence=Both(
                "Đến ngày {ends_on}, {value} tiêu chí đã có minh chứng.", "By {ends_on} {value} criteria had evidence."
            ),
            phrases=("tiêu chí đạt", "tiêu chí đã có minh chứng", "tiêu chí đã đạt"),
        ),
        Definition(
            code="criteria_met_percent",
            version=1,
            name=Both("Tỷ lệ tiêu chí đã có minh chứng", "Share of criteria with evidence"),
            unit=Both("%", "%"),
            formula={"op": "percent", "part": MET, "whole": ALL, "digits": 1},
            sentence=Both(
                "{part}/{whole} tiêu chí đã có minh chứng, đạt {value}.",
                "{part}/{whole} criteria have evidence: {value}.",
            ),
            phrases=("tiêu chí đạt", "tiêu chí"),
        ),
    ),
)
