from django.utils.translation import gettext_lazy as _

from minhchung.errors import MinhChungError


class UnitNotThereError(MinhChungError):
    """The unit does not exist on the day asked about: not yet founded, or already dissolved."""

    code = "unit_not_there"
    sentence = _("Đơn vị “{unit}” không tồn tại vào ngày {on}. Hãy kiểm tra ngày hoặc chọn đơn vị khác.")


class UnitCycleError(MinhChungError):
    code = "unit_cycle"
    sentence = _("Không thể đặt đơn vị “{unit}” dưới chính nó hoặc đơn vị cấp dưới của nó.")


class UnitInUseError(MinhChungError):
    """A unit that still has units below it or people in it cannot end."""

    code = "unit_in_use"
    sentence = _(
        "Đơn vị “{unit}” còn {child_count} đơn vị cấp dưới và {member_count} người từ ngày {on}. Hãy chuyển họ đi trước."
    )


class NoDistrictsError(MinhChungError):
    """NQ 202/2025/QH15: there is no district level from 01/07/2025."""

    code = "no_districts"
    sentence = _("Từ ngày 01/07/2025 không còn cấp huyện (Nghị quyết 202/2025/QH15). Hãy chọn cấp tỉnh hoặc cấp xã.")


class NotYetEffectiveError(MinhChungError):
    code = "not_yet_effective"
    sentence = _("Thay đổi có hiệu lực từ {on}, chưa đến ngày. Hãy ghi nhận từ ngày có hiệu lực.")


class NothingChangedError(MinhChungError):
    code = "nothing_changed"
    sentence = _("Chưa có nội dung nào thay đổi so với bản hiện hành của đơn vị “{unit}”.")


class MissingLegalBasisError(MinhChungError):
    code = "missing_legal_basis"
    sentence = _("Cần ghi căn cứ pháp lý (số, ký hiệu, ngày của quyết định) cho thay đổi tổ chức này.")


class DatesReversedError(MinhChungError):
    code = "dates_reversed"
    sentence = _("Ngày kết thúc {until} trước ngày bắt đầu {since}. Hãy kiểm tra lại.")


class AlreadyMemberError(MinhChungError):
    code = "already_member"
    sentence = _("{person} đã giữ vị trí {post} trong khoảng thời gian này.")


class CategoryConflictError(MinhChungError):
    """One person stands in one category at a time, or a headcount by category would count them twice."""

    code = "category_conflict"
    sentence = _("{person} đang thuộc nhóm “{category}” trong khoảng thời gian này. Hãy đổi nhóm trước.")


class AlreadyGrantedError(MinhChungError):
    code = "already_granted"
    sentence = _("{user} đã có vai trò {role} tại đơn vị này trong khoảng thời gian này.")


class AlreadyRegisteredError(MinhChungError):
    code = "already_registered"
    sentence = _("Mã “{code}” đã được dùng. Hãy chọn mã khác.")
