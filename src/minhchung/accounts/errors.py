from django.utils.translation import gettext_lazy as _

from minhchung.errors import MinhChungError


class UsernameTakenError(MinhChungError):
    code = "username_taken"
    sentence = _("Tên đăng nhập “{username}” đã có người dùng. Hãy chọn tên khác.")


class UsernameRefusedError(MinhChungError):
    code = "username_refused"
    sentence = _("Tên đăng nhập gồm 3 đến 80 chữ thường không dấu, chữ số, dấu chấm, gạch dưới hoặc gạch ngang.")


class PasswordRefusedError(MinhChungError):
    """The new password is too weak; *reasons* says each, for people."""

    code = "password_refused"
    sentence = _("Mật khẩu mới chưa đạt: {reasons}")


class WrongPasswordError(MinhChungError):
    code = "wrong_password"
    sentence = _("Mật khẩu hiện tại không đúng. Hãy nhập lại.")
    status = 403
