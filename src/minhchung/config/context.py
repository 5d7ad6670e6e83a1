"""What the shell around every page needs: where one can go, in the order in which the work flows."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation; `is_here` when the page belongs to it."""

    name: Promise
    url: str
    key: str
    is_here: bool


_PLACES = (
    (_("Bàn làm việc"), "work:desk", "b"),
    (_("Văn bản"), "documents:registers", "v"),
    (_("Công việc"), "work:tasks", "c"),
    (_("Báo cáo"), "reporting:reports", "r"),
    (_("Cổng thông tin"), "portal:home", "p"),
)


def shell(request: HttpRequest) -> dict[str, object]:
    """The navigation of a signed-in person (strangers get none) and the addresses of the account's acts."""
    account = {
        "sign_in": _url("accounts:sign-in"),
        "sign_out": _url("accounts:sign-out"),
        "password": _url("accounts:change-password"),
        "language": _url("set_language"),
    }
    return {"places": _places(request), "account": account}


def _places(request: HttpRequest) -> list[Place]:
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return []
    urls = [(name, _url(view), key) for name, view, key in _PLACES]
    here = max((url for _name, url, _key in urls if url and request.path.startswith(url)), key=len, default="")
    return [Place(name, url, key, url == here) for name, url, key in urls if url]


def _url(view: str) -> str:
    try:
        return reverse(view)
    except NoReverseMatch:
        return ""
