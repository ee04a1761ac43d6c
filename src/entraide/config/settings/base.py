"""What every node has in common. Each setting a person may change is named in docs/operations.md."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from entraide.config.database import settings_for
from entraide.config.home import home, mail_folder, read_node_file, seal_file, secret_key

PACKAGE = Path(__file__).resolve().parents[2]
HOME = home()
NODE = read_node_file(HOME)

SECRET_KEY = secret_key(HOME)
DEBUG = False
ALLOWED_HOSTS = [*NODE.hosts, *filter(None, os.environ.get("ENTRAIDE_HOSTS", "").split(","))]
DATABASES = {"default": settings_for(os.environ.get("DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "entraide.ui",
    "entraide.ledger",
    "entraide.directory",
    "entraide.accounts",
    "entraide.instruments",
    "entraide.exchange",
    "entraide.cases",
    "entraide.evidence",
    "entraide.assistance",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
]

MIDDLEWARE = [
    "entraide.config.api_problems.ApiProblems",
    "entraide.config.requestlog.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "entraide.ui.web.middleware.SignInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "entraide.ui.web.middleware.RefusalMiddleware",
]

# The processes of the node set up the log themselves (`entraide.config.logs`), before Django speaks.
LOGGING_CONFIG = None

ROOT_URLCONF = "entraide.config.urls"
WSGI_APPLICATION = "entraide.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "entraide.ui.web.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "entraide.ui.web.forms.HouseRenderer"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# accounts: allauth signs people in; an administrator adds them.
ACCOUNT_ADAPTER = "entraide.accounts.web.adapter.HouseAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = bool(NODE.mail.host)
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_FORMS = {
    "login": "entraide.accounts.web.sign_in_forms.SignIn",
    "reauthenticate": "entraide.accounts.web.sign_in_forms.ConfirmItIsYou",
    "change_password": "entraide.accounts.web.sign_in_forms.ChangePassword",
}
MFA_ADAPTER = "entraide.accounts.web.adapter.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "entraide.accounts.web.sign_in_forms.EnterCode",
    "reauthenticate": "entraide.accounts.web.sign_in_forms.EnterCodeAgain",
    "activate_totp": "entraide.accounts.web.sign_in_forms.SetUpApp",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Entraide"
# A code counts in the half minute before and after its own, as RFC 6238 (5.2) advises: clocks differ, people type.
MFA_TOTP_TOLERANCE = 1
# Rate limits count across the processes of the node, so the cache is a folder they share.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HOME / "cache",
    }
}

LANGUAGE_CODE = "fr" if NODE.agency.language.startswith("fr") else "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = NODE.agency.time_zone

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
# Uploads are streamed to disk above this size; what an arrival may weigh is set below.
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
ENTRAIDE_ARRIVAL_MAX_BYTES = 50 * 1024 * 1024
ENTRAIDE_ORIGINALS = HOME / "originals"
ENTRAIDE_SEAL = seal_file(HOME)
# Mail with partners that have no node: keys and secrets, and where their mail is fetched.
ENTRAIDE_MAIL = mail_folder(HOME)
ENTRAIDE_MAILBOX = NODE.mailbox
# The files of exhibits, encrypted, and the key they lie under.
ENTRAIDE_EVIDENCE = HOME / "exhibits"
ENTRAIDE_EVIDENCE_KEY = HOME / "exhibits.key"
# The authority that time-stamps them, and the certificates trusted for it.
ENTRAIDE_STAMPS_URL = NODE.stamps.url
ENTRAIDE_STAMPS_TRUSTED = HOME / NODE.stamps.trusted
# The node's own keys and cards, and the files that go with messages.
ENTRAIDE_EXCHANGE = HOME / "exchange"
ENTRAIDE_IDENTITY = ENTRAIDE_EXCHANGE / "identity.json"
# The key with which the node vouches for its ledger and for those of its partners.
ENTRAIDE_LEDGER_KEY = HOME / "ledger" / "key.json"
# Whether partners may be called without TLS and inside a network of one's own: in a demonstration alone.
ENTRAIDE_PRIVATE_LINKS = NODE.demo

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if NODE.cookies:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"sessionid_{NODE.cookies}", f"csrftoken_{NODE.cookies}"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
if NODE.https:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True

EMAIL_HOST, EMAIL_PORT = NODE.mail.host, NODE.mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = NODE.mail.user, NODE.mail.password
EMAIL_USE_TLS = NODE.mail.starttls
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = NODE.mail.sender or NODE.agency.email
