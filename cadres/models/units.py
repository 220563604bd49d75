"""The tree of cơ quan, đơn vị, địa phương."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import connections, models
from django.db.models import Case, F, When
from django.db.models.functions import Coalesce
from tree_queries.fields import TreeNodeForeignKey
from tree_queries.models import TreeNode
from tree_queries.query import TreeManager, TreeQuerySet

from cadres.fields import Derived, Line


class UnitKind(models.TextChoices):
    PROVINCE = "province", "Tỉnh"
    PROVINCIAL_COMMITTEE = "provincial_committee", "Tỉnh ủy"
    PARTY_ADVISORY_BODY = "party_advisory_body", "Cơ quan tham mưu, giúp việc Tỉnh ủy"
    PARTY_PUBLIC_SERVICE = "party_public_service", "Đơn vị sự nghiệp của Tỉnh ủy"
    PARTY_COMMITTEE = "party_committee", "Đảng ủy trực thuộc Tỉnh ủy"
    OFFICE = "office", "Văn phòng"
    PEOPLES_COUNCIL = "peoples_council", "Hội đồng nhân dân"
    PEOPLES_COMMITTEE = "peoples_committee", "Ủy ban nhân dân"
    FRONT = "front", "Mặt trận Tổ quốc"
    DEPARTMENT = "department", "Sở, ban, ngành"
    WARD = "ward", "Phường"
    COMMUNE = "commune", "Xã"
    SPECIAL_ZONE = "special_zone", "Đặc khu"
    PART = "part", "Bộ phận của xã, phường, đặc khu"
    DIVISION = "division", "Phòng, ban"


_BENEATH = """
    WITH RECURSIVE beneath (root, unit) AS (
        SELECT id, id FROM cadres_unit WHERE id IN ({roots})
        UNION
        SELECT beneath.root, below.id FROM beneath JOIN cadres_unit below ON below.parent_id = beneath.unit
    )
    SELECT root, unit FROM beneath
"""


class UnitQuerySet(TreeQuerySet["Unit"]):
    def beneath(self, roots: Iterable[int]) -> dict[int, frozenset[int]]:
        """For each root its own id and the ids of all units under it: one query, which walks down from the roots alone."""
        reach = {root: {root} for root in roots}
        if not reach:
            return {}
        with connections[self.db].cursor() as cursor:
            cursor.execute(_BENEATH.format(roots=", ".join(["%s"] * len(reach))), list(reach))
            for root, unit in cursor.fetchall():
                reach[root].add(unit)
        return {root: frozenset(units) for root, units in reach.items()}


_Units = TreeManager.from_queryset(UnitQuerySet)


class UnitManager(_Units["Unit"]):
    """With the tree's fields, unless `without_tree_fields` says otherwise."""

    _with_tree_fields = True


class Unit(TreeNode):
    """A node of the organisation; what is held over it holds over everything beneath."""

    parent = TreeNodeForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="đơn vị cấp trên",
    )
    code = Line("mã", max_length=30, unique=True)
    name = Line("tên", max_length=200)
    kind = models.CharField("loại", max_length=30, choices=UnitKind.choices)
    order = models.PositiveIntegerField("thứ tự", default=0)
    manages_cadres = models.BooleanField(
        "được phân cấp quản lý cán bộ",
        default=False,
        help_text="Tập thể của đơn vị quyết định xếp loại đối tượng Mục 3.2.",
    )
    party_leads_comprehensively = models.BooleanField(
        "cấp ủy lãnh đạo toàn diện", default=False, help_text="Quyết định khối chữ ký của Mẫu số 03."
    )
    verified = models.BooleanField("đã đối chiếu", default=True)
    active = models.BooleanField("đang hoạt động", default=True)
    search_text = Derived("code", "name")

    objects = UnitManager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        try:
            super().clean()
        except ValidationError as loop:
            sentence = "Đơn vị không thể nằm dưới chính nó hoặc dưới đơn vị cấp dưới của nó."
            raise ValidationError({"parent": sentence}) from loop

    @property
    def in_choice(self) -> str:
        """Among divisions of the same name: "Phòng Kinh tế · Xã An Phú"."""
        within = self.kind in (UnitKind.DIVISION, UnitKind.PART) and self.parent
        return f"{self.name} · {self.parent}" if within else self.name

    @property
    def managing(self) -> "Unit":
        """The nearest unit, itself included, whose collective manages cadres; the root where none does."""
        unit = self
        while not unit.manages_cadres and unit.parent is not None:
            unit = unit.parent
        return unit

    @property
    def in_sentence(self) -> str:
        """The name amid a sentence: "phường Long Xuyên"; names of bodies keep their capital."""
        return self.name[:1].lower() + self.name[1:] if self.is_local else self.name

    @property
    def is_local(self) -> bool:
        """Whether this is a commune, ward or special zone."""
        return self.kind in (UnitKind.WARD, UnitKind.COMMUNE, UnitKind.SPECIAL_ZONE)


def managing_of(unit: str, column: str = "pk") -> Coalesce:
    """`Unit.managing` of the unit to which this way leads, said to the database; it lies no deeper than a division's division."""
    chain = [f"{unit}{'__parent' * steps}" for steps in range(4)]
    manages = (When(**{f"{above}__manages_cadres": True}, then=F(f"{above}__{column}")) for above in chain)
    return Coalesce(Case(*manages), *(F(f"{above}__{column}") for above in reversed(chain)))
