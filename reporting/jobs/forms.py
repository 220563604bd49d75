"""All Mẫu 03 of a unit or of the province, a PDF a person, a folder for each unit beneath."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from cadres.mandates import held_by
from cadres.models import Unit, User
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.permissions import reviews_seen
from evaluation.core.steps import SET_ASIDE
from evaluation.models import Dossier
from reporting import contents
from reporting.jobs.kinds import Drawn, Kind, Part, Scope, in_path
from reporting.permissions import EXPORT_FORMS, OVERVIEW
from reporting.renderers.pdf import laid_out
from reporting.sheets.dossiers import BEFORE_HANDING_IN

BODY = "reporting/forms/form03.html"
OWN, REVIEW = "own", "review"  # what a paper says: the person's own layer alone, or how others judge it, too
ROOT = ExpressionWrapper(Q(parent=None), output_field=BooleanField())


class AllForms(Kind):
    """Whoever stands there is asked of the dossiers: what the reader does not see of somebody stands on no paper of theirs."""

    code, title, button = "unit_forms", "Mẫu 03", "Xuất toàn bộ Mẫu 03"
    about = "Mỗi người một bản PDF, xếp theo thư mục của từng đơn vị: Mẫu số 03 đã nộp mà đồng chí được xem."
    nothing = "Chưa có Mẫu số 03 nào đã nộp mà đồng chí được xem."
    batch = 20

    def allows(self, reader: User, unit: Unit) -> bool:
        return EXPORT_FORMS.allows(reader, unit)

    def units(self, reader: User) -> "QuerySet[Unit]":
        """Those that manage cadres, the province, and over whatever a duty is held itself: not each division of 1,500."""
        own = [held.unit for held in held_by(reader) if held.duty in OVERVIEW]
        offered = Q(manages_cadres=True) | Q(parent=None) | Q(pk__in=own)
        held = Unit.objects.without_tree_fields().filter(EXPORT_FORMS.q(reader), offered)
        return held.alias(root=ROOT).order_by("-root", "order", "pk")

    def parts(self, scope: Scope) -> list[Part]:
        rows = (
            handed_in(scope)
            .in_order()
            .values_list("pk", "version", "plan__version", "unit", "cadre__full_name")
        )
        places, numbers, judged = _places(scope.unit), Counter[str](), _reviews_of(scope)
        found = []
        for pk, version, plan, unit, name in rows:
            place = places[unit]
            numbers[place] += 1
            key = f"{pk}.{version}.{plan}.{REVIEW if pk in judged else OWN}"
            found.append(Part(key, f"{place}/{numbers[place]:03d}. {in_path(name)}.pdf"))
        return found

    def draw(self, scope: Scope, parts: Sequence[Part]) -> Iterator[Drawn]:
        by_key = {key_of(part.key): part for part in parts}
        for row, sheet in contents.dossiers(scope.reader, scope.period, by_key):
            yield by_key[row.pk], laid_out(sheet, BODY)

    def opens(self, scope: Scope, keys: Sequence[str]) -> bool:
        """Of everybody in it they see the dossier still, and how they are judged where the paper says it (ADR 5)."""
        seen = Dossier.objects.filter(period=scope.period).seen_by(scope.reader)
        wanted = {key_of(key) for key in keys}
        judged = {key_of(key) for key in keys if key.endswith(REVIEW)}
        may = wanted <= set(seen.values_list("pk", flat=True)) and judged <= _reviews_of(scope)
        return super().opens(scope, keys) and may

    def dossiers(self, keys: Sequence[str]) -> set[int]:
        return {key_of(key) for key in keys}


def handed_in(scope: Scope) -> DossierQuerySet:
    """What is still being written is no paper yet; of whoever was set aside there is one if they had handed it in before."""
    rows = Dossier.objects.filter(period=scope.period, plan__isnull=False)
    rows = rows.exclude(stage__in=BEFORE_HANDING_IN).exclude(stage__in=SET_ASIDE, arrived_at=None)
    if scope.unit.parent_id is not None:
        rows = rows.filter(unit__in=Unit.objects.beneath([scope.unit.pk])[scope.unit.pk])
    return rows.seen_by(scope.reader)


def _reviews_of(scope: Scope) -> set[int]:
    """Of whom the reader may know by now how they are judged."""
    known = Dossier.objects.filter(reviews_seen(scope.reader), period=scope.period).order_by()
    return set(known.values_list("pk", flat=True))


def key_of(key: str) -> int:
    """The dossier of a part; behind it stand the versions that it says, and of what."""
    return int(key.partition(".")[0])


def _places(root: Unit) -> dict[int, str]:
    """Unit → its folder: its name within that of the unit above it, up to the one that was asked for."""
    units = Unit.objects.without_tree_fields().order_by()
    known = {pk: (name, parent) for pk, name, parent in units.values_list("pk", "name", "parent_id")}

    def place(pk: int) -> str:
        name, parent = known[pk]
        return in_path(name) if pk == root.pk or parent is None else f"{place(parent)}/{in_path(name)}"

    return {pk: place(pk) for pk in known}
