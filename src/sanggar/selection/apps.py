from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "sanggar.selection"
    label = "selection"
