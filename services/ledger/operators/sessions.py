"""Who looks at the operators' page? A session is opened with a key and ends with it, or after hours without a look."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

import redis

from services.ledger.accounts.clients import IMPLIED, Caller, Clients, Scope
from services.ledger.store import keys
from services.ledger.store.errors import redis_errors_as_ours
from services.ledger.store.moments import in_ms
from services.ledger.store.policy import LedgerPolicy
from services.ledger.store.scripts import Scripts

#: A session ends when nobody has looked for so long.
IDLE_FOR = timedelta(hours=8)


@dataclass(frozen=True, kw_only=True)
class Session:
    """A logged-in operator. `form_token` is in every form that changes something: no other page can send one."""

    key_id: str
    client: str
    form_token: str
    scopes: frozenset[Scope]

    def may(self, scope: Scope) -> bool:
        """Tell whether the key that opened the session may be used for this."""
        return scope in self.scopes or IMPLIED.get(scope) in self.scopes


class Sessions:
    """The sessions of operators. Every method may raise LedgerUnavailable."""

    def __init__(self, client: redis.Redis, policy: LedgerPolicy) -> None:
        self._redis = client
        self._clients = Clients(client)
        self._scripts = Scripts(client, policy)

    def open(self, caller: Caller) -> str:
        """Open a session for whoever showed a valid key; return its token, which only the browser keeps."""
        token = secrets.token_urlsafe(32)
        self._scripts.run("open_session", _name(token), caller.key_id, secrets.token_urlsafe(16), in_ms(IDLE_FOR))
        return token

    def get(self, token: str) -> Session | None:
        """Return the session, which begins to be idle now; None where it has ended, or its key is not live any more."""
        found = self._scripts.run("use_session", _name(token), in_ms(IDLE_FOR))
        if found is None:
            return None
        key_id, form_token = found
        key = self._clients.live_key(key_id)
        if key is None:
            return None
        return Session(key_id=key_id, client=key.client, form_token=form_token, scopes=key.scopes)

    def close(self, token: str) -> None:
        """End the session."""
        with redis_errors_as_ours():
            self._redis.delete(keys.OPS_SESSION + _name(token))


def _name(token: str) -> str:
    """Name a session by a digest, so that who reads Redis cannot take it over."""
    return sha256(token.encode()).hexdigest()
