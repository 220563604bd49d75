"""Theo dõi nộp: who has handed in what, of a unit and of the province; reminding whoever has not; what falls due for whom."""
