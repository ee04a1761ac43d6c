"""For the tests: a node folder of their own, quick passwords, plain static files."""

import atexit
import os
import shutil
import tempfile

os.environ["ENTRAIDE_HOME"] = tempfile.mkdtemp(prefix="entraide-test-")
atexit.register(shutil.rmtree, os.environ["ENTRAIDE_HOME"], ignore_errors=True)

from entraide.config.settings.base import *  # noqa: E402, F403
from entraide.config.settings.base import DATABASES, HOME  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite"):
    # A file, as at work: tables in memory would lock differently under the threads of a browser test.
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
    OPTIONS = DATABASES["default"]["OPTIONS"]
    OPTIONS["init_command"] = OPTIONS["init_command"].replace("synchronous=FULL", "synchronous=OFF")
ALLOWED_HOSTS = ["*"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# The page that shows every component is looked at by axe.
ENTRAIDE_STYLE_GUIDE = True
(HOME / "static").mkdir(exist_ok=True)
