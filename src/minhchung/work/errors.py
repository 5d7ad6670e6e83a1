"""What the room of work refuses, each with a stable code and the data to explain it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from minhchung.errors import MinhChungError

if TYPE_CHECKING:
    from minhchung.work.fields import Finding


class WorkError(MinhChungError):
    code = "work"


class TextRefusedError(WorkError):
    code = "text_refused"
    sentence = _("Ô “{field}” không nhận được: {reason}. Hãy sửa rồi gửi lại.")


class KeyRefusedError(WorkError):
    code = "key_refused"
    sentence = _("Mã “{key}” không hợp lệ: chỉ dùng chữ không dấu, chữ số, gạch nối, gạch dưới, tối đa {most} ký tự.")


class KeyTakenError(WorkError):
    code = "key_taken"
    sentence = _("Mã “{key}” đã có. Hãy chọn mã khác hoặc đính chính bản ghi cũ.")
    status = 409


class DatesRefusedError(WorkError):
    code = "dates_refused"
    sentence = _("Ngày không hợp lý: {reason}. Hãy xem lại ngày diễn ra, ngày nhận và ngày ghi.")


class DetailsRefusedError(WorkError):
    """The typed fields of an activity do not hold; `findings` names each field, its rule and what to do."""

    code = "details_refused"
    sentence = _("Nội dung chi tiết chưa đúng: {summary}")

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(summary="; ".join(f"{finding.place}: {finding.sentence}" for finding in findings[:5]))
        self.findings = tuple(findings)


class UnknownTypeError(WorkError):
    code = "unknown_type"
    sentence = _("Không có loại hoạt động “{type}”. Hãy chọn loại có sẵn hoặc thêm loại của cơ quan.")


class LinkMissingError(WorkError):
    code = "link_missing"
    sentence = _("Hoạt động loại “{type}” cần có {what}. Hãy bổ sung.")


class SpanMismatchError(WorkError):
    code = "span_mismatch"
    sentence = _("Đoạn đánh dấu không khớp nguyên văn của văn bản. Hãy mở lại văn bản và đánh dấu lại.")


class SpanOverlapError(WorkError):
    code = "span_overlap"
    sentence = _("Đoạn này chồng lên nội dung chỉ đạo đã đánh dấu “{other}”. Hãy chọn đoạn khác.")
    status = 409


class NoLeadError(WorkError):
    code = "no_lead"
    sentence = _("Nhiệm vụ phải có đúng một đơn vị hoặc cá nhân chủ trì. Hãy chọn chủ trì.")


class AssignedAlreadyError(WorkError):
    code = "assigned_already"
    sentence = _("“{who}” đã được giao nhiệm vụ này. Không cần giao lần nữa.")
    status = 409


class SourceMissingError(WorkError):
    code = "task_source_missing"
    sentence = _("Nhiệm vụ phải có nội dung chỉ đạo hoặc văn bản làm căn cứ. Hãy chọn căn cứ.")


class TaskStateError(WorkError):
    code = "task_state"
    sentence = _("Nhiệm vụ đang ở trạng thái “{state}” nên không làm được việc này.")
    status = 409


class EvidenceRequiredError(WorkError):
    code = "evidence_required"
    sentence = _("Chưa có minh chứng. Hãy đính kèm minh chứng hoặc nêu lý do vì sao hoàn thành mà không có.")


class ReasonRequiredError(WorkError):
    code = "work_reason_missing"
    sentence = _("Việc này cần nêu lý do. Hãy ghi lý do rồi gửi lại.")


class WithdrawnError(WorkError):
    code = "withdrawn"
    sentence = _("Bản ghi này đã được đính chính hoặc rút lại. Hãy mở bản ghi hiện hành.")
    status = 409


class NothingProvedError(WorkError):
    code = "nothing_proved"
    sentence = _("Minh chứng phải gắn với một hoạt động, một nhiệm vụ hoặc một tiêu chí. Hãy chọn ít nhất một.")


class AttendanceRefusedError(WorkError):
    code = "attendance_refused"
    sentence = _("Không ghi được kết quả tham gia của “{person}”: {reason}.")


class VersionUnprovableError(WorkError):
    code = "version_unprovable"
    sentence = _("Phiên bản văn bản chưa có tệp, nên không thể xác nhận theo mã băm. Hãy đính kèm tệp trước.")


class HashMismatchError(WorkError):
    code = "hash_mismatch"
    sentence = _("Bản bạn đã đọc không phải phiên bản đang yêu cầu xác nhận. Hãy mở lại văn bản.")
    status = 409


class NotOnRosterError(WorkError):
    code = "not_on_roster"
    sentence = _("“{person}” không thuộc diện phải xác nhận văn bản này vào ngày {day:%d/%m/%Y}.")


class AcknowledgedAlreadyError(WorkError):
    code = "acknowledged_already"
    sentence = _("“{person}” đã xác nhận văn bản này. Không cần xác nhận lần nữa.")
    status = 409


class ProvesAcknowledgementsError(WorkError):
    """A proof cannot go while acknowledgements stand on it alone."""

    code = "proves_acknowledgements"
    sentence = _("Còn {count} xác nhận chỉ dựa vào minh chứng này. Hãy rút các xác nhận đó trước.")
    status = 409


class PagesUnseenError(WorkError):
    code = "pages_unseen"
    sentence = _("Mới mở {shown}/{pages} trang. Hãy đọc hết văn bản rồi xác nhận.")


class BriefingTakenError(WorkError):
    code = "briefing_taken"
    sentence = _("Đơn vị đã được yêu cầu đọc phiên bản này. Hãy mở đợt phổ biến đang có.")
    status = 409


class ShiftTakenError(WorkError):
    code = "shift_taken"
    sentence = _("Ca này ngày {day:%d/%m/%Y} đã có trong lịch trực. Hãy rút ca cũ trước khi xếp lại.")
    status = 409


class NotSignificantError(WorkError):
    code = "not_significant"
    sentence = _("Phiên bản mới chỉ sửa nhỏ, xác nhận cũ vẫn có giá trị nên không yêu cầu đọc lại.")
    status = 409


class SuccessorRefusedError(WorkError):
    code = "successor_refused"
    sentence = _("Phiên bản này không phải bản mới hơn của chính văn bản đã phổ biến.")
