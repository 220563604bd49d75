"""Plans that people hand in at a real server."""

from django.urls import reverse

from evaluation.models import Receipt
from tests.factories import AxisWeightFactory, CadreFactory, DossierFactory, PlanTaskFactory
from tests.trials.processes import Visitor


def a_plan(ward, period, **values):
    """Ready to be handed in by its person, who has an account; its dossier."""
    dossier = DossierFactory(cadre=CadreFactory(account=True), unit=ward.division, period=period, **values)
    AxisWeightFactory(plan=dossier.plan), PlanTaskFactory(plan=dossier.plan)
    return dossier


def hand_in(dossier, port, **headers):
    """As their browser does it: the answer; whoever is late says why."""
    said = {"version": dossier.plan.version, "late_reason": "Đi công tác"}
    person = Visitor(dossier.cadre.user, port)
    return person.post(reverse("plan_submit", args=[dossier.pk]), said, **headers)


def is_kept(dossier):
    """Whether the plan and its receipt both stand, as what was answered says."""
    dossier.plan.refresh_from_db()
    receipts = Receipt.objects.filter(dossier=dossier, window="plan").count()
    return (dossier.plan.arrived_at is not None, receipts) == (True, 1)
