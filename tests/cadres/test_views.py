"""The way in, and looking people up, as a visitor meets them."""

from typing import ClassVar

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher, make_password
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cadres.actions.sign_in import Visit
from cadres.models import Attempt, Duty, User
from cadres.visitors import address_of, neighbourhood_of
from config.proxies import networks
from tests.factories import (
    PASSWORD,
    AppointmentFactory,
    CadreFactory,
    PositionFactory,
    UserFactory,
    a_ward,
    an_official,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forgotten_tries():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def _stopped_clock():
    """No try becomes free again meanwhile, however slow the machine."""
    with time_machine.travel("2026-11-22T08:00:00+00:00", tick=False):
        yield


def sign_in(client, user, password=PASSWORD, **extra):
    return client.post(reverse("login"), {"username": user.username, "password": password}, **extra)


# --- signing in ------------------------------------------------------------------------------------------------------


def test_the_right_password_opens_the_door(client):
    user = UserFactory()
    assert sign_in(client, user).status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_wrong_password_is_told_in_one_sentence_and_the_name_stays(client):
    answer = sign_in(client, UserFactory(username="binh"), "sai")
    assert answer.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in answer.text
    assert 'value="binh"' in answer.text


def test_an_unknown_name_and_an_inactive_account_read_like_a_wrong_password(client):
    inactive = UserFactory(is_active=False)
    assert "chưa đúng" in sign_in(client, inactive).text
    answer = client.post(reverse("login"), {"username": "khong-co-ai", "password": "x"})
    assert "chưa đúng" in answer.text


@pytest.mark.parametrize(
    "typed", [{}, {"username": "", "password": ""}, {"username": "a\0b", "password": "x"}]
)
def test_half_a_sign_in_is_a_sentence(client, typed):
    assert client.post(reverse("login"), typed).status_code == 422


def test_after_five_wrong_tries_even_the_right_password_waits_and_is_not_hashed(client, monkeypatch):
    user = UserFactory()
    assert [sign_in(client, user, "sai").status_code for _ in range(6)] == [422] * 6
    monkeypatch.setattr("django.contrib.auth.forms.authenticate", lambda *a, **k: pytest.fail("hashed"))
    answer = sign_in(client, user)
    assert answer.status_code == 429
    assert "Xin thử lại sau 2 giây" in answer.text or "Xin thử lại sau 1 giây" in answer.text
    assert answer.headers["Retry-After"] in ("1", "2")


def test_another_name_and_another_address_do_not_wait(client):
    user, other = UserFactory(), UserFactory()
    for _ in range(6):
        sign_in(client, user, "sai")
    assert sign_in(client, user).status_code == 429
    assert sign_in(client, other).status_code == 302
    assert sign_in(client, user, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_the_right_password_starts_the_count_anew(client):
    user = UserFactory()
    for _ in range(5):
        sign_in(client, user, "sai")
    assert sign_in(client, user).status_code == 302
    assert [sign_in(client, user, "sai").status_code for _ in range(5)] == [422] * 5


def test_a_visitor_cannot_pretend_an_address(client):
    user = UserFactory()
    for place in range(6):
        sign_in(client, user, "sai", headers={"X-Forwarded-For": f"10.0.0.{place}"})
    assert sign_in(client, user).status_code == 429


def test_a_name_opens_whatever_its_case_and_a_password_however_it_was_composed(client):
    user = UserFactory(username="Hà.An")
    user.set_password("Bí mật 2026")
    user.save()
    for name, word in (("HÀ.an", "Bí mật 2026"), ("ha\u0300.an", "Bi\u0301 ma\u0323\u0302t 2026")):
        typed = {"username": name, "password": word}
        assert client.post(reverse("login"), typed).status_code == 302
        client.post(reverse("logout"))
    wrong = {"username": "ha.an", "password": "Bí mật 2026"}
    assert client.post(reverse("login"), wrong).status_code == 422


def test_a_password_that_was_set_before_by_code_points_still_opens(client):
    user = UserFactory()
    loose = "Bi\u0301 ma\u0323\u0302t 2026"
    User.objects.filter(pk=user.pk).update(password=make_password(loose))
    assert sign_in(client, user, loose).status_code == 302


class Counted(MD5PasswordHasher):
    """Counts each password that is hashed, to be stored or to be compared."""

    algorithm = "counted"
    hashed: ClassVar[list[str]] = []

    def encode(self, password, salt):
        self.hashed.append(password)
        return super().encode(password, salt)


@pytest.mark.parametrize("typed", ["sai", "Sai mật khẩu", "Sai ma\u0323\u0302t kha\u0309u"])
def test_a_wrong_password_costs_as_much_for_a_name_that_is_none(client, settings, typed):
    settings.PASSWORD_HASHERS = [f"{__name__}.Counted"]
    costs = []
    for user in (UserFactory(), UserFactory(is_active=False), User(username="khong-co-ai")):
        Counted.hashed.clear()
        assert sign_in(client, user, typed).status_code == 422
        costs.append(len(Counted.hashed))
    assert costs == [costs[0]] * 3


@pytest.mark.usefixtures("_stopped_clock")
@pytest.mark.parametrize("debug", [True, False])
def test_without_a_configured_proxy_nobodys_word_about_addresses_counts(client, settings, debug):
    settings.SECURE_PROXY_SSL_HEADER = None if debug else ("HTTP_X_FORWARDED_PROTO", "https")
    user = UserFactory()
    said = [
        sign_in(client, user, "sai", headers={"X-Forwarded-For": f"9.1.1.{place}"}).status_code
        for place in range(60)
    ]
    assert said == [422] * 6 + [429] * 54


def test_behind_our_proxies_the_last_hop_that_is_none_of_them_counts(client, settings):
    settings.TRUSTED_PROXIES = networks(["127.0.0.1", "10.9.0.0/16"])
    user = UserFactory()
    for place in range(6):
        sign_in(client, user, "sai", headers={"X-Forwarded-For": f"{place}.1.1.1, 10.0.0.7, 10.9.1.1"})
    assert sign_in(client, user, headers={"X-Forwarded-For": "9.9.9.9, 10.0.0.7"}).status_code == 429
    assert sign_in(client, user, headers={"X-Forwarded-For": "10.0.0.8"}).status_code == 302


def test_a_proxy_of_the_old_addresses_is_trusted_where_the_server_listens_on_the_new_ones(rf, settings):
    settings.TRUSTED_PROXIES = networks(["10.9.0.0/16"])
    asked = rf.get("/", headers={"X-Forwarded-For": "7.7.7.7"}, REMOTE_ADDR="::ffff:10.9.0.1")
    assert address_of(asked) == "7.7.7.7"


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("", ""),
    ],
)
def test_addresses_that_cost_nothing_are_one_place(rf, address, place):
    assert neighbourhood_of(rf.get("/", REMOTE_ADDR=address)) == place


@pytest.mark.usefixtures("_stopped_clock")
def test_a_long_wait_is_told_in_minutes(client):
    user = UserFactory()
    guesser = Visit(user.username, "10.0.9.9")
    for _ in range(21 * 3):
        guesser.refuse()
    answer = sign_in(client, user)
    assert (answer.headers["Retry-After"], "Xin thử lại sau 3 phút." in answer.text) == ("180", True)


def test_whoever_leaves_after_the_session_has_ended_is_out_and_asked_for_nothing(client):
    answer = client.post(reverse("logout"), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("login")
    assert "Phiên làm việc đã hết" not in answer.text


@pytest.mark.parametrize("hops", ["", "unknown", "10.0.0.7, x", ",", "1.2.3.4:80"])
def test_what_is_no_address_is_not_believed(rf, settings, hops):
    settings.TRUSTED_PROXIES = networks(["127.0.0.1"])
    assert address_of(rf.get("/", headers={"X-Forwarded-For": hops})) == "127.0.0.1"


@pytest.mark.usefixtures("_stopped_clock")
def test_one_name_is_slowed_down_over_all_addresses_and_never_locked_out(client):
    user = UserFactory()
    said = [sign_in(client, user, "sai", REMOTE_ADDR=f"10.0.0.{n}").status_code for n in range(60)]
    assert said == [422] * 21 + [429] * 39
    answer = sign_in(client, user, REMOTE_ADDR="10.0.1.1")
    assert (answer.status_code, int(answer.headers["Retry-After"]) <= 60) == (429, True)


@pytest.mark.usefixtures("_stopped_clock")
def test_the_owner_waits_for_no_guesser_in_a_browser_of_their_own(client):
    user = UserFactory()
    assert sign_in(client, user).status_code == 302
    client.post(reverse("logout"))
    guesser = Client()
    for place in range(60):
        sign_in(guesser, user, "sai", REMOTE_ADDR=f"10.0.0.{place}")
    assert sign_in(guesser, user, REMOTE_ADDR="10.0.1.1").status_code == 429
    assert sign_in(client, user).status_code == 302
    other = UserFactory()
    guesser.cookies = client.cookies  # known as one name's, and as nobody else's
    for place in range(60):
        sign_in(guesser, other, "sai", REMOTE_ADDR=f"10.0.0.{place}")
    assert sign_in(guesser, other, REMOTE_ADDR="10.0.1.1").status_code == 429


@pytest.mark.usefixtures("_stopped_clock")
def test_right_passwords_from_ever_new_places_are_counted_nowhere():
    user = UserFactory()
    said = [sign_in(Client(), user, REMOTE_ADDR=f"10.0.0.{n}").status_code for n in range(24)]
    assert [said, Attempt.objects.count()] == [[302] * 24, 0]
    assert sign_in(Client(), user, "sai", REMOTE_ADDR="10.0.1.1").status_code == 422


@pytest.mark.parametrize("known", [True, False])
def test_whoever_waited_out_the_told_seconds_is_let_try_whatever_others_do(known):
    user = UserFactory() if known else User(username="khong-co-ai")
    with time_machine.travel("2026-11-22T08:00:00+00:00", tick=False) as clock:
        for place in range(30):
            sign_in(Client(), user, "sai", REMOTE_ADDR=f"10.0.0.{place}")
        told = [sign_in(Client(), user, REMOTE_ADDR="10.0.1.1").headers["Retry-After"] for _ in range(9)]
        assert told == ["60"] * 9
        clock.shift(60)
        for place in range(60):
            sign_in(Client(), user, "sai", REMOTE_ADDR=f"10.0.0.{place}")
        last = sign_in(Client(), user, REMOTE_ADDR="10.0.1.1")
        assert last.status_code == (302 if known else 422)


def test_waiting_for_others_costs_no_try_of_ones_own(client):
    user = UserFactory()
    with time_machine.travel("2026-11-22T08:00:00+00:00", tick=False) as clock:
        for place in range(30):
            sign_in(Client(), user, "sai", REMOTE_ADDR=f"10.0.0.{place}")
        clock.shift(59 * 60)
        assert {sign_in(client, user, "sai").status_code for _ in range(9)} == {429}
        clock.shift(61)  # now those guesses are forgotten
        assert [sign_in(client, user, "sai").status_code for _ in range(6)] == [422] * 6


def test_a_try_writes_to_the_cache_a_few_times_however_many_were_before(monkeypatch):
    user, writes = UserFactory(), []
    for name in ("add", "set"):
        true = getattr(cache, name)
        monkeypatch.setattr(
            cache, name, lambda *given, true=true, **named: writes.append(1) or true(*given, **named)
        )
    for place in range(60):
        writes.clear()
        sign_in(Client(), user, "sai", REMOTE_ADDR=f"10.0.0.{place % 40}")
        assert len(writes) <= 4


@pytest.mark.usefixtures("_stopped_clock")
def test_a_known_browser_that_guesses_waits_like_anybody(client):
    user = UserFactory()
    sign_in(client, user)
    said = [sign_in(client, user, "sai", REMOTE_ADDR=f"10.0.0.{n}").status_code for n in range(8)]
    assert said == [422] * 6 + [429] * 2


def test_the_demonstrations_accounts_are_listed_one_a_role_and_then_the_others(client, settings):
    ward = a_ward()
    second = an_official(Duty.LEADERSHIP, ward.ward)
    User.objects.update(is_demonstration=True)
    an_official(Duty.AUDITOR, ward.province)
    settings.DEMONSTRATION = True
    page = client.get(reverse("login"))
    roles = (ward.subject, ward.staff, ward.division_leadership, ward.leadership, ward.council)
    assert [account["username"] for account in page.context["accounts"]] == [user.username for user in roles]
    assert page.context["other_accounts"] == [
        {
            "username": second.username,
            "name": second.full_name,
            "role": "Tập thể lãnh đạo, cấp ủy",
            "unit": ward.ward.name,
        }
    ]
    assert settings.DEMONSTRATION_PASSWORD in page.text


def test_none_of_many_demonstration_accounts_is_left_out(client, settings):
    ward = a_ward()
    for _ in range(70):
        an_official(Duty.LEADERSHIP, ward.ward)
    User.objects.update(is_demonstration=True)
    settings.DEMONSTRATION = True
    assert len(client.get(reverse("login")).context["other_accounts"]) == 70


def test_no_account_is_listed_outside_a_demonstration(client, settings):
    UserFactory(is_demonstration=True)
    settings.DEMONSTRATION = False
    page = client.get(reverse("login"))
    assert "accounts" not in page.context
    assert settings.DEMONSTRATION_PASSWORD not in page.text


def test_signing_out_is_a_post(client):
    client.force_login(UserFactory())
    assert client.get(reverse("logout")).status_code == 405
    assert client.post(reverse("logout")).url == reverse("login")
    assert "_auth_user_id" not in client.session


def test_a_password_is_changed_by_whoever_knows_the_old_one(client):
    user = UserFactory()
    client.force_login(user)
    new = "mot-mat-khau-dai-hon"
    typed = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    wrong = client.post(reverse("password_change"), typed | {"old_password": "sai"})
    assert [wrong.status_code, bool(wrong.context["form"].errors["old_password"])] == [422, True]
    assert client.post(reverse("password_change"), typed).url == reverse("password_change_done")
    user.refresh_from_db()
    assert user.check_password(new)
    assert client.get(reverse("password_change_done")).status_code == 200


@pytest.mark.parametrize("name", ["people", "password_change", "password_change_done"])
def test_who_is_not_signed_in_is_asked_to(client, name):
    assert client.get(reverse(name)).url == f"{reverse('login')}?next={reverse(name)}"


# --- people ----------------------------------------------------------------------------------------------------------


def search(client, user, words, **headers):
    client.force_login(user)
    return client.get(reverse("people"), {"q": words}, headers=headers)


def found(answer):
    return [cadre.full_name for cadre in answer.context["page_obj"]]


def test_a_search_finds_those_in_reach_and_nobody_else(client):
    here, there = a_ward(), a_ward()
    assert found(search(client, here.staff, "le binh")) == ["Lê Văn Bình"]
    assert found(search(client, here.staff, there.ward.code)) == []
    assert "Không tìm thấy ai" in search(client, here.staff, "khong ai ten nay").text


def test_without_words_everybody_in_reach_is_listed(client):
    ward = a_ward()
    AppointmentFactory(cadre__full_name="Âu Thị Ái", unit=ward.other_division)
    assert found(search(client, ward.leadership, "")) == ["Âu Thị Ái", "Lê Văn Bình"]


def test_a_fragment_is_the_list_alone(client):
    ward = a_ward()
    answer = search(client, ward.staff, "binh", **{"HX-Request": "true"})
    assert "<html" not in answer.text
    assert "Lê Văn Bình" in answer.text


@pytest.mark.parametrize(
    "words", ["%", "_", "' OR 1=1 --", "<script>", "a" * 5000, "9" * 400, " \u0301 ", "bi\u0300nh"]
)
def test_odd_words_are_only_words(client, words):
    answer = search(client, a_ward().staff, words)
    assert answer.status_code == 200
    assert "<script>" not in answer.text.partition("<main")[2]


def test_an_odd_page_is_the_nearest_one(client):
    client.force_login(a_ward().staff)
    assert client.get(reverse("people"), {"page": "-3"}).status_code == 200
    assert client.get(reverse("people"), {"page": "x"}).status_code == 200


def count_queries(client, user):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(user)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(reverse("people")).status_code == 200
    return len(caught)


def test_the_list_asks_as_much_for_thirty_persons_as_for_one(client):
    ward = a_ward()
    one = count_queries(client, ward.staff)
    for _ in range(29):
        AppointmentFactory(unit=ward.division)
    assert [count_queries(client, ward.staff), one <= 12] == [one, True]


def test_fifty_persons_stand_on_a_page(client):
    ward = a_ward()
    AppointmentFactory.create_batch(50, unit=ward.division)
    answer = search(client, ward.staff, "")
    assert [len(answer.context["page_obj"]), answer.context["page_obj"].paginator.num_pages] == [50, 2]


def test_a_persons_page_tells_posts_and_who_manages_them(client):
    ward = a_ward()
    client.force_login(ward.staff)
    page = client.get(reverse("person", args=[ward.cadre.pk])).text
    for words in (
        "Lê Văn Bình",
        "06/05/1980",
        "Phó Trưởng phòng",
        "3.2.e",
        "Điểm của Mục 3",
        "từ 01/01/2020",
        ward.division.name,
    ):
        assert words in page
    assert "Không lập hồ sơ tại đây" not in page


def test_posts_of_other_days_stand_apart(client):
    ward = a_ward()
    former = AppointmentFactory(
        cadre=ward.cadre,
        unit=ward.other_division,
        position=PositionFactory(name="Chuyên viên"),
        valid_until="2021-03-31",
    )
    client.force_login(ward.staff)
    page = client.get(reverse("person", args=[ward.cadre.pk]))
    assert [page.context["posts"], page.context["past"]] == [[ward.post], [former]]
    assert "đến hết 31/03/2021" in page.text


def test_a_centrally_managed_persons_page_says_why_there_is_no_dossier(client):
    ward = a_ward()
    central = CadreFactory(is_central=True, full_name="Lê Thị Cao")
    client.force_login(an_official(Duty.PROVINCIAL_ORGANISATION, ward.province))
    page = client.get(reverse("person", args=[central.pk])).text
    assert "Không lập hồ sơ tại đây" in page
    assert "Lê Thị Cao thuộc diện Bộ Chính trị, Ban Bí thư quản lý." in page


def test_a_person_out_of_reach_is_not_there(client):
    here, there = a_ward(), a_ward()
    client.force_login(here.staff)
    assert client.get(reverse("person", args=[there.cadre.pk])).status_code == 404
    assert client.get(reverse("person", args=[10**40])).status_code == 404


def test_a_person_sees_their_own_page_with_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    ward = a_ward()
    client.force_login(ward.subject)
    with django_assert_max_num_queries(12):
        assert client.get(reverse("person", args=[ward.cadre.pk])).status_code == 200


@pytest.mark.parametrize(("name", "args"), [("people", []), ("person", [1])])
def test_looking_up_changes_nothing(client, name, args):
    client.force_login(UserFactory())
    assert client.post(reverse(name, args=args)).status_code == 405
