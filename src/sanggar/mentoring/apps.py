from django.apps import AppConfig


class MentoringConfig(AppConfig):
    name = "sanggar.mentoring"
    label = "mentoring"
