from django.urls import path, register_converter

from minhchung.reporting import views


class FigureKey:
    """A figure's key in an address."""

    regex = r"[A-Za-z0-9_.:-]{1,200}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FigureKey, "figure")

app_name = "reporting"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/trinh/", views.submit, name="submit"),
    path("<int:pk>/tra-lai/", views.give_back, name="return"),
    path("<int:pk>/duyet/", views.approve, name="approve"),
    path("<int:pk>/ban-hanh/", views.issue, name="issue"),
    path("<int:pk>/so-lieu/<figure:key>/", views.figure, name="figure"),
    path("<int:pk>/so-lieu/<figure:key>/tep/<slug:sha256>/", views.proof_file, name="proof-file"),
    path("<int:pk>/ban/<int:ordinal>/<slug:kind>/", views.edition_file, name="edition-file"),
]
