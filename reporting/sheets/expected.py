"""What the application's own papers of a package say, by digest: a print carries it, and so does what somebody signs."""

from evaluation.core.stages import ListStage
from evaluation.lists.actions.decisions import digest
from evaluation.models import CouncilSession, Package
from evaluation.packages.tells.contents import lists_of
from reporting.sheets.kept import plain
from reporting.sheets.lists import list_form, unit_form
from reporting.sheets.minutes import minutes
from reporting.sheets.parts import Sheet


def digest_of(sheet: Sheet) -> str:
    """Of what the paper says, without its layout."""
    return digest(plain(sheet))


def papers_by_digest(package: Package) -> dict[str, str]:
    """Each with the part of the package that it is, whole: whoever brings one need not be who may print all of it."""
    lists = [one for one in lists_of(package) if one.stage == ListStage.CLOSED]
    tables: list[Sheet] = [list_form(one) for one in lists]
    if lists:
        tables.append(unit_form(package.unit, package.period, package.form, lists))
    sessions = CouncilSession.objects.filter(
        period=package.period, unit=package.unit, closed_at__isnull=False
    )
    told = [minutes(session, reader=None) for session in sessions.select_related("unit", "period")]
    return dict.fromkeys(map(digest_of, tables), "table") | dict.fromkeys(map(digest_of, told), "minutes")
