"""Who asks: the sign-in page answers visitors, every other page somebody who is signed in (`LoginRequiredMiddleware`)."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from cadres.models import User


class SignedIn(HttpRequest):
    """A request as a page behind the sign-in receives it."""

    user: User
    htmx: HtmxDetails
