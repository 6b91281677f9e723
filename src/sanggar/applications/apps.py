from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "sanggar.applications"
    label = "applications"
