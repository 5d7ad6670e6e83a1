from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "minhchung.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Forget what was read out of a file when the file is purged."""
        from minhchung.documents.actions.forgetting import forget_purged
        from minhchung.files.signals import purged

        purged.connect(forget_purged, dispatch_uid="documents")
