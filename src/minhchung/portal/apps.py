from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "minhchung.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from minhchung.look.stations import Stage
        from minhchung.portal.line import publication_address
        from minhchung.work.line import add_finder

        add_finder(Stage.PUBLICATION, publication_address)
