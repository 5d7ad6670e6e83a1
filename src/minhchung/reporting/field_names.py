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

VALUES = {
    "done": pgettext_lazy("value", "đã xác nhận"),
    "excused": pgettext_lazy("value", "vắng có lý do"),
    "missing": pgettext_lazy("value", "còn thiếu"),
    "present": pgettext_lazy("value", "có mặt"),
    "absent": pgettext_lazy("value", "vắng mặt"),
    "division": pgettext_lazy("value", "phòng chuyên môn"),
    "subordinate": pgettext_lazy("value", "đơn vị trực thuộc"),
    "guard": pgettext_lazy("value", "canh gác"),
    "patrol": pgettext_lazy("value", "tuần tra"),
    "security": pgettext_lazy("value", "an ninh, trật tự"),
    "property": pgettext_lazy("value", "tài sản"),
    "exchange": pgettext_lazy("value", "trao đổi"),
    "joint_plan": pgettext_lazy("value", "kế hoạch phối hợp"),
    "meeting": pgettext_lazy("value", "hội nghị"),
    "incoming": pgettext_lazy("value", "văn bản đến"),
    "outgoing": pgettext_lazy("value", "văn bản đi"),
    "briefing": pgettext_lazy("value", "quán triệt"),
    "province": pgettext_lazy("value", "cấp tỉnh"),
    "district": pgettext_lazy("value", "cấp huyện"),
    "commune": pgettext_lazy("value", "cấp xã"),
    "press": pgettext_lazy("value", "báo chí"),
    "radio": pgettext_lazy("value", "truyền thanh"),
    "television": pgettext_lazy("value", "truyền hình"),
    "website": pgettext_lazy("value", "trang thông tin điện tử"),
    "cadre": pgettext_lazy("value", "cán bộ"),
    "civil_servant": pgettext_lazy("value", "công chức"),
    "public_employee": pgettext_lazy("value", "viên chức"),
    "worker": pgettext_lazy("value", "người lao động"),
    "self_defence": pgettext_lazy("value", "huấn luyện tự vệ"),
}
"""The words for codes; a code that nobody named is shown as it is. facts.json keeps the codes."""


def field_name(name: object) -> str:
    """The name of a field for people; the field itself when nobody named it yet."""
    return str(NAMES.get(str(name), name))


def value_name(value: str) -> str:
    """The words for a code in an input row; the value itself when it is none."""
    return str(VALUES.get(value, value))
