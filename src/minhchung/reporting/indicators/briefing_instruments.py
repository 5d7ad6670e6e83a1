"""Coverage of briefings by document: how many of the roster confirmed each."""

from minhchung.reporting.indicators import Both, Definition, Family, InputRow, Reading, Scope
from minhchung.reporting.indicators._coverage import DONE, duties


def read(scope: Scope) -> Reading:
    """One row a person and document."""
    found, proofs = duties(scope)
    return Reading(
        tuple(
            InputRow(
                duty.record,
                {
                    "person": duty.person,
                    "document": duty.briefing.version.document.key,
                    "document_name": duty.briefing.version.document.subject,
                    "state": duty.state,
                },
                duty.proofs,
            )
            for duty in found
        ),
        proofs,
    )


_DOCUMENT = {"document": {"argument": "document"}}
CONFIRMED = {"op": "count_distinct", "field": "person", "where": _DOCUMENT | {"state": DONE}}
ROSTER = {"op": "count_distinct", "field": "person", "where": _DOCUMENT}

FAMILY = Family(
    code="briefing_instruments",
    name=Both("Phổ biến, quán triệt theo văn bản", "Briefing by document"),
    key="person",
    read=read,
    personal=("person",),
    overlap="Một người được quán triệt nhiều văn bản",
    definitions=(
        Definition(
            code="briefing_coverage_of",
            version=1,
            name=Both("Tỷ lệ người đã được quán triệt “{document}”", "Share of staff briefed on “{document}”"),
            unit=Both("%", "%"),
            formula={"op": "percent", "part": CONFIRMED, "whole": ROSTER, "digits": 1},
            sentence=Both(
                "{part}/{whole} người có tên ngày {ends_on} đã xác nhận đọc “{document}”, đạt {value}.",
                "{part}/{whole} people on the roster of {ends_on} confirmed “{document}”: {value}.",
            ),
            phrases=("quán triệt {document}",),
            parameters=("document",),
        ),
        Definition(
            code="briefing_people_of",
            version=1,
            name=Both("Số người đã được quán triệt “{document}”", "People briefed on “{document}”"),
            unit=Both("người", "people"),
            formula=CONFIRMED,
            sentence=Both(
                "{value} người có tên ngày {ends_on} đã xác nhận đọc “{document}”.",
                "{value} people on the roster of {ends_on} confirmed “{document}”.",
            ),
            phrases=("người được quán triệt {document}",),
            parameters=("document",),
            is_part=True,
        ),
        Definition(
            code="briefed_instruments",
            version=1,
            name=Both("Số văn bản đã tổ chức quán triệt", "Documents briefed"),
            unit=Both("văn bản", "documents"),
            formula={"op": "count_distinct", "field": "document"},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, {value} văn bản được tổ chức quán triệt.",
                "From {starts_on} to {ends_on} {value} documents were brought to the staff.",
            ),
            phrases=("văn bản được quán triệt", "văn bản quán triệt"),
            lists="document_name",
        ),
    ),
)
