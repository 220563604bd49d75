from django.urls import path

from evaluation.marks.views import appraisal, assessment, excuses, province, queue, returns

urlpatterns = [
    path("ho-so/<int:pk>/tu-danh-gia/", assessment.assessment, name="assessment"),
    path("ho-so/<int:pk>/tu-danh-gia/bat-dau/", assessment.begin, name="begin_assessment"),
    path("ho-so/<int:pk>/tu-danh-gia/tinh/", assessment.score, name="assessment_score"),
    path("ho-so/<int:pk>/tham-dinh/", appraisal.appraisal, name="appraisal"),
    path("ho-so/<int:pk>/tham-dinh/tinh/", appraisal.appraisal_score, name="appraisal_score"),
    path("ho-so/<int:pk>/cap-co-tham-quyen/", appraisal.authority, name="authority"),
    path("ho-so/<int:pk>/cap-co-tham-quyen/tinh/", appraisal.authority_score, name="authority_score"),
    path("ho-so/<int:pk>/tra-lai/", returns.send_back, name="return_dossier"),
    path("ho-so/<int:pk>/tra-lai-don-vi/", province.send_back_to_unit, name="return_to_unit"),
    path("ho-so/<int:pk>/nhiem-vu/<int:task>/ly-do/", excuses.excuse, name="excuse"),
    path("tham-dinh/", queue.appraisals, name="appraisals"),
    path("tham-dinh/ban-to-chuc/", province.appraise, name="appraise_at_province"),
]
