"""Where a package can stand, which packages there are, and what each is called."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models

from evaluation.core.stages import ListKind


class PackageStage(models.TextChoices):
    PREPARING = "preparing", "Đang hoàn chỉnh"
    SENT = "sent", "Đã gửi, chờ nhận"
    RETURNED = "returned", "Được trả lại"
    RECEIVED = "received", "Đã nhận"


class Outcome(models.TextChoices):
    """What became of one sending."""

    WAITS = "", "Chờ nhận"
    RECEIVED = "received", "Đã nhận"
    RETURNED = "returned", "Trả lại"
    REPLACED = "replaced", "Thay bằng lần gửi sau"
    TAKEN_BACK = "taken_back", "Đơn vị rút lại"


STANDING = (Outcome.WAITS, Outcome.RECEIVED)  # what the receiver has


class Verdict(models.TextChoices):
    """What is known of a paper's signature; by names as `evaluation.files.importers.signatures.Standing` has them."""

    SCAN = "scan", "Bản quét"
    COPY = "copy", "Bản in từ phần mềm, chưa ký số"
    SIGNED = "signed", "Ký số hợp lệ, đúng văn bản của phần mềm"
    SIGNED_SCAN = "signed_scan", "Ký số hợp lệ, không phải bản in từ phần mềm"
    OTHER = "other", "Văn bản khác của phần mềm"
    ALTERED = "altered", "Đã bị sửa sau khi ký"
    BROKEN = "broken", "Chữ ký số không đọc được"


# Whoever receives such a paper has to see what is the matter with it.
DOUBTFUL = (Verdict.OTHER, Verdict.ALTERED, Verdict.BROKEN)


# The unit has handed it over, and nobody has given it back.
HANDED_OVER = (PackageStage.SENT, PackageStage.RECEIVED)


@dataclass(frozen=True)
class Nature:
    """One kind of package as people call it: by the kind of list that it carries, in an address by `slug`."""

    kind: ListKind
    slug: str
    name: str
    letter: str
    whither: str

    @property
    def sender(self) -> str:
        return "lãnh đạo phòng, ban" if self.of_divisions else "cơ quan tham mưu"

    @property
    def receiver(self) -> str:
        return "cơ quan tham mưu" if self.of_divisions else "Ban Tổ chức Tỉnh ủy"

    @property
    def of_divisions(self) -> bool:
        return self.kind is ListKind.DIVISION_PROPOSAL


PROPOSAL = Nature(
    ListKind.UNIT_PROPOSAL,
    "de-nghi",
    "Hồ sơ đề nghị xếp loại",
    "Văn bản đề nghị của cơ quan, đơn vị, địa phương",
    "Ban Tổ chức Tỉnh ủy",
)
REPORT = Nature(
    ListKind.UNIT_DECISION,
    "bao-cao",
    "Báo cáo kết quả xếp loại",
    "Văn bản báo cáo của cơ quan, đơn vị, địa phương",
    "Ban Tổ chức Tỉnh ủy",
)
OF_DIVISION = Nature(
    ListKind.DIVISION_PROPOSAL,
    "phong-ban",
    "Hồ sơ đề xuất của phòng, ban",
    "Văn bản đề nghị của phòng, ban",
    "cơ quan tham mưu về tổ chức cán bộ của {unit}",
)
NATURES: Mapping[str, Nature] = {one.kind.value: one for one in (PROPOSAL, REPORT, OF_DIVISION)}
BY_SLUG: Mapping[str, Nature] = {one.slug: one for one in NATURES.values()}
PACKED = [(kind, ListKind(kind).label) for kind in NATURES]
