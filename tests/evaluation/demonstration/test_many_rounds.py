"""The province to measure pages on: whole enough for each page that reads everybody, and the same from the same seed."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from cadres.models import Duty, User
from evaluation.core.models.posts import moved
from evaluation.core.steps import AFTER_DECISION, STILL_OPEN
from evaluation.demonstration.many_people import CADRE, account
from evaluation.models import (
    Decision,
    Dossier,
    DossierUserObjectPermission,
    Period,
    RaisedProposal,
    RatingRow,
)
from tests.factories import PeriodFactory

pytestmark = pytest.mark.django_db

ASKED = ("--cadres", "400", "--quarters", "2")


def make(*asked):
    call_command("make_province", *asked, stdout=StringIO())


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMONSTRATION = True


def told():
    """What tells one province from another: names, where they stand, who was raised."""
    rows = Dossier.objects.order_by("period", "cadre__code")
    return [
        list(rows.values_list("cadre__full_name", "unit__code", "stage", "decided_rating", "total")),
        list(
            RaisedProposal.objects.order_by("row__dossier__cadre__code", "at").values_list(
                "head_name", "proposed", "unmet"
            )
        ),
    ]


def made_and_undone(*asked):
    with transaction.atomic():
        make(*asked)
        found = told()
        transaction.set_rollback(True)
    return found


def test_each_page_that_reads_everybody_finds_rows_and_rows_that_agree(client):
    make(*ASKED)
    assert [Dossier.objects.count(), Period.objects.count()] == [800, 2]
    decided = Dossier.objects.filter(stage__in=AFTER_DECISION)
    assert decided.exclude(decisions__rating=F("decided_rating")).count() == 0
    assert Decision.objects.exclude(row__dossier=F("dossier")).count() == 0
    assert RatingRow.objects.filter(rating="").count() == 0
    assert RaisedProposal.objects.exclude(proposed=F("decided")).exists()
    assert DossierUserObjectPermission.objects.exists()
    assert Dossier.objects.exclude(other_units=None).exists()
    readers = [CADRE, account(Duty.ORGANISATION_STAFF), account(Duty.PROVINCIAL_ORGANISATION)]
    year = reverse("year", args=[Period.objects.earliest("-year", "-number").year])
    for username in readers:
        client.force_login(User.objects.get(username=username))
        assert [
            client.get(page).status_code for page in (reverse("dossiers"), reverse("rating_lists"), year)
        ] == [200] * 3
    assert client.get(reverse("answerability")).context["page_obj"].paginator.count > 0


def test_everybodys_dossiers_have_the_posts_that_are_held():
    make(*ASKED)
    assert not Dossier.objects.filter(moved(), stage__in=STILL_OPEN).exists()


def test_the_same_seed_makes_the_same_province_and_another_seed_another_one():
    first, again, other = (made_and_undone(*ASKED, "--seed", seed) for seed in ("1", "1", "2"))
    assert [first == again, first == other] == [True, False]


def test_where_there_are_rounds_nothing_is_made():
    PeriodFactory()
    with pytest.raises(CommandError, match="đã có kỳ đánh giá khác"):
        make(*ASKED)


def test_outside_of_demonstration_mode_and_for_nobody_nothing_is_made(settings):
    with pytest.raises(CommandError, match="--cadres"):
        make("--cadres", "0")
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="DEMONSTRATION=1"):
        make(*ASKED)
    assert not User.objects.exists()
