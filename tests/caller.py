"""A program that calls the API with a token of a person."""

from datetime import datetime
from typing import Any

from django.test import Client

from entraide.accounts.domain.roles import Scope
from entraide.accounts.models import Person
from entraide.accounts.services import issue_token
from entraide.kernel.clock import now


class Caller:
    """Calls as one person. Each call gives back the status and what the answer says."""

    def __init__(self, person: Person, *, scopes: tuple[Scope, ...] = (Scope.READ, Scope.WRITE)) -> None:
        self.person = person
        self.secret = issue_token(
            person, name="tests", scopes=scopes, days=30, acting=person, at=_lately()
        ).secret
        self._client = Client(headers={"authorization": f"Bearer {self.secret}"})

    def get(self, path: str, **query: Any) -> tuple[int, Any]:
        return self._told(self._client.get(f"/api/v1{path}", query))

    def post(self, path: str, body: object = None) -> tuple[int, Any]:
        return self._told(self._client.post(f"/api/v1{path}", body or {}, content_type="application/json"))

    def patch(self, path: str, body: object) -> tuple[int, Any]:
        return self._told(self._client.patch(f"/api/v1{path}", body, content_type="application/json"))

    def delete(self, path: str) -> tuple[int, Any]:
        return self._told(self._client.delete(f"/api/v1{path}"))

    def upload(self, path: str, **parts: Any) -> tuple[int, Any]:
        return self._told(self._client.post(f"/api/v1{path}", parts))

    def send(self, path: str, content: bytes, *, method: str = "POST") -> tuple[int, Any]:
        """Bytes as they are, with their length."""
        length = {"content-length": str(len(content))}
        media = "application/octet-stream"
        return self._told(self._client.generic(method, f"/api/v1{path}", content, media, headers=length))

    def raw(self, path: str) -> Any:
        """The whole answer, for its headers and its bytes."""
        return self._client.get(f"/api/v1{path}")

    @staticmethod
    def _told(response: Any) -> tuple[int, Any]:
        if response.status_code != 204 and "json" in response["Content-Type"]:
            return response.status_code, response.json()
        return response.status_code, response.content


def _lately() -> datetime:
    return now()
