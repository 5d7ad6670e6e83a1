from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """What a unit is. A district is kept for history: none is valid after 30/06/2025 (NQ 202/2025/QH15)."""

    PROVINCE = "province", _("Tỉnh, thành phố")
    DISTRICT = "district", _("Huyện, quận, thị xã")
    COMMUNE = "commune", _("Xã, phường, đặc khu")
    AGENCY = "agency", _("Cơ quan")
    DIVISION = "division", _("Phòng chuyên môn, nghiệp vụ")
    SUBORDINATE = "subordinate", _("Đơn vị trực thuộc")
    EXTERNAL = "external", _("Cơ quan, tổ chức bên ngoài")


class ChangeKind(models.TextChoices):
    CREATE = "create", _("Thành lập")
    RENAME = "rename", _("Đổi tên")
    TRANSFER = "transfer", _("Chuyển cơ quan quản lý")
    MERGE = "merge", _("Sáp nhập")
    SPLIT = "split", _("Chia tách")
    DISSOLVE = "dissolve", _("Giải thể")


class StaffCategory(models.TextChoices):
    """The four categories of people who work for an agency."""

    CADRE = "cadre", _("Cán bộ")
    CIVIL_SERVANT = "civil_servant", _("Công chức")
    PUBLIC_EMPLOYEE = "public_employee", _("Viên chức")
    WORKER = "worker", _("Người lao động")
