"""What is loaded when: who takes in messages, or carries them, does without the pages and the API."""

import subprocess
import sys

import pytest
from django.urls import NoReverseMatch, get_resolver, resolve, reverse
from django.utils import translation

from entraide.config.doors import Door
from tests.config.running import environment

PAGES = "entraide.assistance.web.urls"
API = "entraide.config.api"
LARGE = ("ninja", "pydantic", "typst", "snowballstemmer", "icalendar", "xlsxwriter", "fido2", "pypdfium2")


def loaded_after(tmp_path, code):
    """Which of the modules in question a fresh process has loaded after that."""
    told = f"""
import sys, django
django.setup()
{code}
print(*[name for name in {(PAGES, API, *LARGE)!r} if name in sys.modules])
"""
    asked = environment(tmp_path, DJANGO_SETTINGS_MODULE="entraide.config.settings.production")
    done = subprocess.run([sys.executable, "-c", told], env=asked, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_whoever_carries_messages_loads_no_page_and_nothing_to_print_with(tmp_path):
    assert loaded_after(tmp_path, "import entraide.config.scheduler, entraide.exchange.tasks") == set()


def test_whoever_takes_messages_in_loads_no_page(tmp_path):
    code = "from django.urls import resolve; print(resolve('/exchange/deliveries').view_name)"
    assert loaded_after(tmp_path, code) == {"wire:deliveries"}


def test_a_page_is_there_for_the_first_who_asks_and_loads_no_api(tmp_path):
    code = (
        "from django.urls import resolve, reverse; print(resolve(reverse('assistance:requests')).view_name)"
    )
    loaded = loaded_after(tmp_path, code)
    assert {"assistance:requests", PAGES} <= loaded
    assert API not in loaded


def test_the_api_is_there_for_the_first_who_asks(tmp_path):
    code = "from django.urls import resolve; print(resolve('/api/v1/openapi.json').view_name)"
    assert {"api:openapi-json", API, "ninja"} <= loaded_after(tmp_path, code)


@pytest.mark.parametrize("door", [one for one in get_resolver().url_patterns if isinstance(one, Door)])
def test_a_door_has_the_name_that_its_module_gives_itself(door):
    if door.namespace == "api":
        assert reverse("api:openapi-json") == "/api/v1/openapi.json"
    else:
        assert door.urlconf_module.app_name == door.namespace == door.app_name


def test_addresses_are_written_out_and_read_in_any_language():
    for language in ("en", "fr"):
        with translation.override(language):
            assert reverse("assistance:desk") == "/"
            assert reverse("wire:cards") == "/exchange/cards"
            assert resolve("/ledger/").view_name == "ledger:entries"
            with pytest.raises(NoReverseMatch):
                reverse("assistance:nothing_of_that_name")
            with pytest.raises(NoReverseMatch):
                reverse("assistance:further:in")
