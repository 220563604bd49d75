"""Keeping what was refused: a try that came to nothing leaves its trace, and whoever hammers fills nothing.

Asked outside the transaction that was undone: by the middleware around a deed, by the view around a form.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from secrets import randbelow

from django.conf import settings
from django.db.models import F
from django.http import Http404

from cadres.models import Attempt, User
from cadres.models.attempts import AttemptKind, AttemptQuerySet
from cadres.visitors import Tried
from config import clock

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
SINGLY = 100  # different attempts of one account or address within an hour; what comes beyond is only counted
SWEPT_ONCE_IN = 200  # attempts

NOT_THERE = "Không có mục này, hoặc mục này không thuộc phạm vi của người gửi."
NO_RIGHT = "Không có quyền làm việc này."
MANY = f"Quá {SINGLY} việc khác nhau trong một giờ: từ đây chỉ đếm số lần."
UNKNOWN, WRONG = "Tên không có trong hệ thống.", "Mật khẩu chưa đúng."
INACTIVE, WAITING = "Tài khoản đã ngừng hoạt động.", "Đã nhập sai nhiều lần, chưa hết thời gian chờ."
OLD_WRONG = "Mật khẩu cũ chưa đúng."


def keep_refused(tried: Tried, refusal: Exception) -> None:
    """A deed that somebody may not do: the sentence with which it was refused, and the row that the refusal names."""
    why = NOT_THERE if isinstance(refusal, Http404) else str(refusal) or NO_RIGHT
    about = getattr(refusal, "about", "")
    _keep(_attempt(AttemptKind.DEED, tried, tried.user, why, path=tried.path[:200], about=about))


def keep_sign_in(username: str, tried: Tried, *, waiting: bool) -> None:
    """A sign-in that failed or had to wait: under the account's own name, never under what was typed."""
    account = _named(username)
    kind = AttemptKind.WAIT if waiting else AttemptKind.SIGN_IN
    _keep(_attempt(kind, tried, account, _why_not(account, waiting=waiting)))


def keep_wrong_password(tried: Tried) -> None:
    """Whoever is in, perhaps at a desk that another left, did not know the password that they wanted to change."""
    _keep(_attempt(AttemptKind.PASSWORD, tried, tried.user, OLD_WRONG))


def sweep() -> None:
    """Let go of what is older than its term, and of all but the newest."""
    term = clock.now() - timedelta(days=settings.ATTEMPTS_DAYS)
    Attempt.objects.filter(last_at__lt=term).delete()
    beyond = Attempt.objects.order_by("-pk").values_list("pk", flat=True)[settings.ATTEMPTS_KEPT :][:1]
    Attempt.objects.filter(pk__lte=next(iter(beyond), 0)).delete()


def _keep(attempt: Attempt) -> None:
    """Put it there, or count it on the row of the same; each count is one UPDATE, so that none is lost."""
    same = _lately(attempt, MINUTE)
    if same is None and (crowd := _crowd(attempt)):
        attempt, same = crowd, _lately(crowd, HOUR)
    if same is None:
        Attempt.objects.bulk_create([attempt], ignore_conflicts=True)
        same = Attempt.objects.filter(same=attempt.same, minute=attempt.minute)
    same.update(times=F("times") + 1, last_at=attempt.last_at)
    if not randbelow(SWEPT_ONCE_IN):
        sweep()


def _attempt(kind: AttemptKind, tried: Tried, account: User | None, why: str, **what: str) -> Attempt:
    now = clock.now()
    name = account.username if account else ""
    made = Attempt(kind=kind, user=account, name=name, address=tried.address[:45], why=why[:300], **what)
    made.route, made.times = tried.route[:100], 0
    return _sealed(made, now)


def _sealed(attempt: Attempt, now: datetime) -> Attempt:
    attempt.at = attempt.last_at = now
    attempt.same, attempt.minute = attempt.seal(), int(now.timestamp()) // 60
    return attempt


def _lately(attempt: Attempt, within: timedelta) -> AttemptQuerySet | None:
    """The row of the same attempt that was last counted within this time; None where there is none."""
    rows = Attempt.objects.filter(same=attempt.same, last_at__gt=attempt.last_at - within)
    last = rows.order_by("-pk").values_list("pk", flat=True).first()
    return Attempt.objects.filter(pk=last) if last else None


def _crowd(attempt: Attempt) -> Attempt | None:
    """The one row of an account or address that has tried too many different things within the hour; else None."""
    rows = Attempt.objects.filter(last_at__gt=attempt.last_at - HOUR)
    for source in _sources(attempt):
        if rows.filter(**source).count() >= SINGLY:
            told = Attempt(kind=attempt.kind, why=MANY, times=0, **source)
            told.name = attempt.name if "user" in source else ""
            return _sealed(told, attempt.last_at)
    return None


def _sources(attempt: Attempt) -> Iterator[dict[str, object]]:
    """Who is in answers by their account; who only knocks, by the name on which they knock and by their address."""
    if attempt.user:
        yield {"user": attempt.user}
    if attempt.user is None or attempt.kind in (AttemptKind.SIGN_IN, AttemptKind.WAIT):
        yield {"address": attempt.address}


def _named(username: str) -> User | None:
    try:
        return User.objects.get_by_natural_key(username)
    except User.DoesNotExist:
        return None


def _why_not(account: User | None, *, waiting: bool) -> str:
    if waiting:
        return WAITING
    if account is None:
        return UNKNOWN
    return WRONG if account.is_active else INACTIVE
