"""What the fields of input rows are called when a figure is explained to people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAMES = {
    "activity": _("hoạt động"),
    "category": _("loại người"),
    "checkpoints": _("số điểm kiểm tra"),
    "contact": _("lần phối hợp"),
    "criterion": _("tiêu chí"),
    "day": _("ngày"),
    "days": _("số ngày"),
    "direction": _("đi hay đến"),
    "document": _("văn bản"),
    "document_name": _("tên văn bản"),
    "done": _("đã xác nhận"),
    "entry": _("dòng trong sổ"),
    "form": _("hình thức"),
    "incident": _("vụ việc"),
    "is_complete": _("đủ điểm kiểm tra"),
    "is_direct": _("trực thuộc thẳng"),
    "is_done": _("đã thực hiện"),
    "is_met": _("đã có minh chứng"),
    "is_settled": _("đã giải quyết xong"),
    "is_working": _("đang hoạt động"),
    "items": _("số tin, bài"),
    "kind": _("loại"),
    "level": _("cấp"),
    "medium": _("loại hình"),
    "meeting": _("cuộc họp"),
    "minutes": _("số phút"),
    "missed": _("điểm bỏ sót"),
    "model": _("mô hình"),
    "name": _("tên"),
    "number": _("số, ký hiệu"),
    "obligation": _("nghĩa vụ"),
    "outlet": _("cơ quan, kênh"),
    "owed": _("phải xác nhận"),
    "partner": _("đơn vị phối hợp"),
    "partner_name": _("tên đơn vị phối hợp"),
    "person": _("người"),
    "plan": _("ca theo lịch"),
    "purpose": _("mục đích"),
    "record": _("bản ghi"),
    "session": _("đợt huấn luyện"),
    "severity": _("mức độ"),
    "shift": _("ca trực"),
    "standard": _("tiêu chuẩn"),
    "standard_name": _("tên tiêu chuẩn"),
    "state": _("trạng thái"),
    "title": _("tên gọi"),
    "topic": _("chủ đề"),
    "topic_name": _("tên chủ đề"),
    "type": _("loại"),
    "type_name": _("tên loại"),
    "unit": _("đơn vị"),
}


def field_name(name: object) -> str:
    """The name of a field for people; the field itself when nobody named it yet."""
    return str(NAMES.get(str(name), name))
