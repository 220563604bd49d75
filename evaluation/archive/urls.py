from django.urls import path

from evaluation.archive.views import seals

urlpatterns = [path("niem-phong/<str:code>/", seals.seal, name="seal")]
