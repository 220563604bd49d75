"""The way in and out, and people."""

from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import path

from cadres import views

urlpatterns = [
    path("dang-nhap/", views.SignIn.as_view(), name="login"),
    path("phien-lam-viec/", views.session, name="session"),
    # Whose session has ended is out already: nothing is asked of them.
    path("dang-xuat/", login_not_required(auth.LogoutView.as_view()), name="logout"),
    path("doi-mat-khau/", views.PasswordChange.as_view(), name="password_change"),
    path("doi-mat-khau/xong/", auth.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("can-bo/", views.people, name="people"),
    path("can-bo/<int:pk>/", views.person, name="person"),
]
