"""`manage.py check_files`: rows and files held against each other, and what is left over."""

import os
from datetime import timedelta

import pytest
from django.core.management import call_command

from config import clock
from evaluation.files.actions import keep_file
from evaluation.files.importers import examine
from evaluation.files.storage import lying, path, remove
from tests.evaluation.files.made import png, upload
from tests.factories import PeriodFactory, a_ward

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def kept(storage):
    """One file with its row."""
    world = a_ward()
    return keep_file(examine(upload("a.png", png())), by=world.staff, unit=world.ward, period=PeriodFactory())


def checked(capsys, *options: str) -> tuple[int, list[str]]:
    """Its exit code and what it told."""
    code = 0
    try:
        call_command("check_files", *options)
    except SystemExit as ended:
        code = int(str(ended.code))
    return code, capsys.readouterr().out.splitlines()


def left(storage, name: str, age: timedelta) -> str:
    """A file of which no row tells, so old."""
    place = storage / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"left")
    then = (clock.now() - age).timestamp()
    os.utime(place, (then, then))
    return name


def test_where_all_is_well_it_says_so(kept, capsys):
    assert checked(capsys) == (0, ["1 whole"])


def test_a_row_without_its_file_is_told(kept, capsys):
    remove(kept.stored)
    assert checked(capsys) == (1, ["0 whole", f"missing: {kept.stored} (file {kept.pk})"])


@pytest.mark.parametrize(
    "spoil", [lambda content: content[:-1], lambda content: content[:-1] + b"x", lambda content: b""]
)
def test_a_file_that_is_not_what_its_row_says_is_told(kept, capsys, spoil):
    place = path(kept.stored)
    place.write_bytes(spoil(place.read_bytes()))
    assert checked(capsys) == (1, ["0 whole", f"changed: {kept.stored} (file {kept.pk})"])


def test_what_is_left_over_is_told_once_it_cannot_be_on_its_way(kept, storage, capsys):
    left(storage, "files/00/young.pdf", HOUR - MINUTE)
    left(storage, "files/00/young.part", HOUR - MINUTE)
    assert checked(capsys) == (0, ["1 whole"])
    orphan, unfinished = left(storage, "files/00/a.pdf", 2 * HOUR), left(storage, "files/00/a.part", 2 * HOUR)
    assert checked(capsys) == (1, ["1 whole", f"orphan: {orphan}", f"unfinished: {unfinished}"])


def test_leftovers_are_removed_where_that_is_asked_and_they_are_old_enough(kept, storage, capsys):
    old, begun = (
        left(storage, "files/00/old.pdf", DAY + MINUTE),
        left(storage, "files/00/a.part", HOUR + MINUTE),
    )
    code, told = checked(capsys, "--remove-leftovers")
    assert (code, told[-2:]) == (0, [f"removed: {begun}", f"removed: {old}"])
    assert list(lying("files")) == [kept.stored]
    younger = left(storage, "files/00/younger.pdf", DAY - MINUTE)
    assert checked(capsys, "--remove-leftovers") == (1, ["1 whole", f"orphan: {younger}"])


def test_other_rooms_folders_are_none_of_its_business(kept, storage, capsys):
    left(storage, "exports/00/a.zip", 9 * DAY)
    assert checked(capsys, "--remove-leftovers") == (0, ["1 whole"])
    assert list(lying("exports")) == ["exports/00/a.zip"]
