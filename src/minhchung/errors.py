"""Refusals: every error a person can meet has a stable code and the data to explain it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.utils.translation import gettext_lazy as _


class MinhChungError(Exception):
    """A refusal with a stable `code`, the `data` that explains it and a sentence for people.

    `sentence` is a lazily translated format string over `data`: what happened, to what, what to do next.
    """

    code: ClassVar[str] = "error"
    sentence: ClassVar[str] = _("Yêu cầu không thực hiện được.")
    status: ClassVar[int] = 400

    def __init__(self, **data: object) -> None:
        super().__init__(self.code)
        self.data: Mapping[str, object] = data

    def __str__(self) -> str:
        return str(self.sentence).format_map(_Readable(self.data))


class NotAllowedError(MinhChungError):
    """The person may not do this to that record; it never says whether the record exists."""

    code = "not_allowed"
    sentence = _("Bạn không có quyền thực hiện việc này. Hãy hỏi người phụ trách hoặc quản trị viên.")
    status = 403


class LineRefusedError(MinhChungError):
    """A text that people read is empty, too long, or holds control or direction marks."""

    code = "line_refused"
    sentence = _(
        "Ô “{field}” cần từ 1 đến {most} ký tự trên một dòng, không có ký tự điều khiển hoặc ký tự đảo chiều chữ. "
        "Hãy sửa rồi gửi lại."
    )


class _Readable(dict[str, object]):
    """Data for a sentence: a field that is missing stands as its own name instead of breaking the refusal."""

    def __missing__(self, key: str) -> str:
        return f"‹{key}›"
