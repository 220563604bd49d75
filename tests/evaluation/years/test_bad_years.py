"""Bad input on every form of a year's list, with somebody who is ready on it: a sentence or a page, never a fall."""

import pytest
from django.test import Client
from django.urls import reverse

from evaluation.years.actions.closing import close_list
from tests.evaluation.years.rated_years import a_year, good
from tests.test_bad_input import Knocker, offers, spoiled

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("closed", [False, True], ids=["draft", "closed"])
def test_no_form_of_a_years_list_falls_over_whatever_is_typed(closed):
    world = a_year("ggg?", "xxgF")
    if closed:
        close_list(world.list, {world.people[1].last.pk: good()}, by=world.leadership, seen=2)
    url, client, knocker = (
        reverse("year_list", args=[world.list.pk]),
        Client(),
        Knocker(world.leadership),
    )
    client.force_login(world.leadership)
    found = [one for one in offers(client.get(url), url) if "danh-sach-nam" in one.action]
    for offer in found:
        for data in spoiled(offer, str(world.ward.pk)):
            knocker.answer("post", offer.action, data)
    assert {offer.key[0] for offer in found} == (
        {"year_list_publish", "year_list_reopen"} if closed else {"year_list"}
    )
    assert knocker.wrong == []
