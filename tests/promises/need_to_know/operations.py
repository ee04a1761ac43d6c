"""Every operation of the API's own description, with bodies made from the schemas it gives."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tests.promises.need_to_know.addresses import APART, Finder, Route
from tests.promises.need_to_know.calls import Call, Form, Upload
from tests.promises.need_to_know.casefile import Objects, Story

Schema = dict[str, Any]
HOLE = re.compile(r"\{(\w+)\}")
NAMED = {
    "email": "desk@mail.example",
    "phone": "+1 555 0123",
    "time_zone": "America/Toronto",
    "channel": "phone",
}
PEOPLE = ("people", "officer", "assigned_to", "person", "receiver")
DEEPEST = 6
NAMED_IN_BODIES = (
    "case",
    "assistancerequest",
    "arrival",
    "original",
    "measure",
    "letter",
    "exhibit",
    "person",
    "unit",
)
USED_IN_QUERIES = ("case", "assistancerequest", "person", "unit")


@dataclass(frozen=True)
class Operation:
    """One operation: its method, its path with holes («/requests/{uuid}»), what it says of itself."""

    method: str
    path: str
    said: Schema

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def is_apart(self) -> bool:
        """Whether it is about what every member of the bureau, or an auditor, may see anyway."""
        return self.path.removeprefix("/api/v1/").startswith(APART)

    @property
    def names_a_thing(self) -> bool:
        return Route(self.route).names_a_thing

    @property
    def taken(self) -> Schema:
        """What it takes in its body, by media type."""
        content: Schema = self.said.get("requestBody", {}).get("content", {})
        return content

    def _is_uuid(self, name: str) -> bool:
        return self._parameter(name).get("format") == "uuid"

    def _parameter(self, name: str) -> Schema:
        return next((p["schema"] for p in self.said.get("parameters", ()) if p["name"] == name), {})

    @property
    def route(self) -> str:
        """The path as the resolver would write it."""

        def hole(found: re.Match[str]) -> str:
            sort = (
                "uuid"
                if self._is_uuid(found[1])
                else "int"
                if self._parameter(found[1]).get("type") == "integer"
                else "str"
            )
            return f"<{sort}:{found[1]}>"

        return HOLE.sub(hole, self.path).lstrip("/")


def _with_query(path: str, asked: dict[str, str]) -> str:
    return f"{path}?{urlencode(asked)}" if asked else path


class Description:
    """The description of the API, and calls made from it."""

    def __init__(self, document: Schema, story: Story, objects: Objects, told: tuple[str, ...]) -> None:
        self.document, self.story, self.objects, self.told = document, story, objects, told

    def operations(self) -> Iterator[Operation]:
        for path, methods in self.document["paths"].items():
            for method, said in methods.items():
                yield Operation(method.upper(), path, said)

    def calls(self, operation: Operation, is_there: Callable[[Call], bool], finder: Finder) -> list[Call]:
        """Calls of an operation about things that `finder` knows; empty where a member finds nothing under any."""
        if not operation.names_a_thing:
            return list(self._at(operation, HOLE.sub(lambda _: str(self.objects["case"][0]), operation.path)))

        def hit(path: str) -> bool:
            return is_there(next(self._at(operation, path)))

        filled = finder.fillings(operation.route, hit)
        return [c for values in filled for c in self._at(operation, Route(operation.route).filled(values))]

    def _at(self, operation: Operation, path: str) -> Iterator[Call]:
        query = [p for p in operation.said.get("parameters", ()) if p["in"] == "query"]
        needed = {p["name"]: str(self.value(p["schema"], p["name"])) for p in query if p.get("required")}
        yield self._call(operation, _with_query(path, needed), self._body(operation))
        for parameter in query if not operation.is_apart else ():
            for value in self._values(parameter["schema"], parameter["name"]):
                asked = _with_query(path, needed | {parameter["name"]: value})
                yield self._call(operation, asked, self._body(operation))

    def _call(self, operation: Operation, path: str, body: tuple[Form | None, str | None]) -> Call:
        form, text = body
        raw = self.story.letter if "application/octet-stream" in operation.taken else None
        return Call(operation.method, path, form=form, json=text, raw=raw, program=True, route=operation.name)

    def _body(self, operation: Operation) -> tuple[Form | None, str | None]:
        content = operation.taken
        if "application/json" in content:
            made = self.value(content["application/json"]["schema"], "")
            return None, json.dumps(made)
        for media in ("multipart/form-data", "application/x-www-form-urlencoded"):
            if media in content:
                return self._form(content[media]["schema"]), None
        return None, None

    def _form(self, schema: Schema) -> Form:
        properties = self._resolved(schema).get("properties", {})
        return tuple(
            (name, Upload(f"{self.story.word}.txt", self.story.letter))
            if self._resolved(kind).get("format") == "binary"
            else (name, str(self.value(kind, name)))
            for name, kind in properties.items()
        )

    def bodies_naming(self, operation: Operation) -> Iterator[str]:
        """The JSON body of an operation, with each of its uuids in turn naming every sort of thing."""
        content = operation.taken
        schema = content.get("application/json", {}).get("schema")
        if schema is None:
            return
        whole = self.value(schema, "")
        if not isinstance(whole, dict):
            return
        for name, kind in self._resolved(schema).get("properties", {}).items():
            resolved = self._resolved(kind)
            if resolved.get("format") == "uuid":
                for sort in NAMED_IN_BODIES:
                    yield json.dumps(whole | {name: str(self.objects[sort][0])})

    def value(self, schema: Schema, name: str, depth: int = 0) -> object:
        """A value that fits a schema, taken from the story where it is free."""
        schema = self._resolved(schema)
        if "enum" in schema:
            return schema["enum"][0]
        if "const" in schema:
            return schema["const"]
        sort = schema.get("type")
        if sort == "object" or "properties" in schema:
            properties = schema.get("properties", {}) if depth < DEEPEST else {}
            return {key: self.value(kind, key, depth + 1) for key, kind in properties.items()}
        if sort == "array":
            one = self.value(schema.get("items", {}), name, depth + 1)
            return [one] * max(1, schema.get("minItems", 1)) if depth < DEEPEST else []
        if sort in {"integer", "number"}:
            return max(1, int(schema.get("minimum", 1)))
        if sort == "boolean":
            return True
        return self._text(schema, name)

    def _text(self, schema: Schema, name: str) -> str:
        if schema.get("format") == "uuid":
            return self._uuid(name)
        if schema.get("format") in {"date-time", "date"}:
            return {"date-time": "2026-03-02T10:00:00Z", "date": "2026-03-02"}[schema["format"]]
        offered = [
            NAMED.get(name, self.story.word),
            self.story.word,
            self.story.state,
            self.story.language,
            "phone",
        ]
        fits = re.compile(schema.get("pattern", ""))
        return next((text for text in offered if fits.search(text)), "")

    def _uuid(self, name: str) -> str:
        """A thing that a field of that name could mean."""
        sort = next((sort for sort in self.objects if sort in name), "assistancerequest")
        uuids = self.objects["person" if name in PEOPLE else sort]
        # What replaces a request, or went before it, is another one.
        return str(uuids[1 if name in {"other", "related_to"} else 0])

    def _values(self, schema: Schema, name: str) -> list[str]:
        resolved = self._resolved(schema)
        if "enum" in resolved:
            return [str(value) for value in resolved["enum"] if value in self.told]
        if resolved.get("format") == "uuid":
            return [str(self.objects[sort][0]) for sort in self.objects if sort in USED_IN_QUERIES]
        return [str(self.value(resolved, name))]

    def _resolved(self, schema: Schema) -> Schema:
        """A schema with its reference followed, and of several the first that is not null."""
        while True:
            if "$ref" in schema:
                schema = self.document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
            elif "allOf" in schema and len(schema["allOf"]) == 1:
                schema = schema["allOf"][0]
            elif "anyOf" in schema:
                schema = next(kind for kind in schema["anyOf"] if kind.get("type") != "null")
            else:
                return schema
