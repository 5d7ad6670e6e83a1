"""Where each room answers."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

_ROOMS = {
    "": "portal",
    "tai-khoan/": "accounts",
    "van-ban/": "documents",
    "cong-viec/": "work",
    "bao-cao/": "reporting",
    "nhap-lieu/": "imports",
}

urlpatterns: list[URLPattern | URLResolver] = [
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("favicon.ico", RedirectView.as_view(url="/static/look/icon.svg", permanent=True)),
    *(
        path(prefix, include(f"minhchung.{room}.urls"))
        for prefix, room in _ROOMS.items()
        if find_spec(f"minhchung.{room}.urls")
    ),
]
