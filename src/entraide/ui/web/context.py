"""What every page needs of the shell."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from entraide.ui.navigation import entries_for, roles_of
from entraide.ui.web.themes import theme_of


def shell(request: HttpRequest) -> dict[str, object]:
    """The navigation a person may open, the agency's name, the language and the theme of the reader."""
    language = get_language() or "en"
    person = getattr(request, "user", None)
    signed_in = person is not None and person.is_authenticated
    return {
        "navigation": entries_for(person, request.path) if signed_in else [],
        "person_roles": roles_of(person) if signed_in else [],
        "agency": settings.NODE.agency,
        "agency_name": settings.NODE.agency.name(language),
        "demo": settings.NODE.demo,
        "reader_language": "fr" if language.startswith("fr") else "en",
        "theme": theme_of(request),
    }
