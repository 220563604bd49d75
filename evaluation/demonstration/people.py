"""Units beneath the real ones, invented people with their posts, accounts and mandates."""

from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import make_password

from cadres.actions.administrators import give_system_admin
from cadres.importers import load_units
from cadres.models import Appointment, Cadre, Mandate, Position, Unit, User
from cadres.models.places import places_in
from evaluation.demonstration.days import at
from evaluation.demonstration.tables import Row, rows
from evaluation.deputies import actions as deputies
from regulation.vocabulary import Cause

ADMINISTRATOR = "quantri"
AWAY, STANDS_IN = "lanhdao.long-xuyen", "cb036"
PARTS = 1000  # a part's order stands behind all listed units, grouped by its own

# QĐ 366 Điều 11, khoản 4: the posts that are charged with the five basic targets of a place.
CHARGED = ("Bí thư Đảng ủy", "Chủ tịch Ủy ban nhân dân")


def settle() -> None:
    """Everybody and everything about whom the rounds then tell."""
    load_units()
    _parts()
    accounts = _accounts()
    cadres = _cadres(accounts)
    _appointments(cadres)
    _mandates(accounts | {code: cadre.user for code, cadre in cadres.items() if cadre.user})
    with at("2026-01-05 08:00"):
        give_system_admin(accounts[ADMINISTRATOR])


def name_deputy() -> None:
    """The secretary of a ward, away for a week to come, has said who stands in."""
    held = Mandate.objects.select_related("user").get(user__username=AWAY, on_behalf_of=None)
    deputy = User.objects.get(username=STANDS_IN)
    week = {"valid_from": date(2026, 10, 5), "valid_until": date(2026, 10, 9)}
    with at("2026-09-21 16:00"):
        deputies.name_deputy(
            held, deputy, **week, by=held.user, reason="Dự lớp bồi dưỡng, cập nhật kiến thức"
        )


def _parts() -> None:
    """Divisions, and the parts of a commune; a part stands beneath the unit named in its row."""
    units = {unit.code: unit for unit in Unit.objects.without_tree_fields()}
    for place, row in enumerate(rows("units"), start=1):
        parent = units[row["parent"]]
        top = parent.order if parent.order < PARTS else parent.order // PARTS
        units[row["code"]] = Unit.objects.create(
            code=row["code"],
            name=row["name"],
            kind=row["kind"],
            parent=parent,
            order=top * PARTS + place,
            party_leads_comprehensively=parent.party_leads_comprehensively,
            verified=False,
        )


def _accounts() -> dict[str, User]:
    """Every account with the one password that the sign-in page shows; those worth trying first were made first."""
    names = {row["user"]: row["name"] for row in rows("accounts")}
    for person in rows("people"):
        names[account_of(person)] = person["name"]
    password = make_password(settings.DEMONSTRATION_PASSWORD)
    made = [
        User(username=username, full_name=name, password=password, is_demonstration=True)
        for username, name in names.items()
    ]
    User.objects.bulk_create(made)
    return {user.username: user for user in User.objects.filter(is_demonstration=True).order_by("pk")}


def account_of(person: Row) -> str:
    """The person's user name: the speaking one of the table, else their code."""
    return person["user"] or person["code"].lower()


def _cadres(accounts: dict[str, User]) -> dict[str, Cadre]:
    people = [
        Cadre(
            code=row["code"],
            full_name=row["name"],
            birth_date=date.fromisoformat(row["born"]),
            user=accounts[account_of(row)],
            is_central=row["tier"] == "central",
        )
        for row in rows("people")
    ]
    return {cadre.code: cadre for cadre in Cadre.objects.bulk_create(people)}


def _appointments(cadres: dict[str, Cadre]) -> None:
    """The main posts first, then those that a person holds besides, then those held before."""
    units = {unit.code: unit for unit in Unit.objects.without_tree_fields()}
    positions: dict[tuple[str, ...], Position] = {}
    Appointment.objects.bulk_create(
        Appointment(
            cadre=cadres[row["code"]],
            unit=units[row["unit"]],
            position=_position(row, positions),
            leadership=row["leadership"],
            is_main=is_main,
            valid_from=date.fromisoformat(row["since"]),
            valid_until=date.fromisoformat(row["until"]) if row.get("until") else None,
            cause=row.get("cause") or Cause.APPOINTMENT.value,
        )
        for is_main, table in ((True, "people"), (False, "posts"), (True, "careers"))
        for row in rows(table)
    )


def _position(row: Row, known: dict[tuple[str, ...], Position]) -> Position:
    values = {"name": row["post"], "kind": row["kind"], "tier": row["tier"], "clause": row["clause"]}
    key = tuple(values.values())
    if key not in known:
        known[key] = Position.objects.create(
            **values, basic_targets=row["post"] in CHARGED, places=places_in(row["tier"], row["clause"])
        )
    return known[key]


def _mandates(users: dict[str, User]) -> None:
    """Who may act over which unit from when; with `behalf`, in whose place."""
    units = {unit.code: unit for unit in Unit.objects.without_tree_fields()}
    Mandate.objects.bulk_create(
        Mandate(
            user=users[row["user"]],
            unit=units[row["unit"]],
            duty=row["duty"],
            valid_from=date.fromisoformat(row["since"]),
            valid_until=date.fromisoformat(row["until"]) if row["until"] else None,
            on_behalf_of=users[row["behalf"]] if row["behalf"] else None,
        )
        for row in rows("mandates")
    )
