from django.utils.translation import gettext_lazy as _

from minhchung.errors import MinhChungError


class LedgerBrokenError(MinhChungError):
    code = "ledger_broken"
    sentence = _("Sổ cái bị thay đổi từ sự kiện số {sequence}: {reason}. Hãy dừng ghi và khôi phục từ bản sao lưu.")
    status = 500


class LedgerReadOnlyError(MinhChungError):
    code = "ledger_read_only"
    sentence = _("Sổ cái chỉ ghi thêm: không sửa, không xoá một sự kiện đã ghi.")
