"""Agencies, offices and contact points, plainly fictional. States are there already: the migrations put them in."""

import factory

from entraide.directory.domain.names import fold
from entraide.directory.domain.sorts import AgencySort, Function
from entraide.directory.models import Agency, ContactPoint, Office, State


class StateFactory(factory.django.DjangoModelFactory[State]):
    class Meta:
        model = State
        django_get_or_create = ("code",)

    code = "CA"


class AgencyFactory(factory.django.DjangoModelFactory[Agency]):
    class Meta:
        model = Agency

    state = factory.SubFactory(StateFactory)
    name_en = factory.Sequence(lambda n: f"Northmark State Police {n}")
    sort = AgencySort.POLICE.value
    folded = factory.LazyAttribute(
        lambda made: fold(f"{made.name_en} {made.state.name_en} {made.state.name_fr}")
    )


class OfficeFactory(factory.django.DjangoModelFactory[Office]):
    class Meta:
        model = Office

    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence(lambda n: f"Office {n}")
    city = "Northmark"
    time_zone = "America/Toronto"
    hours = "mon-fri 08:30-16:30"


class ContactPointFactory(factory.django.DjangoModelFactory[ContactPoint]):
    class Meta:
        model = ContactPoint

    office = factory.SubFactory(OfficeFactory)
    function = Function.DUTY_DESK.value
    phone = "+1 555 0100"
    email = "desk@northmark.example"
