"""Who may record the facts that lift a finding, in the guideline's words."""

from __future__ import annotations

from regulation.vocabulary import Tier

STAFF = "cơ quan tham mưu về công tác tổ chức cán bộ"
APPRAISER = "cơ quan thẩm định"
AUTHORITY = "tập thể lãnh đạo, cấp ủy quản lý cán bộ"
OLD_UNIT = "cơ quan, đơn vị cũ"
SUPERIOR = "cấp trên trực tiếp của tập thể"
COUNCIL = "thành viên Hội đồng"
# Who answers warnings and writes the grounds of a rating: on whichever list it is proposed or decided.
LISTER = "người lập danh sách xếp loại"
PROVINCE = "Ban Tổ chức Tỉnh ủy"


def confirming(tier: Tier) -> str:
    """Who confirms that a circumstance is remedied or annulled: the authority, for tier 3.1 Ban Tổ chức Tỉnh ủy."""
    return PROVINCE if tier is Tier.PROVINCIAL else AUTHORITY
