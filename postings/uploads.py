"""An ad's file while it is read: in memory only, so that nothing of it ever lies on a disk."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from .reader.formats import MAX_BYTES

View = Callable[..., HttpResponse]


class InMemoryHandler(FileUploadHandler):
    """Keeps as much as an ad may have, of all files of the request together, and counts the rest.

    Cutting the request off instead would lose what was pasted into the form.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.left = MAX_BYTES + 1
        self.kept = io.BytesIO()

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.kept = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        kept = raw_data[: self.left]
        self.left -= len(kept)
        self.kept.write(kept)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.kept.seek(0)
        return InMemoryUploadedFile(
            file=self.kept,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


def in_memory(too_big: View) -> Callable[[View], View]:
    """Let a view read its request's files in memory; `too_big` answers where the fields beside them are far too long.

    The files have to be led there before anything looks at what was sent, the protection against forged requests
    included: so the view is exempt, and protected inside.
    """

    def decorate(view: View) -> View:
        protected = csrf_protect(view)

        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                request.upload_handlers = [InMemoryHandler(request)]
                try:
                    request.POST  # noqa: B018 -- reads what was sent
                except RequestDataTooBig:
                    return too_big(request)
            return protected(request, *args, **kwargs)

        return csrf_exempt(wrapped)

    return decorate
