from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "sanggar.publication"
    label = "publication"
