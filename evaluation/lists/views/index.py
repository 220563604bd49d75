"""Which rating lists there are: those that I close first, each with how many are ready and what the cap leaves."""

from django.core.paginator import Paginator
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    prefetch_related_objects,
)
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cadres.mandates import holds
from cadres.models import Duty, User
from cadres.requests import SignedIn
from evaluation.core import permissions
from evaluation.core.models import Dossier, Period
from evaluation.core.periods import chosen
from evaluation.core.stages import ListStage
from evaluation.core.steps import AFTER_DECISION
from evaluation.lists import listing
from evaluation.lists.forms.lists import ListFilter
from evaluation.lists.models import RatingList
from evaluation.policies.permissions import DEFINE_GROUPS

PAGE, LINKS = 10, 5


@require_safe
def rating_lists(request: SignedIn) -> HttpResponse:
    """The lists of the chosen round that I may see; those that I close come first. Of units with decisions the results are linked."""
    period = chosen(request)
    form = ListFilter(request.GET)
    lists = form.apply(RatingList.objects.visible_to(request.user).filter(period=period))
    page = Paginator(_mine_first(lists, request.user, period), PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    if period:
        prefetch_related_objects([period], "policies")
    context = {
        "page_obj": page,
        "glances": listing.overview(rows, period, request.user) if period else [],
        "form": form,
        "shown": period,
        "units": list({row.unit_id: row.unit for row in rows if row.decided}.values())[:LINKS],
        "convenes": holds(request.user, Duty.COUNCIL_MEMBER, Duty.ORGANISATION_STAFF),
        "defines": holds(request.user, *DEFINE_GROUPS.duties),
        "province": holds(request.user, *permissions.READ_ANSWERABILITY.duties),
        "asked": holds(request.user, Duty.ORGANISATION_STAFF, Duty.LEADERSHIP),
    }
    return render(request, "evaluation/lists/rating_lists.html", context)


def _mine_first(lists: QuerySet[RatingList], user: User, period: Period | None) -> QuerySet[RatingList]:
    """The round's lists, each with whether it is mine to close, and whether people of its unit are decided."""
    closable = permissions.CLOSE_LIST.q(user) & Q(stage=ListStage.DRAFT)
    waits = ExpressionWrapper(closable, output_field=BooleanField())
    order = ("-mine", "-stage", "unit__order", "unit_id", "kind", "group__name", "sequence")
    decided = Dossier.objects.filter(managing_unit=OuterRef("unit"), period=period, stage__in=AFTER_DECISION)
    told = {"mine": waits, "decided": Exists(decided)}
    return lists.annotate(**told).select_related("unit", "group").order_by(*order)
