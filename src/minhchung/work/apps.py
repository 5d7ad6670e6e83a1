from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "minhchung.work"
    label = "work"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Show tasks on documents, and forget the words of orders when the file that held them is purged."""
        from minhchung.documents.panels import register
        from minhchung.files.signals import purged
        from minhchung.work.actions.forgetting import forget_purged
        from minhchung.work.panel import tasks_panel

        purged.connect(forget_purged, dispatch_uid="work")
        register(tasks_panel)
