"""Settings of the suite: its own folder and key; the engine is chosen by MINHCHUNG_DATABASE_URL."""

import os
import tempfile

os.environ["MINHCHUNG_MODE"] = "test"
os.environ["MINHCHUNG_DATA"] = tempfile.mkdtemp(prefix="minhchung-test-")
os.environ["MINHCHUNG_SECRET_KEY"] = "a key of the test suite, and of nothing else"
os.environ["MINHCHUNG_HOSTS"] = "*"

from minhchung.config.settings import *  # noqa: F403
from minhchung.config.settings import DATA, DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; argon2 has its own test
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = DATABASES["default"]["OPTIONS"]["init_command"].replace(
        "synchronous=FULL", "synchronous=OFF"
    )
