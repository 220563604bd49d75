"""A file that is not taken: why, and what its owner can do about it."""

from typing import IO

from django.core.exceptions import ValidationError

PRINT_ANEW = (
    "Xin mở tệp rồi in lại thành PDF (chọn máy in “Microsoft Print to PDF” hoặc “Lưu dưới dạng PDF”)."
)
SAVE_ANEW = "Xin mở tệp trong Word hoặc Excel, bỏ phần đó rồi lưu lại thành DOCX hoặc XLSX; hoặc gửi bản PDF."


class Unfit(ValidationError):  # noqa: N818 - a refusal is an answer, not an error
    """The sentence names the file, once `examine` knows what it is called; `remedy` says what to do."""

    def __init__(self, why: str, remedy: str) -> None:
        self.why, self.remedy = why, remedy
        super().__init__(f"{why[:1].upper()}{why[1:]}. {remedy}")

    def named(self, name: str) -> "Unfit":
        return Unfit(f"tệp “{name}” {self.why}", self.remedy)


# An upload as the checks read it: in memory or on the disk, from its start as often as they like.
File = IO[bytes]
