"""How much of an upload is taken in at all, before anybody looks into it: beyond that not a byte reaches the disk.

A page refuses what is too large in a sentence of its own: of such a file, and of too many together, one piece more than is allowed is
kept, so that it shows.
"""

from typing import TYPE_CHECKING

from django.core.files.uploadhandler import FileUploadHandler

MOST_BYTES = 20 * 1024 * 1024  # of one file
MOST_FILES = 20  # in one request
MOST_TOGETHER = 100 * 1024 * 1024  # in one request

if TYPE_CHECKING:
    from cadres.models import Visitor


class Bounded(FileUploadHandler):
    """Stands before Django's own handlers and passes on what they may keep; of a visitor who is not signed in, nothing."""

    taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """None: the piece is let go, and the file ends with the piece before it."""
        visitor: Visitor | None = getattr(self.request, "user", None)
        if (
            start > MOST_BYTES
            or self.taken > MOST_TOGETHER
            or visitor is None
            or not visitor.is_authenticated
        ):
            return None
        self.taken += len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The file is made by whoever kept it."""
