"""Whom 3.3, second dash, does not bind to quarters, said to the database: `Dossier.is_unbound` says the same of one row."""

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.db.models.lookups import Contains

from regulation.vocabulary import CaseKind


def unbound() -> Q:
    """Their special case says so, and they have handed in nothing: whoever has takes part like everybody else.

    The cases are asked as text: nobody is without them, so that the opposite can be asked, too.
    """
    kept = Contains(Cast("cases", TextField()), f'"kind": "{CaseKind.OPTIONAL.value}"')
    return Q(kept, plan__arrived_at=None, arrived_at=None)
