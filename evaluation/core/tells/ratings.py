"""How a rating is shown in black and white."""

from regulation.vocabulary import Rating

SHAPES = dict(zip(Rating, "◆●▲■", strict=True))
INITIALS = dict(zip(Rating, ("XS", "T", "HT", "KHT"), strict=True))
