from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "minhchung.config"
    label = "config"
