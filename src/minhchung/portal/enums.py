from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PublicationKind(models.TextChoices):
    REPORT = "report", pgettext_lazy("one", "Báo cáo")
    DOCUMENT = "document", pgettext_lazy("one", "Văn bản")
    ARTICLE = "article", _("Tin, bài")


class TagKind(models.TextChoices):
    """What two publications may share, the strongest bond first."""

    INSTRUCTION = "instruction", _("cùng thực hiện chỉ đạo")
    TASK = "task", _("cùng một nhiệm vụ")
    TOPIC = "topic", _("cùng chủ đề")
    WORD = "word", _("cùng nói về")
