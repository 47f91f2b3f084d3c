"""The verification code that docs/receive.md gives to LMS developers does what it says."""

import json
import os
import re
import shutil
import subprocess
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from patience import PATIENCE

from workers.webhook.signing import is_answered, signed_headers

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


def program(name, package):
    """Return the program's path; without it the test is skipped at home and fails in CI."""
    found = shutil.which(name)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"CI installs {package} for this test")
        pytest.skip(f"needs {name} on the PATH (Debian's package {package})")
    return found


def run(*command):
    ran = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert ran.stdout in {"true", "false"}, ran.stdout
    return ran.stdout == "true"


def in_javascript(headers, body):
    call = f"verified({json.dumps(SECRET)}, {json.dumps(headers)}, Buffer.from({json.dumps(body.decode())}))"
    script = f"{snippet('javascript')}\nprocess.stdout.write(String({call}));"
    return run(program("node", "nodejs"), "-e", script)


def in_java(headers, body):
    code = snippet("java")
    imports = "".join(re.findall(r"^import .*\n", code, re.MULTILINE))
    main = """
class Main {
    public static void main(String[] a) throws Exception {
        var headers = Map.of("webhook-id", a[1], "webhook-timestamp", a[2], "webhook-signature", a[3]);
        System.out.print(Webhooks.verified(a[0], headers, Base64.getDecoder().decode(a[4])));
    }
}
"""
    # A file is run from its first class, so that has to be ours.
    text = imports + main + re.sub(r"^import .*\n", "", code, flags=re.MULTILINE)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "Main.java"
        file.write_text(text, encoding="utf-8")
        names = ("webhook-id", "webhook-timestamp", "webhook-signature")
        values = [headers[name] for name in names]
        java = program("java", "default-jdk-headless")
        return run(java, "-XX:TieredStopAtLevel=1", str(file), SECRET, *values, b64encode(body).decode())


def in_php(headers, body):
    code = f"""{snippet("php")}
        $headers = json_decode(base64_decode('{b64encode(json.dumps(headers).encode()).decode()}'), true);
        $body = base64_decode('{b64encode(body).decode()}');
        echo verified('{SECRET}', $headers, $body) ? 'true' : 'false';"""
    return run(program("php", "php-cli"), "-r", code)


def headers(secrets=(SECRET,), sent=timedelta(0)):
    return signed_headers(webhook_id="msg_1", sent_at=datetime.now(UTC) + sent, body=BODY, secrets=secrets)


@pytest.mark.parametrize("verify", [in_python, in_javascript, in_java, in_php])
def test_the_snippet_accepts_what_credwise_signs_and_refuses_everything_else(verify):
    assert verify(headers(), BODY)
    assert verify(headers((OTHER, SECRET)), BODY), "two signatures while a secret rotates"
    assert not verify(headers((OTHER,)), BODY)
    assert not verify(headers(), BODY.replace(b"data", b"date"))
    assert not verify(headers(sent=timedelta(minutes=-6)), BODY)


def answered(language, challenge):
    code = re.search(rf"```{language} proof\n(.*?)```", DOC, re.DOTALL)[1]
    if language == "python":
        defined = {}
        exec(code, defined)  # noqa: S102 - the code under test is the one in the page
        return defined["answer"](SECRET, challenge)
    call = f"{code}\nprocess.stdout.write(answer({json.dumps(SECRET)}, {json.dumps(challenge)}));"
    command = [program("node", "nodejs"), "-e", call]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True).stdout


@pytest.mark.parametrize("language", ["python", "javascript"])
def test_the_snippet_answers_a_challenge_as_credwise_asks(language):
    answer = answered(language, "Zq3jJ0vY1nRz5sUo").encode()

    assert is_answered("Zq3jJ0vY1nRz5sUo", [OTHER, SECRET], b'{"said": "' + answer + b'"}')
    assert not is_answered("another", [SECRET], answer)
    assert not is_answered("Zq3jJ0vY1nRz5sUo", [OTHER], answer)
