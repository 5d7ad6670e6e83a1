"""Settings of one installation: everything an administrator may set is read by config.configuration."""

from __future__ import annotations

import os
from pathlib import Path

DATA = Path(os.environ.get("MINHCHUNG_DATA", "data")).resolve()
SECRET_KEY = os.environ.get("MINHCHUNG_SECRET_KEY", "not-for-production")
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "minhchung.look",
    "minhchung.audit",
    "minhchung.accounts",
    "minhchung.files",
    "minhchung.organisation",
    "minhchung.documents",
    "minhchung.work",
    "minhchung.reporting",
    "minhchung.imports",
    "minhchung.portal",
]
AUTH_USER_MODEL = "accounts.User"
ROOT_URLCONF = "minhchung.config.urls"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA / "minhchung.sqlite3"}}
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LANGUAGE_CODE = "vi"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
