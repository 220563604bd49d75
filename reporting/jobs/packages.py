"""What a unit sent in a round (Bước 5): of each of its packages the newest sending, in a folder of its own, as it was sent."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from django.db.models import QuerySet

from cadres.models import Unit, User
from evaluation.core.permissions import sees_review
from evaluation.files.storage import path
from evaluation.models import Dossier, Package, Paper, RatingList, RatingRow, Sending
from evaluation.packages.permissions import READ_PACKAGE
from evaluation.packages.stages import PACKED, Outcome
from reporting import contents
from reporting.jobs.kinds import Drawn, Kind, Part, Scope, in_path
from reporting.renderers.pdf import laid_out
from reporting.sheets.kept import sheet_sent

PAPER, TABLE, FORM = "paper", "table", "form"
NUMBERED = {
    "file": PAPER,
    "list": TABLE,
    "row": FORM,
}  # what a part of the manifest is, by the key that it names


class SentPackages(Kind):
    """Parts are named by their sending: what is sent anew meanwhile is another archive's."""

    code, title, button = "unit_packages", "Hồ sơ đã gửi", "Xuất hồ sơ đã gửi"
    about = "Lần gửi gần nhất của từng hồ sơ: giấy tờ đã đưa vào, bảng tổng hợp và mọi Mẫu số 03 đúng như khi gửi."
    nothing = "Đơn vị chưa gửi hồ sơ nào mà đồng chí được xem."
    batch = 20

    def allows(self, reader: User, unit: Unit) -> bool:
        return any(READ_PACKAGE.allows(reader, Package(unit=unit, kind=kind)) for kind, _ in PACKED)

    def units(self, reader: User) -> "QuerySet[Unit]":
        """Those that have sent something."""
        sent = Package.objects.visible_to(reader).filter(sendings__isnull=False)
        return Unit.objects.without_tree_fields().filter(pk__in=sent.values("unit")).order_by("order", "pk")

    def parts(self, scope: Scope) -> list[Part]:
        return [part for part, _ in _parts(scope)]

    def draw(self, scope: Scope, parts: Sequence[Part]) -> Iterator[Drawn]:
        wanted, sheets = set(parts), _Sheets(scope, parts)
        for part, told in _parts(scope):
            if part in wanted:
                yield part, sheets.drawn(told)

    def opens(self, scope: Scope, keys: Sequence[str]) -> bool:
        """Of everything in it they may have each part still."""
        return super().opens(scope, keys) and all(
            _numbers(keys, what) <= may for what, may in _readable(scope.reader, keys).items()
        )

    def dossiers(self, keys: Sequence[str]) -> set[int]:
        rows = RatingRow.objects.filter(pk__in=_numbers(keys, FORM)).order_by()
        return set(rows.values_list("dossier", flat=True))


class _Sheets:
    """What is to be drawn of these parts, asked for at once."""

    def __init__(self, scope: Scope, parts: Sequence[Part]) -> None:
        keys = [part.key for part in parts]
        rows = RatingRow.objects.filter(pk__in=_numbers(keys, FORM)).prefetch_related("sent_forms")
        self.rows = {row.pk: row for row in rows.select_related("decision__form")}
        self.papers = Paper.objects.select_related("file").in_bulk(_numbers(keys, PAPER))
        self.reader = scope.reader

    def drawn(self, told: dict[str, Any]) -> Any:
        if "file" in told:
            return path(self.papers[told["file"]].file.stored).read_bytes()
        if "list" in told:
            return laid_out(contents.rating_list(self.reader, told["list"]), "reporting/forms/list.html")
        row = self.rows[told["row"]]
        said = next((one.content for one in row.sent_forms.all() if one.digest == told["digest"]), None)
        return laid_out(
            sheet_sent(said or row.decision.form.content, told["digest"]), "reporting/forms/form03.html"
        )


def _parts(scope: Scope) -> Iterator[tuple[Part, dict[str, Any]]]:
    """Each part of the newest sendings that the reader may have, with what the manifest tells of it."""
    sent = [(sending, told) for sending in _newest(scope) for told in sending.manifest["parts"]]
    keys = [_key(sending, told) for sending, told in sent]
    may = _readable(scope.reader, keys)
    number = 0
    for (sending, told), key in zip(sent, keys, strict=True):
        what, pk = _numbered(key)
        if pk in may[what]:
            number += 1
            yield Part(key, f"{in_path(sending.package.name)}/{number:03d}. {_called(what, told)}"), told


def _newest(scope: Scope) -> list[Sending]:
    """Of each package that the reader sees; what the unit took back itself was not sent."""
    packages = Package.objects.visible_to(scope.reader).filter(unit=scope.unit, period=scope.period)
    rows = Sending.objects.filter(package__in=packages).exclude(outcome=Outcome.TAKEN_BACK)
    newest = {row.package_id: row for row in rows.select_related("package").order_by("number")}
    return sorted(newest.values(), key=lambda row: (row.package.kind, row.pk))


def _key(sending: Sending, told: dict[str, Any]) -> str:
    name = next(name for name in NUMBERED if name in told)
    return f"{sending.pk}.{NUMBERED[name]}.{told[name]}"


def _numbered(key: str) -> tuple[str, int]:
    _, what, number = key.split(".")
    return what, int(number)


def _numbers(keys: Collection[str], what: str) -> set[int]:
    return {number for kind, number in map(_numbered, keys) if kind == what}


def _readable(reader: User, keys: Collection[str]) -> dict[str, set[int]]:
    """Of what these keys name, what this reader may have now; nothing of how they are judged themself before it is known."""
    papers = Paper.objects.visible_to(reader).filter(pk__in=_numbers(keys, PAPER))
    lists = RatingList.objects.visible_to(reader).filter(pk__in=_numbers(keys, TABLE))
    seen = Dossier.objects.visible_to(reader).order_by().values("pk")
    rows = RatingRow.objects.filter(pk__in=_numbers(keys, FORM), dossier__in=seen).select_related(
        "dossier__cadre"
    )
    return {
        PAPER: set(papers.values_list("pk", flat=True)),
        TABLE: set(lists.values_list("pk", flat=True)),
        FORM: {row.pk for row in rows if sees_review(reader, row.dossier)},
    }


def _called(what: str, told: dict[str, Any]) -> str:
    """Văn bản đề nghị - Công văn 12.pdf; Mẫu số 03 - Nguyễn Văn An.pdf."""
    if what == TABLE:
        return f"{in_path(told['title'])}.pdf"
    name = PurePosixPath(told["name"])
    stem, ending = (name.stem, name.suffix) if what == PAPER else (told["name"], ".pdf")
    return f"{in_path(' - '.join((told['title'], stem)), 120)}{ending}"
