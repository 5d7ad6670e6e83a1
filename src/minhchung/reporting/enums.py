from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PeriodKind(models.TextChoices):
    """Lengths of reporting periods (NĐ 09/2019/NĐ-CP, Art. 12; nine months from provincial decisions)."""

    MONTH = "month", _("Tháng")
    QUARTER = "quarter", _("Quý")
    HALF = "half", _("6 tháng")
    NINE_MONTHS = "nine_months", _("9 tháng")
    YEAR = "year", _("Năm")


class ReopenException(models.TextChoices):
    """The only grounds on which a closed period may be opened again, before any edition of it is issued."""

    CLOSED_BY_MISTAKE = "closed_by_mistake", _("Chốt nhầm kỳ hoặc chốt trước ngày kết thúc kỳ")
    INSPECTION = "inspection", _("Kết luận thanh tra, kiểm tra")
    SUPERIOR = "superior", _("Văn bản yêu cầu của cơ quan cấp trên")


class FigureStatus(models.TextChoices):
    COMPUTED = "computed", _("Tính từ sổ sách")
    DECLARED = "declared", _("Đơn vị khai")


class LineageKind(models.TextChoices):
    """What a figure is derived from (prov:wasDerivedFrom)."""

    ROW = "row", _("Bản ghi")
    EVIDENCE = "evidence", _("Minh chứng")
    DOCUMENT = "document", pgettext_lazy("one", "Văn bản")
    EXTRACT = "extract", _("Trích sổ")


class ReportState(models.TextChoices):
    DRAFT = "draft", _("Dự thảo")
    SUBMITTED = "submitted", _("Đã trình")
    RETURNED = "returned", _("Trả lại")
    APPROVED = "approved", _("Đã duyệt")
    ISSUED = "issued", _("Đã ban hành")


class CommitmentVerdict(models.TextChoices):
    """How a commitment of last year was answered (P9)."""

    KEPT = "kept", pgettext_lazy("commitment", "Đã thực hiện")
    PARTLY = "partly", _("Thực hiện một phần")
    NOT_KEPT = "not_kept", _("Chưa thực hiện")


class EditionFile(models.TextChoices):
    """The files of an edition."""

    FACTS = "facts", "facts.json"
    PDF = "pdf", "report.pdf"
    DOCX = "docx", "report.docx"
    HTML = "html", "page.html"
    PACK = "pack", "pack.zip"
    PUBLIC_PACK = "public_pack", "pack-public.zip"
