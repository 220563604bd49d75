"""The way in, and looking people up."""

from django.conf import settings
from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cadres import vietnamese
from cadres.actions.attempts import keep_sign_in, keep_wrong_password
from cadres.forms import SignInForm
from cadres.models import Cadre
from cadres.permissions import administers
from cadres.requests import SignedIn
from cadres.summaries import demonstration_accounts
from cadres.visitors import remember, tried
from regulation.vocabulary import Tier

ROWS = 50


class SignIn(auth.LoginView):
    """Refusals keep their own status: 422 for a wrong password, 429 while one must wait."""

    form_class = SignInForm

    def get_context_data(self, **values: object) -> dict[str, object]:
        context = super().get_context_data(**values)
        if settings.DEMONSTRATION:
            first, others = demonstration_accounts()
            context |= {"accounts": first, "other_accounts": others}
            context["demo_password"] = settings.DEMONSTRATION_PASSWORD
        return context

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        remember(self.request, response, form.cleaned_data["username"])
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        waiting = form.seconds_to_wait if isinstance(form, SignInForm) else 0
        if waiting:
            response.status_code = 429
            response.headers["Retry-After"] = str(waiting)
        if form.non_field_errors():  # both fields were there
            keep_sign_in(form.cleaned_data["username"], tried(self.request), waiting=bool(waiting))
        return response


class PasswordChange(auth.PasswordChangeView):
    """A guess at the old password leaves the same trace as one at the door."""

    def form_invalid(self, form: PasswordChangeForm) -> HttpResponse:
        if form.has_error("old_password", "password_incorrect"):
            keep_wrong_password(tried(self.request))
        response = super().form_invalid(form)
        response.status_code = 422
        return response


@require_safe
def session(request: SignedIn) -> HttpResponse:
    """For a page whose session ended: who is signed in by now, and the token that its forms need; by itself it leads back there."""
    if request.htmx:
        told = {"user": str(request.user.pk), "name": str(request.user), "token": get_token(request)}
        return JsonResponse(told)
    return render(request, "registration/signed_in.html")


@require_safe
def people(request: SignedIn) -> HttpResponse:
    """Persons whom the user may see, found by name, code or unit."""
    words = vietnamese.clean(request.GET.get("q", "")[:100])
    found = Cadre.objects.visible_to(request.user).matching(words).with_posts()
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    template = "cadres/people.html" + ("#found" if _is_fragment(request) else "")
    return render(
        request, template, {"page_obj": page, "words": words.strip(), "keeps": administers(request.user)}
    )


@require_safe
def person(request: SignedIn, pk: int) -> HttpResponse:
    """Who this is, which posts they hold, and who manages them, with the reason."""
    cadre = get_object_or_404(Cadre.objects.visible_to(request.user).with_posts(), pk=pk)
    posts = cadre.posts()
    past = [post for post in cadre.appointments.all() if post not in posts]
    management = cadre.management_tier()
    context = {"cadre": cadre, "posts": posts, "past": past, "management": management}
    context |= {"gets_no_dossier": management.tier == Tier.CENTRAL, "keeps": administers(request.user)}
    return render(request, "cadres/person.html", context)


def _is_fragment(request: SignedIn) -> bool:
    return bool(request.htmx) and not request.htmx.history_restore_request
