from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "sanggar.funding"
    label = "funding"
