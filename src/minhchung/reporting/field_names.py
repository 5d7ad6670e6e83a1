"""What the fields of input rows are called when a figure is explained to people."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

NAMES = {
    "activity": pgettext_lazy("field", "hoạt động"),
    "category": pgettext_lazy("field", "loại người"),
    "checkpoints": pgettext_lazy("field", "số điểm kiểm tra"),
    "contact": pgettext_lazy("field", "lần phối hợp"),
    "criterion": pgettext_lazy("field", "tiêu chí"),
    "day": pgettext_lazy("field", "ngày"),
    "days": pgettext_lazy("field", "số ngày"),
    "direction": pgettext_lazy("field", "đi hay đến"),
    "document": pgettext_lazy("field", "văn bản"),
    "document_name": pgettext_lazy("field", "tên văn bản"),
    "done": pgettext_lazy("field", "đã xác nhận"),
    "entry": pgettext_lazy("field", "dòng trong sổ"),
    "form": pgettext_lazy("field", "hình thức"),
    "incident": pgettext_lazy("field", "vụ việc"),
    "is_complete": pgettext_lazy("field", "đủ điểm kiểm tra"),
    "is_direct": pgettext_lazy("field", "trực thuộc thẳng"),
    "is_done": pgettext_lazy("field", "đã thực hiện"),
    "is_met": pgettext_lazy("field", "đã có minh chứng"),
    "is_settled": pgettext_lazy("field", "đã giải quyết xong"),
    "is_working": pgettext_lazy("field", "đang hoạt động"),
    "items": pgettext_lazy("field", "số tin, bài"),
    "kind": pgettext_lazy("field", "loại"),
    "level": pgettext_lazy("field", "cấp"),
    "medium": pgettext_lazy("field", "loại hình"),
    "meeting": pgettext_lazy("field", "cuộc họp"),
    "minutes": pgettext_lazy("field", "số phút"),
    "missed": pgettext_lazy("field", "điểm bỏ sót"),
    "model": pgettext_lazy("field", "mô hình"),
    "name": pgettext_lazy("field", "tên"),
    "number": pgettext_lazy("field", "số, ký hiệu"),
    "obligation": pgettext_lazy("field", "nghĩa vụ"),
    "outlet": pgettext_lazy("field", "cơ quan, kênh"),
    "owed": pgettext_lazy("field", "phải xác nhận"),
    "partner": pgettext_lazy("field", "đơn vị phối hợp"),
    "partner_name": pgettext_lazy("field", "tên đơn vị phối hợp"),
    "person": pgettext_lazy("field", "người"),
    "plan": pgettext_lazy("field", "ca theo lịch"),
    "purpose": pgettext_lazy("field", "mục đích"),
    "record": pgettext_lazy("field", "bản ghi"),
    "session": pgettext_lazy("field", "đợt huấn luyện"),
    "severity": pgettext_lazy("field", "mức độ"),
    "shift": pgettext_lazy("field", "ca trực"),
    "standard": pgettext_lazy("field", "tiêu chuẩn"),
    "standard_name": pgettext_lazy("field", "tên tiêu chuẩn"),
    "state": pgettext_lazy("field", "trạng thái"),
    "title": pgettext_lazy("field", "tên gọi"),
    "topic": pgettext_lazy("field", "chủ đề"),
    "topic_name": pgettext_lazy("field", "tên chủ đề"),
    "type": pgettext_lazy("field", "loại"),
    "type_name": pgettext_lazy("field", "tên loại"),
    "unit": pgettext_lazy("field", "đơn vị"),
}


def field_name(name: object) -> str:
    """The name of a field for people; the field itself when nobody named it yet."""
    return str(NAMES.get(str(name), name))
