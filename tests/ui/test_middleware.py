"""Refusals become pages."""

import re

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from entraide.kernel.errors import NotFound, Refusal
from entraide.kernel.languages import Text
from entraide.ui.web.middleware import RefusalMiddleware


class SealBroken(Refusal):
    code = "specimen.seal_broken"
    sentence = Text(en="Seal <{number}> is broken.", fr="Le scellé <{number}> est brisé.")


def _refuse(exception: Exception) -> HttpResponse | None:
    request: HttpRequest = RequestFactory().get("/x/")
    request.user = AnonymousUser()
    return RefusalMiddleware(lambda _request: HttpResponse()).process_exception(request, exception)


def test_a_refusal_says_what_happened_and_gives_its_code_to_quote() -> None:
    with translation.override("fr"):
        answer = _refuse(SealBroken(number=7))
    assert answer is not None
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Le scellé &lt;7&gt; est brisé." in page
    assert "<code>specimen.seal_broken</code>" in page
    assert "Rien n’a été modifié." in page


def test_what_is_not_there_and_what_may_not_be_known_look_the_same() -> None:
    class HiddenCase(NotFound):
        code = "specimen.hidden_case"

    there, hidden = _refuse(NotFound()), _refuse(HiddenCase(title="Operation Specimen"))
    assert there is not None
    assert hidden is not None
    assert there.status_code == hidden.status_code == 404
    # The token of the page's forms is drawn anew for each answer; all else is the same to the byte.
    token = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
    assert token.sub(b"", there.content) == token.sub(b"", hidden.content)


def test_a_fault_that_is_no_refusal_is_left_to_fail() -> None:
    assert _refuse(ValueError("a fault")) is None
