"""Căn cứ xếp loại: the score down to the pocket calculator, and every rule with where it stands."""
