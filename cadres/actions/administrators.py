"""Who keeps accounts, units and posts."""

from django.db import transaction

from cadres.models import Duty, Mandate, Unit, User
from config import clock


class NoProvinceError(LookupError):
    def __init__(self) -> None:
        super().__init__("Chưa có đơn vị cấp tỉnh: hãy nạp danh sách đơn vị trước (load_units).")


@transaction.atomic
def give_system_admin(user: User) -> Mandate:
    """Let the user keep accounts, units, persons, posts and mandates of the whole province from today; once."""
    province = Unit.objects.without_tree_fields().filter(parent=None).order_by("order", "pk").first()
    if province is None:
        raise NoProvinceError
    held = Mandate.objects.in_force().filter(user=user, unit=province, duty=Duty.SYSTEM_ADMIN).first()
    return held or Mandate.objects.create(
        user=user, unit=province, duty=Duty.SYSTEM_ADMIN, valid_from=clock.today()
    )
