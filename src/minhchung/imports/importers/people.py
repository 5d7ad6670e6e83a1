"""Accounts, people, posts, who held which post when, days of absence, and roles beside posts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Model

from minhchung.accounts.actions import create_user, deactivate_user
from minhchung.accounts.enums import Role, Sensitivity
from minhchung.accounts.models import User
from minhchung.imports.columns import Value, Values, choice, day, labels, reference, text
from minhchung.imports.desk import Desk
from minhchung.imports.importing import Importer, Scope
from minhchung.imports.named import certain_day, iso, person, unit, unit_codes, words
from minhchung.imports.named import day as date_of
from minhchung.organisation.actions import (
    end_grant,
    grant_role,
    join,
    leave,
    link_user,
    open_post,
    record_absence,
    register_person,
    withdraw_absence,
    withdraw_membership,
)
from minhchung.organisation.enums import StaffCategory
from minhchung.organisation.models import Absence, Membership, Person, Post, RoleGrant
from minhchung.organisation.permissions import reach_of


class Users(Importer):
    """Accounts; the administrator gives each a one-time password afterwards (`reset_password`)."""

    code, sheet, alias = "users", "Tài khoản", "Users"
    identity = ("username",)
    columns = (
        text("username", "Tên đăng nhập", "Username", required=True, longest=80),
        text("display_name", "Tên hiển thị", "Display name", required=True, longest=160),
    )

    def held(self, scope: Scope) -> Iterator[Values]:
        for row in User.objects.order_by("username"):
            yield {"username": row.username, "display_name": row.display_name}

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        user, _one_time = create_user(
            username=words(values["username"]), display_name=words(values["display_name"]), by=desk.by
        )
        yield user

    def take_back(self, row: Model, desk: Desk, reason: str) -> bool:
        deactivate_user(user=row, by=desk.by)  # type: ignore[arg-type]
        return True


class People(Importer):
    code, sheet, alias = "people", "Nhân sự", "People"
    part_of = ("holders",)
    after = ("users",)
    identity = ("code",)
    changeable = frozenset({"username"})
    columns = (
        text("code", "Mã nhân sự", "Code", required=True, longest=40),
        text("name", "Họ và tên", "Name", required=True, longest=160),
        choice("category", "Nhóm", "Category", labels(StaffCategory), required=True),
        reference("username", "Tên đăng nhập", "Username", "users"),
    )

    def held(self, scope: Scope) -> Iterator[Values]:
        rows = Person.objects.select_related("user").order_by("code")
        if scope.unit:
            rows = rows.filter(memberships__in=Membership.objects.filter(**scope.subtree("post__unit"))).distinct()
        for row in rows:
            yield {
                "code": row.code,
                "name": row.name,
                "category": row.category,
                "username": row.user.username if row.user else "",
            }

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        user = User.objects.get(username=values["username"]) if values["username"] else None
        yield register_person(
            code=words(values["code"]),
            name=words(values["name"]),
            category=StaffCategory(words(values["category"])),
            user=user,
            by=desk.by,
        )

    def change(self, values: Values, before: Values, desk: Desk) -> Iterable[Model]:
        user = User.objects.get(username=values["username"])
        link_user(person=person(desk, words(values["code"])), user=user, by=desk.by)
        return ()


class Posts(Importer):
    code, sheet, alias = "posts", "Vị trí", "Posts"
    after = ("units",)
    identity = ("unit", "title")
    columns = (
        reference("unit", "Đơn vị", "Unit", "units", required=True),
        text("title", "Chức danh", "Title", required=True, longest=160),
        choice("role", "Vai trò", "Role", labels(Role), required=True),
    )

    def held(self, scope: Scope) -> Iterator[Values]:
        codes = unit_codes()
        for row in Post.objects.filter(**scope.subtree("unit")).order_by("unit__path", "title", "pk"):
            yield {"unit": codes[row.unit_id], "title": row.title, "role": row.role}

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        yield open_post(
            unit=unit(desk, words(values["unit"])),
            title=words(values["title"]),
            role=Role(words(values["role"])),
            by=desk.by,
        )


class Memberships(Importer):
    code, sheet, alias = "memberships", "Quá trình công tác", "Memberships"
    after = ("people", "posts")
    identity = ("person", "unit", "title", "since")
    changeable = frozenset({"until"})
    columns = (
        reference("person", "Mã nhân sự", "Person", "people", required=True),
        reference("unit", "Đơn vị", "Unit", "units", required=True),
        text("title", "Chức danh", "Title", required=True, longest=160),
        day("since", "Từ ngày", "Since", required=True),
        day("until", "Đến ngày", "Until"),
        choice("category", "Nhóm", "Category", labels(StaffCategory)),
    )

    def held(self, scope: Scope) -> Iterator[Values]:
        codes = unit_codes()
        rows = Membership.objects.standing().select_related("person", "post").filter(**scope.subtree("post__unit"))  # type: ignore[attr-defined]
        for row in rows.order_by("person__code", "since", "pk"):
            yield {
                "person": row.person.code,
                "unit": codes[row.post.unit_id],
                "title": row.post.title,
                "since": iso(row.since),
                "until": iso(row.until),
                "category": row.category,
            }

    def difference(self, before: Mapping[str, Value], after: Mapping[str, Value]) -> dict[str, list[Value]]:
        found = super().difference(before, after)
        if not after["category"]:
            found.pop("category", None)
        return found

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        yield join(
            person=person(desk, words(values["person"])),
            post=_post(values, desk),
            since=certain_day(values["since"]),
            until=date_of(values["until"]),
            category=StaffCategory(words(values["category"])) if values["category"] else None,
            by=desk.by,
        )

    def change(self, values: Values, before: Values, desk: Desk) -> Iterable[Model]:
        rows = Membership.objects.standing()  # type: ignore[attr-defined]
        row = rows.get(person__code=values["person"], post=_post(values, desk), since=certain_day(values["since"]))
        leave(membership=row, until=certain_day(values["until"]), by=desk.by)
        return ()

    def check(self, values: Values) -> Iterator[tuple[str, str, dict[str, str | int]]]:
        if values["until"] and str(values["until"]) < str(values["since"]):
            yield "until", "ends_before", {}

    def take_back(self, row: Model, desk: Desk, reason: str) -> bool:
        withdraw_membership(membership=row, reason=reason, by=desk.by)  # type: ignore[arg-type]
        return True


class Absences(Importer):
    code, sheet, alias = "absences", "Vắng mặt", "Absences"
    after = ("people", "memberships")
    identity = ("person", "since", "until")
    columns = (
        reference("person", "Mã nhân sự", "Person", "people", required=True),
        day("since", "Từ ngày", "Since", required=True),
        day("until", "Đến ngày", "Until", required=True),
        text("reason", "Lý do", "Reason", required=True, longest=200),
    )

    def check(self, values: Values) -> Iterator[tuple[str, str, dict[str, str | int]]]:
        if str(values["until"]) < str(values["since"]):
            yield "until", "ends_before", {}

    def held(self, scope: Scope) -> Iterator[Values]:
        rows = Absence.objects.standing().select_related("person").filter(**scope.dates("since"))  # type: ignore[attr-defined]
        if scope.unit:
            rows = rows.filter(person__in=Membership.objects.filter(**scope.subtree("post__unit")).values("person"))
        for row in rows.order_by("person__code", "since", "pk"):
            yield {
                "person": row.person.code,
                "since": iso(row.since),
                "until": iso(row.until),
                "reason": row.reason,
            }

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        yield record_absence(
            person=person(desk, words(values["person"])),
            since=certain_day(values["since"]),
            until=certain_day(values["until"]),
            reason=words(values["reason"]),
            by=desk.by,
        )

    def take_back(self, row: Model, desk: Desk, reason: str) -> bool:
        withdraw_absence(absence=row, reason=reason, by=desk.by)  # type: ignore[arg-type]
        return True


class Grants(Importer):
    code, sheet, alias = "grants", "Quyền", "Grants"
    after = ("users", "units")
    identity = ("username", "role", "unit", "since")
    columns = (
        reference("username", "Tên đăng nhập", "Username", "users", required=True),
        choice("role", "Vai trò", "Role", labels(Role), required=True),
        reference("unit", "Đơn vị", "Unit", "units", required=True),
        choice("sensitivity", "Mức tiếp cận", "Sensitivity", labels(Sensitivity)),
        day("since", "Từ ngày", "Since", required=True),
        day("until", "Đến ngày", "Until"),
    )

    def settle(self, values: Values) -> Values:
        return values | {"sensitivity": values["sensitivity"] or str(int(reach_of(Role(words(values["role"])))))}

    def held(self, scope: Scope) -> Iterator[Values]:
        codes = unit_codes()
        rows = RoleGrant.objects.select_related("user").filter(ended_at__isnull=True, **scope.subtree("unit"))
        for row in rows.order_by("user__username", "unit__path", "role", "since", "pk"):
            yield {
                "username": row.user.username,
                "role": row.role,
                "unit": codes[row.unit_id],
                "sensitivity": str(row.sensitivity),
                "since": iso(row.since),
                "until": iso(row.until),
            }

    def create(self, values: Values, desk: Desk) -> Iterable[Model]:
        yield grant_role(
            user=User.objects.get(username=values["username"]),
            role=Role(words(values["role"])),
            unit=unit(desk, words(values["unit"])),
            sensitivity=Sensitivity(int(words(values["sensitivity"]))),
            since=certain_day(values["since"]),
            until=date_of(values["until"]),
            by=desk.by,
        )

    def take_back(self, row: Model, desk: Desk, reason: str) -> bool:
        end_grant(grant=row, by=desk.by)  # type: ignore[arg-type]
        return True


def _post(values: Mapping[str, Value], desk: Desk) -> Post:
    where, title = words(values["unit"]), words(values["title"])
    return desk.once("post", f"{where}·{title}", lambda: Post.objects.get(unit=unit(desk, where), title=title))


IMPORTERS = (Users(), People(), Posts(), Memberships(), Absences(), Grants())
