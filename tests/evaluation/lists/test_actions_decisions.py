"""The proof of a decision: a canonical snapshot and its digest."""

import pytest

from evaluation.lists import listing
from evaluation.lists.actions.decisions import digest, snapshot_of
from tests.evaluation.lists.rated_factories import a_list

pytestmark = pytest.mark.django_db


def snapshot():
    world = a_list(1)
    row = listing.rows_for(world.list, listing.ready(world.list).with_facts())[0]
    row.name = row.dossier.cadre.full_name
    return snapshot_of(row)


@pytest.mark.clause("B6.2")
def test_the_snapshot_holds_ratings_score_tasks_and_what_was_permitted():
    kept = snapshot()
    assert kept["ratings"] == {
        "self": "good",
        "division": "",
        "appraisal": "good",
        "council": "good",
        "proposed": "",
        "decided": "good",
    }
    assert (kept["score"]["total"], kept["highest_permitted"]) == ("100.00", "excellent")
    assert [task["name"] for task in kept["tasks"]] == ["Báo cáo tháng"]


def test_the_digest_does_not_depend_on_the_order_of_keys():
    assert digest({"a": 1, "b": "ễ"}) == digest({"b": "ễ", "a": 1})


def test_the_digest_changes_with_any_figure():
    kept = snapshot()
    changed = kept | {"score": kept["score"] | {"total": "99.99"}}
    assert (digest(kept) == digest(changed)) is False
