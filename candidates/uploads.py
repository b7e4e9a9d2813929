"""How much of an upload is written to disk before anybody looked at it."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Writes as much of a file as a CV may have and counts the rest: the form then says how large it was.

    Cutting the request off instead would lose what was typed into the form's other fields.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start <= settings.CV_MAX_BYTES:
            self.file.write(raw_data)
