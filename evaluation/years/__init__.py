"""Cả năm (Mục 5): lists on which a year is rated, proposed and decided, with their cap; what was done about replacement."""
