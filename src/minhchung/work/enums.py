from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskState(models.TextChoices):
    OPEN = "open", _("Chưa bắt đầu")
    DOING = "doing", _("Đang thực hiện")
    DONE = "done", _("Hoàn thành")
    CANCELLED = "cancelled", _("Thôi thực hiện")


class AssignmentRole(models.TextChoices):
    LEAD = "lead", _("Chủ trì")
    SUPPORT = "support", _("Phối hợp")


class Attendance(models.TextChoices):
    """Whether someone on a roster took part; excused and late joiners are states, not gaps."""

    PRESENT = "present", _("Có mặt")
    EXCUSED = "excused", _("Vắng có lý do")
    ABSENT = "absent", _("Vắng")


class AcknowledgementMethod(models.TextChoices):
    SYSTEM = "system", _("Xác nhận trên hệ thống")
    PAPER = "paper", _("Ký trên danh sách giấy")


class EvidenceStrength(models.TextChoices):
    """How strongly a piece of evidence proves: made by the system, confirmed outside, or handed in."""

    SYSTEM = "system", _("Hệ thống ghi nhận")
    CONFIRMED = "confirmed", _("Bên ngoài xác nhận")
    SUBMITTED = "submitted", _("Đơn vị nộp")


class RosterState(models.TextChoices):
    """What stands beside a person when a roster is counted: the first three are the roster, the others are not on it."""

    DONE = "done", _("Đã thực hiện")
    EXCUSED = "excused", _("Vắng có lý do")
    MISSING = "missing", _("Còn thiếu")
    JOINED_LATER = "joined_later", _("Vào sau ngày tính")
    LEFT = "left", _("Đã rời trước ngày tính")
