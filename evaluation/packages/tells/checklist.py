"""One package with all that its page, its gates and its manifest read."""

from dataclasses import dataclass, replace

from evaluation.core.models import Dossier
from evaluation.core.tells.progress import waiting_for
from evaluation.packages.models import Package, Paper
from evaluation.packages.stages import HANDED_OVER
from evaluation.packages.tells.contents import (
    Contents,
    awaited,
    beneath,
    contents_of,
    report_beside,
    standing,
)
from evaluation.packages.tells.differing import differences
from evaluation.packages.tells.items import Line, lines


@dataclass(frozen=True)
class Checklist:
    """A package as its page shows it: the parts, who is missing and for whom they wait, what changed since it was sent."""

    contents: Contents
    lines: list[Line]
    missing: list[tuple[Dossier, str]]
    differences: list[str]

    @property
    def package(self) -> Package:
        return self.contents.package

    @property
    def blocking(self) -> list[Line]:
        return [line for line in self.lines if line.blocks]

    @property
    def asking(self) -> list[Line]:
        return [line for line in self.lines if line.asks]

    @property
    def is_handed_over(self) -> bool:
        return self.package.stage in HANDED_OVER


def checklist_of(package: Package) -> Checklist:
    contents = whole(package)
    waiting = [(dossier, waiting_for(dossier)) for dossier in awaited(contents.package)]
    handed = contents.last if contents.package.stage in HANDED_OVER else None
    changed = differences(handed, standing(package), papers_of(contents)) if handed else []
    return Checklist(contents, lines(contents), waiting, changed)


def whole(package: Package) -> Contents:
    """What is in it, with what is gathered from beneath and what is due beside it."""
    (contents,) = contents_of(package.period, package.kind, [package.unit])
    if package.nature.of_divisions:
        return contents
    return replace(contents, beneath=beneath(package), report=report_beside(package))


def papers_of(contents: Contents) -> list[Paper]:
    return [*contents.papers.values(), *contents.others]
