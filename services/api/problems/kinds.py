"""Which kinds of problems are there? All of them, by the slug that ends their type."""

from collections.abc import Mapping

from services.api.problems import oauth_kinds, request_kinds, resource_kinds, service_kinds
from services.api.problems.kind import Kind

KINDS: Mapping[str, Kind] = {
    kind.slug: kind
    for table in (request_kinds, oauth_kinds, resource_kinds, service_kinds)
    for kind in vars(table).values()
    if isinstance(kind, Kind)
}
