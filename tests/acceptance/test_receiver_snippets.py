"""The verification code that docs/receive.md gives to LMS developers does what it says."""

import json
import os
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from workers.webhook.signing import signed_headers

DOC = (Path(__file__).resolve().parents[2] / "docs" / "receive.md").read_text(encoding="utf-8")
SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
OTHER = "whsec_ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA="
BODY = '{"type":"recommendation.completed","data":{"learner":"Zoë"}}'.encode()


def snippet(language):
    return re.search(rf"```{language}\n(.*?)```", DOC, re.DOTALL)[1]


def in_python(headers, body):
    defined = {}
    exec(snippet("python"), defined)  # noqa: S102 - the code under test is the one in the page
    return defined["verified"](SECRET, headers, body)


def in_javascript(headers, body):
    node = shutil.which("node")
    if node is None:
        if os.environ.get("CI"):
            pytest.fail("CI installs nodejs for this test")
        pytest.skip("needs node on the PATH (Debian's package nodejs)")
    call = f"verified({json.dumps(SECRET)}, {json.dumps(headers)}, Buffer.from({json.dumps(body.decode())}))"
    script = f"{snippet('javascript')}\nprocess.stdout.write(String({call}));"
    ran = subprocess.run([node, "-e", script], capture_output=True, text=True, timeout=30, check=True)
    return ran.stdout == "true"


def headers(secrets=(SECRET,), sent=timedelta(0)):
    return signed_headers(webhook_id="msg_1", sent_at=datetime.now(UTC) + sent, body=BODY, secrets=secrets)


@pytest.mark.parametrize("verify", [in_python, in_javascript])
def test_the_snippet_accepts_what_credwise_signs_and_refuses_everything_else(verify):
    assert verify(headers(), BODY)
    assert verify(headers((OTHER, SECRET)), BODY), "two signatures while a secret rotates"
    assert not verify(headers((OTHER,)), BODY)
    assert not verify(headers(), BODY.replace(b"data", b"date"))
    assert not verify(headers(sent=timedelta(minutes=-6)), BODY)
