"""Mẫu 03: the three layers of marks, objective reasons (6.1), the appraisers' queue."""
