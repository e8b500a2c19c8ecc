"""The Django app of the pages."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "llif.publishing"
