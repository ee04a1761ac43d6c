"""Whatever goes wrong under `/api/` answers as a problem, also where no operation was reached."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language, gettext

from entraide.kernel.errors import NotFound
from entraide.ui.problems import problem

PROBLEM_JSON = "application/problem+json"
API = "/api/"


class ApiProblems:
    """Turns the pages that Django gives for 404, 405 and the like into problem+json, for programs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(API) or response.status_code < 400:
            return response
        if response.headers.get("Content-Type", "").startswith(PROBLEM_JSON):
            return response
        told = JsonResponse(
            _body(response.status_code), status=response.status_code, content_type=PROBLEM_JSON
        )
        if "Allow" in response.headers:
            told["Allow"] = response["Allow"]
        return told


def _body(status: int) -> dict[str, object]:
    if status == 404:
        return problem(NotFound(), get_language() or "en")
    titles = {
        405: ("api.method_not_allowed", gettext("This address does not take this method.")),
        413: ("api.too_big", gettext("This is too big.")),
        500: ("api.failed", gettext("Something failed here. It has been written down.")),
    }
    code, title = titles.get(status, ("api.refused", gettext("This call is refused.")))
    return {"type": f"urn:entraide:problem:{code}", "title": title, "status": status, "code": code}
