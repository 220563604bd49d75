"""What has changed since a package was sent: by the digests and rows of its manifest, nothing is drawn anew."""

from collections.abc import Iterable, Sequence

from evaluation.lists.models import RatingRow
from evaluation.packages.models import Paper, Sending
from evaluation.packages.tells.items import BY_KEY


def differences(sending: Sending, rows: Sequence[RatingRow], papers: Iterable[Paper]) -> list[str]:
    """A sentence each. A row of a closed list never changes: whoever was rated again stands on another."""
    return [*_people(sending, rows), *_papers(sending, papers)]


def _people(sending: Sending, rows: Sequence[RatingRow]) -> Iterable[str]:
    sent = {part["row"]: part["name"] for part in sending.manifest["parts"] if "row" in part}
    now = {row.pk: row.name for row in rows}
    gone = [name for row, name in sent.items() if row not in now]
    came = [name for row, name in now.items() if row not in sent]
    again = set(gone) & set(came)
    if again:
        yield f"Đã chốt lại sau khi gửi: {', '.join(sorted(again))}."
    if left := [name for name in gone if name not in again]:
        yield f"Không còn trên danh sách đã chốt: {', '.join(left)}."
    if new := [name for name in came if name not in again]:
        yield f"Mới có trên danh sách bổ sung: {', '.join(new)}."


def _papers(sending: Sending, papers: Iterable[Paper]) -> Iterable[str]:
    sent = {part["digest"]: part for part in sending.manifest["parts"] if "file" in part}
    now = {paper.file.digest: paper for paper in papers}
    for digest, paper in now.items():
        if digest not in sent:
            item = BY_KEY.get(paper.item)
            about = item.named(sending.package) if item else "Tài liệu kèm theo"
            yield f"{about}: tệp “{paper.file.name}” đưa vào sau khi gửi."
    for digest, part in sent.items():
        if digest not in now:
            yield f"Tệp “{part['name']}” đã gửi không còn trong hồ sơ."
