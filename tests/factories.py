"""Rows for tests: each factory makes the least that is lawful; `a_ward` makes a small world with its people."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import factory
from factory import LazyAttribute, RelatedFactory, SelfAttribute, Sequence, SubFactory, Trait
from factory.django import DjangoModelFactory, Password

from cadres.models import Appointment, Cadre, Duty, Mandate, Position, Unit, User
from cadres.models.people import PositionKind
from cadres.models.units import UnitKind
from catalog.models import Catalog, CatalogItem
from catalog.stages import Stage as CatalogStage
from evaluation.core.stages import ExtensionStage, PlanStage
from evaluation.core.steps import Stage
from evaluation.models import AxisWeight, Dossier, Extension, Period, Plan, PlanTask, SimilarGroup, TaskMark
from regulation.deadlines import Window
from regulation.quarters import Quarter
from regulation.vocabulary import AxisRole, Layer, Leadership, Tier

LONG_AGO = date(2020, 1, 1)
PASSWORD = "mat-khau-de-thu"


class UnitFactory(DjangoModelFactory):
    """A unit that manages cadres, under the one province; `division=True` for a part of another unit (give `parent`)."""

    class Meta:
        model = Unit
        django_get_or_create = ["code"]

    class Params:
        division = Trait(
            kind=UnitKind.DIVISION, manages_cadres=False, name=Sequence(lambda n: f"Phòng Tổng hợp {n}")
        )
        province = Trait(
            code="AG", name="Tỉnh An Giang", kind=UnitKind.PROVINCE, parent=None, manages_cadres=False
        )

    code = Sequence(lambda n: f"DV-{n}")
    name = Sequence(lambda n: f"Phường Thử Nghiệm {n}")
    kind = UnitKind.WARD
    order = Sequence(lambda n: n + 1)
    parent = LazyAttribute(lambda unit: UnitFactory(province=True))
    manages_cadres = True


class UserFactory(DjangoModelFactory):
    """An account; its password is `PASSWORD`."""

    class Meta:
        model = User

    username = Sequence(lambda n: f"tai-khoan-{n}")
    full_name = Sequence(lambda n: f"Trần Thị Thử {n}")
    password = Password(PASSWORD)


class CadreFactory(DjangoModelFactory):
    """A person without an account; `account=True` (or `user=`) gives one of the same name."""

    class Meta:
        model = Cadre

    class Params:
        account = Trait(user=SubFactory(UserFactory, full_name=SelfAttribute("..full_name")))

    code = Sequence(lambda n: f"CB{n:05d}")
    full_name = Sequence(lambda n: f"Nguyễn Văn Thử {n}")
    birth_date = date(1980, 5, 6)


class PositionFactory(DjangoModelFactory):
    """Deputy head of a division: tier 3.2; `provincial=True`, `optional=True` for 3.1 and 3.3."""

    class Meta:
        model = Position
        django_get_or_create = ["name", "kind", "tier", "clause"]

    class Params:
        provincial = Trait(
            name="Bí thư Đảng ủy phường", kind=PositionKind.PARTY, tier=Tier.PROVINCIAL.value, clause="3.1.e"
        )
        optional = Trait(
            name="Ủy viên Ban Chấp hành", kind=PositionKind.PARTY, tier=Tier.OTHER.value, clause="3.3"
        )

    name = "Phó Trưởng phòng"
    kind = PositionKind.GOVERNMENT
    tier = Tier.DELEGATED.value
    clause = "3.2.e"


class AppointmentFactory(DjangoModelFactory):
    """A main post in force since long ago."""

    class Meta:
        model = Appointment

    cadre = SubFactory(CadreFactory)
    position = SubFactory(PositionFactory)
    unit = SubFactory(UnitFactory)
    leadership = Leadership.NONE.value
    valid_from = LONG_AGO


class MandateFactory(DjangoModelFactory):
    """A duty in force since long ago."""

    class Meta:
        model = Mandate

    user = SubFactory(UserFactory)
    unit = SubFactory(UnitFactory)
    duty = Duty.ORGANISATION_STAFF
    valid_from = LONG_AGO


class CatalogFactory(DjangoModelFactory):
    """A unit's draft catalog of 2026; `approved=True` also has its standard item of 100 points. The same one twice."""

    class Meta:
        model = Catalog
        django_get_or_create = ["unit", "year", "number"]
        skip_postgeneration_save = True

    class Params:
        approved = Trait(stage=CatalogStage.APPROVED)

    unit = SubFactory(UnitFactory)
    year = 2026
    number = 1

    @factory.post_generation
    def standard(self, create: bool, wanted: bool | None, **values: Any) -> None:
        """With a standard item: always where it is approved, `standard=True` gives a draft one, `standard=False` none."""
        wanted = self.stage == CatalogStage.APPROVED if wanted is None else wanted
        if wanted and not self.items.filter(is_standard=True).exists():
            CatalogItemFactory(catalog=self, is_standard=True, **{"name": "Báo cáo tháng"} | values)


class CatalogItemFactory(DjangoModelFactory):
    """A product worth 100 points, that is with coefficient 1."""

    class Meta:
        model = CatalogItem

    catalog = SubFactory(CatalogFactory, approved=True)
    order = Sequence(lambda n: n + 1)
    name = Sequence(lambda n: f"Tham mưu ban hành văn bản {n}")
    product = "Văn bản"
    points = Decimal(100)


class PeriodFactory(DjangoModelFactory):
    """Quý IV/2026 (or `quarter=`) with the guideline's windows; the same row when asked twice."""

    class Meta:
        model = Period

    quarter = Quarter(2026, 4)

    @classmethod
    def _create(cls, model_class: type[Period], *args: Any, quarter: Quarter, **values: Any) -> Period:
        found = Period.objects.of(quarter).first()
        if found is None:
            found = Period.draft(quarter, **values)
            found.save()
        return found

    @classmethod
    def _build(cls, model_class: type[Period], *args: Any, quarter: Quarter, **values: Any) -> Period:
        return Period.draft(quarter, **values)


class SimilarGroupFactory(DjangoModelFactory):
    """The group of the secretaries of wards and communes; the same row when asked twice."""

    class Meta:
        model = SimilarGroup
        django_get_or_create = ("period", "name")

    period = SubFactory(PeriodFactory)
    name = "Bí thư cấp xã"


class DossierFactory(DjangoModelFactory):
    """A tier-3.2 dossier with an empty draft plan, of a cadre with an account, at a unit that manages cadres.

    `provincial=True` for tier 3.1; `approved_plan=True` for the stage of work; `plan=None` for none; `unit=` may be a division.
    """

    class Meta:
        model = Dossier
        skip_postgeneration_save = True

    class Params:
        provincial = Trait(
            tier=Tier.PROVINCIAL.value,
            clause="3.1.e",
            group=SubFactory(SimilarGroupFactory, period=SelfAttribute("..period")),
            leadership=Leadership.HEAD.value,
            party_post="Bí thư Đảng ủy phường",
            government_post="",
        )
        approved_plan = Trait(stage=Stage.WORKING, plan__stage=PlanStage.APPROVED)

    cadre = SubFactory(CadreFactory, account=True)
    period = SubFactory(PeriodFactory)
    unit = SubFactory(UnitFactory)
    managing_unit = LazyAttribute(lambda dossier: dossier.unit.managing)
    deciding_unit = LazyAttribute(
        lambda dossier: (
            dossier.unit.ancestors(include_self=True)[0]
            if dossier.tier == Tier.PROVINCIAL
            else dossier.managing_unit
        )
    )
    tier = Tier.DELEGATED.value
    clause = "3.2.e"
    leadership = Leadership.NONE.value
    government_post = "Phó Trưởng phòng"
    plan = RelatedFactory("tests.factories.PlanFactory", "dossier")


class ExtensionFactory(DjangoModelFactory):
    """Granted to one person, for their plan: two days more than the round has; `unit=` (with `dossier=None`) for a whole unit."""

    class Meta:
        model = Extension

    dossier = SubFactory(DossierFactory)
    period = LazyAttribute(lambda row: row.dossier.period if row.dossier else PeriodFactory())
    window = Window.PLAN.value
    stage = ExtensionStage.GRANTED
    until = LazyAttribute(lambda row: row.period.closes_at(Window(row.window)) + timedelta(days=2))
    ground = "Mưa bão, mất điện toàn phường"


class PlanFactory(DjangoModelFactory):
    """A draft plan; asked for alone it brings its dossier."""

    class Meta:
        model = Plan

    dossier = SubFactory(DossierFactory, plan=None)


class PlanTaskFactory(DjangoModelFactory):
    """One product of axis 1, taken from an approved catalog of the managing unit, due on the quarter's last day."""

    class Meta:
        model = PlanTask

    plan = SubFactory(PlanFactory)
    axis = 1
    order = Sequence(lambda n: n + 1)
    item = SubFactory(
        CatalogItemFactory,
        catalog=LazyAttribute(
            lambda item: CatalogFactory(
                unit=item.factory_parent.plan.dossier.managing_unit,
                year=item.factory_parent.plan.dossier.period.year,
                approved=True,
            )
        ),
    )
    title = Sequence(lambda n: f"Tham mưu ban hành kế hoạch {n}")
    product = "Văn bản"
    due_date = LazyAttribute(lambda task: task.plan.dossier.period.quarter.last_day)


class AxisWeightFactory(DjangoModelFactory):
    """All 70 points on one main axis."""

    class Meta:
        model = AxisWeight

    plan = SubFactory(PlanFactory)
    axis = 1
    role = AxisRole.MAIN.value
    weight = Decimal(70)


class TaskMarkFactory(DjangoModelFactory):
    """Done as planned, every factor 1, in the person's own layer."""

    class Meta:
        model = TaskMark

    task = SubFactory(PlanTaskFactory)
    layer = Layer.SELF.value
    done = SelfAttribute("task.quantity")
    quality = Decimal(1)
    timeliness = Decimal(1)
    leadership = Decimal(1)


def grant(user: User, duty: Duty, unit: Unit, **values: Any) -> Mandate:
    """Give the user a duty over the unit; forget what was loaded of their mandates before."""
    user.__dict__.pop("_held", None)
    return MandateFactory(user=user, duty=duty, unit=unit, **values)


def an_official(duty: Duty, unit: Unit, **values: Any) -> User:
    """A new account that holds one duty."""
    return grant(UserFactory(**values), duty, unit).user


def a_ward(**values: Any) -> SimpleNamespace:
    """A ward that manages cadres: two divisions, its officials, and a deputy head of the first division with an account.

    `province`, `ward`, `division`, `other_division` are units; `staff`, `leadership`, `division_leadership`, `council` and
    `subject` (the cadre's account) are users; `cadre` is the person, `post` their appointment.
    """
    ward = UnitFactory(**values)
    division = UnitFactory(division=True, parent=ward)
    post = AppointmentFactory(
        cadre__account=True, unit=division, leadership=Leadership.DEPUTY.value, cadre__full_name="Lê Văn Bình"
    )
    return SimpleNamespace(
        province=ward.parent,
        ward=ward,
        division=division,
        other_division=UnitFactory(division=True, parent=ward),
        staff=an_official(Duty.ORGANISATION_STAFF, ward),
        leadership=an_official(Duty.LEADERSHIP, ward),
        division_leadership=an_official(Duty.DIVISION_LEADERSHIP, division),
        council=an_official(Duty.COUNCIL_MEMBER, ward),
        cadre=post.cadre,
        post=post,
        subject=post.cadre.user,
    )
