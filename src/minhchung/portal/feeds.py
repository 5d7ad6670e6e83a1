"""What is new, for feed readers (RSS 2.0)."""

from __future__ import annotations

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from minhchung.portal import queries
from minhchung.portal.models import Publication


class Newest(Feed):
    title = _("Thông tin mới công bố")
    link = reverse_lazy("portal:home")
    description = _("Báo cáo, văn bản và tin, bài mới nhất")

    def items(self) -> list[Publication]:
        return list(queries.newest()[:50])

    def item_title(self, item: Publication) -> str:
        return item.title

    def item_description(self, item: Publication) -> str:
        return item.summary

    def item_pubdate(self, item: Publication) -> datetime:
        return item.published_at
