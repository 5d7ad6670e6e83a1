from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minhchung.work import actions, errors, queries
from minhchung.work.activity_types import definitions
from minhchung.work.models import ActivityType

RIGHT = {
    "briefing": {"form": "meeting", "presenter": "Phó Giám đốc 1", "minutes": 90},
    "coordination": {"form": "joint_plan", "conclusion": "Thống nhất kế hoạch.\nGiao Văn phòng theo dõi."},
    "guard": {"post": "Cổng chính", "shift": "night", "started": "19:00", "ended": "06:30", "incidents": 0},
    "incident": {"category": "property", "severity": "minor", "handling": "Đã lập biên bản", "is_settled": True},
    "model": {"kind": "security", "members": 12, "is_working": True},
    "outreach": {"outlet": "Đài Truyền thanh xã Mẫu", "level": "commune", "medium": "radio", "items": 2, "minutes": 30},
    "patrol": {
        "scope": "both",
        "shift": "evening",
        "checkpoints": ["Cổng chính", "Kho thiết bị"],
        "missed": [{"point": "Kho thiết bị", "reason": "Đang sửa khoá"}],
    },
    "standard_registration": {"standard": "antt", "year": 2022, "step": "registered"},
    "training": {"obligation": "self_defence", "training_year": 2, "days": 7, "organiser": "Ban Chỉ huy quân sự"},
}

WRONG = [
    ("briefing", {}, [("form", "required")]),
    ("briefing", {"form": "dance"}, [("form", "choice")]),
    ("briefing", {"form": "meeting", "minutes": 1.5}, [("minutes", "number")]),
    ("briefing", {"form": "meeting", "minutes": True}, [("minutes", "number")]),
    ("briefing", {"form": "meeting", "minutes": -1}, [("minutes", "range")]),
    ("briefing", {"form": "meeting", "minutes": "1.200"}, [("minutes", "number")]),
    ("briefing", {"form": "meeting", "presenter": "x" * 100_000}, [("presenter", "text")]),
    ("briefing", {"form": "meeting", "presenter": "a\u202eb"}, [("presenter", "text")]),
    ("briefing", {"form": "meeting", "presenter": "a\x00b"}, [("presenter", "text")]),
    ("briefing", {"form": "meeting", "presenter": "\ud800"}, [("presenter", "text")]),
    ("briefing", {"form": "meeting", "presenter": ["x"]}, [("presenter", "text")]),
    ("briefing", {"form": "meeting", "weapons": "12"}, [("weapons", "unknown")]),
    ("briefing", {"form": ["meeting"]}, [("form", "choice")]),
    ("briefing", [], [("details", "shape")]),
    ("briefing", "form=meeting", [("details", "shape")]),
    ("outreach", {"outlet": "Đài", "level": "commune", "medium": "radio"}, [("items", "required")]),
    ("outreach", {"outlet": "Đài", "level": "commune", "medium": "radio", "minutes": 0}, [("items", "required")]),
    ("outreach", {"outlet": "Đài", "level": "village", "medium": "tom-tom", "items": 1}, [("level", "choice"), ("medium", "choice")]),
    ("guard", {"shift": "night", "started": "25:00"}, [("started", "time")]),
    ("guard", {"shift": "night", "started": 7}, [("started", "time")]),
    ("patrol", {"scope": "both", "shift": "day", "checkpoints": ["A", "A"]}, [("checkpoints", "duplicate")]),
    ("patrol", {"scope": "both", "shift": "day", "checkpoints": "A"}, [("checkpoints", "shape")]),
    ("patrol", {"scope": "both", "shift": "day", "checkpoints": ["A"] * 201}, [("checkpoints", "too_many")]),
    ("patrol", {"scope": "both", "shift": "day", "missed": [{"point": "A"}]}, [("missed[0].reason", "required")]),
    ("patrol", {"scope": "both", "shift": "day", "missed": ["A"]}, [("missed[0]", "shape")]),
    ("patrol", {"scope": "both", "shift": "day", "missed": [{"point": "A", "reason": "mưa"}]}, [("missed[0].point", "reference")]),
    (
        "patrol",
        {"scope": "both", "shift": "day", "checkpoints": ["A"], "missed": [{"point": "A", "reason": "mưa"}] * 2},
        [("missed", "duplicate")],
    ),
    ("training", {"obligation": "other", "days": 0, "organiser": "Ban"}, [("days", "range")]),
    ("model", {"kind": "security", "is_working": "yes"}, [("is_working", "flag")]),
]  # fmt: skip


def test_every_type_has_a_file_and_a_name_in_both_languages() -> None:
    assert sorted(definitions()) == sorted(RIGHT)
    assert all(type_.name.vi and type_.name.en for type_ in definitions().values())


@pytest.mark.parametrize("code", sorted(RIGHT))
def test_right_details_come_back_as_they_are(code: str) -> None:
    assert definitions()[code].validate(RIGHT[code]) == RIGHT[code]


@pytest.mark.parametrize(("code", "details", "expected"), WRONG)
def test_wrong_details_are_found_by_place_and_rule(code: str, details: object, expected: list) -> None:
    with pytest.raises(errors.DetailsRefusedError) as refusal:
        definitions()[code].validate(details)
    assert [(finding.place, finding.rule) for finding in refusal.value.findings] == expected
    assert all(finding.sentence for finding in refusal.value.findings)
    assert str(refusal.value)


def test_details_are_composed_and_empty_values_left_out() -> None:
    details = {"form": "meeting", "presenter": " Pho\u0301   Giám\u200b đốc\n1 ", "minutes": " 90 "}

    assert definitions()["briefing"].validate(details) == {
        "form": "meeting",
        "presenter": "Phó Giám đốc 1",
        "minutes": 90,
    }
    assert definitions()["briefing"].validate({"form": "meeting", "presenter": " "}) == {"form": "meeting"}


def test_endless_details_are_refused_quickly_with_few_findings() -> None:
    rows = [{"point": "", "reason": ""}] * 200
    huge = {f"x{number}": "y" for number in range(50_000)} | {"scope": "both", "shift": "day", "missed": rows}

    with pytest.raises(errors.DetailsRefusedError) as refusal:
        definitions()["patrol"].validate(huge)
    assert len(refusal.value.findings) <= 50


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8) | st.integers(), inner, max_size=4),
    max_leaves=12,
)
named = st.dictionaries(
    st.sampled_from(sorted({field.name for type_ in definitions().values() for field in type_.fields})), anything
)


@settings(max_examples=200)
@given(code=st.sampled_from(sorted(RIGHT)), details=anything | named)
def test_hostile_details_give_a_refusal_or_plain_values(code: str, details: object) -> None:
    try:
        cleaned = definitions()[code].validate(details)
    except errors.DetailsRefusedError as refusal:
        assert refusal.findings
        return
    assert definitions()[code].validate(cleaned) == cleaned


OWN = [
    {"name": "route", "label": "Tuyến", "kind": "text", "required": True},
    {"name": "trees", "label": "Số cây", "kind": "number"},
    {"name": "planted_on", "label": "Ngày trồng", "kind": "date"},
    {"name": "weather", "label": "Thời tiết", "kind": "choice", "choices": [{"code": "dry", "label": "Khô ráo"}]},
]


def test_own_type_validates_through_the_same_mechanism(agency, recorded) -> None:
    own = actions.add_activity_type(code="trong-cay", name="Trồng cây", fields=OWN, by=agency.head)
    details = {"route": "Đường vào kho", "trees": 12, "planted_on": "19/05/2022", "weather": "dry"}

    activity = recorded("trong-cay-1", type="trong-cay", details=details)

    assert activity.details == details | {"planted_on": "2022-05-19"}
    assert queries.activity_definitions()["trong-cay"].name.vi == own.name
    with pytest.raises(errors.DetailsRefusedError):
        recorded("trong-cay-2", type="trong-cay", details={"trees": "nhiều"})


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ([], "fields"),
        ("route", "fields"),
        ([{"name": "route", "label": "Tuyến", "kind": "text"}] * 2, "fields"),
        ([{"name": "Route", "label": "Tuyến", "kind": "text"}], "fields[0].name"),
        ([{"name": "route", "label": "", "kind": "text"}], "fields[0].label"),
        ([{"name": "route", "label": "Tuyến", "kind": "code"}], "fields[0].kind"),
        ([{"name": "route", "label": "Tuyến", "kind": ["text"]}], "fields[0].kind"),
        ([{"name": "route", "label": "Tuyến", "kind": "choice"}], "fields[0].choices"),
        ([{"name": "route", "label": "Tuyến", "kind": "choice", "choices": [{"code": 1}]}], "fields[0].choices[0]"),
        ([{"name": "route", "label": "Tuyến", "kind": "text", "required": "yes"}], "fields[0].required"),
        ([17], "fields[0]"),
    ],
)
def test_own_type_with_a_wrong_declaration_is_refused(agency, noon, fields, place) -> None:
    with pytest.raises(errors.DetailsRefusedError) as refusal:
        actions.add_activity_type(code="loai", name="Loại", fields=fields, by=agency.head)
    assert refusal.value.findings[0].place == place
    assert not ActivityType.objects.exists()


def test_own_type_cannot_take_the_code_of_another(agency, noon) -> None:
    with pytest.raises(errors.KeyTakenError):
        actions.add_activity_type(code="patrol", name="Tuần tra", fields=OWN, by=agency.head)


def test_date_details_are_read_from_dates_and_words(agency, recorded) -> None:
    actions.add_activity_type(code="trong-cay", name="Trồng cây", fields=OWN, by=agency.head)
    for number, day in enumerate(
        (date(2022, 5, 19), datetime(2022, 5, 19, 8, 0), "2022-05-19", "ngày 19 tháng 5 năm 2022")
    ):
        details = {"route": "Đường", "planted_on": day}
        assert recorded(f"cay-{number}", type="trong-cay", details=details).details["planted_on"] == "2022-05-19"
    with pytest.raises(errors.DetailsRefusedError):
        recorded("cay-9", type="trong-cay", details={"route": "Đường", "planted_on": "31/02/2022"})


def test_registration_names_a_standard_that_exists(agency, recorded) -> None:
    details = {"standard": "antt", "year": 2022, "step": "registered"}
    with pytest.raises(errors.DetailsRefusedError):
        recorded("dang-ky", type="standard_registration", details=details)

    actions.open_standard(code="antt", name="An toàn về an ninh, trật tự", by=agency.head)

    assert recorded("dang-ky", type="standard_registration", details=details).details == details
