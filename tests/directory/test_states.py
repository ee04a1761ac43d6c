"""Every state, as the node knows it."""

from zoneinfo import available_timezones

import pytest

from entraide.directory.domain.states import Region, StateFacts, states
from entraide.directory.models import State


def test_every_code_of_iso_3166_is_there_and_kosovo() -> None:
    assert len(states()) == 250
    assert "XK" in states()
    assert {len(code) for code in states()} == {2}
    assert len({facts.alpha3 for facts in states().values()}) == 250


def test_the_united_nations_have_193_members_and_two_observers() -> None:
    seats = [facts.un_seat for facts in states().values()]
    assert (seats.count("member"), seats.count("observer")) == (193, 2)


def test_a_state_has_its_names_zone_and_dial_prefix() -> None:
    assert states()["CI"] == StateFacts(
        code="CI",
        alpha3="CIV",
        name_en="Côte d’Ivoire",
        name_fr="Côte d’Ivoire",
        region=Region.AFRICA,
        time_zone="Africa/Abidjan",
        dial="+225",
        un_seat="member",
    )
    assert states()["US"].name("fr-CA") == "États-Unis"
    assert states()["US"].time_zone == "America/New_York"


@pytest.mark.parametrize(
    ("code", "alpha3"),
    [("CD", "COD"), ("DE", "DEU"), ("FR", "FRA"), ("MM", "MMR"), ("RO", "ROU"), ("RS", "SRB"), ("TL", "TLS")],
)
def test_codes_that_changed_in_history_are_the_ones_of_today(code: str, alpha3: str) -> None:
    assert states()[code].alpha3 == alpha3


def test_every_zone_is_one_of_the_tz_database() -> None:
    assert {facts.time_zone for facts in states().values()} <= available_timezones()


@pytest.mark.django_db
def test_the_migrations_put_every_state_in() -> None:
    assert State.objects.count() == 250
    assert State.objects.get(code="NL").name_fr == "Pays-Bas"
