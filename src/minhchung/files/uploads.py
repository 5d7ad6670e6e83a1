"""Uploads wait in memory until they are checked: what is refused has never touched the disk."""

from __future__ import annotations

import io

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

_FILES_AT_ONCE = 4


class MemoryUploads(FileUploadHandler):
    """Keep each file of a request up to one byte more than is taken, so that `store` refuses it by name.

    A request that sends more than four of the largest files is cut off.
    """

    def __init__(self, request: object = None) -> None:
        super().__init__(request)
        self._received = 0
        self._kept = io.BytesIO()

    def new_file(self, *given: object, **named: object) -> None:
        super().new_file(*given, **named)
        self._kept = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._received += len(raw_data)
        if self._received > _FILES_AT_ONCE * settings.MAX_UPLOAD:
            raise StopUpload(connection_reset=True)
        self._kept.write(raw_data[: max(0, settings.MAX_UPLOAD + 1 - start)])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:  # noqa: ARG002  what was sent, not what was kept
        size = self._kept.tell()
        self._kept.seek(0)
        return InMemoryUploadedFile(
            self._kept, self.field_name, self.file_name, self.content_type, size, self.charset, self.content_type_extra
        )
