from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


class OneTimePasswords:
    """Whoever came in with a one-time password sees nothing else before they have changed it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.must_change_password and request.path not in _open_paths():
            return redirect("accounts:change-password")
        return self.get_response(request)


def _open_paths() -> set[str]:
    return {reverse("accounts:change-password"), reverse("accounts:sign-out"), reverse("set_language")}
