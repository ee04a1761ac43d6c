"""People, their roles, their units, their tokens."""

import uuid
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from entraide.accounts.domain.roles import LABELS, Role


class Unit(models.Model):
    """A part of the bureau to which requests are routed. The intake unit sees what arrives."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name_en = models.CharField(_("name in English"), max_length=120, unique=True)
    name_fr = models.CharField(_("name in French"), max_length=120, unique=True)
    intake = models.BooleanField(_("receives what arrives"), default=False)

    def __str__(self) -> str:
        return self.name_en

    def name(self, language: str) -> str:
        return self.name_fr if language.startswith("fr") else self.name_en


class People(BaseUserManager["Person"]):
    """Finds people by the address they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """One person of the bureau. What they may do follows from their roles and from the cases they belong to."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("title"), max_length=120, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=(("en", _("English")), ("fr", _("French"))), default="en"
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(null=True)

    objects = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles this person holds now."""
        return frozenset(Role(grant.role) for grant in self.role_grants.all())


class RoleGrant(models.Model):
    """A role held by a person."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=20, choices=[(role.value, text.en) for role, text in LABELS.items()])

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "role"], name="a_person_holds_a_role_once"),)

    def __str__(self) -> str:
        return self.role


class ApiToken(models.Model):
    """A person's key to the API. Only its digest is kept; scopes never exceed what the person may do."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
