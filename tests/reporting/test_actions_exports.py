"""The row of a long file: asked for once, claimed by one, taken over from whoever fell silent, finished once, kept a week."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from config import clock
from evaluation.files.storage import writing
from reporting.actions import ending
from reporting.actions.asking import MOST_WAITING, Enough, cancel
from reporting.actions.claiming import EXHAUSTED, MOST_ATTEMPTS, LostError, claim_next
from reporting.actions.ending import tidy
from reporting.models import Export, State
from tests.reporting.exporting import a_ward_with_papers, asked, lying
from tests.telling import told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unpressed")]


@pytest.fixture
def world():
    return a_ward_with_papers()


@pytest.fixture
def export(world):
    return asked(world)


def kept(export, content=b"x"):
    with writing(export.folder, "pdf") as made:
        made.file.write(content)
    return made.kept


def silent(export):
    Export.objects.filter(pk=export.pk).update(heartbeat_at=Now() - timedelta(seconds=31))


def finished(export):
    claim = claim_next()
    claim.finish(kept(export), [], "Xong")
    export.refresh_from_db()
    return export


def test_the_same_question_is_the_same_job_until_it_has_ended(world, export):
    assert asked(world) == export
    claim_next()
    assert asked(world) == export
    cancel(export, by=world.staff)
    assert asked(world) != export


def test_others_who_ask_the_same_have_a_job_of_their_own(world, export):
    assert asked(world, by=world.leadership) != export


def test_nobody_has_more_than_so_many_waiting(world):
    for unit in (world.ward, world.division, world.other_division):
        last = asked(world, unit=unit)
    with pytest.raises(Enough, match=f"đang có {MOST_WAITING} tệp chờ tạo"):
        asked(world, unit=world.province)
    assert asked(world, unit=world.ward, by=world.leadership)
    cancel(last, by=world.staff)
    assert asked(world, unit=world.province)


def test_one_worker_has_it_and_new_jobs_come_first(world, export):
    first, second = claim_next(), claim_next()
    assert (first.export, second) == (export, None)
    another = asked(world, unit=world.division)
    first.hand_back()
    assert [claim_next().export, claim_next().export] == [another, export]


def test_whoever_falls_silent_loses_it_and_writes_nothing_more(export):
    old = claim_next()
    silent(export)
    new = claim_next()
    assert (new.export, new.token == old.token) == (export, False)
    for deed in (
        old.beat,
        lambda: old.keep("1", kept(export)),
        lambda: old.finish(kept(export), ["1"], "Xong"),
        lambda: old.give_up("Lỗi"),
    ):
        with pytest.raises(LostError):
            deed()
    old.hand_back()
    export.refresh_from_db()
    assert (export.state, export.claimed_by, export.file, export.parts.count()) == (
        "running",
        new.token,
        "",
        0,
    )


def test_whoever_takes_it_over_goes_on_behind_what_is_drawn(export):
    part = kept(export)
    claim_next().keep("1", part)
    silent(export)
    new = claim_next()
    assert (new.drawn(), new.export.done) == ({"1": part.name}, 1)


def test_what_the_disk_has_lost_is_drawn_again(files, export):
    claim, part = claim_next(), kept(export)
    claim.keep("1", part)
    (files / part.name).unlink()
    assert (claim.drawn(), export.parts.count()) == ({}, 0)


def test_after_so_many_attempts_without_a_step_it_is_given_up_and_its_owner_hears_of_it(world, export):
    for _ in range(MOST_ATTEMPTS):
        claim_next().hand_back()
    assert claim_next() is None
    export.refresh_from_db()
    sentence = EXHAUSTED.format(n=MOST_ATTEMPTS)
    assert (export.state, export.failure, told(world.staff)) == ("failed", sentence, [sentence])


def test_a_step_forward_makes_up_for_what_was_tried_in_vain(export):
    for number in range(2 * MOST_ATTEMPTS):
        claim = claim_next()
        claim.keep(f"{number}", kept(export))
        claim.hand_back()
    assert claim_next().export.done == 2 * MOST_ATTEMPTS


def test_cancelled_it_is_nobodys_and_its_file_is_not_written(files, world, export):
    claim = claim_next()
    claim.keep("1", kept(export))
    assert cancel(export, by=world.staff).state == State.CANCELLED
    with pytest.raises(LostError):
        claim.keep("2", kept(export))
    tidy()
    assert lying() == []


def test_what_is_finished_cannot_be_cancelled(world, export):
    assert cancel(finished(export), by=world.staff).state == State.DONE


def test_nobody_cancels_for_another(world, export):
    with pytest.raises(Exception, match="không còn"):
        cancel(export, by=world.leadership)
    assert Export.objects.unfinished().get() == export


def test_of_a_finished_job_its_file_alone_stays_and_its_owner_is_told(files, world, export):
    claim = claim_next()
    parts = [kept(export), kept(export)]
    claim.keep("1", parts[0]), claim.keep("2", parts[1])
    whole = kept(export, b"whole")
    claim.finish(whole, ["1"], "“Mẫu 03” đã tạo xong")
    export.refresh_from_db()
    assert lying() == [str(files / whole.name)]
    assert (export.file, export.size, export.digest) == (whole.name, 5, whole.digest)
    assert list(export.parts.values_list("key", "file")) == [("1", "")]
    assert told(world.staff) == ["“Mẫu 03” đã tạo xong"]


def test_after_a_week_it_goes_with_its_file(world, export):
    finished(export)
    with clock.held(export.finished_at + timedelta(days=7) - timedelta(seconds=1)):
        tidy()
    assert Export.objects.of(world.staff).get() == export
    with clock.held(export.finished_at + timedelta(days=7)):
        assert not Export.objects.of(world.staff).exists()
        tidy()
    assert (Export.objects.count(), lying()) == (0, [])


def test_what_is_left_of_a_job_that_is_no_more_goes_too(export):
    kept(export)
    Export.objects.all().delete()
    tidy()
    assert lying() == []


def test_what_still_waits_is_left_alone_however_long_it_does(export):
    kept(export)
    with clock.held(export.asked_at + timedelta(days=30)):
        tidy()
    assert (Export.objects.get(), len(lying())) == (export, 1)


def test_what_lies_there_of_others_is_left_alone(files, export):
    strange = files / "exports" / "lost+found"
    strange.mkdir(parents=True)
    tidy()
    assert strange.exists()


def test_what_cannot_be_removed_holds_up_nobody(world, export, monkeypatch, caplog):
    """Of another user of the machine, or on a disk that became read only."""
    kept(export), cancel(export, by=world.staff)

    def refuses(name):
        raise PermissionError(name)

    monkeypatch.setattr(ending, "remove", refuses)
    other = asked(world)
    tidy()
    assert (claim_next().export, "not removed" in caplog.text) == (other, True)


def test_no_empty_folders_are_left_to_be_looked_through(files, export):
    claim = claim_next()
    for number in range(20):
        claim.keep(f"{number}", kept(export))
    whole = kept(export, b"whole")
    claim.finish(whole, [], "Xong")
    assert list((files / export.folder).iterdir()) == [(files / whole.name).parent]
