from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "kinroad.core"
    label = "core"

    def ready(self) -> None:
        post_migrate.connect(divide, sender=self, dispatch_uid="core.divide")


def divide(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """After every migration: the policies that divide the tables by organization."""
    from kinroad.core.postgres import policies

    policies.put_up(using)
