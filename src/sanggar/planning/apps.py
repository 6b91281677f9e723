from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "sanggar.planning"
    label = "planning"
    verbose_name = "Rencana"
