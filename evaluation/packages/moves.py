"""The life of a package: gathered, sent in one act, received or returned; what changed afterwards is sent anew."""

from cadres.machine import Machine
from evaluation.core.moves import Move
from evaluation.packages import gates
from evaluation.packages.permissions import RECEIVE, SEND
from evaluation.packages.stages import HANDED_OVER, PackageStage

_SENDING = (gates.everything_there, gates.rest_explained, gates.in_window, gates.late_explained)


class Packages(Machine):
    keep = Move("Đưa giấy tờ vào hồ sơ", tuple(PackageStage), SEND)
    send = Move(
        "Gửi hồ sơ",
        (PackageStage.PREPARING, PackageStage.RETURNED),
        SEND,
        PackageStage.SENT,
        gates=_SENDING,
        phrase="gửi hồ sơ",
    )
    send_anew = Move(
        "Gửi lại hồ sơ",
        HANDED_OVER,
        SEND,
        PackageStage.SENT,
        gates=(gates.differs, *_SENDING),
        owes_reason=True,
        phrase="gửi lại hồ sơ thay bản đã gửi",
    )
    receive = Move(
        "Nhận hồ sơ",
        (PackageStage.SENT,),
        RECEIVE,
        PackageStage.RECEIVED,
        phrase="nhận hồ sơ",
        done="Đã nhận hồ sơ.",
    )
    give_back = Move(
        "Trả lại hồ sơ",
        HANDED_OVER,
        RECEIVE,
        PackageStage.RETURNED,
        owes_reason=True,
        phrase="trả lại hồ sơ để hoàn chỉnh",
        done="Đã trả lại hồ sơ; đơn vị nhận được thông báo.",
    )
    take_back = Move(
        "Rút lại hồ sơ",
        (PackageStage.SENT,),
        SEND,
        PackageStage.PREPARING,
        gates=(gates.not_received,),
        owes_reason=True,
        phrase="rút lại hồ sơ đã gửi",
        done="Đã rút lại hồ sơ; lần gửi đó không còn chờ nhận.",
    )


PACKAGES = Packages()
