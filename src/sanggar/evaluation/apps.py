from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "sanggar.evaluation"
    label = "evaluation"
