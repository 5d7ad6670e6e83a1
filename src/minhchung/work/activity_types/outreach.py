"""Tuyên truyền: public information on a topic through an outlet, counted in items and minutes."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from minhchung.work.activity_types import Definition
from minhchung.work.fields import Choice, Field, Finding, Kind, Label


def _something_was_made(details: Mapping[str, object]) -> list[Finding]:
    if details.get("items") or details.get("minutes"):
        return []
    return [Finding("items", "required", _("phải có số tin, bài hoặc số phút lớn hơn 0"))]


TYPE = Definition(
    code="outreach",
    name=Label("Tuyên truyền", "Public information"),
    fields=(
        Field("outlet", Label("Cơ quan, kênh đăng phát", "Outlet"), Kind.TEXT, required=True),
        Field(
            "level",
            Label("Cấp", "Level"),
            Kind.CHOICE,
            required=True,
            choices=(
                Choice("province", Label("Cấp tỉnh", "Province")),
                Choice("district", Label("Cấp huyện", "District")),
                Choice("commune", Label("Cấp xã", "Commune")),
            ),
        ),
        Field(
            "medium",
            Label("Loại hình", "Medium"),
            Kind.CHOICE,
            required=True,
            choices=(
                Choice("press", Label("Báo in, báo điện tử", "Press")),
                Choice("radio", Label("Phát thanh, truyền thanh", "Radio")),
                Choice("television", Label("Truyền hình", "Television")),
                Choice("website", Label("Cổng, trang thông tin điện tử", "Website")),
                Choice("social", Label("Mạng xã hội", "Social network")),
                Choice("visual", Label("Pa-nô, áp phích, băng rôn", "Posters and banners")),
                Choice("meeting", Label("Hội nghị, toạ đàm", "Meeting")),
                Choice("other", Label("Loại hình khác", "Other")),
            ),
        ),
        Field("items", Label("Số tin, bài, chương trình", "Items"), Kind.NUMBER, most=1_000_000),
        Field("minutes", Label("Số phút phát sóng", "Minutes"), Kind.NUMBER, most=10_000_000),
        Field("link", Label("Địa chỉ đăng tải", "Address"), Kind.TEXT, most=500),
    ),
    needs=("topics",),
    check=_something_was_made,
)
