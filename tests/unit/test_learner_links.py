"""A link opens one recommendation of one client until it ends, whoever made it and whatever is done to it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer

from services.learner_links import LearnerLinks, Linked
from services.signed_links import LinkExpired, LinkInvalid, LinksNotSetUp

OLD, NEW = "o" * 43, "n" * 43
NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
ENDS = NOW + timedelta(hours=1)


def links(*keys):
    return LearnerLinks(keys=keys, public_url="https://credwise.example.org")


def token(signer, client="hr", recommendation="rec_1", ends=ENDS):
    url = signer.link(client=client, recommendation=recommendation, expires_at=ends).url
    assert url.startswith("https://credwise.example.org/r/")
    return url.rpartition("/")[2]


def test_a_link_opens_what_it_was_made_for_until_it_ends():
    made = token(links(NEW))
    assert links(NEW).read(made, NOW) == Linked(client="hr", recommendation="rec_1", expires_at=ENDS)
    assert links(NEW).read(made, ENDS - timedelta(seconds=1)).recommendation == "rec_1"
    with pytest.raises(LinkExpired):
        links(NEW).read(made, ENDS)


def test_a_link_says_whether_its_holder_may_answer():
    allowed = links(NEW).link(client="hr", recommendation="rec_1", expires_at=ENDS, may_answer=True)
    assert links(NEW).read(allowed.url.rpartition("/")[2], NOW).may_answer
    assert not links(NEW).read(token(links(NEW)), NOW).may_answer


def test_a_link_that_answers_led_to_says_where_they_began():
    begun = {"client": "hr", "expires_at": ENDS, "may_answer": True}
    led_to = links(NEW).link(recommendation="rec_2", begun_with="rec_1", **begun)
    assert links(NEW).read(led_to.token, NOW).first == "rec_1"
    assert links(NEW).read(links(NEW).link(recommendation="rec_1", **begun).token, NOW).first == "rec_1"


def test_the_same_link_is_made_at_every_attempt():
    assert token(links(NEW)) == token(links(NEW, OLD))
    link = links(NEW).link(client="hr", recommendation="rec_1", expires_at=ENDS)
    assert link.as_members() == {"url": link.url, "expires_at": "2026-11-29T13:00:00Z"}


def test_a_rotated_key_opens_old_links_and_signs_no_new_ones():
    before = token(links(OLD))
    rotated = links(NEW, OLD)
    assert rotated.read(before, NOW).client == "hr"
    with pytest.raises(LinkInvalid):
        links(OLD).read(token(rotated), NOW)


def test_a_key_taken_out_opens_nothing_any_more():
    with pytest.raises(LinkInvalid):
        links(NEW).read(token(links(OLD)), NOW)


def test_client_recommendation_and_end_are_bound_to_one_another():
    one, other = token(links(NEW)), token(links(NEW), client="lms", recommendation="rec_2", ends=ENDS + timedelta(1))
    payload, _, _ = other.rpartition(".")
    _, _, signature = one.rpartition(".")
    with pytest.raises(LinkInvalid):
        links(NEW).read(f"{payload}.{signature}", NOW)


def test_what_the_key_signed_for_another_purpose_opens_nothing():
    with pytest.raises(LinkInvalid):
        links(NEW).read(URLSafeSerializer(NEW, salt="cookie").dumps(["hr", "rec_1", 2_000_000_000]), NOW)


@given(st.text(max_size=200))
def test_whatever_is_sent_is_read_or_refused(text):
    with pytest.raises(LinkInvalid):
        links(NEW).read(text, NOW)


@given(st.data())
def test_one_changed_letter_makes_a_link_worthless(data):
    made = token(links(NEW))
    # The last letter of a signature has bits that mean nothing.
    place = data.draw(st.integers(min_value=0, max_value=len(made) - 2))
    letter = data.draw(
        st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789-_.").filter(lambda one: one != made[place])
    )
    with pytest.raises(LinkInvalid):
        links(NEW).read(made[:place] + letter + made[place + 1 :], NOW)


def test_without_a_key_there_are_no_links():
    assert not links().are_set_up
    with pytest.raises(LinksNotSetUp, match="CREDWISE_LINK_KEYS"):
        token(links())
    with pytest.raises(LinkInvalid):
        links().read(token(links(NEW)), NOW)
