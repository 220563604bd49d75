"""A move of the round among the machine's own: what it says of itself where nothing is said."""

import pytest
from django.db.models import Q

from cadres import machine
from cadres.mandates import Everybody
from evaluation.core.moves import Move, Queue, Turn
from regulation.deadlines import Window


class Rows(machine.Machine):
    plain = machine.Move("Sửa", ("draft",), Everybody())
    told_ = Move(
        "Nộp bản kê",
        ("draft",),
        Everybody(),
        "submitted",
        turn=Turn("Kê rồi nộp.", "Kê", "plan"),
        queue=Queue("Nhận", "bản kê", "dossiers", "plan"),
    )
    named = Move("Tỉnh nhận", ("submitted",), Everybody(), phrase="nhận tại tỉnh")


ROWS = Rows()


@pytest.mark.parametrize(("name", "story"), [("told", "nộp bản kê"), ("named", "nhận tại tỉnh")])
def test_a_deed_is_told_by_its_phrase_else_by_its_label_as_it_goes_on_after_a_name(name, story):
    assert ROWS.moves[name].story == story


def test_a_move_of_the_round_stands_among_the_machines_own_under_its_name():
    assert list(ROWS.moves) == ["plain", "told", "named"]
    assert [ROWS.told_ is ROWS.moves["told"], ROWS.told_.machine is ROWS] == [True, True]


def test_a_move_says_nothing_of_itself_unless_it_is_told_to():
    move = ROWS.named
    assert [move.turn, move.queue, move.told, move.owes_reason] == [None, None, False, False]
    assert [move.asks, move.button, move.done] == ["", "", ""]


def test_a_queue_waits_until_the_dossiers_window_closes_for_all_whom_the_move_is_for():
    queue = ROWS.told_.queue
    assert [queue.window, queue.also, queue.piece, queue.asks, queue.by] == [
        Window.DOSSIER,
        Q(),
        "",
        "",
        None,
    ]


def test_moves_alike_in_every_word_are_still_two():
    twins = {Move("Sửa", ("draft",), Everybody()) for _ in range(2)}
    assert len(twins) == 2
