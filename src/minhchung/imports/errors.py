"""Refusals of imports: a source that is not read at all, a batch that cannot be committed or undone."""

from django.utils.translation import gettext_lazy as _

from minhchung.errors import MinhChungError


class SourceRefusedError(MinhChungError):
    """A source that is refused before anything of it is stored."""

    code = "import_source_refused"


class SourceUnreadableError(SourceRefusedError):
    code = "import_source_unreadable"
    sentence = _("Tệp {name} không đọc được ({reason}). Hãy mở bằng Excel, lưu lại dạng .xlsx rồi nhập lại.")


class SourceKindError(SourceRefusedError):
    code = "import_source_kind"
    sentence = _(
        "Không nhập được tệp {name}. Chỉ nhận sổ .xlsx, gói .zip, tệp .jsonl hoặc .jsonl.gz, tệp .txt và thư mục."
    )


class SourceMissingError(SourceRefusedError):
    code = "import_source_missing"
    sentence = _("Không tìm thấy {name}. Hãy kiểm tra đường dẫn.")


class MacrosError(SourceRefusedError):
    code = "import_source_macros"
    sentence = _("Tệp {name} có macro nên bị từ chối. Hãy lưu lại dạng .xlsx (Excel Workbook) rồi nhập lại.")


class ExternalLinksError(SourceRefusedError):
    code = "import_source_external_links"
    sentence = _(
        "Tệp {name} liên kết tới tệp khác nên bị từ chối. Hãy ngắt liên kết (Data › Edit Links › Break Link) rồi lưu lại."
    )


class OversizedError(SourceRefusedError):
    code = "import_source_oversized"
    sentence = _("Tệp {name} vượt giới hạn: {what} là {size}, tối đa {limit}. Hãy chia thành nhiều tệp nhỏ hơn.")


class HostileArchiveError(SourceRefusedError):
    code = "import_source_hostile"
    sentence = _("Tệp nén {name} không an toàn ({reason}: {entry}) nên bị từ chối. Hãy tạo lại tệp từ dữ liệu gốc.")


class NothingToImportError(SourceRefusedError):
    code = "import_source_empty"
    sentence = _("Không có gì để nhập trong {name}. Hãy kiểm tra tên các sheet và dòng tiêu đề theo mẫu xuất ra.")


class NothingToDoError(MinhChungError):
    code = "import_nothing_to_do"
    sentence = _("Tệp {name} đã được nhập ở đợt {batch}. Không có gì để làm.")


class BatchHasErrorsError(MinhChungError):
    code = "import_has_errors"
    sentence = _("Đợt nhập {batch} còn {count} lỗi nên chưa ghi được. Hãy sửa các ô đã nêu trong tệp rồi nhập lại.")


class BatchNotStagedError(MinhChungError):
    code = "import_not_staged"
    sentence = _("Đợt nhập {batch} không ở trạng thái chờ ghi (hiện: {state}).")


class BatchNotCommittedError(MinhChungError):
    code = "import_not_committed"
    sentence = _("Đợt nhập {batch} chưa được ghi nên không có gì để hoàn tác (hiện: {state}).")


class SourceChangedError(MinhChungError):
    code = "import_source_changed"
    sentence = _("Tệp {name} đã thay đổi sau khi kiểm tra. Hãy nhập lại từ đầu.")


class RowRefusedError(MinhChungError):
    """An action refused a row at the commit; nothing of the batch was written."""

    code = "import_row_refused"
    sentence = _("Sheet “{sheet}”, dòng {row}: {reason} Chưa ghi gì của đợt này.")


class UndoBlockedError(MinhChungError):
    code = "import_undo_blocked"
    sentence = _(
        "Chưa hoàn tác được đợt nhập {batch}: {dependent} ra đời sau và dựa vào {target}. Hãy xử lý mục đó trước."
    )


class DirectiveTextError(MinhChungError):
    code = "import_directive_text"
    sentence = _("Không thấy câu chỉ đạo trong nội dung văn bản {document}. Hãy chép nguyên văn câu đó từ văn bản.")


class ProseTooLongError(MinhChungError):
    code = "import_prose_too_long"
    sentence = _("Cột “{column}” có nội dung dài {length} ký tự, quá giới hạn một ô của Excel nên không xuất được.")


class ScopeUnknownError(MinhChungError):
    code = "import_scope_unknown"
    sentence = _("Không có {what} “{name}”. Hãy kiểm tra lại.")


class ReplayError(MinhChungError):
    code = "import_replay_failed"
    sentence = _("Năm mẫu dừng ở {name}, {place}: {finding}")
