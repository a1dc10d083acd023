from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "kinroad.audit"
    label = "audit"

    def ready(self) -> None:
        from kinroad.audit.actions import guards

        connection_created.connect(guards.teach_sqlite, dispatch_uid="audit.teach_sqlite")
        post_migrate.connect(guards.put_up, sender=self, dispatch_uid="audit.put_up")
