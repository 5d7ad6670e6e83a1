from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "minhchung.work"
    label = "work"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Forget the words of orders when the file that held them is purged."""
        from minhchung.files.signals import purged
        from minhchung.work.actions.forgetting import forget_purged

        purged.connect(forget_purged, dispatch_uid="work")
