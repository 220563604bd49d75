"""What arrives after a decision that it would have limited: the deciding level is told, and answers (open-questions 33)."""
