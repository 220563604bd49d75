from django.urls import path

from evaluation.circumstances.views import following, remarks
from evaluation.circumstances.views import records as circumstances

PAGE = "ho-so/<int:pk>/tinh-tiet/"

urlpatterns = [
    path(PAGE, circumstances.circumstances, name="circumstances"),
    path(f"{PAGE}ghi/<str:what>/", circumstances.circumstance_record, name="circumstance_record"),
    path(f"{PAGE}<int:circumstance>/khac-phuc/", circumstances.circumstance_lift, name="circumstance_lift"),
    path(f"{PAGE}vang-mat/ghi/", circumstances.absence_record, name="absence_record"),
    path(f"{PAGE}vang-mat/<int:absence>/", circumstances.absence_end, name="absence_end"),
    path(f"{PAGE}truong-hop/", circumstances.cases_settle, name="cases_settle"),
    path(f"{PAGE}chuc-vu/", following.posts_settle, name="posts_settle"),
    path(f"{PAGE}nhan-xet/de-nghi/", circumstances.remark_ask, name="remark_ask"),
    path(f"{PAGE}nhan-xet/<int:unit>/", circumstances.remark_ask, name="remark_ask_again"),
    path(f"{PAGE}nhan-xet/rut/", circumstances.remark_withdraw, name="remark_withdraw"),
    path("nhan-xet/", remarks.remarks, name="remarks"),
    path("nhan-xet/<int:pk>/", remarks.remark, name="remark"),
]
