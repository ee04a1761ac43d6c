"""What the tests of the desk's pages share: somebody at a browser, and a letter to drop."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from entraide.assistance.models import Arrival, AssistanceRequest

LETTER = """From: Clotilde Verneau <desk@valbourg.example>
To: bureau@valmont.example
Subject: Accounts of a romance fraud
Date: Mon, 16 Nov 2026 08:00:00 +0100
Content-Type: text/plain; charset=utf-8

Valbourg, le 16 novembre 2026

Nous vous prions d'identifier le titulaire du compte relié à l'adresse 203.0.113.24. <script>alert(1)</script>
Réponse attendue avant le 30 novembre 2026.
""".encode()
BROKEN = b"%PDF-1.7\n1 0 obj"


def at_browser(person, language="en") -> Client:
    """A browser in which this person has signed in."""
    client = Client(headers={"accept-language": language})
    client.force_login(person)
    return client


def drop(client, content=LETTER, name="lettre.eml"):
    """Drop one file on the desk; the answer."""
    return client.post("/arrivals/drop/", {"files": SimpleUploadedFile(name, content)})


def dropped(client) -> Arrival:
    """Drop the letter; what arrived."""
    assert drop(client).status_code == 302
    return Arrival.objects.select_related("request", "case", "original").get(name="lettre.eml")


def page(request: AssistanceRequest, rest: str = "") -> str:
    """The address of a page of a request."""
    return f"/requests/{request.uuid}/{rest}"


def words(response) -> str:
    """What a page says, as text."""
    return response.content.decode()
