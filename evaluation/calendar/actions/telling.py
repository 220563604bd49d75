"""What the calendar tells: reminders to whoever owes something, and who is missing to those above them, step by step."""

from collections.abc import Iterable
from urllib.parse import quote

from django.db.models import Count, Q
from django.urls import reverse

from cadres.mandates import Grant
from cadres.templatetags.vietnamese import dem, han, luc
from config import clock
from evaluation.calendar.models import Effect, EffectKind
from evaluation.calendar.tells.owing import DESKS, HAND_INS, HandIn
from evaluation.core import permissions
from evaluation.core.models import Dossier, Period
from evaluation.core.models.dossiers import DossierQuerySet
from evaluation.core.periods import at
from evaluation.core.tells.extensions import is_extendable
from notices.actions import supersede, tell, to_each
from notices.models import Kind, Notice
from regulation.deadlines import Window
from regulation.quarters import Quarter

# What those above are told of: whoever moves the window takes it back by what stands before (`days.forget_missing`).
_MISSING = "missing"


def remind(effect: Effect) -> str:
    """Everybody who still owes it, the earlier reminder of the same thing taken back; in a fixed number of queries."""
    period, hand_in = _about(effect)
    about = hand_in.about(Kind.DEADLINE, period, effect.closes_at)
    left = "Hôm nay là ngày cuối để" if not effect.days else f"Còn {effect.days} ngày để"
    sentence = f"{left} {hand_in.verb} {period} ({_until(effect)})"
    return _tell_each(_missing(effect), about, str(effect.days), sentence, hand_in.page)


def tell_people(effect: Effect) -> str:
    """Everybody who never handed it in hears so themself, on the page where they ask for a later window, while there can be one.

    What reminded them of it before needs no reading any more.
    """
    period, hand_in = _about(effect)
    about = hand_in.about(Kind.DEADLINE, period, effect.closes_at)
    sentence = f"Đồng chí chưa {hand_in.verb} {period}, {_until(effect)}"
    missing = _absent(effect)
    if not is_extendable(period, hand_in.window):
        return _tell_each(missing, about, "closed", sentence, hand_in.page)
    asks = f"{sentence}; nếu cần, xin gia hạn tại trang này"
    return _tell_each(missing, about, "closed", asks, "extension_person", hand_in.window.value)


def _tell_each(rows: DossierQuerySet, about: str, role: str, sentence: str, page: str, *place: str) -> str:
    """These people, each with the way to their own page; in a fixed number of queries."""
    told = [
        notice
        for pk, user in rows.exclude(cadre__user=None).values_list("pk", "cadre__user")
        for notice in _deadline([user], f"{about} {role}", sentence, reverse(page, args=[pk, *place]))
    ]
    supersede(about)
    return f"{dem(tell(told))} người"


def remind_desks(effect: Effect) -> str:
    """Each unit of what still lies there; of what lies at the province, the province."""
    period, desk = _round(effect), DESKS[Window(effect.window)]
    about = desk.about(period)
    supersede(about)
    units = _counted(desk.lying(period), desk.place)
    for pk, code, name, number in units:
        sentence = f"{name}: còn {dem(number)} hồ sơ {period} đang xem xét {desk.where} ({_until(effect)})"
        whose = f"&managing={quote(code)}" if desk.place == "managing_unit" else ""
        url = f"{reverse('dossiers')}?ky={period.code}&stage={desk.group}{whose}"
        tell(_deadline(desk.holders(pk), f"{about} {pk} {effect.days}", sentence, url))
    return f"{dem(len(units))} nơi"


def tell_staff(effect: Effect) -> str:
    return _tell_units(effect, permissions.STAFF)


def tell_leadership(effect: Effect) -> str:
    return _tell_units(effect, permissions.LEADERSHIP)


def tell_province(effect: Effect) -> str:
    """One sentence for the whole province; the page that it opens has the units."""
    period, hand_in = _about(effect)
    units = _by_unit(effect)
    missing = f"{dem(sum(number for *_, number in units))} đồng chí ở {dem(len(units))} đơn vị"
    sentence = f"{missing} chưa {hand_in.verb} {period}, {_counted_now(effect)}"
    url = f"{at('boards', period)}&step={effect.window}"
    people = permissions.PROVINCE.holders(Dossier.of_nobody(units[0][0])) if units else ()
    tell(_deadline(people, f"{effect.key} all {_MISSING}", sentence, url))
    return sentence


def _tell_units(effect: Effect, grant: Grant) -> str:
    period, hand_in = _about(effect)
    units = _by_unit(effect)
    for pk, _, name, number in units:
        sentence = f"{name}: {dem(number)} đồng chí chưa {hand_in.verb} {period}, {_counted_now(effect)}"
        url = reverse("unit_board", args=[pk, period.code])
        about = f"{effect.key} {pk} {_MISSING}"
        tell(_deadline(grant.holders(Dossier.of_nobody(pk)), about, sentence, url))
    return f"{dem(len(units))} đơn vị"


def _deadline(people: Iterable[int], about: str, sentence: str, url: str) -> list[Notice]:
    return to_each(people, sentence, url, kind=Kind.DEADLINE, about=about)


def _round(effect: Effect) -> Period:
    return Period.objects.of(Quarter.parse(effect.quarter)).get()


def _about(effect: Effect) -> tuple[Period, HandIn]:
    return _round(effect), HAND_INS[Window(effect.window)]


def _missing(effect: Effect) -> DossierQuerySet:
    """Whose window closes at that instant, and who still has not handed in."""
    period, hand_in = _about(effect)
    return hand_in.owing(period).filter(Q(ends_at=effect.closes_at))


def _absent(effect: Effect) -> DossierQuerySet:
    """Of these those whose never came, as boards count them: what was returned did come (Bước 1)."""
    return _missing(effect).filter(HAND_INS[Window(effect.window)].absent)


def _by_unit(effect: Effect) -> list[tuple[int, str, str, int]]:
    return _counted(_absent(effect), "managing_unit")


def _counted(rows: DossierQuerySet, place: str) -> list[tuple[int, str, str, int]]:
    """Key, code and name of each unit to which `place` leads, and how many of these dossiers are there."""
    unit = (f"{place}_id", f"{place}__code", f"{place}__name")
    counted = rows.order_by(f"{place}__order", f"{place}_id").values(*unit)
    return list(counted.annotate(number=Count("pk")).values_list(*unit, "number"))


def _counted_now(effect: Effect) -> str:
    """As of when it was counted: who hands in since, or is given longer, is among them still."""
    return f"{_until(effect)}, tính đến {luc(clock.now())}"


def _until(effect: Effect) -> str:
    open_still = effect.kind in (EffectKind.REMIND, EffectKind.REMIND_DESKS)
    if not effect.closes_at:
        return "hạn" if open_still else "đã hết hạn"
    return f"hạn: {han(effect.closes_at)}" if open_still else f"đã hết hạn ({han(effect.closes_at)})"
