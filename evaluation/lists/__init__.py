"""Mẫu 04, 05, 06: rating lists with their cap, the groups of tier 3.1, decisions and who answers for proposals (6.2)."""
