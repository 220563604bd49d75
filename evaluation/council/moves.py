"""The life of a council's session, and of what it notes of each person.

A closed session is not opened again: the dossiers have gone on to the lists by it, and decisions rest on it. An opinion that
was wrong is put right where its dossier is returned and another session hears it; what the minutes say of day, place and number
can be corrected, with the reason. One convened by mistake is cancelled while it is held: what was noted there is nobody's opinion
and stays in its history; the next session begins anew.
"""

from cadres.machine import During, Machine
from evaluation.core import permissions
from evaluation.core.gates import owed
from evaluation.core.moves import Move
from evaluation.core.stages import LineStage, SessionStage
from evaluation.core.steps import Stage
from evaluation.council import gates

WAITS = During(
    (Stage.APPRAISED,),
    owed("not-waiting", "B3", "Hồ sơ không còn ở bước chờ ý kiến hội đồng. Xin tải lại trang."),
)


class Sessions(Machine):
    convene = Move(
        "Mở phiên họp",
        (SessionStage.HELD,),
        permissions.CONVENE,
        done="Đã mở phiên họp hội đồng.",
    )
    seat = Move(
        "Ghi thành phần dự họp",
        (SessionStage.HELD,),
        permissions.CONVENE,
        done="Đã lưu thành phần dự họp.",
    )
    close = Move(
        "Kết thúc phiên họp",
        (SessionStage.HELD,),
        permissions.CONVENE,
        SessionStage.CLOSED,
        gates=(gates.led, gates.quorate),
    )
    cancel = Move(
        "Hủy phiên họp",
        (SessionStage.HELD,),
        permissions.CONVENE,
        SessionStage.CANCELLED,
        owes_reason=True,
        done="Đã hủy phiên họp. Những điều đã ghi còn trong lịch sử của phiên.",
    )
    correct = Move(
        "Sửa ngày, nơi họp, số biên bản",
        (SessionStage.CLOSED,),
        permissions.CONVENE,
        owes_reason=True,
        done="Đã sửa thông tin của biên bản.",
    )


class Lines(Machine):
    note = Move(
        "Ghi ý kiến tại phiên họp",
        (LineStage.NOTED,),
        permissions.RECORD_COUNCIL,
        gates=(gates.ballots_within,),
        during=WAITS,
    )
    fall = Move("Bỏ ý kiến đã ghi", (LineStage.NOTED,), permissions.RECORD_COUNCIL)
    record = Move(
        "Ghi vào biên bản",
        (LineStage.NOTED,),
        permissions.RECORD_COUNCIL,
        LineStage.RECORDED,
        gates=(gates.ballots_within,),
        during=WAITS,
    )


SESSIONS = Sessions()
LINES = Lines()
