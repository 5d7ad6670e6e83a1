"""From records to an edition that replays (P5), stays as it was (P6) and carries packs that verify (P3)."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.minhchung.reporting.conftest import CLOSING, NARRATIVE, World, fill_year, make_person, make_world

from minhchung import clock
from minhchung.audit.recording import withdraw
from minhchung.errors import NotAllowedError
from minhchung.files.blobs import path_of
from minhchung.files.queries import read
from minhchung.organisation.enums import StaffCategory
from minhchung.organisation.models import UnitVersion
from minhchung.reporting.actions import (
    approve_report,
    close_period,
    compile_report,
    compute_figures,
    draft_report,
    issue_report,
    open_period,
    return_report,
    submit_report,
)
from minhchung.reporting.editions import replay
from minhchung.reporting.enums import EditionFile
from minhchung.reporting.errors import OrphansError, PeriodOpenError, ReasonRequiredError, UntracedFiguresError
from minhchung.reporting.linting import lint_report
from minhchung.reporting.models import Edition, EditionPart, Lineage, Period, Quotation
from minhchung.work.actions import withdraw_activity
from minhchung.work.models import Activity, Topic
from vanban.pack.verify import verify


def issued(world: World, period: Period) -> Edition:
    report = draft_report(
        key="bao-cao-2022",
        period=period,
        title="Kết quả công tác quốc phòng, quân sự địa phương năm 2022",
        narrative=NARRATIVE,
        by=world.clerk,
        recipients=["UBND tỉnh", "Bộ CHQS tỉnh"],
        signer_name="Giám đốc 1",
        signer_post="GIÁM ĐỐC",
    )
    linted = compile_report(report=report, by=world.clerk)
    assert (linted.orphans, linted.gaps) == ((), ())
    close_period(period=period, by=world.head)
    submit_report(report=report, by=world.clerk)
    approve_report(report=report, by=world.head)
    return issue_report(report=report, by=world.clerk)


def test_an_edition_carries_files_packs_and_facts(world: World, period: Period, closing: datetime) -> None:
    edition = issued(world, period)
    parts = {part.kind: read(part.file) for part in edition.parts.all()}
    facts = json.loads(parts[EditionFile.FACTS])
    assert edition.number == "1/BC-STTTT" or edition.number.endswith("/BC-STTTT")
    assert {figure["id"]: figure["value"] for figure in facts["figures"]} == {
        "divisions": 2,
        "subordinate_units": 1,
        "staff": 5,
        "staff_by_category.civil_servant": 2,
        "staff_by_category.worker": 1,
        "briefing_coverage": "100",
        "shifts": 4,
        "shifts_complete_percent": "75",
        "outreach_items": 8,
        "outreach_topics": 2,
    }
    assert parts[EditionFile.PDF].startswith(b"%PDF")
    assert set(zipfile.ZipFile(io.BytesIO(parts[EditionFile.PACK])).namelist()) >= {"data/facts.json", "verify.py"}


def test_both_packs_verify(world: World, period: Period, closing: datetime, tmp_path: Path) -> None:
    edition = issued(world, period)
    for kind in (EditionFile.PACK, EditionFile.PUBLIC_PACK):
        path = tmp_path / f"{kind}.zip"
        path.write_bytes(read(edition.parts.get(kind=kind).file))
        verdict = verify(path)
        assert verdict.is_valid, verdict


def test_the_public_pack_names_nobody(world: World, period: Period, closing: datetime) -> None:
    edition = issued(world, period)
    pack = zipfile.ZipFile(io.BytesIO(read(edition.parts.get(kind=EditionFile.PUBLIC_PACK).file)))
    said = b"".join(pack.read(name) for name in pack.namelist())
    assert not [person.code for person in world.people if person.code.encode() in said]


def test_an_edition_replays_to_the_same_bytes(world: World, period: Period, closing: datetime) -> None:
    edition = issued(world, period)
    assert sha256(replay(edition)).hexdigest() == edition.facts_sha256


LATE = st.lists(st.sampled_from(["patrol", "join", "withdraw", "prove", "outreach", "rename"]), min_size=1, max_size=6)


@settings(max_examples=8)
@given(kinds=LATE)
def test_an_edition_replays_after_any_late_arrivals(kinds: list[str], db: None) -> None:
    """P5: what is recorded later, of whatever day, moves no byte of what was said before."""
    with transaction.atomic():
        world = make_world()
        fill_year(world)
        with clock.at(CLOSING):
            period = open_period(unit=world.unit, kind="year", year=2022, by=world.head)
            edition = issued(world, period)
        for number, kind in enumerate(kinds, start=1):
            with clock.at(CLOSING + timedelta(days=number)):
                arrive_late(world, kind, number)
        assert sha256(replay(edition)).hexdigest() == edition.facts_sha256
        transaction.set_rollback(True)


def arrive_late(world: World, kind: str, number: int) -> None:
    day = date(2022, 5, number)
    if kind == "patrol":
        world.patrol(day, shift="evening")
    elif kind == "outreach":
        details = {"outlet": "Báo Mẫu", "level": "province", "medium": "press", "items": 2}
        world.act(day, "outreach", details, topics=list(Topic.objects.all()))
    elif kind == "join":
        make_person(f"MOI{number}", world.unit, StaffCategory.CIVIL_SERVANT, recorded_at=clock.now())
    elif kind == "prove":
        activity = Activity.objects.standing().filter(type="patrol").order_by("pk").first()
        world.prove(activity, f"bo-sung-{number}")
    elif kind == "rename":
        version = UnitVersion.objects.standing().get(unit=world.unit)
        withdraw(version)
        UnitVersion.objects.create(
            unit=world.unit,
            name=f"Sở đổi tên {number}",
            short_name="S",
            symbol="SDT",
            parent=version.parent,
            valid_from=version.valid_from,
            replaces=version,
            recorded_at=clock.now(),
        )
    else:
        activity = Activity.objects.standing().filter(type="patrol").order_by("-pk").first()
        if activity:
            withdraw_activity(activity=activity, reason="ghi nhầm ngày", by=world.head)


def test_a_report_is_refused_with_each_orphan_its_sentence_and_candidates(
    world: World, period: Period, closing: datetime
) -> None:
    report = draft_report(
        key="bc", period=period, title="Kết quả", narrative="Cơ quan có 5 người và 12 xe.", by=world.clerk
    )
    compute_figures(period=period, keys=["staff"], by=world.clerk)
    submit_report(report=report, by=world.clerk)
    with pytest.raises(OrphansError) as refusal:
        approve_report(report=report, by=world.head)
    orphans = refusal.value.data["orphans"]
    assert [(each.text, each.sentence, each.candidates) for each in orphans] == [
        ("5", "Cơ quan có 5 người và 12 xe.", ("{figure:staff}",)),
        ("12", "Cơ quan có 5 người và 12 xe.", ()),
    ]


def test_a_report_of_an_open_period_is_not_issued(world: World, period: Period, closing: datetime) -> None:
    report = draft_report(key="bc", period=period, title="Kết quả", narrative="Ổn định.", by=world.clerk)
    submit_report(report=report, by=world.clerk)
    approve_report(report=report, by=world.head)
    with pytest.raises(PeriodOpenError):
        issue_report(report=report, by=world.clerk)


def test_a_figure_whose_file_is_gone_stops_the_report(world: World, period: Period, closing: datetime) -> None:
    figure = compute_figures(period=period, keys=["shifts"], by=world.clerk)[0]
    content = json.loads(figure.lineage.filter(kind="evidence").first().content)
    path = path_of(content["files"][0]["sha256"])
    path.unlink()
    report = draft_report(key="bc", period=period, title="Kết quả", narrative="{figure:shifts} ca.", by=world.clerk)
    assert [(gap.key, gap.code) for gap in lint_report(report).gaps] == [("shifts", "unreadable")]
    with pytest.raises(UntracedFiguresError):
        close_period(period=period, by=world.head)


def test_a_stranger_writes_approves_and_issues_nothing(world: World, period: Period, closing: datetime) -> None:
    with pytest.raises(NotAllowedError):
        draft_report(key="bc", period=period, title="K", narrative="Ổn.", by=world.stranger)
    report = draft_report(key="bc", period=period, title="K", narrative="Ổn.", by=world.clerk)
    submit_report(report=report, by=world.clerk)
    for action in (approve_report, issue_report):
        with pytest.raises(NotAllowedError):
            action(report=report, by=world.stranger)
    with pytest.raises(NotAllowedError):
        approve_report(report=report, by=world.clerk)


def test_a_return_needs_a_comment(world: World, period: Period, closing: datetime) -> None:
    report = draft_report(key="bc", period=period, title="K", narrative="Ổn.", by=world.clerk)
    submit_report(report=report, by=world.clerk)
    with pytest.raises(ReasonRequiredError):
        return_report(report=report, text="  ", by=world.head)
    assert return_report(report=report, text="Bổ sung số liệu", by=world.head).state == "returned"


def test_what_was_issued_cannot_be_changed_by_any_statement(world: World, period: Period, closing: datetime) -> None:
    edition = issued(world, period)
    changes = {
        Edition: {"title": "khác"},
        EditionPart: {"kind": "pdf"},
        Quotation: {"printed": "27"},
        Lineage: {"content": "{}"},
    }
    for model, change in changes.items():
        assert model.objects.exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(**change)
    edition.refresh_from_db()
    assert edition.title != "khác"
