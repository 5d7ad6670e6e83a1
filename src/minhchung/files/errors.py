from django.utils.translation import gettext_lazy as _

from minhchung.errors import MinhChungError


class FileTooLargeError(MinhChungError):
    code = "file_too_large"
    sentence = _("Tệp “{name}” lớn hơn {limit} MB. Hãy nén hoặc chia nhỏ tệp rồi tải lên lại.")
    status = 413


class FileEmptyError(MinhChungError):
    code = "file_empty"
    sentence = _("Tệp “{name}” không có nội dung. Hãy chọn lại tệp.")


class KindRefusedError(MinhChungError):
    """The bytes are of a kind that is not on the list."""

    code = "kind_refused"
    sentence = _("Không nhận tệp “{name}” ({reason}). Hãy gửi tệp PDF, ảnh, Word, Excel, văn bản, âm thanh hoặc video.")
    status = 415


class HidingTooMuchError(MinhChungError):
    """A small file that would unfold into something enormous."""

    code = "hiding_too_much"
    sentence = _("Không nhận tệp “{name}”: nội dung sau khi giải nén quá lớn. Hãy lưu lại tệp rồi thử lại.")


class StateSecretError(MinhChungError):
    """Marked as a state secret: nothing of it is kept, and nothing of it is repeated here."""

    code = "state_secret"
    sentence = _(
        "Tệp có dấu hiệu bí mật nhà nước nên không được đưa vào hệ thống, không bản sao nào được giữ lại."
        " Hãy chuyển văn bản cho người phụ trách tài liệu mật của cơ quan."
    )


class SecrecyToConfirmError(MinhChungError):
    """Something looks like a mark of secrecy; a person must say that it is none."""

    code = "secrecy_to_confirm"
    sentence = _(
        "Tệp “{name}” có dòng giống dấu chỉ độ mật ({stamp}). Nếu chắc chắn không phải tài liệu mật, hãy xác nhận"
        " rồi tải lên lại; nếu không, hãy chuyển cho người phụ trách tài liệu mật."
    )
    status = 409


class FileMissingError(MinhChungError):
    code = "file_missing"
    sentence = _("Không đọc được tệp {sha256} trên đĩa. Hãy báo quản trị viên khôi phục từ bản sao lưu.")
    status = 500


class FilePurgedError(MinhChungError):
    """The bytes were removed for good; the row and the ledger say that they were here."""

    code = "file_purged"
    sentence = _("Tệp {sha256} đã bị loại bỏ khỏi hệ thống và không được đưa vào lại. Hãy hỏi quản trị viên.")
    status = 410


class NoSuchFileError(MinhChungError):
    code = "no_such_file"
    sentence = _("Không có tệp nào mang mã băm {sha256}. Hãy chép lại mã băm ở trang của tệp.")
    status = 404


class PurgeReasonMissingError(MinhChungError):
    code = "purge_reason_missing"
    sentence = _("Việc loại bỏ tệp cần nêu lý do. Hãy ghi lý do, không nhắc lại nội dung của tệp.")


class FileChangedError(MinhChungError):
    code = "file_changed"
    sentence = _("Tệp {sha256} trên đĩa đã bị thay đổi. Hãy báo quản trị viên khôi phục từ bản sao lưu.")
    status = 500
