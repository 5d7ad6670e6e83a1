"""`minhchung init`: an agency, its first administrator, a one-time password said once; a second run changes nothing."""

from __future__ import annotations

import io
import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from minhchung.accounts.enums import Role
from minhchung.accounts.models import User
from minhchung.audit.models import AuditEvent
from minhchung.organisation.models import RoleGrant, Unit, UnitVersion

pytestmark = pytest.mark.django_db


def init(**given: object) -> str:
    said = io.StringIO()
    call_command("init", stdout=said, **given)
    return said.getvalue()


def test_init_founds_the_agency_and_one_administrator() -> None:
    said = init(agency="Sở Mẫu", symbol="SM", place="Mẫu")

    unit, user = Unit.objects.get(), User.objects.get()
    assert UnitVersion.objects.get().name == "Sở Mẫu"
    assert RoleGrant.objects.get(user=user).role == Role.ADMINISTRATOR
    assert RoleGrant.objects.get().unit == unit
    password = re.search(r"mật khẩu dùng một lần: (\S+)", said)[1]
    assert user.check_password(password) and user.must_change_password
    assert not [event for event in AuditEvent.objects.all() if password in event.facts]


def test_the_one_time_password_opens_only_the_page_where_it_is_changed() -> None:
    password = re.search(r"mật khẩu dùng một lần: (\S+)", init())[1]
    client = Client()
    given = {"username": "quantri", "password": password}
    assert client.post(reverse("accounts:sign-in"), given).url == reverse("accounts:change-password")
    for name in ("work:desk", "documents:registers", "reporting:reports", "portal:home"):
        assert client.get(reverse(name)).url == reverse("accounts:change-password")


def test_init_again_changes_nothing_and_says_no_password() -> None:
    init()
    before = (AuditEvent.objects.count(), User.objects.get().password)
    said = init(agency="Sở khác", administrator="ke-la")
    assert (AuditEvent.objects.count(), User.objects.get().password) == before
    assert "không thay đổi gì" in said and "mật khẩu" not in said


def test_init_without_an_agency_makes_only_the_database() -> None:
    init(empty=True)
    assert not Unit.objects.exists() and not User.objects.exists()
