"""The pages that read everybody, against their floor: a bare view with the session and one indexed query for 50 rows.

Run it on a database that `manage.py make_province` has filled, once with 1,000 people and once with 10,000:

    DATABASE_URL=postgres://… python bench/pages.py [ROUNDS]
"""

import sys

from floor import served, visitor  # sets Django up

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 20

from django.urls import reverse

from cadres.models import Cadre
from evaluation.models import Period

CADRE, STAFF, PROVINCE = "nhieu.canbo", "nhieu.organisation-staff", "nhieu.provincial-organisation"
YEAR = reverse("year", args=[Period.objects.current().year])
LIST, OVERVIEW, LISTS, BOARDS = (reverse(name) for name in ("dossiers", "overview", "rating_lists", "boards"))
PAGES = {
    "list, cadre": (CADRE, LIST),
    "list, staff": (STAFF, LIST),
    "list, province": (PROVINCE, LIST),
    "list, staff, words": (STAFF, f"{LIST}?q=nguyen"),
    "list, province, words": (PROVINCE, f"{LIST}?q=nguyen"),
    "list, province, stage": (PROVINCE, f"{LIST}?stage=open"),
    "list, province, rating": (PROVINCE, f"{LIST}?rating=good"),
    "list, province, late": (PROVINCE, f"{LIST}?late=any"),
    "overview, staff": (STAFF, OVERVIEW),
    "overview, province": (PROVINCE, OVERVIEW),
    "boards, province": (PROVINCE, BOARDS),
    "year, staff": (STAFF, YEAR),
    "year, province": (PROVINCE, YEAR),
    "ledger, province": (PROVINCE, reverse("answerability")),
    "lists, staff": (STAFF, LISTS),
    "lists, province": (PROVINCE, LISTS),
}

print(f"{Cadre.objects.count()} people, {Period.objects.count()} rounds, medians of {ROUNDS}")
with served() as port:
    for name, (who, page) in PAGES.items():
        bare, ours = visitor(who, port).compare(page, ROUNDS)
        timed = f"floor {bare * 1000:6.1f} ms  ours {ours * 1000:7.1f} ms  ratio {ours / bare:5.1f}"
        print(f"{name:<24} {timed}", flush=True)
