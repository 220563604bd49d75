"""6.1: the tasks that fall short of their plan and count no longer against the rating, and who said so."""

from collections.abc import Iterable, Mapping

from cadres.models import User
from config.clock import HERE
from evaluation.core.models import Dossier, DossierEntry
from evaluation.core.stages import UNANSWERED
from evaluation.marks.models import Excuse
from evaluation.marks.moves import CONFIRMING
from evaluation.plans.models import PlanTask
from regulation.facts import Facts, TaskFacts
from regulation.numbers import vn


def excused_tasks(dossier: Dossier, facts: Facts, people: Mapping[str, str]) -> tuple[str, ...]:
    """A sentence for each such task: the reason ("nêu lý do cụ thể"), who confirmed it, when, on which document.

    `people`: key → the name under which a decision keeps somebody; of anybody else today's is told.
    """
    short = [
        task for task in facts.tasks if task.excused and task.due_in_quarter and not task.result.complete
    ]
    if not short:
        return ()
    excuses = {str(task.pk): getattr(task, "excuse", None) for task in dossier.plan.active_tasks}
    confirmed = list(
        dossier.history.filter(deed__in=[move.name for move in CONFIRMING]).select_related(
            "by", "on_behalf_of"
        )
    )
    return tuple(_sentence(task, excuses.get(str(task.key)), confirmed, people) for task in short)


def unanswered_tasks(dossier: Dossier) -> list[PlanTask]:
    """Tier 3.1: those whose reason the province has still to confirm or refuse before it decides."""
    excused = (task for task in dossier.plan.active_tasks if hasattr(task, "excuse"))
    return [task for task in excused if task.excuse.stage in UNANSWERED]


def entries_of(excuse: Excuse | None, history: Iterable[DossierEntry]) -> list[DossierEntry]:
    """The lines of the dossier's history about this excuse: put forward, confirmed, refused."""
    return [entry for entry in history if excuse and entry.changes.get("excuse") == excuse.pk]


def _sentence(
    task: TaskFacts, excuse: Excuse | None, confirmed: Iterable[DossierEntry], people: Mapping[str, str]
) -> str:
    entry = next(reversed(entries_of(excuse, confirmed)), None)
    who = (
        f" đồng chí {_who(entry, people)} xác nhận ngày {entry.at.astimezone(HERE):%d/%m/%Y}"
        if entry
        else " xác nhận"
    )
    ground = f": “{excuse.ground.strip().rstrip('.')}”" if excuse else ""
    document = f" (văn bản: {excuse.papers})" if excuse and excuse.papers else ""
    return (
        f"Nhiệm vụ “{task.name}” mới thực hiện {vn(task.result.done)}/{vn(task.result.planned)}; "
        f"lý do khách quan, bất khả kháng đã được{who}{ground}{document}."
    )


def _who(entry: DossierEntry, people: Mapping[str, str]) -> str:
    def named(user: User | None) -> str:
        return people.get(str(user.pk), str(user)) if user else ""

    behalf = f" (thay mặt đồng chí {named(entry.on_behalf_of)})" if entry.on_behalf_of_id else ""
    return f"{named(entry.by)}{behalf}"
