from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "minhchung.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answer accounts, which may not look here, who administers."""
        from minhchung.accounts.signals import asks_administrator
        from minhchung.organisation.permissions import answer_administrator

        asks_administrator.connect(answer_administrator, dispatch_uid="organisation")
