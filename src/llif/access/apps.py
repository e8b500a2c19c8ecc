"""The Django app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "llif.access"
    label = "access"
