"""Placeholder while pages are being written. Must be gone before anything lands."""

from django.http import HttpResponse
from django.shortcuts import render


def pending(request, **kwargs) -> HttpResponse:
    return render(request, "base.html")
