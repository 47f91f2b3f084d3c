"""Where is the API described? /openapi.json, and pages for people: /docs and one page per kind of problem."""

import json
from functools import cache
from http import HTTPStatus
from typing import Any

from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from flask import Blueprint, Flask, Response, make_response, redirect, render_template
from flask_smorest import Api
from marshmallow import Schema, fields
from marshmallow.fields import Field
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from services.api.advice.evaluated_profile import EVALUATION_PARTS
from services.api.edge.headers import OUR_PAGES
from services.api.openapi.changes import describe_changes
from services.api.openapi.scopes import MEANINGS
from services.api.openapi.webhooks import describe_webhooks
from services.api.problems.kinds import KINDS
from services.intake.members import TextOr
from services.intake.strict_schema import StrictSchema
from services.recommender.recommendation.schema import components_of, recommendation_components, recommendation_schema
from services.recommender.recommendation.why_not import WhyNot

#: The version of the API, which is the first part of its addresses; it is not the version of the package.
API_VERSION = "1"

_INTRODUCTION = """\
Send in a learner's profile; the recommendation comes back by signed webhook (Standard Webhooks), or by asking for it.

A profile never says who somebody is: names, ages, origins and the like are refused, so no rule can weigh them.
Every failure is a problem document (RFC 9457) that says what, where and what would be right.
"""

_SPECIFICATION = {
    "info": {
        "description": _INTRODUCTION,
        "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    },
    "components": {
        "securitySchemes": {
            "api_key": {
                "type": "http",
                "scheme": "bearer",
                "description": "A key made by `credwise keys create`: cw_...",
            },
            "access_token": {
                "type": "oauth2",
                "description": "A token of a few minutes (cwt_...) in place of the key, for systems that speak "
                "OAuth 2.0: the id of a key, or the name of its client, is the client_id and the key the secret.",
                "flows": {"clientCredentials": {"tokenUrl": "/v1/oauth/token", "scopes": MEANINGS}},
            },
        }
    },
    # Addresses are relative to wherever this document was read from, behind a proxy too.
    "servers": [{"url": "/"}],
}

pages = Blueprint("pages", __name__)


def describe(app: Flask) -> Api:
    """Return the Api whose registered blueprints make up /openapi.json of `app`, and serve the pages."""
    app.config.update(
        API_TITLE="Credwise",
        API_VERSION=API_VERSION,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS=_SPECIFICATION,
    )
    app.register_blueprint(pages)
    api = DescribedOnce(app, spec_kwargs={"marshmallow_plugin": WholeObjects()})
    describe_alternatives(api)
    describe_changes(api.spec, api.ma_plugin.converter)
    # Every operation lists what it refuses: flask-smorest's own shapes of errors and pages are not in use.
    api.DEFAULT_ERROR_RESPONSE_NAME = None
    for unused in ("Error", "PaginationMetadata"):
        api.spec.components.schemas.pop(unused, None)
    for name, schema in {**_recommendation_parts(), **EVALUATION_PARTS}.items():
        api.spec.components.schema(name, schema)
    describe_webhooks(api.spec)
    return api


class DescribedOnce(Api):  # type: ignore[misc] # flask-smorest has no types
    """Writes the document when it is first asked for, and not again: no key is needed to ask, and it is long."""

    _text: str | None = None

    def _openapi_json(self) -> Response:
        if self._text is None:
            self._text = super()._openapi_json().get_data(as_text=True)
        return Response(self._text, mimetype="application/json")


class ConverterOfRules(OpenAPIConverter):
    """Describes what holds of objects as a whole beside what holds of their members, and each enumeration once."""

    def field2property(self, field: Field[Any]) -> dict[str, Any]:
        described: dict[str, Any] = super().field2property(field)
        return self._with_words_named(field, described) if isinstance(field, fields.Enum) else described

    def _with_words_named(self, field: fields.Enum[Any], described: dict[str, Any]) -> dict[str, Any]:
        """Say where the words stand, so that a generated client has one type of them and not one for each member."""
        name, words = field.enum.__name__, [word for word in described["enum"] if word is not None]
        known = self.spec.components.schemas.setdefault(name, {"title": name, "type": "string", "enum": words})
        if set(known.get("enum", ())) != set(words):
            return described
        named = {"$ref": f"#/components/schemas/{name}"}
        about = {key: value for key, value in described.items() if key not in {"enum", "type"}}
        return about | ({"anyOf": [named, {"type": "null"}]} if field.allow_none else named)

    def schema2jsonschema(self, schema: Schema) -> dict[str, Any]:
        described: dict[str, Any] = super().schema2jsonschema(schema)  # type: ignore[no-untyped-call] # apispec's own
        rules = schema.rules if isinstance(schema, StrictSchema) else ()
        return described | ({"allOf": [dict(rule) for rule in rules]} if rules else {})


class WholeObjects(MarshmallowPlugin):
    Converter = ConverterOfRules


def describe_alternatives(api: Api) -> None:
    """Have members that are a text or an object described as either; apispec knows no such kind by itself."""
    converter = api.ma_plugin.converter

    def either(_: object, field: Field[Any], **__: object) -> dict[str, object]:
        if not isinstance(field, TextOr):
            return {}
        return {"anyOf": [converter.field2property(kind) for kind in (field.text, field.part)]}

    converter.add_attribute_function(either)


def _recommendation_parts() -> dict[str, Any]:
    place = "#/components/schemas/{name}"
    return {**components_of(WhyNot, ref_template=place), **recommendation_components(place)}


@pages.get("/")
def go_to_documentation() -> AnyResponse:
    return redirect("/docs", HTTPStatus.FOUND)


@pages.get("/docs")
def show_documentation() -> Response:
    return _page("docs.html")


@pages.get("/schemas/recommendation.json")
def show_recommendation_schema() -> Response:
    return Response(_recommendation_schema(), mimetype="application/json")


@cache
def _recommendation_schema() -> str:
    return json.dumps(recommendation_schema())


@pages.get("/problems/<string:slug>")
def show_problem(slug: str) -> Response:
    kind = KINDS.get(slug)
    if kind is None:
        raise NotFound
    return _page("problem.html", kind=kind)


def _page(template: str, **values: object) -> Response:
    response = make_response(render_template(template, **values))
    response.headers["Content-Security-Policy"] = OUR_PAGES
    return response
