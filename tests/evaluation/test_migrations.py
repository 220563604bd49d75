"""What migrations make of old rows: which old lines the person judged reads. Seats and groups: `test_migrations_keys`."""

import importlib

import pytest
from django.apps import apps

from cadres.machine import record
from evaluation.models import (
    Arrival,
    CouncilLine,
    CouncilOpinion,
    CouncilSession,
    Decision,
    DossierCircumstance,
    DossierEntry,
    Excuse,
    RaisedProposal,
    RatingList,
    RatingRow,
    Seat,
)
from tests.factories import DossierFactory, PlanTaskFactory, UnitFactory

pytestmark = pytest.mark.django_db
telling = importlib.import_module("evaluation.migrations.0005_told")
saying = importlib.import_module("evaluation.migrations.0011_unmet_is_said")
reopening = importlib.import_module("evaluation.migrations.0033_arrivals_reopened")
heading = importlib.import_module("evaluation.migrations.0041_row_headed")
refusing = importlib.import_module("evaluation.migrations.0044_refused_opinions")
hearing = importlib.import_module("evaluation.migrations.0047_council_lines")
opining = importlib.import_module("evaluation.migrations.0043_opinion_document")
asking = importlib.import_module("evaluation.migrations.0021_unmet_not_asked")


def told_after(*deeds, **said):
    """Old lines, of which nothing was said yet: the deeds of those that are told once it is."""
    dossier = DossierFactory()
    for deed in deeds:
        record(dossier, deed, "Việc cũ", by=None, **said)
    telling.tell_of_what_was_told(apps, None)
    return list(DossierEntry.objects.filter(told=True).values_list("deed", flat=True))


def test_old_lines_by_which_others_judge_are_not_told_and_the_rest_of_the_road_is():
    judging = "propose_in_division appraisal_marks appraise council authority_marks propose province_appraise"
    deciding = "return_to_unit ask_remark decide decide_at_province"
    open_ones = ["submit", "return", "defer", "resume", "reopen", "publish", "share"]
    assert told_after(*judging.split(), *open_ones, *deciding.split()) == open_ones


def test_old_lines_of_plans_excuses_and_of_deeds_that_are_gone_are_told():
    deeds = ["collate", "approve", "deliver", "confirm", "refuse", "open", "a_deed_of_long_ago"]
    assert told_after(*deeds) == deeds


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("party_cell", False),
        ("both_posts", False),
        ("shortcoming", True),
        ("discipline", True),
        ("other_case", True),
    ],
)
@pytest.mark.parametrize("deed", ["record_circumstance", "lift"])
def test_old_lines_about_a_paper_in_which_others_judge_are_not(kind, told, deed):
    about = DossierFactory()
    row = DossierCircumstance.objects.create(
        cadre=about.cadre, dossier=about, kind=kind, text="Tốt", on="2026-11-02"
    )
    assert told_after(deed, changes={"row": row.pk, "circumstance": "Tốt"}) == [deed] * told


def test_an_old_recording_that_names_no_row_is_not_told_and_what_is_no_recording_is():
    paper = DossierCircumstance.objects.create(
        cadre=DossierFactory().cadre, dossier=DossierFactory(), kind="party_cell", text="Tốt", on="2026-11-02"
    )
    assert told_after("record_circumstance", changes={}) == []
    assert told_after("settle_cases", changes={"row": paper.pk}) == ["settle_cases"]


@pytest.mark.parametrize(("before", "after"), [(False, None), (True, True)])
def test_of_old_rows_only_what_was_ticked_was_said(before, after):
    dossier = DossierFactory()
    rating_list = RatingList.objects.create(
        period=dossier.period, unit=dossier.managing_unit, kind="unit_decision"
    )
    row = rating_list.rows.create(dossier=dossier, rating="good", unmet=before)
    saying.forget_what_nobody_said(apps, None)
    row.refresh_from_db()
    assert row.unmet is after


@pytest.mark.parametrize(
    ("said", "entry", "after"), [(None, False, None), (False, False, False), (True, True, True)]
)
def test_an_entry_of_the_ledger_that_nobody_was_asked_of_says_so(said, entry, after):
    dossier = DossierFactory()
    place = {"period": dossier.period, "unit": dossier.managing_unit}
    proposal, decided = (
        RatingList.objects.create(kind=kind, **place).rows.create(dossier=dossier, rating="good", unmet=unmet)
        for kind, unmet in (("division_proposal", None), ("unit_decision", said))
    )
    decision = Decision.objects.create(
        dossier=dossier, row=decided, rating="good", total=70, decided_at="2026-12-30T08:00Z", snapshot={}
    )
    kept = RaisedProposal.objects.create(
        decision=decision, row=proposal, unit=dossier.unit, unmet=entry, at="2026-12-30T08:00Z"
    )
    asking.forget_what_nobody_said(apps, None)
    kept.refresh_from_db()
    assert kept.unmet is after


@pytest.mark.parametrize(
    ("stage", "superseded", "after"),
    [
        ("council", None, "reopened"),
        ("deferred", None, "open"),
        ("decided", None, "answered"),
        ("council", "2027-01-04T08:00Z", "answered"),
    ],
)
def test_what_reopening_alone_had_answered_waits_until_it_is_decided_anew(stage, superseded, after):
    dossier = DossierFactory(stage=stage)
    place = {"period": dossier.period, "unit": dossier.managing_unit, "kind": "unit_decision"}
    row = RatingList.objects.create(**place).rows.create(dossier=dossier, rating="good")
    made = {"rating": "good", "total": 70, "decided_at": "2026-12-30T08:00Z", "snapshot": {}}
    decision = Decision.objects.create(dossier=dossier, row=row, superseded_at=superseded, **made)
    arrival = Arrival.objects.create(
        decision=decision, code="ground", sentence="x", stage="answered", arrived_at="2027-01-02T08:00Z"
    )
    record(dossier, "answer_by_reopening", "Mở lại", by=None, changes={"arrival": arrival.pk})
    reopening.wait_for_a_decision(apps, None)
    arrival.refresh_from_db()
    assert arrival.stage == after


def test_an_old_closed_row_keeps_who_heads_the_lists_unit_and_a_draft_keeps_nothing():
    ward, division = UnitFactory(), UnitFactory()
    head, by_seat, other = (
        DossierFactory(unit=unit, leadership=role)
        for unit, role in ((ward, "head"), (division, "head"), (division, "head"))
    )
    Seat.objects.create(dossier=by_seat, unit=ward, leadership="head")
    found = []
    for stage, kind in (
        ("closed", "unit_decision"),
        ("closed", "province_decision"),
        ("draft", "unit_proposal"),
    ):
        of_one = RatingList.objects.create(period=head.period, unit=ward, kind=kind, stage=stage)
        for person in (head, by_seat, other):
            RatingRow.objects.create(rating_list=of_one, dossier=person)
        heading.keep_who_headed(apps, None)
        found.append(list(of_one.rows.order_by("pk").values_list("headed", flat=True)))
    assert found == [[True, True, False], [False] * 3, [None] * 3]


def test_the_document_of_what_the_unit_supports_is_its_opinion_and_comes_back():
    for stage in ("proposed", "supported", "approved", "refused"):
        Excuse.objects.create(
            task=PlanTaskFactory(), stage=stage, put_forward_at="2026-12-27T08:00Z", answer_document=stage
        )
    documents = Excuse.objects.order_by("pk").values_list("opinion_document", "answer_document")
    opining.keep_the_units_document(apps, None)
    assert list(documents.all()) == [("", "proposed"), ("supported", ""), ("", "approved"), ("", "refused")]
    opining.take_it_back(apps, None)
    assert [answer for _, answer in documents] == ["proposed", "supported", "approved", "refused"]


def test_of_tier_3_1_a_refusal_keeps_its_document_as_the_units_where_the_unit_spoke_last():
    def refused(*deeds, tier="provincial"):
        task = PlanTaskFactory(plan__dossier__tier=tier)
        values = {"put_forward_at": "2026-12-27T08:00Z", "answer_document": "Công văn"}
        excuse = Excuse.objects.create(task=task, stage="refused", **values)
        for deed in deeds:
            record(task.plan.dossier, deed, "Trả lời", by=None, changes={"excuse": excuse.pk})
        return excuse.pk

    unit = refused("refuse")
    others = [refused("support", "refuse_at_province"), refused("refuse", tier="delegated"), refused()]
    refusing.keep_the_units_document(apps, None)
    found = {
        pk: said for pk, *said in Excuse.objects.values_list("pk", "opinion_document", "answer_document")
    }
    assert found == {unit: ["Công văn", ""]} | {pk: ["", "Công văn"] for pk in others}


def test_what_a_council_recorded_before_becomes_lines_of_its_session():
    """Of ballots only those for the opinion were counted: they stay in words."""
    dossiers = [DossierFactory(self_rating="good", party_post="Bí thư") for _ in range(2)]
    session = CouncilSession.objects.create(
        period=dossiers[0].period,
        unit=dossiers[0].managing_unit,
        held_on="2026-12-27",
        present=5,
        stage="closed",
    )
    for dossier, votes in zip(dossiers, (4, None), strict=True):
        CouncilOpinion.objects.create(
            dossier=dossier, session=session, rating="good", votes_for=votes, note="Cần rà soát"
        )
    hearing.keep_lines(apps, None)
    first, second = CouncilLine.objects.order_by("order")
    assert (first.name, first.post, first.self_rating, first.stage) == (
        dossiers[0].cadre.full_name,
        dossiers[0].post,
        "good",
        "recorded",
    )
    assert (first.note, first.ballots) == ("Cần rà soát\nSố phiếu đồng ý: 4.", None)
    assert (second.order, second.note) == (2, "Cần rà soát")
