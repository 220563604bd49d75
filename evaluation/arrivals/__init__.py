"""What arrives after a decision and speaks against it: the deciding level is told, and answers (open-questions 33)."""
