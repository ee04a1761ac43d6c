"""Promises about tables: each has a factory, its migrations, and words for its rows."""

import importlib
import importlib.util
from io import StringIO

import factory
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Model


def models_of(package: str) -> list[type[Model]]:
    return list(apps.get_app_config(package).get_models())


PACKAGES = [config.label for config in apps.get_app_configs() if config.name.startswith("entraide.")]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_model_has_a_factory(package: str) -> None:
    models = {model.__name__ for model in models_of(package)}
    made: set[str] = set()
    if importlib.util.find_spec(f"tests.factories.{package}"):
        module = importlib.import_module(f"tests.factories.{package}")
        made = {
            kind._meta.model.__name__
            for kind in vars(module).values()
            if isinstance(kind, type) and issubclass(kind, factory.Factory) and kind._meta.model is not None
        }
    assert models - made == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_every_row_can_say_what_it_is(package: str) -> None:
    assert [model.__name__ for model in models_of(package) if "__str__" not in vars(model)] == []


@pytest.mark.django_db
def test_the_migrations_make_the_tables_that_the_models_describe() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())
