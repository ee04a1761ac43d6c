"""The API of the node: `/api/v1`, tokens only, every error a problem (RFC 9457)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language, gettext
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from entraide import __version__
from entraide.accounts.api.router import router as accounts
from entraide.accounts.api.security import Bearer
from entraide.assistance.api.router import router as assistance
from entraide.cases.api.router import router as cases
from entraide.config.api_problems import PROBLEM_JSON
from entraide.directory.api.router import router as directory
from entraide.evidence.api.router import router as evidence
from entraide.instruments.api.classifications import router as classifications
from entraide.instruments.api.router import router as instruments
from entraide.kernel.errors import NotFound, Refusal
from entraide.ledger.api.router import router as ledger
from entraide.ui.problems import problem, status_of


class DescribedApi(NinjaAPI):
    """The API with its problems described under the media type in which they are answered."""

    def get_openapi_schema(self, **how: Any) -> Any:
        """The description, as the library makes it but for the type of the problems."""
        schema = super().get_openapi_schema(**how)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in response.get("content", {}):
                        response["content"] = {PROBLEM_JSON: response["content"]["application/json"]}
        return schema


# The documentation page of the library needs inline scripts, which the node's policy forbids: only the schema
# itself is served, for tools.
api = DescribedApi(
    title="Entraide",
    version=__version__,
    description="Everything the desk does. Sign every call with a token of your own.",
    auth=Bearer(),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
api.add_router("", accounts, tags=["people"])
api.add_router("/directory", directory, tags=["directory"])
# Before «/instruments/{code}», which would take «offences» for the code of an instrument.
api.add_router("", classifications, tags=["law desk"])
api.add_router("", instruments, tags=["law desk"])
api.add_router("/ledger", ledger, tags=["ledger"])
api.add_router("", cases, tags=["cases"])
api.add_router("", evidence, tags=["exhibits"])
api.add_router("", assistance, tags=["assistance"])


def problem_response(status: int, code: str, title: str, **more: object) -> HttpResponse:
    """A problem that is not a refusal of the trade: a malformed call, a missing token."""
    body = {"type": f"urn:entraide:problem:{code}", "title": title, "status": status, "code": code, **more}
    response = JsonResponse(body, status=status, content_type=PROBLEM_JSON)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    body = problem(refusal, get_language() or "en")
    return JsonResponse(body, status=status_of(refusal), content_type=PROBLEM_JSON)


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    # What was sent is not repeated in the answer: it may be somebody's data, and answers end in logs.
    fields = {_where(found["loc"]): str(found["msg"]) for found in error.errors}
    return problem_response(
        422, "api.malformed", gettext("Something in this call is missing or malformed."), fields=fields
    )


def _where(loc: tuple[str | int, ...]) -> str:
    """The name of a field as the caller wrote it: without «query», or «body» and the operation's own name for it."""
    return ".".join(str(part) for part in (loc[2:] if loc[0] == "body" and len(loc) > 2 else loc[1:]))


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    titles = {
        400: gettext("This call cannot be read."),
        401: gettext("A valid token is needed."),
        403: gettext("This is not allowed."),
    }
    codes = {400: "api.unreadable", 401: "api.no_token", 403: "api.forbidden"}
    return problem_response(
        error.status_code,
        codes.get(error.status_code, "api.refused"),
        titles.get(error.status_code, str(error)),
    )


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return refused(request, NotFound())


# Complete only now, with what is told when something goes wrong.
urlpatterns = api.urls[0]
