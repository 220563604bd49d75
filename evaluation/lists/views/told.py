"""What a closing does to how many, in one sentence."""

from collections import Counter
from collections.abc import Sequence

from evaluation.lists import listing
from evaluation.lists.models import RatingList
from regulation.vocabulary import Rating


def told_of(row: RatingList, ratings: Sequence[str], will: str = "sẽ ") -> str:
    """12 đồng chí sẽ được quyết định xếp loại: 2 Xuất sắc, 9 Tốt, 1 Hoàn thành."""
    counted = Counter(ratings)
    parts = [f"{counted[rating]} {rating.short}" for rating in Rating if counted[rating]]
    return f"{len(ratings)} đồng chí {will}{listing.move_of(row.kind).rated}: {', '.join(parts)}"
