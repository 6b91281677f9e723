from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "sanggar.training"
    label = "training"

    def ready(self) -> None:
        import sanggar.training.queries  # noqa: F401 - tells applications who takes part
