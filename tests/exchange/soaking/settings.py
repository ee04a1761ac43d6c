"""What `entraide serve` runs, with a taker of its own, and with partners on this very machine."""

from entraide.config.settings.production import *  # noqa: F403
from entraide.config.settings.production import INSTALLED_APPS as OF_A_NODE

INSTALLED_APPS = [*OF_A_NODE, "tests.exchange.soaking"]
ENTRAIDE_PRIVATE_LINKS = True
