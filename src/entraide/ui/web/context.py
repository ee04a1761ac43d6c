"""What every page needs of the shell."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from entraide.ui.navigation import items_for


def shell(request: HttpRequest) -> dict[str, object]:
    """The navigation a person may open, the agency's name, the language."""
    language = get_language() or "en"
    person = getattr(request, "user", None)
    signed_in = person is not None and person.is_authenticated
    return {
        "navigation": items_for(person) if signed_in else [],
        "agency": settings.NODE.agency,
        "agency_name": settings.NODE.agency.name(language),
        "demo": settings.NODE.demo,
        "reader_language": language,
    }
