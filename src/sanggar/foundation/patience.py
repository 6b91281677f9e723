"""A reader of PDFs that gives up: whoever made the file decides how much work it asks for."""

import io
import time
from typing import Any

from pypdf import PdfReader


class OutOfPatience(Exception):
    """The time is over, and the file is not read."""


class ImpatientReader(PdfReader):
    """Looks at the clock whenever it fetches a part. `until` is of `time.monotonic`."""

    def __init__(self, content: bytes, until: float) -> None:
        self.until = until
        super().__init__(io.BytesIO(content))

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() > self.until:
            raise OutOfPatience
        return super().get_object(*args, **kwargs)
