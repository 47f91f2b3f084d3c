"""The API's documentation page, in a real browser: it renders, asks nobody else, and lists every operation."""

import os
import threading

import pytest
from werkzeug.serving import make_server

from services.api.app import create_app
from services.settings import read_settings


@pytest.fixture
def api():
    """The address of the real application; its pages need no Redis."""
    app = create_app(read_settings({}))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}", app
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_docs_page_shows_every_operation_and_asks_no_other_host(chromium, api):
    address, app = api
    page = chromium.new_page(viewport={"width": 1200, "height": 1600})
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{address}/docs")
    page.wait_for_selector(".opblock")
    document = app.test_client().get("/openapi.json").get_json()
    operations = {(method, path) for path, methods in document["paths"].items() for method in methods}
    shown = page.locator(".opblock").count()
    if picture := os.environ.get("CREDWISE_TEST_PICTURES"):
        page.screenshot(path=f"{picture}/docs.png")
    called = {(m, p) for m, p in operations if m in {"get", "post", "put", "delete", "patch"}}
    assert shown == len(called) + len(document["webhooks"])
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert complaints == []
