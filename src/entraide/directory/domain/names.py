"""Names as the search compares them."""

import unicodedata


def fold(text: str) -> str:
    """Without accents, capitals and doubled spaces: «Sûreté  du Québec» becomes «surete du quebec»."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())
