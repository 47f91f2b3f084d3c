"""How is the API put together? Settings and ports in, a Flask application out."""

from flask import Flask

from services.api.catalogues import catalogues
from services.api.dead_letters import dead_letters
from services.api.deliveries import deliveries
from services.api.documentation import describe
from services.api.endpoint_tests import endpoint_tests
from services.api.endpoints import endpoints
from services.api.evaluations import evaluations
from services.api.failures import register_failures
from services.api.headers import register_headers
from services.api.health import health
from services.api.learners import learners
from services.api.metrics import metrics
from services.api.overlays import overlays
from services.api.ports import Ports, open_ports
from services.api.profiles import profiles
from services.api.recommendations import recommendations
from services.api.rules import rules
from services.settings import Settings, read_settings

#: In the order in which the documentation shows them.
RESOURCES = (
    profiles,
    recommendations,
    endpoints,
    endpoint_tests,
    deliveries,
    dead_letters,
    learners,
    evaluations,
    rules,
    overlays,
    catalogues,
    health,
    metrics,
)


def create_app(settings: Settings | None = None, ports: Ports | None = None) -> Flask:
    """Return the application; by default with this process's settings and the real ports.

    Raises SettingsError and whatever loading the knowledge and rules raises. Redis is connected to when first asked.
    """
    settings = settings or read_settings()
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    app.extensions["credwise.settings"] = settings
    app.extensions["credwise.ports"] = ports or open_ports(settings)
    # Texts go out as they are, in UTF-8, and members in the order in which they are best read.
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    register_headers(app)
    api = describe(app)
    # After flask-smorest, whose handler of HTTP errors this replaces.
    register_failures(app)
    for resource in RESOURCES:
        api.register_blueprint(resource.blueprint)
    return app
