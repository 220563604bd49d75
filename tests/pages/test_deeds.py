"""The page around a deed: what is done, what comes back as typed, and that a refusal leaves nothing behind."""

import pytest
from django.http import HttpResponse

from cadres.machine import Refusal, Stale
from evaluation.models import DemonstrationDay
from pages.deeds import answer, status, told
from pages.fields import Unreadable

pytestmark = pytest.mark.django_db


class Form:
    def __init__(self, valid=True):
        self.valid = valid

    def is_valid(self):
        return self.valid


def again(form, refusal):
    return HttpResponse(f"{form.valid} {type(refusal).__name__}", status=status(refusal))


def written(form):
    DemonstrationDay.objects.create(shift_days=1)
    return HttpResponse("done")


def refused(form):
    written(form)
    raise Refusal("Không được.")


def test_what_can_be_read_is_done():
    response = answer(Form, written, again)
    assert [response.content, DemonstrationDay.objects.count()] == [b"done", 1]


def test_what_cannot_be_read_comes_back_as_typed_and_nothing_is_done():
    response = answer(lambda: Form(valid=False), written, again)
    assert [response.content, response.status_code] == [b"False Unreadable", 422]
    assert DemonstrationDay.objects.count() == 0


def test_a_refusal_undoes_what_was_written_and_brings_the_form_back():
    response = answer(Form, refused, again)
    assert [response.content, response.status_code] == [b"True Refusal", 422]
    assert DemonstrationDay.objects.count() == 0


def test_a_refusal_before_anything_was_typed_is_for_whoever_asked():
    def form():
        raise Refusal("Trang này không còn.")

    with pytest.raises(Refusal, match="Trang này không còn"):
        answer(form, written, again)


def test_somebody_who_was_quicker_is_409_and_what_cannot_be_read_422():
    assert [status(Unreadable()), status(Stale.__new__(Stale))] == [422, 409]


@pytest.mark.parametrize(
    ("refusal", "says"),
    [(None, None), (Unreadable(), None), (Unreadable("Quá dài."), "Quá dài."), (Refusal("Không."), "Không.")],
)
def test_above_the_form_stands_what_the_form_does_not_say_itself(refusal, says):
    assert (str(told(refusal)) if told(refusal) else None) == says
