"""Tình tiết: what bears on a rating beside the marks: circumstances, absences, special cases, the old unit's remark."""
