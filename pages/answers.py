"""What answers have in common: the version that the person had before them, and a refusal's status."""

from django.http import HttpRequest

from cadres.machine import OutOfTurn, Refusal, Stale


class Incomplete(Refusal):
    """A form came without what the page had put into it."""

    def __init__(self) -> None:
        super().__init__("Biểu mẫu gửi lên không đầy đủ. Xin tải lại trang rồi thử lại.")


def seen(request: HttpRequest) -> int:
    """The version on the page from which this was sent."""
    written = request.POST.get("version", "")
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise Incomplete
    return int(written)


def status(refusal: Refusal | None) -> int:
    """409 where another was quicker, else 422: what was sent cannot be done as it is."""
    return 409 if isinstance(refusal, Stale | OutOfTurn) else 422
