from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "sanggar.training"
    label = "training"
