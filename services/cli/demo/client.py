"""How does an HR system talk to the API? The calls the demo makes, over real HTTP with a real key."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import urllib3

#: No call of the demo takes longer, not even a test event, for which the API waits; beyond this the server hangs.
TIMEOUT = urllib3.Timeout(connect=2, read=30)


class Refused(Exception):
    """The API answered with a problem; the message is its status and its own words. Mend what it names."""


@dataclass(frozen=True, kw_only=True)
class ApiClient:
    """One client with its key, at one address of the API (no slash at its end)."""

    address: str
    key: str
    pool: urllib3.PoolManager

    def is_ready(self) -> bool:
        """Ask whether the API takes requests; False also where nothing listens yet."""
        try:
            answer = self.pool.request("GET", f"{self.address}/readyz", timeout=TIMEOUT, retries=False)
        except urllib3.exceptions.HTTPError:
            return False
        return answer.status == HTTPStatus.OK

    def put_endpoint(self, endpoint: str, address: str, **wishes: int) -> str:
        """Register where webhooks go, in full, with what else is wished; return the secret, shown this once."""
        wanted = {"address": address, "mode": "full", **wishes}
        answer = self._send("PUT", f"/v1/endpoints/{endpoint}", wanted)
        secret: str = answer["secret"]
        return secret

    def owes_proof(self, endpoint: str) -> bool:
        """Return whether nothing but test events is sent there before its address is proved."""
        return bool(self._send("GET", f"/v1/endpoints/{endpoint}", None)["proof"] == "owed")

    def prove_endpoint(self, endpoint: str) -> bool:
        """Have a test event sent; return whether the address is proved after it (not while another is sent)."""
        path = f"/v1/endpoints/{endpoint}/test"
        answer = self._ask("POST", path, {})
        if answer.status == HTTPStatus.CONFLICT:
            return False
        return bool(_document_of(answer, f"POST {path}")["proof"] == "given")

    def post_profile(self, profile: Any) -> str:
        """Post a profile; return the id its recommendation will have."""
        answer = self._send("POST", "/v1/profiles", profile)
        accepted: str = answer["id"]
        return accepted

    def _send(self, method: str, path: str, body: Any) -> dict[str, Any]:
        return _document_of(self._ask(method, path, body), f"{method} {path}")

    def _ask(self, method: str, path: str, body: Any) -> urllib3.BaseHTTPResponse:
        headers = {"Authorization": f"Bearer {self.key}"}
        return self.pool.request(
            method, self.address + path, json=body, headers=headers, timeout=TIMEOUT, retries=False
        )


def _document_of(answer: urllib3.BaseHTTPResponse, asked: str) -> dict[str, Any]:
    if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        raise Refused(f"{asked}: {answer.status} {answer.data.decode(errors='replace')}")
    document: dict[str, Any] = answer.json()
    return document
