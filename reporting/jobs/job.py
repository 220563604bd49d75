"""One job in one worker's hands: what is missing is drawn, part by part; once nothing is, the archive is packed."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePosixPath
from time import monotonic
from typing import TypeVar

from cadres.machine import Refusal
from evaluation.files.storage import Kept, remove, writing
from reporting.actions.claiming import Claim, LostError
from reporting.actions.ending import KEPT
from reporting.jobs.kinds import Drawn, Kind, Part, Scope, pack
from reporting.jobs.offers import KINDS
from reporting.jobs.presses import Presses
from reporting.models import Export

GONE = "Đồng chí không còn quyền đối với phạm vi này."
READY = "“{name}” đã tạo xong, tải được trong {days} ngày."
BEAT = 5.0  # seconds: so often we tell that we live while we list and pack

Step = TypeVar("Step")


class Job:
    def __init__(self, claim: Claim, presses: Presses) -> None:
        self.claim, self.presses = claim, presses
        self.kind: Kind = KINDS[claim.export.kind]
        self.folder = claim.export.folder
        self.parts: list[Part] = []
        self.files = claim.drawn()

    def drawn(self) -> Iterator[Part]:
        """Each part that was missing, once it is kept. What became another one meanwhile is drawn anew."""
        while missing := self._missing():
            before = len(self.files)
            for part, content in self.presses.pressed(self._draw(missing)):
                self.files[part.key] = self._keep(part, content)
                yield part
            if len(self.files) == before:
                raise RuntimeError(f"none of {len(missing)} parts can be drawn")

    def finish(self) -> None:
        """Packed from what its owner may have now; whole or not at all, and theirs only while the job is ours."""
        scope = self._scope()
        files: dict[str, list[str]] = {}
        for part in self.parts:
            files.setdefault(part.file, []).append(self.files[part.key])
        with writing(self.folder, "zip") as made:
            for _ in self._alive(pack(self.kind, list(files.items()), made.file)):
                pass
        name = self.kind.called(scope.unit, scope.period)
        with _removed_where_lost(made.kept):
            self.claim.finish(
                made.kept, [part.key for part in self.parts], READY.format(name=name, days=KEPT.days)
            )

    def _missing(self) -> list[Part]:
        scope = self._scope()
        self.parts = list(self._alive(self.kind.parts(scope)))
        if not self.parts:
            raise Refusal(self.kind.nothing)
        missing = [part for part in self.parts if part.key not in self.files]
        self.claim.beat(done=len(self.parts) - len(missing), total=len(self.parts))
        return missing

    def _draw(self, missing: Sequence[Part]) -> Iterator[Drawn]:
        """A few at a time, each time for the owner as they are now."""
        for first in range(0, len(missing), self.kind.batch):
            yield from self.kind.draw(self._scope(), missing[first : first + self.kind.batch])

    def _alive(self, steps: Iterable[Step]) -> Iterator[Step]:
        """What takes its time, telling between its steps that we live."""
        told = monotonic()
        for step in steps:
            if monotonic() - told > BEAT:
                self.claim.beat()
                told = monotonic()
            yield step

    def _scope(self) -> Scope:
        row = Export.objects.select_related("owner", "unit", "period").filter(pk=self.claim.export.pk).first()
        if row is None:
            raise LostError
        if not (row.owner.is_active and self.kind.allows(row.owner, row.unit)):
            raise Refusal(GONE)
        return Scope(row.owner, row.unit, row.period)

    def _keep(self, part: Part, content: bytes) -> str:
        with writing(self.folder, PurePosixPath(part.file).suffix[1:]) as made:
            made.file.write(content)
        with _removed_where_lost(made.kept):
            self.claim.keep(part.key, made.kept)
        return made.kept.name


@contextmanager
def _removed_where_lost(kept: Kept) -> Iterator[None]:
    """A file of which no row tells does not stay."""
    try:
        yield
    except BaseException:
        remove(kept.name)
        raise
