"""The list of dossiers against its floor: a bare view with the session and one indexed query for the same 50 rows."""

import sys

from floor import served, visitor  # sets Django up

ROUNDS = 40
UNITS = 150

from django.core.management import call_command

from cadres.models import Cadre, Duty, Mandate, Unit, User
from evaluation.calendar.actions.rounds import open_period
from evaluation.core.steps import Stage
from evaluation.models import Dossier, Plan
from regulation.quarters import Quarter


def fill(number: int) -> None:
    """Bring the round to this many dossiers, spread over the units."""
    units = list(Unit.objects.filter(code__startswith="B"))
    present = Dossier.objects.of(PERIOD).count()
    cadres = Cadre.objects.bulk_create(
        Cadre(code=f"B{n}", full_name=f"Nguyễn Văn {n:05d}") for n in range(present, number)
    )
    dossiers = Dossier.objects.bulk_create(
        Dossier(
            cadre=cadre, period=PERIOD, unit=unit, managing_unit=unit, deciding_unit=unit,
            tier="delegated", leadership="none", stage=Stage.WORKING, government_post="Phó Trưởng phòng",
        )
        for place, cadre in enumerate(cadres)
        for unit in [units[place % UNITS]]
    )  # fmt: skip
    Plan.objects.bulk_create(Plan(dossier=dossier) for dossier in dossiers)


call_command("migrate", verbosity=0)
PERIOD = open_period(Quarter(2026, 4))
province, _ = Unit.objects.get_or_create(code="AG", defaults={"name": "Tỉnh An Giang", "kind": "province"})
for n in range(UNITS):
    Unit.objects.get_or_create(
        code=f"B{n}",
        defaults={
            "name": f"Xã {n}",
            "kind": "commune",
            "parent": province,
            "manages_cadres": True,
            "order": n,
        },
    )
reader, _ = User.objects.get_or_create(username="bench")
Mandate.objects.get_or_create(
    user=reader, unit=province, duty=Duty.PROVINCIAL_ORGANISATION, valid_from="2020-01-01"
)
with served() as port:
    client = visitor(reader.username, port)
    for wanted in map(int, sys.argv[1:] or ["1000", "10000"]):
        fill(wanted)
        bare, ours = client.compare("/ho-so/", ROUNDS)
        size = len(client.get("/ho-so/").page)
        timed = f"floor {bare * 1000:.1f} ms, ours {ours * 1000:.1f} ms, ratio {ours / bare:.1f}"
        print(f"{wanted} dossiers: {timed}, {size} bytes compressed")
