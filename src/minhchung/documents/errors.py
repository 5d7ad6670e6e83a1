"""What the documents room refuses, and why."""

from django.utils.translation import gettext_lazy as _

from minhchung.errors import MinhChungError
from minhchung.files.errors import SecrecyToConfirmError, StateSecretError


class SecretDocumentError(StateSecretError):
    """Something bears the mark of a state secret; nothing of it was stored, and nothing of it is repeated here."""

    code = "secret_document"
    sentence = _(
        "Văn bản có dấu chỉ độ mật nên không được đưa vào hệ thống, không bản sao nào được giữ lại."
        " Hãy chuyển văn bản cho người phụ trách tài liệu mật của cơ quan."
    )


class SecretDoubtError(SecrecyToConfirmError):
    """A field or the first page has what looks like a mark; a person must say that it is none."""

    code = "secret_doubt"
    sentence = _(
        "Văn bản có dòng giống dấu chỉ độ mật ({stamp}). Nếu chắc chắn không phải tài liệu mật, hãy xác nhận rồi gửi lại;"
        " nếu không, hãy chuyển cho người phụ trách tài liệu mật."
    )


class MissingFieldError(MinhChungError):
    code = "missing_field"
    sentence = _("Thiếu “{field}”. Hãy điền rồi gửi lại.")


class LongFieldError(MinhChungError):
    code = "long_field"
    sentence = _("“{field}” dài quá {limit} ký tự. Hãy rút gọn rồi gửi lại.")


class UnknownTypeError(MinhChungError):
    code = "unknown_document_type"
    sentence = _("Không có loại văn bản “{document_type}”. Hãy chọn một loại trong danh mục.")


class UnreadableNumberError(MinhChungError):
    code = "unreadable_number"
    sentence = _("Không đọc được số, ký hiệu “{number}”. Hãy ghi dạng như 84/KH-STTTT.")


class ImpossibleDateError(MinhChungError):
    code = "impossible_date"
    sentence = _("Ngày {day} không thể là “{field}”: {reason}.")


class DuplicateDocumentError(MinhChungError):
    """The unit already captured a document with this number, symbol and issuing body (NĐ 30/2020, Appendix VI, III.1h)."""

    code = "duplicate_document"
    sentence = _(
        "Văn bản số {number} của {issuer} đã vào sổ với số đến {serial} ngày {registered_on}."
        " Hãy mở văn bản đã có, hoặc xác nhận đây là văn bản khác."
    )
    status = 409


class KeyTakenError(MinhChungError):
    code = "document_key_taken"
    sentence = _("Mã “{key}” đã dùng cho văn bản khác. Hãy chọn mã khác.")
    status = 409


class RegisterInUseError(MinhChungError):
    code = "register_in_use"
    sentence = _("{register} đã ghi tiếp trên hệ thống từ dòng {first}: không nhận dòng {serial} từ sổ cũ.")
    status = 409


class LineTakenError(MinhChungError):
    code = "register_line_taken"
    sentence = _("Dòng {serial} của {register} đã có văn bản khác.")
    status = 409


class NotStandingError(MinhChungError):
    code = "not_standing"
    sentence = _("Dòng này đã được rút hoặc thay thế. Hãy tải lại trang để xem dòng hiện hành.")
    status = 409


class BookExistsError(MinhChungError):
    code = "book_exists"
    sentence = _("Sổ cấp số {type_group} năm {year} đã mở. Hãy dùng sổ đó.")
    status = 409


class BookInUseError(MinhChungError):
    code = "book_in_use"
    sentence = _("Sổ cấp số đã cấp tiếp từ số {first}: không đặt lại số bắt đầu, không nhận số {serial} từ sổ cũ.")
    status = 409


class OpeningReasonMissingError(MinhChungError):
    code = "opening_reason_missing"
    sentence = _("Sổ chỉ bắt đầu sau số 01 khi tiếp nhận sổ cũ. Hãy ghi lý do tiếp nhận.")


class NumberTakenError(MinhChungError):
    code = "number_taken"
    sentence = _("Số {serial} của sổ đã dùng. Hãy kiểm tra lại sổ cũ.")
    status = 409


class ImpossibleReservationError(MinhChungError):
    code = "impossible_reservation"
    sentence = _("Chỉ giữ số được từ 1 phút đến {limit} phút.")


class ReservationExpiredError(MinhChungError):
    code = "reservation_expired"
    sentence = _("Số {serial} đã hết hạn giữ chỗ. Hãy lấy số mới; số cũ được ghi là huỷ.")
    status = 409


class NumberSettledError(MinhChungError):
    code = "number_settled"
    sentence = _("Số {serial} không còn ở trạng thái giữ chỗ ({state}). Hãy lấy số mới.")
    status = 409


class WrongBookError(MinhChungError):
    code = "wrong_book"
    sentence = _("Số thuộc sổ {book}, không dùng cho văn bản loại này của đơn vị này. Hãy lấy số ở đúng sổ.")


class SymbolMissingError(MinhChungError):
    code = "symbol_missing"
    sentence = _("Chưa có ký hiệu của {unit} tại ngày {day}. Hãy bổ sung ký hiệu của đơn vị rồi cấp số.")


class NotNumberedHereError(MinhChungError):
    code = "type_not_numbered"
    sentence = _("Loại “{document_type}” không có chữ viết tắt nên không cấp số ở đây.")


class NotDraftError(MinhChungError):
    code = "not_draft"
    sentence = _("Văn bản {number} không còn là dự thảo ({state}). Văn bản đã ban hành chỉ được sửa bằng văn bản khác.")
    status = 409


class HasNumberError(MinhChungError):
    code = "has_number"
    sentence = _("Văn bản đã có số {number}.")
    status = 409


class FrozenDocumentError(MinhChungError):
    """An issued or recalled document does not change (NĐ 30/2020 Art. 18; Appendix VI, III.8a)."""

    code = "document_frozen"
    sentence = _("Văn bản {number} {state} nên không sửa được. Hãy ban hành văn bản đính chính hoặc thay thế.")
    status = 409


class NotIssuedError(MinhChungError):
    code = "not_issued"
    sentence = _("Văn bản chưa ban hành nên không thu hồi được.")
    status = 409


class SelfRelationError(MinhChungError):
    code = "self_relation"
    sentence = _("Một văn bản không thể quan hệ với chính nó.")


class NotInstrumentError(MinhChungError):
    code = "not_instrument"
    sentence = _("{number} không phải văn bản pháp luật nên không có tình trạng hiệu lực.")
