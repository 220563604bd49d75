from django.urls import path

from evaluation.plans.views import draft as plans_draft
from evaluation.plans.views import plan as plans
from evaluation.plans.views import review as plans_review
from evaluation.plans.views import tasks as plans_tasks
from evaluation.plans.views import work as plans_work

PLAN = "ho-so/<int:pk>/ke-hoach/"

urlpatterns = [
    path(PLAN, plans.plan, name="plan"),
    path(f"{PLAN}nop/", plans.plan_submit, name="plan_submit"),
    path(f"{PLAN}buoc/", plans.plan_move, name="plan_move"),
    path(f"{PLAN}them/", plans_tasks.plan_add, name="plan_add"),
    path(f"{PLAN}nhiem-vu-moi/", plans_tasks.plan_direct, name="plan_direct"),
    path(f"{PLAN}sao-chep/", plans_draft.plan_copy, name="plan_copy"),
    path(f"{PLAN}bang/", plans_draft.plan_table, name="plan_table"),
    path(f"{PLAN}ty-trong/", plans_draft.plan_weights, name="plan_weights"),
    path(f"{PLAN}nhiem-vu/<int:task>/", plans_tasks.plan_task, name="plan_task"),
    path(f"{PLAN}nhiem-vu/<int:task>/xoa/", plans_tasks.plan_task_remove, name="plan_task_remove"),
    path(f"{PLAN}nhiem-vu/<int:task>/san-pham/", plans_work.plan_delivery, name="plan_delivery"),
    path(
        f"{PLAN}nhiem-vu/<int:task>/san-pham/<int:delivery>/xoa/",
        plans_work.plan_delivery_remove,
        name="plan_delivery_remove",
    ),
    path(f"{PLAN}dieu-chinh/<str:kind>/", plans_work.plan_amendment, name="plan_amendment"),
    path(
        f"{PLAN}dieu-chinh/<int:amendment>/tra-loi/",
        plans_work.plan_amendment_answer,
        name="plan_amendment_answer",
    ),
    path("ke-hoach/", plans_review.plans_review, name="plans_review"),
    path("ke-hoach/duyet/", plans_review.plans_bulk, name="plans_bulk"),
]
