from django.apps import AppConfig


class ServiceLogConfig(AppConfig):
    name = "kinroad.service_log"
    label = "service_log"
