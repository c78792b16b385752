"""What somebody sends as a file stays in memory and is bounded: nothing of it is ever laid down on a disk unasked."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from parvis.core.domain.pictures import MOST_BYTES


class Bounded(FileUploadHandler):
    """Hold at most MOST_BYTES of all files of a request together. What comes beyond is counted and let go of, so that the
    form can say that the file is too large; its content is then not whole."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._held = 0
        self._parts: list[bytes] = []

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self._parts = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece."""
        del start
        if self._held + len(raw_data) <= MOST_BYTES:
            self._held += len(raw_data)
            self._parts.append(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Return the file with the size that was sent."""
        content = io.BytesIO(b"".join(self._parts))
        kind = self.content_type or ""
        return InMemoryUploadedFile(content, self.field_name, self.file_name or "", kind, file_size, self.charset)
