from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.minhchung.work.conftest import make_person, make_user, make_version

from minhchung.accounts.enums import Role, Sensitivity
from minhchung.errors import NotAllowedError
from minhchung.look.stations import Stage
from minhchung.work import actions, errors, line, queries
from minhchung.work.models import Assignment, Directive, Task
from minhchung.work.permissions import visible_evidence, visible_tasks

TEXT = "Yêu cầu các sở báo cáo kết quả trước ngày 15/12/2022. Giao Văn phòng theo dõi, đôn đốc."
DUE = date(2022, 6, 30)
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


@pytest.fixture
def version(agency, noon):
    return make_version(agency.unit, text=TEXT)


@pytest.fixture
def given_task(agency, version):
    def make(key: str = "bao-cao-nam", **given: object) -> Task:
        said: dict[str, object] = {
            "key": key,
            "unit": agency.unit,
            "title": "Báo cáo kết quả năm 2022",
            "lead": agency.office,
            "source": version.document,
            "due_on": DUE,
            "by": agency.head,
        }
        return actions.create_task(**(said | given))

    return make


def prove(agency, **given: object):
    said: dict[str, object] = {
        "key": "anh-01",
        "title": "Ảnh buổi làm việc",
        "content": PNG,
        "name": "anh.png",
        "happened_on": date(2022, 6, 1),
        "received_on": date(2022, 6, 2),
        "by": agency.head,
    }
    return actions.add_evidence(**(said | given))


def test_directive_is_the_slice_of_its_document(agency, version) -> None:
    end = TEXT.index(".")

    directive = actions.mark_directive(version=version, start=0, end=end, text=TEXT[:end], by=agency.head)

    assert directive.text == TEXT[:end]


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [(0, 10, "Đề nghị"), (5, 5, None), (-1, 4, None), (9, 4, None), (0, len(TEXT) + 1, None), (3, 4, None)],
)
def test_directive_that_is_not_in_the_text_is_refused(agency, version, start, end, text) -> None:
    with pytest.raises(errors.SpanMismatchError):
        actions.mark_directive(version=version, start=start, end=end, text=text, by=agency.head)


@pytest.mark.parametrize(("start", "end"), [(0, 11), (10, 20), (12, 15), (19, 30), (5, 40)])
def test_directives_do_not_overlap(agency, version, start, end) -> None:
    actions.mark_directive(version=version, start=10, end=20, by=agency.head)

    with pytest.raises(errors.SpanOverlapError):
        actions.mark_directive(version=version, start=start, end=end, by=agency.head)
    assert Directive.objects.count() == 1


def test_neighbouring_directives_are_both_kept(agency, version) -> None:
    for start, end in ((10, 20), (0, 10), (20, 30)):
        actions.mark_directive(version=version, start=start, end=end, by=agency.head)
    assert [row.start for row in Directive.objects.all()] == [0, 10, 20]


def test_task_needs_a_lead_and_a_source(agency, version) -> None:
    said = {"key": "viec", "unit": agency.unit, "title": "Việc", "by": agency.head}
    with pytest.raises(errors.SourceMissingError):
        actions.create_task(**said, lead=agency.office)
    with pytest.raises(errors.NoLeadError):
        actions.create_task(**said, lead=None, source=version.document)
    assert not Task.objects.exists()


def test_task_has_one_lead_and_each_helper_once(agency, given_task) -> None:
    person = make_person("p1", agency.division)
    task = given_task(support=[agency.division, person])

    assert [(row.role, row.unit or row.person) for row in task.assignments.order_by("pk")] == [
        ("lead", agency.office),
        ("support", agency.division),
        ("support", person),
    ]
    with pytest.raises(errors.NoLeadError):
        actions.assign(task=task, to=agency.unit, role="lead", by=agency.head)
    with pytest.raises(errors.AssignedAlreadyError):
        actions.assign(task=task, to=agency.office, by=agency.head)
    assert Assignment.objects.count() == 3


def test_task_that_names_somebody_twice_is_not_written(agency, given_task) -> None:
    with pytest.raises(errors.AssignedAlreadyError):
        given_task(support=[agency.office])
    assert not Task.objects.exists()


def test_task_ends_with_evidence_or_a_reason(agency, given_task) -> None:
    bare, proved, by_activity = given_task("a"), given_task("b"), given_task("c")
    with pytest.raises(errors.EvidenceRequiredError):
        actions.finish_task(task=bare, by=agency.head)
    assert actions.finish_task(task=bare, reason="Nộp trực tiếp", by=agency.head).outcome == "Nộp trực tiếp"

    prove(agency, task=proved)
    assert actions.finish_task(task=proved, by=agency.head).state == "done"

    details = {"category": "fire", "severity": "minor", "handling": "Đã dập tắt"}
    activity = actions.record_activity(
        key="vu-viec", type="incident", unit=agency.office, title="Chập điện", details=details, tasks=[by_activity],
        happened_on=date(2022, 6, 1), received_on=date(2022, 6, 1), by=agency.head,
    )  # fmt: skip
    with pytest.raises(errors.EvidenceRequiredError):
        actions.finish_task(task=by_activity, by=agency.head)
    prove(agency, key="anh-02", activity=activity)
    assert actions.finish_task(task=by_activity, by=agency.head).state == "done"


def test_task_moves_only_along_its_states(agency, given_task) -> None:
    task = given_task()
    actions.start_task(task=task, by=agency.head)
    with pytest.raises(errors.TaskStateError):
        actions.start_task(task=task, by=agency.head)
    actions.cancel_task(task=task, reason="Cấp trên rút yêu cầu", by=agency.head)
    for act in (
        lambda: actions.finish_task(task=task, reason="Xong", by=agency.head),
        lambda: actions.extend_task(task=task, due_on=date(2022, 8, 1), reason="Chờ", by=agency.head),
        lambda: actions.assign(task=task, to=agency.division, by=agency.head),
        lambda: actions.cancel_task(task=task, reason="Lần nữa", by=agency.head),
    ):
        with pytest.raises(errors.TaskStateError):
            act()


def test_extension_keeps_the_earlier_day(agency, given_task) -> None:
    task = given_task()
    extension = actions.extend_task(task=task, due_on=date(2022, 7, 15), reason="Chờ số liệu cấp xã", by=agency.head)

    task.refresh_from_db()
    assert (extension.old_due_on, extension.new_due_on, task.due_on) == (DUE, date(2022, 7, 15), date(2022, 7, 15))
    with pytest.raises(errors.DatesRefusedError):
        actions.extend_task(task=task, due_on=DUE, reason="Nhầm", by=agency.head)
    with pytest.raises(errors.ReasonRequiredError):
        actions.extend_task(task=task, due_on=date(2022, 8, 1), reason="", by=agency.head)


@pytest.mark.parametrize(
    ("who", "may"), [("head", True), ("officer", False), ("colleague", False), ("stranger", False)]
)
def test_only_the_head_extends_and_cancels(agency, given_task, who, may) -> None:
    task, by = given_task(), getattr(agency, who)
    if may:
        assert actions.extend_task(task=task, due_on=date(2022, 8, 1), reason="Chờ", by=by)
        return
    with pytest.raises(NotAllowedError):
        actions.extend_task(task=task, due_on=date(2022, 8, 1), reason="Chờ", by=by)
    with pytest.raises(NotAllowedError):
        actions.cancel_task(task=task, reason="Thôi", by=by)


@pytest.mark.parametrize(("who", "may"), [("head", True), ("officer", True), ("colleague", False), ("stranger", False)])
def test_task_is_done_by_the_people_of_the_unit_it_is_given_to(agency, given_task, who, may) -> None:
    task, by = given_task(), getattr(agency, who)
    if may:
        assert actions.start_task(task=task, by=by).state == "doing"
    else:
        with pytest.raises(NotAllowedError):
            actions.start_task(task=task, by=by)


@pytest.mark.parametrize("sensitivity", Sensitivity)
def test_visible_tasks_for_head_colleague_stranger_and_who_it_is_given_to(agency, given_task, sensitivity) -> None:
    helper = make_user("phoi-hop", Role.STAFF, agency.other)
    task = given_task(unit=agency.office, sensitivity=sensitivity, support=[make_person("p1", user=helper)])

    seen = [list(visible_tasks(user)) == [task] for user in (agency.head, agency.colleague, agency.stranger, helper)]

    assert seen == [True, sensitivity == Sensitivity.OPEN, False, True]


def test_tasks_for_a_person_are_those_of_her_units_and_her_own(agency, given_task) -> None:
    person = make_person("p1", agency.office, agency.officer)
    unit_task = given_task("a")
    own = given_task("b", lead=person, due_on=date(2022, 6, 1))
    given_task("c", lead=agency.division)
    actions.cancel_task(task=given_task("d"), reason="Thôi", by=agency.head)
    endless = given_task("e", due_on=None)

    assert list(queries.tasks_for(person)) == [own, unit_task, endless]
    assert list(queries.overdue_tasks()) == [own]
    assert list(queries.overdue_tasks(on=date(2022, 7, 1))) == [own, unit_task, Task.objects.get(key="c")]


def test_evidence_is_stored_and_inherits_how_secret_the_deed_is(agency, given_task) -> None:
    task = given_task(sensitivity=Sensitivity.RESTRICTED)

    evidence = prove(agency, task=task)

    assert (evidence.sensitivity, evidence.file.media_type) == (Sensitivity.RESTRICTED, "image/png")
    assert list(queries.evidence_of(task)) == [evidence]
    seen = [list(visible_evidence(user)) == [evidence] for user in (agency.head, agency.colleague, agency.stranger)]
    assert seen == [True, False, False]


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"key": "có dấu"}, errors.KeyRefusedError),
        ({"title": ""}, errors.TextRefusedError),
        ({"received_on": date(2022, 5, 31)}, errors.DatesRefusedError),
        ({"task": None}, errors.NothingProvedError),
    ],
)
def test_evidence_is_refused(agency, given_task, given, refusal) -> None:
    with pytest.raises(refusal):
        prove(agency, **({"task": given_task()} | given))


def test_withdrawn_evidence_proves_nothing_any_more(agency, given_task) -> None:
    task = given_task()
    evidence = prove(agency, task=task)

    actions.withdraw_evidence(evidence=evidence, reason="Nhầm ảnh", by=agency.head)

    assert not queries.evidence_of(task).exists()
    with pytest.raises(errors.EvidenceRequiredError):
        actions.finish_task(task=task, by=agency.head)


def test_line_leads_to_what_stands_at_each_station_for_who_may_see_it(agency, version, recorded) -> None:
    directive = actions.mark_directive(version=version, start=0, end=20, by=agency.head)
    task = actions.create_task(
        key="viec", unit=agency.office, title="Việc", lead=agency.office, directive=directive, by=agency.head
    )
    activity = recorded(tasks=[task], sensitivity=Sensitivity.RESTRICTED)
    evidence = prove(agency, activity=activity)

    for record, here in ((directive, 0), (task, 1), (activity, 2), (evidence, 3)):
        found = line.line_of(record, agency.head)
        assert [station.state for station in found[:4]] == ["here" if place == here else "done" for place in range(4)]
        urls = [row.get_absolute_url() for row in (version.document, task, activity, evidence)]
        urls[here] = ""
        assert [station.url for station in found] == [*urls, "", "", ""]

    seen = line.line_of(task, agency.colleague)
    assert [station.state for station in seen] == ["done", "here", "open", "open", "open", "open", "open"]


def test_later_room_says_what_stands_at_its_station(agency, given_task, monkeypatch) -> None:
    monkeypatch.setattr(line, "_finders", {})
    line.add_finder(Stage.FIGURE, lambda traces, user: f"/so-lieu/{traces.tasks.get().key}/")

    assert line.line_of(given_task(), agency.head)[4].url == "/so-lieu/bao-cao-nam/"


def test_line_takes_the_same_queries_for_one_and_three_activities(agency, given_task, recorded) -> None:
    task, counts = given_task(), []
    for number in range(3):
        activity = recorded(f"a-{number}", tasks=[task])
        prove(agency, key=f"anh-{number}", activity=activity)
        with CaptureQueriesContext(connection) as captured:
            line.line_of(task, agency.head)
        counts.append(len(captured))
    assert counts[0] == counts[2]
