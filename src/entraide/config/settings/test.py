"""For the tests: a node folder of their own, quick passwords, plain static files."""

import os
import tempfile

os.environ["ENTRAIDE_HOME"] = tempfile.mkdtemp(prefix="entraide-test-")

from entraide.config.settings.base import *  # noqa: F403

ALLOWED_HOSTS = ["*"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# The page that shows every component is looked at by axe.
ENTRAIDE_STYLE_GUIDE = True
