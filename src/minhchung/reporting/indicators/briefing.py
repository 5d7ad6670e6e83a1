"""Coverage of briefings by person: how many of the roster confirmed every document they had to."""

from itertools import groupby

from minhchung.reporting.indicators import Both, Definition, Family, InputRow, Reading, Scope
from minhchung.reporting.indicators._coverage import DONE, EXCUSED, MISSING, Duty, duties


def read(scope: Scope) -> Reading:
    """One row a person of the roster: done when every duty is, excused when the rest is, missing otherwise."""
    found, proofs = duties(scope)
    by_person = groupby(sorted(found, key=lambda duty: (duty.person, duty.briefing.pk)), key=lambda duty: duty.person)
    return Reading(tuple(_row(person, list(owed)) for person, owed in by_person), proofs)


def _row(person: str, owed: list[Duty]) -> InputRow:
    states = {duty.state for duty in owed}
    state = MISSING if MISSING in states else EXCUSED if EXCUSED in states else DONE
    proofs = tuple(dict.fromkeys(proof for duty in owed for proof in duty.proofs))
    values = {"person": person, "state": state, "owed": len(owed), "done": sum(duty.state == DONE for duty in owed)}
    return InputRow(owed[-1].record, values, proofs)


CONFIRMED = {"op": "count_distinct", "field": "person", "where": {"state": DONE}}
ROSTER = {"op": "count_distinct", "field": "person"}
PEOPLE = Both("người", "people")

FAMILY = Family(
    code="briefing",
    name=Both("Phổ biến, quán triệt", "Briefing"),
    key="person",
    read=read,
    personal=("person",),
    definitions=(
        Definition(
            code="briefing_coverage",
            version=1,
            name=Both("Tỷ lệ người đã được quán triệt", "Share of staff briefed"),
            unit=Both("%", "%"),
            formula={"op": "percent", "part": CONFIRMED, "whole": ROSTER, "digits": 1},
            sentence=Both(
                "{part}/{whole} người có tên ngày {ends_on} đã xác nhận đủ các văn bản phải quán triệt, đạt {value}.",
                "{part}/{whole} people on the roster of {ends_on} confirmed every document: {value}.",
            ),
            phrases=(
                "quán triệt",
                "phổ biến, quán triệt",
                "cán bộ, công chức, viên chức và người lao động được quán triệt",
                "phổ biến",
            ),
        ),
        Definition(
            code="briefing_people",
            version=1,
            name=Both("Số người đã được quán triệt", "People briefed"),
            unit=PEOPLE,
            formula=CONFIRMED,
            sentence=Both(
                "{value} người có tên ngày {ends_on} đã xác nhận đủ các văn bản phải quán triệt.",
                "{value} people on the roster of {ends_on} confirmed every document.",
            ),
            phrases=("người được quán triệt", "người đã quán triệt", "người tham gia quán triệt"),
        ),
        Definition(
            code="briefing_roster",
            version=1,
            name=Both("Số người phải được quán triệt", "People to be briefed"),
            unit=PEOPLE,
            formula=ROSTER,
            sentence=Both(
                "Danh sách ngày {ends_on} có {value} người phải được quán triệt.",
                "The roster of {ends_on} held {value} people to be briefed.",
            ),
            phrases=("người phải quán triệt",),
        ),
    ),
)
