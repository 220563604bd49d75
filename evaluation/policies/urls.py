from django.urls import path

from evaluation.policies import views as policies

urlpatterns = [
    path("quy-dinh/", policies.policies, name="policies"),
    path("quy-dinh/<str:code>/tinh/", policies.province_policy, name="province_policy"),
    path("quy-dinh/<str:code>/han/", policies.windows, name="policy_windows"),
    path("quy-dinh/<str:code>/don-vi/<int:unit>/", policies.unit_policy, name="unit_policy"),
    path("quy-dinh/<str:code>/don-vi/<int:unit>/han/", policies.own_windows, name="own_windows"),
]
