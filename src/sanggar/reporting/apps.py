from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "sanggar.reporting"
    label = "reporting"
