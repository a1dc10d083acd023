"""Reports read the service log."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Program and grant reports; no tables of their own."""

    name = "kinroad.reporting"
    label = "reporting"
