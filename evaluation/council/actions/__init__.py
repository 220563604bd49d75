"""Deeds of a council: its session is convened, filled, and closed or cancelled; its opinions are recorded (Bước 3)."""

from evaluation.council.actions.closing import close
from evaluation.council.actions.lines import note
from evaluation.council.actions.opinions import record_opinions
from evaluation.council.actions.sessions import cancel, convene, correct, seat

__all__ = ["cancel", "close", "convene", "correct", "note", "record_opinions", "seat"]
