"""How much of an upload reaches the disk before anybody looked at it."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import TemporaryUploadedFile

from candidates.files import read_cv
from candidates.uploads import BoundedUploadHandler

CHUNK = 64 * 1024


def test_no_more_is_written_than_a_cv_may_have_and_a_chunk(settings):
    settings.CV_MAX_BYTES = 3 * CHUNK
    handler = BoundedUploadHandler()
    handler.new_file("cv", "cv.pdf", "application/pdf", None)

    for number in range(100):
        handler.receive_data_chunk(bytes(CHUNK), number * CHUNK)
    upload = handler.file_complete(100 * CHUNK)

    assert upload.size == 100 * CHUNK  # so that the form can say how large it was
    assert len(upload.read()) == 4 * CHUNK
    upload.close()


def test_a_file_within_the_limit_is_written_whole(settings):
    settings.CV_MAX_BYTES = 3 * CHUNK
    handler = BoundedUploadHandler()
    handler.new_file("cv", "cv.pdf", "application/pdf", None)

    for number in range(3):
        handler.receive_data_chunk(bytes([number]) * CHUNK, number * CHUNK)
    upload = handler.file_complete(3 * CHUNK)

    assert upload.read() == b"\0" * CHUNK + b"\1" * CHUNK + b"\2" * CHUNK
    upload.close()


@pytest.mark.parametrize("broken", ["__init__", "write", "seek"])
def test_a_file_that_finds_no_room_is_told_from_an_empty_one(monkeypatch, broken):
    def refuse(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(TemporaryUploadedFile, broken, refuse, raising=False)
    handler = BoundedUploadHandler()
    handler.new_file("cv", "cv.pdf", "application/pdf", None)
    for number in range(2):
        handler.receive_data_chunk(bytes(CHUNK), number * CHUNK)
    upload = handler.file_complete(2 * CHUNK)

    with pytest.raises(ValidationError) as caught:
        read_cv(upload)

    assert (caught.value.code, upload.name, upload.size) == ("no_room", "cv.pdf", 2 * CHUNK)
    handler.upload_interrupted()
