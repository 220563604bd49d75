"""Who may record the facts that lift a finding, in the guideline's words."""

from __future__ import annotations

STAFF = "cơ quan tham mưu về công tác tổ chức cán bộ"
APPRAISER = "cơ quan thẩm định"
AUTHORITY = "tập thể lãnh đạo, cấp ủy quản lý cán bộ"
OLD_UNIT = "cơ quan, đơn vị cũ"
SUPERIOR = "cấp trên trực tiếp của tập thể"
