from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "minhchung.reporting"
    label = "reporting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from minhchung.look.stations import Stage
        from minhchung.reporting.line import figure_address, report_address
        from minhchung.work.line import add_finder

        add_finder(Stage.FIGURE, figure_address)
        add_finder(Stage.REPORT, report_address)
