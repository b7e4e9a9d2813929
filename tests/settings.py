"""Settings under test: the real ones, with a throw-away folder, a fast password hash and strict templates."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ["ROLECRAFT_READ_DOTENV"] = "0"
if "VAR_DIR" not in os.environ:  # workers of the same run share the folder of the process that started them
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="rolecraft-test-")
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)

from config.settings import *  # noqa: F403
from config.settings import DATABASES, TEMPLATES, VAR_DIR
from tests.strict_templates import FailOnUndefined

DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = FailOnUndefined()
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
EMAIL_FILE_PATH = Path(VAR_DIR) / "mail"
if "pool" in DATABASES["default"].get("OPTIONS", {}):
    DATABASES["default"]["OPTIONS"].pop("pool")  # a pool outlives the test database that it connects to
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in real life: threads that share a database in memory lock each other out of its tables.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(VAR_DIR) / "test.sqlite3")}
