from django.apps import AppConfig


class Cadres(AppConfig):
    name = "cadres"
    verbose_name = "Cán bộ và đơn vị"
