"""Columns that rows of several rooms have alike."""

from django.db import models

from regulation.vocabulary import Layer, Rating

AXES = [(number, f"Trục {number}") for number in range(1, 7)]


def rating_field(name: str) -> "models.CharField[str, str]":
    return models.CharField(name, max_length=15, choices=Rating.choices(), blank=True, default="")


def layer_field() -> "models.CharField[str, str]":
    return models.CharField("lớp", max_length=10, choices=Layer.choices())
