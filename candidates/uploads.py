"""How much of an upload is written to disk before anybody looked at it, and what happens where the disk is full."""

from __future__ import annotations

import io

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Writes as much of a file as a CV may have and counts the rest: the form then says how large it was.

    Cutting the request off instead would lose what was typed into the form's other fields. So would a full disk: a
    file that finds no room has no bytes, and `is_lost`.
    """

    def new_file(self, *args, **kwargs) -> None:
        try:
            super().new_file(*args, **kwargs)
        except OSError:
            FileUploadHandler.new_file(self, *args, **kwargs)
            self._lose()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start > settings.CV_MAX_BYTES or self._is_lost():
            return
        try:
            self.file.write(raw_data)
        except OSError:
            self.file.close()
            self._lose()

    def file_complete(self, file_size: int) -> UploadedFile:
        try:
            return super().file_complete(file_size)  # writes what is still in a buffer
        except OSError:
            self._lose()
            return super().file_complete(file_size)

    def upload_interrupted(self) -> None:
        if not self._is_lost():
            super().upload_interrupted()

    def _lose(self) -> None:
        """Take an empty file in the place of the one that has no room."""
        self.file = InMemoryUploadedFile(
            io.BytesIO(), self.field_name, self.file_name, self.content_type, 0, self.charset, self.content_type_extra
        )
        self.file.is_lost = True

    def _is_lost(self) -> bool:
        return getattr(getattr(self, "file", None), "is_lost", False)
