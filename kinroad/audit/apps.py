from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "kinroad.audit"
    label = "audit"
