"""A ward with a draft, and clients that are signed in."""

import pytest
from django.test import Client

from tests.factories import CatalogFactory, a_ward


def signed_in(user):
    client = Client(raise_request_exception=True)
    client.force_login(user)
    return client


@pytest.fixture
def ward(db):
    return a_ward()


@pytest.fixture
def draft(ward):
    return CatalogFactory(unit=ward.ward, standard=True)


@pytest.fixture
def item(draft):
    return draft.items.get()


@pytest.fixture
def staff(ward):
    return signed_in(ward.staff)


@pytest.fixture
def leadership(ward):
    return signed_in(ward.leadership)


@pytest.fixture
def stranger(db):
    """Staff of another ward."""
    return signed_in(a_ward().staff)
