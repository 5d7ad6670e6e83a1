from django.db import models
from django.utils.translation import gettext_lazy as _


class BatchState(models.TextChoices):
    STAGED = "staged", _("Chờ ghi")
    COMMITTED = "committed", _("Đã ghi")
    UNDONE = "undone", _("Đã hoàn tác")


class RowAction(models.TextChoices):
    """What committing a row would do to the records."""

    CREATE = "create", _("Thêm mới")
    CHANGE = "change", _("Thay đổi")
    SAME = "same", _("Không đổi")


class Severity(models.TextChoices):
    """An error keeps the whole batch from being committed; a warning asks to be read."""

    ERROR = "error", _("Lỗi")
    WARNING = "warning", _("Cảnh báo")
