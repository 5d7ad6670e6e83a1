from django.utils.translation import gettext_lazy as _

from minhchung.errors import MinhChungError


class AlreadyWithdrawnError(MinhChungError):
    """Somebody corrected or withdrew the fact in the meantime."""

    code = "already_withdrawn"
    sentence = _("Dữ liệu này vừa được người khác đính chính. Hãy tải lại trang rồi xem bản mới nhất.")
    status = 409


class DayNotOverError(MinhChungError):
    code = "day_not_over"
    sentence = _("Chưa đến ngày {day} nên chưa thể niêm phong sổ cái của ngày đó.")


class LedgerEmptyError(MinhChungError):
    code = "ledger_empty"
    sentence = _("Sổ cái chưa có sự kiện nào tính đến hết ngày {day}, chưa có gì để niêm phong.")


class NoSuchEventError(MinhChungError):
    code = "no_such_event"
    sentence = _("Sổ cái không có sự kiện số {sequence}.")
    status = 404
