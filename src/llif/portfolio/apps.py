"""The Django app."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "llif.portfolio"
    label = "portfolio"
