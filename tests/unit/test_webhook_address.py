# ruff: noqa: RUF001, S104 - look-alike letters and the address 0.0.0.0 are what is tested here
"""Webhooks go to public addresses, read in one way only, and to what the operator allowed."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.webhook_address import AddressRefused, check_url, read_networks, resolve, why_not_public

NOT_PUBLIC = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255",
    "127.0.0.1", "127.255.255.254", "168.63.129.16", "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255",
    "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255",
    "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::1", "3fff::1", "4000::1",
    "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "febf::1", "fec0::1", "feff::1", "ff02::1", "ff0e::1",
]  # fmt: skip

PUBLIC = [
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "126.255.255.255",
    "128.0.0.1", "169.253.255.255", "172.15.255.255", "172.32.0.1", "192.0.1.1", "192.167.255.255", "198.17.255.255",
    "198.20.0.1", "223.255.255.255", "2001:200::1", "2001:4860:4860::8888", "2003::1", "2606:4700::1111", "2a00::1",
]  # fmt: skip

#: Spellings of 127.0.0.1, 0.0.0.0 and 169.254.169.254 that libraries which connect understand.
DISGUISED = [
    "127.1", "127.0.1", "0x7f.1", "0X7F.0.0.1", "0x7f000001", "2130706433", "017700000001", "0177.0.0.01", "0177.1",
    "127.0.0.0x1", "１２７.0.0.1", "127。0。0。1", "①②⑦.⓪.⓪.①", "0", "0x", "0x0", "00000000000", "[::1]", "[0:0::0:1]",
    "[::ffff:7f00:1]", "[::ffff:127.0.0.1]",
    "0xa9fea9fe", "2852039166", "169.16689662", "１６９.２５４.１６９.２５４", "[::ffff:a9fe:a9fe]", "[64:ff9b::a9fe:a9fe]",
]  # fmt: skip

MALFORMED = {
    "": "must look like",
    "lms.example.org": "must look like",
    "ftp://lms.example.org/": "must look like",
    "https:/lms.example.org/": "must look like",
    "https:lms.example.org": "must look like",
    "//lms.example.org/": "must look like",
    "javascript:alert(1)": "must look like",
    "httpſ://lms.example.org/": "must look like",
    "https://": "not a host name",
    "https:///path": "not a host name",
    "https://:443/": "not a host name",
    "https://lms.example.org/#top": "fragment",
    "https://lms.example.org#@evil.example/": "fragment",
    "https://learner@lms.example.org/": "user name or password",
    "https://learner:secret@lms.example.org/": "user name or password",
    "https://8.8.8.8@127.0.0.1/": "user name or password",
    "https://lms.example.org\\@127.0.0.1/": "backslash",
    "https://lms.example.org\\.evil.example/": "backslash",
    "https://lms.example.org/a b": "space",
    " https://lms.example.org/": "space",
    "https://lms.example.org/\r\nHost: evil": "space, a control character",
    "https://lms\t.example.org/": "control character",
    "https://lms.example.org./": "dot",
    "https://127.0.0.1./": "dot",
    "https://lms..example.org/": "not a host name",
    "https://.example.org/": "not a host name",
    "https://-lms.example.org/": "not a host name",
    "https://lms%2eexample.org/": "not a host name",
    "https://lms.example.org%00.evil.example/": "not a host name",
    "https://lms,example.org/": "not a host name",
    "https://" + "a" * 64 + ".example.org/": "not a host name",
    "https://" + "a." * 127 + "aa/": "not a host name",
    "https://faß.example/": "two ways",
    "https://a\u200db.example/": "two ways",
    "https://lms.example.org:22/": "port",
    "https://lms.example.org:0/": "port",
    "https://lms.example.org:65536/": "port",
    "https://lms.example.org:4430000000/": "port",
    "https://lms.example.org:+443/": "port",
    "https://lms.example.org:４４３/": "port",
    "https://lms.example.org:443:443/": "port",
    "https://256.1.1.1/": "neither a host name nor",
    "https://1.2.3.4.5/": "neither a host name nor",
    "https://4294967296/": "neither a host name nor",
    "https://1.2.65536/": "neither a host name nor",
    "https://08.8.8.8/": "neither a host name nor",
    "https://1_0.0.0.1/": "neither a host name nor",
    "https://localhost./": "dot",
    "https://localhost。/": "dot",
    "https://lms.example.org＠127.0.0.1/": "not a host name",
    "https://lms.example.org／@127.0.0.1/": "user name or password",
    "https://lms.example.org：80/": "not a host name",
    "https://@127.0.0.1/": "user name or password",
    "https://lms.example.org:８０８０/": "port",
    "https://lms.example.org:1e3/": "port",
    "https://lms.example.org:-1/": "port",
    "https://[::1%25lo]/": "zone",
    "https://a.b.c.0x7f/": "neither a host name nor",
    "https://[::1/": "brackets",
    "https://[2606:4700::1111]evil.example/": "brackets",
    "https://[2606:4700::1111%25eth0]/": "zone",
    "https://[fe80::1%eth0]/": "zone",
    "https://[lms.example.org]/": "not an IPv6 address",
    "https://[8.8.8.8]/": "not an IPv6 address",
    "https://[v1.fe80]/": "not an IPv6 address",
    "https://2606:4700::1111/": "neither a host name nor|port",
    "https://lms.example.org/ü": "percent-encode",
    "https://lms.example.org/" + "a" * 2048: "longer than 2048",
    "http://lms.example.org/": "must begin with https://",
}


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_public_is_refused_as_text_and_as_an_answer(address):
    host = f"[{address}]" if ":" in address else address

    with pytest.raises(AddressRefused, match="webhooks go to public addresses only"):
        check_url(f"https://{host}/hook")
    with pytest.raises(AddressRefused, match=r"lms\.example\.org leads to .* go to public addresses only"):
        resolve(check_url("https://lms.example.org/hook"), lambda *_: [address], ())


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_next_to_a_refused_range_may_be_reached(address):
    host = f"[{address}]" if ":" in address else address

    target = check_url(f"https://{host}/hook")

    assert resolve(target, lambda *_: pytest.fail("an address needs no resolver"), ()) == (target.literal,)
    assert str(target.literal) == address


@given(st.ip_addresses())
def test_whatever_python_calls_not_global_is_not_public_here_either(address):
    if not address.is_global:
        assert why_not_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_hidden_in_ipv6_is_refused_whatever_it_is(address):
    for prefix in ("::", "::ffff:", "64:ff9b::"):
        assert why_not_public(ipaddress.IPv6Address(f"{prefix}{address}"))


@pytest.mark.parametrize("host", DISGUISED)
def test_a_disguised_inner_address_is_seen_for_what_it_is(host):
    with pytest.raises(AddressRefused, match=r"webhooks go to public addresses only"):
        check_url(f"https://{host}/hook")


@given(st.ip_addresses(v=4), st.sampled_from(["{0}", "0x{0:x}", "0{0:o}"]))
def test_an_ipv4_address_means_the_same_in_every_base(address, spelling):
    everything = read_networks(["0.0.0.0/0"])

    assert check_url(f"https://{spelling.format(int(address))}/", everything).literal == address


@pytest.mark.parametrize(("address", "because"), MALFORMED.items())
def test_a_malformed_address_is_refused_with_the_reason(address, because):
    with pytest.raises(AddressRefused, match=because):
        check_url(address)


def test_an_address_is_taken_apart():
    target = check_url("HTTPS://LMS.Example.ORG:8443/hooks?client=a%20b&x=@:")

    assert (target.scheme, target.host, target.port) == ("https", "lms.example.org", 8443)
    assert target.path == "/hooks?client=a%20b&x=@:"
    assert target.authority == "lms.example.org:8443"


@pytest.mark.parametrize(
    ("address", "authority", "path"),
    [
        ("https://lms.example.org", "lms.example.org", "/"),
        ("https://lms.example.org:443/", "lms.example.org", "/"),
        ("https://lms.example.org?a=b", "lms.example.org", "/?a=b"),
        ("https://bücher.example/", "xn--bcher-kva.example", "/"),
        ("https://[2606:4700::1111]:8443/", "[2606:4700::1111]:8443", "/"),
        ("https://134744072/", "8.8.8.8", "/"),
    ],
)
def test_what_the_request_will_say_is_in_its_usual_form(address, authority, path):
    target = check_url(address)

    assert (target.authority, target.path) == (authority, path)


def test_an_allowed_network_may_be_reached_also_without_tls():
    allow = read_networks(["127.0.0.0/8", "fd00:1::/64"])

    assert check_url("http://127.0.0.1:9000/", allow).literal == ipaddress.ip_address("127.0.0.1")
    assert check_url("https://[fd00:1::5]/", allow).host == "fd00:1::5"
    receiver = check_url("http://receiver:9000/", allow)
    assert [str(address) for address in resolve(receiver, lambda *_: ["127.0.0.9"], allow)] == ["127.0.0.9"]


@pytest.mark.parametrize("address", ["http://10.0.0.1/", "https://10.0.0.1/", "http://[::ffff:127.0.0.1]/"])
def test_an_allowed_network_opens_no_other(address):
    with pytest.raises(AddressRefused):
        check_url(address, read_networks(["127.0.0.0/8"]))


def test_http_to_a_public_address_is_refused_although_some_network_is_allowed():
    target = check_url("http://lms.example.org/", read_networks(["10.0.0.0/8"]))

    with pytest.raises(AddressRefused, match="https://"):
        resolve(target, lambda *_: ["8.8.8.8"], read_networks(["10.0.0.0/8"]))


def test_one_private_address_among_public_ones_refuses_the_name():
    with pytest.raises(AddressRefused, match=r"leads to 10\.0\.0\.1"):
        resolve(check_url("https://lms.example.org/"), lambda *_: ["8.8.8.8", "10.0.0.1"], ())


def test_a_name_is_asked_for_once_and_its_answers_are_kept_in_their_order():
    asked = []

    def resolver(host, port):
        asked.append((host, port))
        return ["8.8.8.8", "2606:4700::1111", "8.8.8.8"]

    found = resolve(check_url("https://lms.example.org:8443/"), resolver, ())

    assert [str(address) for address in found] == ["8.8.8.8", "2606:4700::1111"]
    assert asked == [("lms.example.org", 8443)]


@given(st.text(max_size=80), st.sampled_from(["", "https://", "https://[", "http://127.0.0.1@"]))
def test_no_text_does_anything_but_pass_or_be_refused(text, beginning):
    try:
        target = check_url(beginning + text)
    except AddressRefused:
        return
    assert target.scheme == "https"
    assert target.host.isascii()
    assert target.path.startswith("/")
