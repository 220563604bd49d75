"""All Mẫu 03 of a province as PDF, against their floor: WeasyPrint on the finished HTML of the same forms, on as many processes.

On what `manage.py make_province` has filled: `python bench/exports.py 60` makes that many forms of the newest round, alternately with
the floor, and tells the rates of both, their ratio and the most memory that a process held.
"""

import os
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

ROUNDS, PROCESSES = 3, 2


def floor(pages: "list[Laid]") -> float:
    """Forms a second, the presses being warm."""
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        list(pool.map(press, pages[: 2 * PROCESSES]))
        start = time.perf_counter()
        list(pool.map(press, pages))
        return len(pages) / (time.perf_counter() - start)


def ours(parts: "list[Part]", owner: "User", province: "Unit", period: "Period") -> float:
    """Forms a second, from the asking to the whole file: rights, rows, HTML, PDF, disk and archive."""
    Export.objects.all().delete()
    with patch.object(AllForms, "parts", lambda self, scope: parts), TemporaryDirectory() as place:
        settings.MEDIA_ROOT, settings.EXPORT_PROCESSES = place, PROCESSES
        ask("unit_forms", province, period, by=owner)
        start = time.perf_counter()
        if work() != 1:
            raise SystemExit("it was not made")
        return len(parts) / (time.perf_counter() - start)


def main(wanted: int) -> None:
    province = Unit.objects.without_tree_fields().get(parent=None)
    period = Period.objects.order_by("-year", "-number")[0]
    owner = User.objects.filter(mandates__duty=Duty.PROVINCIAL_ORGANISATION, mandates__unit=province)[0]
    scope = Scope(owner, province, period)
    start = time.perf_counter()
    parts = list(AllForms().parts(scope))
    print(f"{len(parts)} parts listed in {time.perf_counter() - start:.2f} s")
    parts = parts[:wanted]
    pages = [laid for _, laid in AllForms().draw(scope, parts) if isinstance(laid, Laid)]
    runs = []
    for _ in range(ROUNDS):
        runs.append((floor(pages), ours(parts, owner, province, period)))
        print(f"floor {runs[-1][0]:.2f}/s, ours {runs[-1][1]:.2f}/s", flush=True)
    low, high = median(run[0] for run in runs), median(run[1] for run in runs)
    most = [
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    print(
        f"{len(parts)} forms: floor {low:.2f}/s, ours {high:.2f}/s, ratio {high / low:.2f}; "
        f"memory {most[0]:.0f} MB, a press {most[1]:.0f} MB"
    )


if __name__ == "__main__":
    import django

    django.setup()

    from django.conf import settings

    from cadres.models import Duty, Unit, User
    from evaluation.models import Period
    from reporting.actions.asking import ask
    from reporting.jobs.forms import AllForms
    from reporting.jobs.kinds import Part, Scope
    from reporting.jobs.working import work
    from reporting.models import Export
    from reporting.renderers.press import Laid, press

    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
