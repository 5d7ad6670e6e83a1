"""Passwords that are long enough and still guessed first (NIST SP 800-63B §5.1.1.2, ASVS 2.1.7)."""

from __future__ import annotations

import re

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_GUESSED_FIRST = re.compile(
    "matkhau|mat khau|minhchung|minh chung|vietnam|viet nam|hanoi|congchuc|vanphong|coquan|quantri|password|admin|"
    "welcome|qwerty|asdfgh|zxcvbn|iloveyou|anhyeuem|emyeuanh|abcdef|abc"
)
_LEFT = 4


class PredictablePasswordValidator:
    """Refuse what has fewer than four different characters left without digits and the words that are guessed first."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:  # noqa: ARG002  Django's signature
        rest = re.sub(r"[\d\s]", "", _GUESSED_FIRST.sub("", password.casefold()))
        if len(set(rest)) < _LEFT:
            raise ValidationError(self.get_help_text(), code="password_predictable")

    def get_help_text(self) -> str:
        return _("Mật khẩu chỉ gồm chữ số, ký tự lặp lại hoặc những từ ai cũng đoán trước.")
