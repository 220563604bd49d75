"""Whatever is altered, deleted, slipped in or cut beside the application is found, and the first wrong row is named first."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from config import clock
from evaluation.archive.models import Chain, Seal
from evaluation.archive.tells.kinds import KINDS
from evaluation.archive.tells.verifying import Head, faults
from evaluation.core.road import DOSSIERS
from evaluation.deeds import actions as deeds
from evaluation.lists.actions.decisions import digest
from evaluation.lists.actions.lists import close_list
from evaluation.lists.actions.places import ensure_list_for
from evaluation.models import (
    Decision,
    Dossier,
    DossierEntry,
    KeptForm,
    RaisedProposal,
    RatingList,
    RatingRow,
    Receipt,
)
from evaluation.packages.models import Sending, SentForm
from tests.evaluation.lists.rated_factories import a_list, a_province_list, good
from tests.evaluation.packages.packing import a_ward_that_sends, sent

pytestmark = pytest.mark.django_db
PETITIONS = timedelta(days=14)  # by then nobody can object any more


def a_round(count=2):
    """A ward's people decided, one of them with a receipt; the first published and archived."""
    world = a_list(count)
    first = world.dossiers[0]
    Receipt.objects.create(
        dossier=first, window="dossier", arrived_at=clock.now() - timedelta(days=1), by=world.staff
    )
    close_list(world.list, by=world.leadership, seen=world.list.version, rows=world.rows)
    published = deeds.publish(first, by=world.leadership)
    with clock.held(clock.now() + PETITIONS):
        deeds.archive(published, by=world.staff)
    return world


def decided_anew(world):
    dossier = Dossier.objects.get(pk=world.dossiers[1].pk)
    DOSSIERS.reopen.make(dossier, by=world.leadership, reason="Xem lại minh chứng")
    again = ensure_list_for(Dossier.objects.get(pk=dossier.pk))
    close_list(again, by=world.leadership, seen=None, rows={dossier.pk: good(summary="Đã xem lại")})
    return world


def found(noted=None):
    return [(fault.what, fault.where) for fault in faults(noted)]


def kinds():
    return list(Seal.objects.values_list("kind", flat=True))


def test_each_deed_is_sealed_with_what_it_decides_replaces_and_archives():
    world = a_round()
    assert kinds() == ["list", "decision", "decision", "archived"]
    decided_anew(world)
    assert kinds()[4:] == ["list", "decision", "replaced"]
    assert found() == []
    assert Chain.objects.get().length == 7


def a_sending():
    return sent(a_ward_that_sends())


def test_a_sending_is_sealed_with_its_manifest_and_the_first_deed_with_all_before_it():
    """The list of that package was closed by no deed: it stood there before."""
    row = a_sending()
    assert (kinds(), found()) == (["list", "sending"], [])
    Sending.objects.update(manifest={"parts": []})
    assert found() == [("altered", f"sending {row.pk}")]


def test_a_form_that_was_sent_is_held_against_its_digest():
    a_sending()
    form = SentForm.objects.first()
    SentForm.objects.filter(pk=form.pk).update(content={"total": "99"})
    assert found() == [("altered", f"sent Mẫu 03 {form.pk}")]


def test_a_form_that_a_manifest_names_and_that_is_gone_is_named():
    row = a_sending()
    part = next(part for part in row.manifest["parts"] if "row" in part)
    SentForm.objects.filter(row=part["row"]).delete()
    assert found() == [("deleted", f"Mẫu 03 of row {part['row']}, sending {row.pk}")]


def altered_rating():
    decision = Decision.objects.first()
    Decision.objects.filter(pk=decision.pk).update(rating="excellent")
    Dossier.objects.filter(pk=decision.dossier_id).update(decided_rating="excellent")
    return [("altered", f"decision {decision.pk}")]


def altered_rating_of_the_dossier():
    decision = Decision.objects.last()
    Dossier.objects.filter(pk=decision.dossier_id).update(decided_rating="excellent")
    return [("not as sealed", f"decision {decision.pk}")]


def dossier_set_back():
    """As if it had been taken up again, and nobody did."""
    decision = Decision.objects.last()
    Dossier.objects.filter(pk=decision.dossier_id).update(stage="council", decided_rating="")
    return [("not as sealed", f"decision {decision.pk}")]


def publication_undone():
    decision = Decision.objects.first()
    Dossier.objects.filter(pk=decision.dossier_id).update(stage="decided")
    return [("not as sealed", f"decision {decision.pk}")]


def replaced_in_the_database():
    decision = Decision.objects.last()
    Decision.objects.filter(pk=decision.pk).update(superseded_at=clock.now())
    return [("inserted", f"replaced {decision.pk}"), ("not as decided", f"dossier {decision.dossier_id}")]


def backdated_receipt():
    """Slipped in after the decision, to have been there before it."""
    decision = Decision.objects.last()
    before = decision.decided_at - timedelta(hours=1)
    made = Receipt.objects.create(
        dossier=decision.dossier, window="dossier", arrived_at=before, by=decision.by
    )
    return [("inserted", f"receipt of decision {decision.pk}, number {made.pk}")]


def backdated_line():
    decision = Decision.objects.last()
    before = decision.decided_at - timedelta(hours=1)
    made = DossierEntry.objects.create(dossier=decision.dossier, deed="submit", label="Nộp", at=before)
    return [("inserted", f"history line of decision {decision.pk}, number {made.pk}")]


def altered_points():
    row = RatingRow.objects.filter(order=2).get()
    RatingRow.objects.filter(pk=row.pk).update(total=12)
    return [("altered", f"list {row.rating_list_id}")]


def altered_snapshot_with_its_digest():
    """Whoever writes a new proof for it leaves the seal behind."""
    decision = Decision.objects.first()
    decision.snapshot["summary"] = "Căn cứ khác"
    decision.digest = digest(decision.snapshot)
    decision.save()
    entry = DossierEntry.objects.get(dossier=decision.dossier_id, deed="archive")
    return [("altered", f"decision {decision.pk}"), ("altered", f"archived {entry.pk}")]


def altered_form():
    form = KeptForm.objects.select_related("decision").first()
    KeptForm.objects.filter(pk=form.pk).update(content=form.content | {"total": "99"})
    where = f"decision {form.decision_id}"
    return [("altered", where), ("altered", f"kept form of {where}")]


def altered_plan():
    form = KeptForm.objects.select_related("decision").first()
    KeptForm.objects.filter(pk=form.pk).update(plan=form.plan | {"axes": []})
    where = f"decision {form.decision_id}"
    return [("altered", where), ("altered", f"kept plan of {where}")]


def altered_history():
    entry = DossierEntry.objects.filter(deed="archive").get()
    line = DossierEntry.objects.filter(dossier=entry.dossier_id).order_by("pk").first()
    DossierEntry.objects.filter(pk=line.pk).update(reason="Lý do khác")
    decision = Decision.objects.get(dossier=entry.dossier_id)
    return [
        ("altered", f"archived {entry.pk}"),
        ("altered", f"history line of decision {decision.pk}, number {line.pk}"),
    ]


def deleted_receipt():
    receipt = Receipt.objects.get()
    entry = DossierEntry.objects.get(deed="archive")
    decision = Decision.objects.get(dossier=receipt.dossier_id)
    told = [
        ("altered", f"archived {entry.pk}"),
        ("deleted", f"receipt of decision {decision.pk}, number {receipt.pk}"),
    ]
    receipt.delete()
    return told


def deleted_decision():
    decision = Decision.objects.last()
    told = [("deleted", f"decision {decision.pk}"), ("not as decided", f"dossier {decision.dossier_id}")]
    decision.delete()
    return told


def inserted_list():
    made = RatingList.objects.first()
    made.pk, made.sequence = None, 9
    made.save()
    return [("inserted", f"list {made.pk}")]


def inserted_decision():
    decision = Decision.objects.last()
    row = RatingRow.objects.create(
        rating_list=RatingList.objects.create(
            period=decision.dossier.period, unit=decision.dossier.unit, kind="unit_decision", sequence=7
        ),
        dossier=decision.dossier,
    )
    made = Decision.objects.create(
        dossier=decision.dossier,
        row=row,
        number=9,
        rating="excellent",
        total=99,
        snapshot={},
        digest="44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
        decided_at=clock.now(),
        superseded_at=clock.now(),
    )
    return [("inserted", f"decision {made.pk}"), ("inserted", f"replaced {made.pk}")]


def cut_end():
    """The last seal and its row go together: the chain still says how long it was."""
    last = Seal.objects.last()
    entry = DossierEntry.objects.get(pk=last.row)
    decision = Decision.objects.get(dossier=entry.dossier_id)
    entry.delete()
    last.delete()
    return [("cut", "the chain had 4 seals"), ("not as sealed", f"decision {decision.pk}")]


def deleted_seal():
    Seal.objects.filter(number=2).delete()
    decision = Decision.objects.first()
    return [("deleted", "seal"), ("inserted", f"decision {decision.pk}")]


def altered_seal():
    """A seal made to fit an altered row breaks where it is tied."""
    row = RatingRow.objects.filter(order=2).get()
    RatingRow.objects.filter(pk=row.pk).update(total=12)
    kind = KINDS["list"]
    Seal.objects.filter(number=1).update(digest=kind.digest(kind.rows().get()))
    return [("altered", f"seal of list {row.rating_list_id}")]


TAMPERED = (
    altered_rating,
    altered_rating_of_the_dossier,
    dossier_set_back,
    publication_undone,
    replaced_in_the_database,
    backdated_receipt,
    backdated_line,
    altered_points,
    altered_snapshot_with_its_digest,
    altered_form,
    altered_plan,
    altered_history,
    deleted_receipt,
    deleted_decision,
    inserted_list,
    inserted_decision,
    cut_end,
    deleted_seal,
    altered_seal,
)


@pytest.mark.parametrize("tamper", TAMPERED, ids=lambda tamper: tamper.__name__)
def test_what_was_tampered_with_is_named(tamper):
    a_round()
    assert found() == []
    told = tamper()
    assert found() == told


def test_who_answers_for_a_higher_proposal_is_sealed_with_the_decision():
    """6.2: the ledger."""
    world = a_province_list()
    closed = {"stage": "closed", "closed_at": world.period.dossier_closes_at}
    proposal = RatingList.objects.create(
        period=world.period, unit=world.ward, kind="unit_proposal", sequence=2, **closed
    )
    proposal.rows.create(dossier=world.dossiers[0], rating="good", order=1)
    rows = {pk: {"rating": "completed", "reason": "Chưa đạt", "unmet": True} for pk in world.rows}
    body = "Ban Thường vụ Tỉnh ủy"
    close_list(world.list, by=world.secretariat, seen=world.list.version, rows=rows, body=body)
    decision = Decision.objects.get()
    assert found() == []
    RaisedProposal.objects.update(head_name="Người khác")
    assert found() == [("altered", f"decision {decision.pk}")]


def test_a_chain_written_anew_from_its_beginning_does_not_pass_the_end_that_was_noted():
    a_round()
    last = Seal.objects.last()
    noted = Head(last.number, last.chained[:16])
    assert found(noted) == []
    Seal.objects.all().delete()
    Chain.objects.update(length=0, head="")
    RatingRow.objects.filter(order=2).update(total=12)
    call_command("verify_archive", "--begin", stdout=StringIO())
    assert found() == []
    assert found(noted) == [("cut or altered", "the noted end is not in the chain")]


def told(*arguments):
    out = StringIO()
    try:
        call_command("verify_archive", *arguments, stdout=out)
    except SystemExit as ended:
        return ended.code, out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def test_the_command_ends_well_where_all_agrees_and_says_the_end_to_be_noted():
    a_round()
    last = Seal.objects.last()
    assert told() == (0, [f"4 seals, 0 faults; the end to be noted: 4-{last.chained}"])
    assert told("--noted", f"4-{last.chained[:16]}")[0] == 0
    with pytest.raises(CommandError):
        told("--noted", "4")


def test_the_command_fails_and_names_what_is_wrong():
    a_round()
    where = altered_points()[0][1]
    code, lines = told()
    assert (code, lines[0]) == (1, f"altered: {where}, seal 1")


def test_what_was_decided_before_there_was_a_chain_is_sealed_once():
    a_round()
    Seal.objects.all().delete()
    Chain.objects.update(length=0, head="")
    assert told("--begin") == (0, ["4 sealed"])
    assert found() == []
    inserted_list()
    assert told("--begin") == (0, ["0 sealed"])
