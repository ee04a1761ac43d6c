"""For a node at work: what `entraide serve` runs."""

from entraide.config.settings.base import *  # noqa: F403
