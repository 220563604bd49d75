from django.urls import path

from evaluation.deputies import views as deputies

urlpatterns = [
    path("nguoi-lam-thay/", deputies.deputies, name="deputies"),
    path("nguoi-lam-thay/vai-tro/<int:pk>/", deputies.deputy_name, name="deputy_name"),
    path("nguoi-lam-thay/<int:pk>/cham-dut/", deputies.deputy_end, name="deputy_end"),
    path("nguoi-lam-thay/don-vi/", deputies.deputies_of_units, name="deputies_of_units"),
    path("nguoi-lam-thay/don-vi/lich-su/", deputies.deputies_history, name="deputies_history"),
]
