from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person comes to do (product.md, "Who uses it")."""

    RECORDS = "records", _("Văn thư")
    HEAD = "head", _("Lãnh đạo")
    OFFICER = "officer", _("Chuyên viên")
    STAFF = "staff", _("Nhân viên")
    EDITOR = "editor", _("Biên tập viên")
    INSPECTOR = "inspector", _("Thanh tra")
    ADMINISTRATOR = "administrator", _("Quản trị viên")


class Sensitivity(models.IntegerChoices):
    """Who may see a record inside the agency. State secrets have no value here: they never enter."""

    OPEN = 0, _("Toàn cơ quan")
    INTERNAL = 1, _("Trong đơn vị")
    RESTRICTED = 2, _("Hạn chế")
