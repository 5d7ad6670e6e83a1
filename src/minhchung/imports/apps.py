from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "minhchung.imports"
    label = "imports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from minhchung.imports import watching  # noqa: F401  (connects its receiver)
