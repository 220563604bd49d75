"""Names by which people sign in."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cadres.models import User
from cadres.usernames import check_script, shape
from tests.factories import UserFactory


@pytest.mark.parametrize("name", ["canbo.an", "Hà-An_2", "đỗ+1@tinh", "x\u1ebf", "xe\u0302\u0301"])
def test_latin_names_are_names(name):
    check_script(name)


@pytest.mark.parametrize("name", ["сanbo", "аn", "αn", "ａn", "an２", "安", "an\u0661", "ⅰan"])
def test_other_scripts_and_their_figures_are_refused(name):
    with pytest.raises(ValidationError, match="chữ cái La-tinh"):
        check_script(name)


@pytest.mark.parametrize(("one", "other"), [("cb001", "CBoo1"), ("canbo1", "canbol"), ("An", "aN")])
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
