"""Who stands in: somebody away hands on a duty of theirs for some days, and staff see who acts for whom."""
