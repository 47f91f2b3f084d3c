"""The whole service on a Redis that is reached by TLS alone, by a certificate of one's own authority."""

from servers.sentinels import IN_ADDRESS, PASSWORD, Guarded, behind_sentinel_by_tls
from servers.tls_redis import Authority, server_with_tls, tls_redis

from services.cli.demo import stack
from services.cli.running.processes import free_port
from services.ledger.store.connection import connect


def test_a_profile_goes_in_and_a_verified_webhook_comes_out(serve_at, samples, tmp_path):
    with tls_redis(tmp_path) as running:
        place = stack.Place(redis_url=running.server.url, port=free_port())
        with serve_at(place) as service:
            service.environ |= {"CREDWISE_REDIS_URL": running.url, "CREDWISE_REDIS_CA": str(running.authority.file)}
            service.start("api", "evaluate", "deliver", "dispatcher")
            api = service.connect()
            posted = {api.post_profile(samples[0])}
            arrived = service.wait_for_webhooks(posted)
            assert set(arrived) == posted
            assert ports_in_use(running) == {str(running.port)}


def test_it_does_the_same_where_sentinels_with_a_password_lead_and_no_secret_is_logged(serve_at, samples, tmp_path):
    authority = Authority(tmp_path)
    secret = "w@tch:/%;er"
    guarded = Guarded(lines={"requirepass": secret}, login={"password": secret})
    with behind_sentinel_by_tls(server_with_tls(), tmp_path, authority, guarded=guarded) as servers:
        with serve_at(stack.Place(redis_url=servers.primary.url, port=free_port())) as service:
            service.environ |= {
                "CREDWISE_REDIS_URL": servers.url("sentinels"),
                "CREDWISE_REDIS_CA": str(authority.file),
                "CREDWISE_SENTINEL_PASSWORD": secret,
            }
            service.start("api", "evaluate", "deliver", "dispatcher")
            posted = {service.connect().post_profile(samples[0])}
            assert set(service.wait_for_webhooks(posted)) == posted
        logs = [path.read_text() for path in tmp_path.glob("*.log") if path.name != "sentinel.log"]
    assert len(logs) >= 4
    for hidden in (secret, PASSWORD, IN_ADDRESS):
        assert not any(hidden in log for log in logs)


def ports_in_use(running):
    """Return at which ports of the server others than this look are connected."""
    with connect(running.server.url) as client:
        own = client.client_id()
        return {one["laddr"].rpartition(":")[2] for one in client.client_list() if int(one["id"]) != own}
