import pytest

from regulation.checks.grounds import ground
from regulation.vocabulary import Circumstance, Rating, Severity

GROUNDS = [kind for kind in Circumstance if kind.is_ground]
OTHERS = [kind for kind in Circumstance if not kind.is_ground]


@pytest.mark.clause("B4.1/1", "PL2.ii")
@pytest.mark.parametrize("kind", GROUNDS)
def test_each_ground_makes_the_rating_not_completed(make_facts, recorded, kind):
    (found,) = ground(make_facts(recorded=(recorded(kind, "Khiển trách"),)))
    assert found.sentence == (f"{kind.label}: “Khiển trách” (Kết luận số 12-KL/UBKTTU, ngày 02/05/2026).")
    assert (found.severity, found.limit) == (Severity.LIMIT, Rating.NOT_COMPLETED)
    assert (found.code, found.clause.code) == ("ground", "366.11.4")


def test_every_recorded_ground_is_told(make_facts, recorded):
    facts = make_facts(recorded=tuple(recorded(kind) for kind in Circumstance))
    assert [found.sentence.split(":")[0] for found in ground(facts)] == [kind.label for kind in GROUNDS]


@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_no_ground_makes_nothing_not_completed(make_facts, recorded, kind):
    assert list(ground(make_facts(recorded=(recorded(kind),)))) == []
