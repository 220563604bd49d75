"""Names by which people sign in."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cadres.models import User
from cadres.usernames import check_script, shape
from tests.factories import UserFactory

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "name", ["canbo.an", "Hà-An_2", "đỗ+1@tinh", "ĐỖ.ưỡng-Ỷ", "x\u1ebf", "xe\u0302\u0301"]
)
def test_latin_names_are_names(name):
    check_script(name)


@pytest.mark.parametrize(
    "name", ["сanbo", "аn", "αn", "ａn", "an２", "安", "an\u0661", "ⅰan", "ɑn", "ıan", "Ðan", "aň"]
)
def test_other_scripts_and_their_figures_are_refused(name):
    with pytest.raises(ValidationError, match="chữ cái La-tinh"):
        check_script(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cb001", "CBoo1"),
        ("canbo1", "canbol"),
        ("An", "aN"),
        ("canbo.Ian", "canbo.lan"),
        ("canbo.i1", "canbo.Il"),
    ],
)
def test_what_one_takes_for_each_other_has_one_shape(one, other):
    assert shape(one) == shape(other)


@pytest.mark.django_db
@pytest.mark.parametrize("other", ["CANBO.AN", "canb0.an", "canbo.an"])
def test_no_two_accounts_look_alike(other):
    UserFactory(username="canbo.an")
    with pytest.raises(ValidationError, match="canbo.an|Đã có tài khoản"):
        User(username=other, password="x").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(username=other)


@pytest.mark.django_db
def test_an_account_is_no_other_than_itself():
    UserFactory(username="canbo.an").full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["canbo.an", "CanBo.An"])
def test_an_account_is_found_whatever_its_case_and_never_by_its_looks(name):
    account = UserFactory(username="canbo.an")
    assert User.objects.get_by_natural_key(name) == account
    with pytest.raises(User.DoesNotExist):
        User.objects.get_by_natural_key(name.replace("o", "0"))


# --- what stood before -----------------------------------------------------------------------------------------------


@pytest.fixture
def before(migrate):
    """Accounts as they stood before i was taken for l."""
    migrate("cadres", "0008_held_once")
    yield lambda name: User.objects.filter(pk=UserFactory(username=f"x{name}").pk).update(
        username=name, shape=name
    )
    for pk in User.objects.values_list(
        "pk", flat=True
    ):  # nothing is deleted while tables that refer to them are gone
        User.objects.filter(pk=pk).update(username=f"x{pk}", shape=f"x{pk}")


@pytest.mark.django_db(transaction=True)
def test_names_that_stood_before_get_their_new_shape_and_are_found(before, migrate):
    before("binh.li")
    migrate()
    assert User.objects.get_by_natural_key("Binh.LI").shape == "blnh.ll"


@pytest.mark.django_db(transaction=True)
def test_two_that_one_takes_for_each_other_are_named(before, migrate):
    before("canbo.lan")
    account = UserFactory(username="canbo.x")
    User.objects.filter(pk=account.pk).update(username="canbo.ian", shape="canbo.ian")
    with pytest.raises(ValueError, match="“canbo.lan” và “canbo.ian”"):
        migrate()


def test_a_migration_reckons_with_nothing_that_may_change():
    """Columns and validators are named by Django itself (`import cadres.fields`); the rest is written out."""
    own = "cadres|catalog|config|evaluation|pages|regulation|reporting"
    borrowed = re.compile(rf"^\s*from ({own})\b|(cadres\.usernames\.(?!check_script)\w+)", re.MULTILINE)
    paths = [path for path in ROOT.glob("*/migrations/0*.py") if borrowed.search(path.read_text())]
    assert [path.name for path in paths] == []
