from django.apps import AppConfig


class SpendingConfig(AppConfig):
    name = "sanggar.spending"
    label = "spending"
