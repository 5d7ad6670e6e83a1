"""Refusals of this room; each carries what a person needs to go on."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from minhchung.errors import MinhChungError


class ReportingError(MinhChungError):
    code = "reporting"


class UnknownRegimeError(ReportingError):
    code = "unknown_regime"
    sentence = _("Không có chế độ báo cáo “{regime}”. Các chế độ đã khai: {known}.")


class UnknownPeriodError(ReportingError):
    code = "unknown_period"
    sentence = _("Chế độ báo cáo “{regime}” không có kỳ {kind} {ordinal} năm {year}.")


class PeriodClosedError(ReportingError):
    code = "period_closed"
    sentence = _("Kỳ báo cáo {period} đã chốt số liệu. Muốn sửa một số liệu, hãy lập đính chính.")
    status = 409


class PeriodOpenError(ReportingError):
    code = "period_open"
    sentence = _("Kỳ báo cáo {period} chưa chốt số liệu. Hãy chốt kỳ trước khi ban hành báo cáo.")
    status = 409


class PeriodNotOverError(ReportingError):
    code = "period_not_over"
    sentence = _("Kỳ báo cáo {period} còn đến hết ngày {ends_on}; chưa thể chốt số liệu.")
    status = 409


class PeriodPublishedError(ReportingError):
    code = "period_published"
    sentence = _("Kỳ báo cáo {period} đã có bản công bố số {number}, không mở lại được. Hãy lập đính chính số liệu.")
    status = 409


class UntracedFiguresError(ReportingError):
    code = "untraced_figures"
    sentence = _("Có {count} số liệu chưa có nguồn gốc hoặc minh chứng không đọc được: {keys}.")
    status = 409


class UnknownIndicatorError(ReportingError):
    code = "unknown_indicator"
    sentence = _("Không có chỉ tiêu “{key}”.")


class UnknownArgumentError(ReportingError):
    code = "unknown_argument"
    sentence = _("Chỉ tiêu “{indicator}” cần các tham số: {needed}; nhận được: {given}.")


class RestatementUnchangedError(ReportingError):
    code = "restatement_unchanged"
    sentence = _("Số liệu “{key}” tính lại vẫn là {value}; không có gì để đính chính.")
    status = 409


class ReasonRequiredError(ReportingError):
    code = "reason_required"
    sentence = _("Hãy ghi rõ lý do.")


class FigureMissingError(ReportingError):
    code = "figure_missing"
    sentence = _("Kỳ báo cáo {period} chưa có số liệu “{key}”.")
    status = 404


class DeclaredWithoutEvidenceError(ReportingError):
    code = "declared_without_evidence"
    sentence = _("Số liệu khai “{key}” phải kèm ít nhất một minh chứng hoặc văn bản.")


class WrongStateError(ReportingError):
    code = "wrong_state"
    sentence = _("Báo cáo “{title}” đang ở trạng thái “{state}”; việc này cần trạng thái “{needed}”.")
    status = 409


class NarrativeError(ReportingError):
    """A narrative cannot be read: `line` and `column` count from 1."""

    code = "narrative"
    sentence = _("Dòng {line}, cột {column}: {problem}")


class OrphansError(ReportingError):
    """A report with orphans cannot be issued; `findings` lists each with its sentence and candidates."""

    code = "orphans"
    sentence = _("Báo cáo còn {count} chỗ chưa có nguồn: {list}")
    status = 409


class UnansweredCommitmentsError(ReportingError):
    code = "unanswered_commitments"
    sentence = _("Còn {count} nhiệm vụ cam kết của kỳ trước chưa được trả lời: {list}")
    status = 409


class CommitmentExistsError(ReportingError):
    code = "commitment_exists"
    sentence = _("Đã có cam kết mang mã “{key}”.")
    status = 409


class ReportExistsError(ReportingError):
    code = "report_exists"
    sentence = _("Đã có báo cáo mang mã “{key}”.")
    status = 409


class ReplayDiffersError(ReportingError):
    code = "replay_differs"
    sentence = _("Bản công bố {number} tính lại không ra cùng nội dung: {difference}.")
    status = 500


class NamedNothingError(ReportingError):
    code = "named_nothing"
    sentence = _("Không xác định được {what} “{name}” (tìm thấy {count}).")
    status = 404
