"""What is counted or listed about accounts."""

from cadres.models import Duty, Mandate, User

CADRE = "Cán bộ"


def demonstration_accounts() -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The demonstration's own accounts: one for each role, then all the others; of equals the one made first."""
    users = User.objects.filter(is_active=True, is_demonstration=True).order_by("pk").select_related("cadre")
    mandates = Mandate.objects.in_force().order_by("-pk").select_related("unit")
    held = {mandate.user_id: mandate for mandate in mandates}
    accounts = [
        _account(user, held.get(user.pk))
        for user in users.prefetch_related("cadre__appointments__unit")
        if user.pk in held or hasattr(user, "cadre")
    ]
    roles = (CADRE, *map(str, Duty.labels))
    first = [found for role in roles if (found := next((a for a in accounts if a["role"] == role), None))]
    return first, [account for account in accounts if account not in first]


def _account(user: User, mandate: Mandate | None) -> dict[str, str]:
    posts = list(user.cadre.appointments.all()) if hasattr(user, "cadre") else []
    place = mandate.unit if mandate else posts[0].unit if posts else ""
    role = mandate.get_duty_display() if mandate else CADRE
    return {"username": user.username, "name": user.display_name, "role": str(role), "unit": str(place)}
