"""Signed papers are brought into a package, put to another part, taken out; what was replaced stays in its history."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Protocol

from django.db import transaction

from cadres.machine import Vanished
from cadres.models import User
from config import clock
from evaluation.files.actions import Brought, keep_file
from evaluation.packages.actions.handing import hold_alone
from evaluation.packages.models import Package, Paper
from evaluation.packages.moves import PACKAGES
from evaluation.packages.tells.naming import parts_for


class Incoming(Protocol):
    """A paper as it was looked into (evaluation.packages.importers)."""

    @property
    def brought(self) -> Brought: ...
    @property
    def verdict(self) -> str: ...
    @property
    def signed(self) -> str: ...
    @property
    def part(self) -> str: ...


@transaction.atomic
def bring(package: Package, uploads: Sequence[Incoming], *, by: User, opened: int) -> int:
    """Keep these papers, each for the part that its name tells; the same paper brought twice is one.

    The version from which the page goes on that was opened with `opened`: the new one, where nobody else saved in between.
    """
    package = hold_alone(package)
    PACKAGES.keep.demand(by, package)
    new = list(_unknown(uploads, set(package.papers.current().values_list("file__digest", flat=True))))
    if not new:
        return package.version if _is_mine(package, by, opened) else opened
    goes_on = package.version == opened
    taken = set(package.papers.current().values_list("item", flat=True))
    with PACKAGES.keep(package, by=by, held=True) as package:
        names = [one.brought.name for one in new]
        parts = parts_for(package, names, taken, [one.part for one in new])
        for upload, item in zip(new, parts, strict=True):
            _put(package, item, upload, by)
        package.tell(papers=names)
    return package.version if goes_on else opened


def _is_mine(package: Package, by: User, opened: int) -> bool:
    """Whether these very papers came a moment ago from the same page: the button was pressed twice."""
    last = package.history.order_by("-pk").first()
    kept = last is not None and last.deed == PACKAGES.keep.name and last.by_id == by.pk
    return kept and package.version == opened + 1


@transaction.atomic
def put_to(paper: Paper, item: str, *, by: User) -> Package:
    """The paper belongs to another part; the one that stood there takes its place. It may belong there already."""
    package = hold_alone(paper.package)
    PACKAGES.keep.demand(by, package)
    if (paper := _current(paper)).item == item:
        return package
    with PACKAGES.keep(package, by=by, held=True) as package:
        other = package.papers.current().filter(item=item).exclude(item=Paper.OTHER).first()
        if other:
            package.papers.filter(pk=other.pk).update(item=Paper.OTHER)
            package.papers.filter(pk=paper.pk).update(item=item)
            package.papers.filter(pk=other.pk).update(item=paper.item)
        else:
            package.papers.filter(pk=paper.pk).update(item=item)
        package.tell(moved=[paper.file.name])
    return package


@transaction.atomic
def take_out(paper: Paper, *, by: User) -> Package:
    """It is in the package no more; that it was, and what it is, stays."""
    with PACKAGES.keep(hold_alone(paper.package), by=by, held=True) as package:
        paper = _current(paper)
        _withdraw([paper], by)
        package.tell(withdrawn=[paper.file.name])
    return package


def _put(package: Package, item: str, upload: Incoming, by: User) -> Paper:
    if item != Paper.OTHER:
        _withdraw(package.papers.current().filter(item=item), by)
    file = keep_file(upload.brought, by=by, unit=package.unit, period=package.period)
    said = {"verdict": upload.verdict, "signed": upload.signed}
    return Paper.objects.create(package=package, item=item, file=file, **said)


def _withdraw(papers: Iterable[Paper], by: User) -> None:
    for paper in papers:
        paper.withdrawn_at, paper.withdrawn_by = clock.now(), by
        paper.save(update_fields=["withdrawn_at", "withdrawn_by"])


def _current(paper: Paper) -> Paper:
    found = Paper.objects.current().select_related("file", "package").filter(pk=paper.pk).first()
    if found is None:
        raise Vanished("Tệp này không còn trong hồ sơ: có người vừa thay hoặc rút. Xin xem lại.")
    return found


def _unknown(uploads: Iterable[Incoming], known: set[str]) -> Iterable[Incoming]:
    """Those whose content is not in the package yet."""
    for upload in uploads:
        digest = sha256(b"".join(upload.brought.content.chunks())).hexdigest()
        if digest not in known:
            known.add(digest)
            yield upload
