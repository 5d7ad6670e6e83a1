from django.db import models
from django.utils.translation import gettext_lazy as _


class Direction(models.TextChoices):
    INCOMING = "incoming", _("Văn bản đến")
    OUTGOING = "outgoing", _("Văn bản đi")


class DocumentState(models.TextChoices):
    DRAFT = "draft", _("Dự thảo")
    ISSUED = "issued", _("Đã ban hành")
    RECALLED = "recalled", _("Đã thu hồi")
    WITHDRAWN = "withdrawn", _("Đã rút khỏi sổ")


class LegalStatus(models.TextChoices):
    """Whether a legal instrument is in force; empty for documents that are not instruments."""

    NONE = "", "–"
    IN_FORCE = "in_force", _("Còn hiệu lực")
    PARTLY = "partly", _("Hết hiệu lực một phần")
    EXPIRED = "expired", _("Hết hiệu lực")
    NOT_YET = "not_yet", _("Chưa có hiệu lực")


class Urgency(models.TextChoices):
    """Degrees of urgency (NĐ 30/2020, Appendix I, C37). Secrecy has no field: it does not enter the system."""

    NORMAL = "normal", _("Thường")
    URGENT = "urgent", _("Khẩn")
    VERY_URGENT = "very_urgent", _("Thượng khẩn")
    IMMEDIATE = "immediate", _("Hỏa tốc")


class RecipientPurpose(models.TextChoices):
    ACT = "act", _("Để thực hiện")
    REPORT = "report", _("Để báo cáo")
    KNOW = "know", _("Để biết")
    FILE = "file", _("Lưu")


class RelationKind(models.TextChoices):
    """How one document stands to another, read from the first: it … the second."""

    BASED_ON = "based_on", _("căn cứ")
    CARRIES_OUT = "carries_out", _("thực hiện")
    AMENDS = "amends", _("sửa đổi, bổ sung")
    REPLACES = "replaces", _("thay thế")
    ANSWERS = "answers", _("trả lời")


class NumberState(models.TextChoices):
    RESERVED = "reserved", _("Đã giữ chỗ")
    ISSUED = "issued", _("Đã cấp")
    VOID = "void", _("Đã huỷ")
