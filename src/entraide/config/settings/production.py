"""For a node at work: what `entraide serve` runs."""

from entraide.config.settings.base import *  # noqa: F403
from entraide.config.settings.base import ALLOWED_HOSTS, NODE

if NODE.https:
    # Such a node stands behind a proxy that speaks TLS and says so; `entraide serve` itself speaks plain HTTP.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
