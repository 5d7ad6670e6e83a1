from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "minhchung.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
