"""Lives that end on a list: the cap, proposals, supplements, reopening."""

from evaluation.models import Decision
from tests.evaluation.lives.life import Life


def test_proposed_excellent_and_decided_good_by_the_province(life: Life):
    ward = life.ward("Phường Bình Đức")
    an = life.secretary("Nguyễn Văn An", ward)
    life.on("2026-09-20").plans(an)
    life.on("2026-12-21").hands_in(an, "excellent", above=True)
    life.collective(ward, assigned=100, completed=100, exceeded=40)
    life.on("2026-12-23").passes(an, rating="excellent")
    proposed = life.on("2026-12-26").closes({an: "excellent"})
    assert proposed.kind == "unit_proposal"
    life.on("2026-12-30").province_appraises(an)
    decided = life.on("2027-01-03").closes({an: "good"})
    assert decided.kind == "province_decision"
    assert (an.dossier.proposed_rating, an.dossier.decided_rating) == ("excellent", "good")
    assert [d.raised_proposals.count() for d in Decision.objects.all()] == [1]
