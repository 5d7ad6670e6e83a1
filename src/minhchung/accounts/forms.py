from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

_MOST = 128
"""Characters of a password that are looked at: longer ones only keep the hash busy."""


class SignInForm(forms.Form):
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=_MOST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).strip().lower()


class ChangePasswordForm(forms.Form):
    current = forms.CharField(
        label=_("Mật khẩu hiện tại"),
        max_length=_MOST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("Mật khẩu mới"),
        max_length=_MOST,
        strip=False,
        help_text=_("Ít nhất 12 ký tự; một câu dễ nhớ tốt hơn một từ khó nhớ."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "minlength": "12"}),
    )
    again = forms.CharField(
        label=_("Nhập lại mật khẩu mới"),
        max_length=_MOST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("new") and cleaned.get("again") and cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("Hai lần nhập mật khẩu mới không giống nhau."))
        return cleaned
