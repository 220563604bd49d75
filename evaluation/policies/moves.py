"""What a province sets for a round, and a unit for itself: readings and scales as long as nobody of theirs has handed in."""

from cadres.machine import Machine, Move
from evaluation.core.stages import PolicyStage
from evaluation.policies import gates
from evaluation.policies.permissions import DEFINE_GROUPS, SET_OWN_WINDOWS, SET_POLICY, SET_SCALES


class Policies(Machine):
    set = Move(
        "Sửa quy định áp dụng trong kỳ",
        (PolicyStage.IN_FORCE,),
        SET_POLICY,
        gates=(gates.round_not_begun,),
        owes_reason=True,
    )
    set_windows = Move("Dời hạn của kỳ", (PolicyStage.IN_FORCE,), SET_POLICY, owes_reason=True)
    set_scales = Move(
        "Sửa thang hệ số của đơn vị",
        (PolicyStage.IN_FORCE,),
        SET_SCALES,
        gates=(gates.round_not_begun,),
        owes_reason=True,
    )
    set_own_windows = Move(
        "Đặt hạn riêng của đơn vị",
        (PolicyStage.IN_FORCE,),
        SET_OWN_WINDOWS,
        gates=(gates.own_windows_within,),
        owes_reason=True,
    )
    groups = Move("Sửa nhóm chức danh tương đồng", (PolicyStage.IN_FORCE,), DEFINE_GROUPS)


POLICIES = Policies()
