from django.utils.translation import gettext_lazy as _

from minhchung.errors import MinhChungError


class AlreadyPublishedError(MinhChungError):
    code = "already_published"
    sentence = _("“{title}” đã được công bố. Muốn sửa, hãy ban hành bản đính chính rồi công bố bản đó.")


class NotPublishableError(MinhChungError):
    code = "not_publishable"
    sentence = _("“{title}” chưa thể công bố: {reason}.")


class BundleBrokenError(MinhChungError):
    code = "bundle_broken"
    sentence = _("Bản công bố “{slug}” đã bị thay đổi trên đĩa ({name}). Quản trị viên cần khôi phục từ bản sao lưu.")
    status = 500
