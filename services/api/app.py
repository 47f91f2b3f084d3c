"""How is the API put together? Settings and ports in, a Flask application out."""

from flask import Flask

from services.api.edge.failures import register_failures
from services.api.edge.headers import register_headers
from services.api.openapi.documentation import describe
from services.api.ops.blueprint import ops
from services.api.portal.blueprint import portal
from services.api.ports import Ports, open_ports
from services.api.resources.access.access_tokens import access_tokens
from services.api.resources.advice.answers import answers
from services.api.resources.advice.audit import audit
from services.api.resources.advice.batches import batches
from services.api.resources.advice.evaluations import evaluations
from services.api.resources.advice.profiles import profiles
from services.api.resources.advice.recommendations import recommendations
from services.api.resources.advice.why_not import why_not
from services.api.resources.knowledge.catalogues import catalogues
from services.api.resources.knowledge.overlays import overlays
from services.api.resources.knowledge.rules import rules
from services.api.resources.learner.learner_answers import learner_answers
from services.api.resources.learner.learner_links import learner_links
from services.api.resources.learner.learners import learners
from services.api.resources.process.health import health, serve_health_only
from services.api.resources.process.limits import limits
from services.api.resources.process.metrics import metrics
from services.api.resources.reading.postings import postings
from services.api.resources.reading.resumes import resumes
from services.api.resources.webhooks.dead_letters import dead_letters
from services.api.resources.webhooks.deliveries import deliveries
from services.api.resources.webhooks.endpoint_tests import endpoint_tests
from services.api.resources.webhooks.endpoints import endpoints
from services.api.resources.webhooks.portal_links import portal_links
from services.settings import Settings, read_settings

#: In the order in which the documentation shows them.
RESOURCES = (
    profiles,
    batches,
    recommendations,
    learner_links,
    learner_answers,
    answers,
    why_not,
    endpoints,
    endpoint_tests,
    portal_links,
    deliveries,
    dead_letters,
    learners,
    audit,
    evaluations,
    postings,
    resumes,
    rules,
    overlays,
    catalogues,
    access_tokens,
    limits,
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
    app.before_request(serve_health_only)
    api = describe(app)
    # After flask-smorest, whose handler of HTTP errors this replaces.
    register_failures(app)
    app.register_blueprint(ops)
    app.register_blueprint(portal)
    for resource in RESOURCES:
        api.register_blueprint(resource.blueprint)
    return app
