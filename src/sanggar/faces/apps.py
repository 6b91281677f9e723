from django.apps import AppConfig


class FacesConfig(AppConfig):
    name = "sanggar.faces"
    label = "faces"
