"""Kiến nghị: whoever was judged objects to what was published; the deciding level answers (open-questions 20)."""
