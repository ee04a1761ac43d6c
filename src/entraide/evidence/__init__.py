"""Exhibits, their seals and their custody; and packages that can be checked offline, whoever carries them."""
