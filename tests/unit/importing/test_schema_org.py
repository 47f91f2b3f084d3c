"""schema.org: credentials, and the courses that award them."""

import pytest

from services.recommender.knowledge.credentials.credential import Cost, CredentialKind
from services.recommender.scales import Mode

SQL = "esco:598de5b0-5b58-4ea7-8058-a4bc4d18c742"
CREDENTIAL = {
    "@context": "https://schema.org",
    "@type": "EducationalOccupationalCredential",
    "name": "SQL Certificate",
    "url": "https://example.org/sql",
    "credentialCategory": "certificate",
    "competencyRequired": ["SQL", {"@type": "DefinedTerm", "name": "Herding of cats"}],
    "educationalLevel": "Beginner",
    "validFor": "P2Y",
    "publisher": {"@type": "CollegeOrUniversity", "name": "Example State"},
    "recognizedBy": {"@type": "Organization", "name": "Example Retail Group"},
}
COURSE = {
    "@context": "https://schema.org",
    "@type": "Course",
    "name": "Practical SQL",
    "url": "https://example.org/course",
    "provider": "Example Data Institute",
    "timeRequired": "PT20H",
    "teaches": "SQL",
    "offers": {"price": "49.00", "priceCurrency": "EUR"},
    "hasCourseInstance": {"courseMode": ["online"]},
}


def test_a_credential_says_what_it_has(only):
    one, notes = only(CREDENTIAL)
    assert (one.kind, one.issuer.name, one.validity_months) == (
        CredentialKind.PROFESSIONAL_CERTIFICATE,
        "Example State",
        24,
    )
    assert [taught.skill for taught in one.skills] == [SQL]
    assert one.field_terms == ("Herding of cats",)
    assert [(r.by, r.asserted_by) for r in one.recognised_by] == [("Example Retail Group", "Example State")]
    assert notes == []


@pytest.mark.parametrize(
    ("awarded", "title", "kind"),
    [
        ("Certificate of completion", "Practical SQL", "micro_credential"),
        ({"@type": "EducationalOccupationalCredential", "name": "SQL licence"}, "SQL licence", "licence"),
        (
            [{"name": "SQL", "credentialCategory": {"name": "Professional Certificate"}}],
            "SQL",
            "professional_certificate",
        ),
        ({"name": "Nanodegree"}, "Practical SQL", "micro_credential"),
        ({"name": "Certificate of Completion"}, "Practical SQL", "micro_credential"),
    ],
)
def test_a_course_gives_what_it_awards(only, awarded, title, kind):
    one, _ = only(COURSE | {"educationalCredentialAwarded": awarded})
    assert (one.title, one.kind.value, one.issuer.name) == (title, kind, "Example Data Institute")
    assert (one.hours, one.cost, one.mode) == (20, Cost(amount=49, currency="EUR"), Mode.ONLINE)


def test_a_course_that_awards_nothing_is_skipped(importing):
    imported = importing(COURSE)
    assert imported.credentials == ()
    assert [note.what for note in imported.report.skipped] == ["Practical SQL"]


def test_a_credential_that_a_course_of_the_same_file_awards_is_taken_once(importing):
    inner = CREDENTIAL | {"@id": "https://example.org/sql#c"}
    graph = [COURSE | {"educationalCredentialAwarded": {"@id": inner["@id"], "name": "SQL Certificate"}}, inner]
    imported = importing({"@context": "https://schema.org", "@graph": graph})
    assert len(imported.credentials) == 1


def test_the_members_of_a_list_are_read(importing):
    items = [{"@type": "ListItem", "position": 1, "item": CREDENTIAL}]
    imported = importing({"@context": "https://schema.org", "@type": "ItemList", "itemListElement": items})
    assert [one.title for one in imported.credentials] == ["SQL Certificate"]


@pytest.mark.parametrize(
    ("said", "languages"),
    [
        ("English", ("en",)),
        ("en-GB", ("en",)),
        (["de", "en"], ("de", "en")),
        (["Deutsch", {"@type": "Language", "name": "English", "alternateName": "en"}], ("de", "en")),
        ({"@type": "Language", "name": {"de": "Englisch", "en": "English"}}, ("en",)),
        ({"@type": "Language", "name": "Anglo-Saxon of today", "alternateName": "en"}, ("en",)),
        ({"@type": "Language", "alternateName": "en"}, ("en",)),
        ({"@id": "http://publications.europa.eu/resource/authority/language/ENG"}, ("en",)),
        ({"@value": "English"}, ("en",)),
        ("German, English", ("de", "en")),
    ],
)
def test_a_language_is_read_however_it_is_written(only, said, languages):
    one, notes = only(COURSE | {"educationalCredentialAwarded": "Certificate", "inLanguage": said})
    assert one.languages == languages
    assert not [note for note in notes if "language" in str(note)]


def test_the_languages_of_a_course_and_of_what_it_awards_are_all_taken(only):
    awarded = {"@type": "EducationalOccupationalCredential", "name": "SQL", "inLanguage": "French"}
    one, _ = only(COURSE | {"inLanguage": "English", "educationalCredentialAwarded": awarded})
    assert set(one.languages) == {"en", "fr"}


def test_the_language_of_a_course_may_stand_with_its_instances(only):
    held = [{"courseMode": "online", "inLanguage": "English"}, {"inLanguage": "de"}]
    one, _ = only(COURSE | {"educationalCredentialAwarded": "Certificate", "hasCourseInstance": held})
    assert one.languages == ("en", "de")


def test_a_language_that_nobody_knows_is_said(importing):
    imported = importing(
        COURSE | {"educationalCredentialAwarded": "Certificate", "inLanguage": ["English", "Klingonese"]}
    )
    assert imported.credentials[0].languages == ("en",)
    assert [note.what for note in imported.report.mended if "names no language" in note.why] == ["Klingonese"]


def course(**members):
    """A course that awards a certificate, with `members` of its own."""
    fixed = {"@context": "https://schema.org", "@type": "Course", "name": "A", "url": "https://example.org/a"}
    return fixed | {"provider": {"name": "I"}, "educationalCredentialAwarded": "Certificate"} | members


@pytest.mark.parametrize(
    ("offers", "cost"),
    [
        ({"price": "1,199", "priceCurrency": "USD"}, Cost(amount=1199, currency="USD")),
        ({"category": "Free"}, Cost(amount=0, currency="USD")),
    ],
)
def test_a_price_in_all_is_read_without_a_note(only, offers, cost):
    one, notes = only(course(offers=offers))
    assert (one.cost, notes) == (cost, [])


@pytest.mark.parametrize(
    ("offers", "said"),
    [
        ({"price": "Contact us", "priceCurrency": "USD"}, "Contact us"),
        ({"price": 49, "priceCurrency": "USD", "priceSpecification": {"price": 49, "unitCode": "MON"}}, "per month"),
        ({"price": 49, "priceCurrency": "USD", "priceSpecification": {"billingDuration": "P1M"}}, "per month"),
        ({"price": 49, "priceCurrency": "USD", "category": "Subscription", "eligibleDuration": "P1M"}, "per month"),
        ({"price": 49, "priceCurrency": "USD", "category": "Subscription"}, "per period of the subscription"),
        ({"lowPrice": 10, "priceCurrency": "EUR"}, "from 10"),
        ({"price": "$49", "priceCurrency": "EUR"}, "says two currencies"),
        ({"category": "Partially Free"}, "free in part only"),
    ],
)
def test_a_price_that_is_none_in_all_is_left_out_and_said(only, offers, said):
    one, notes = only(course(offers=offers))
    assert one.cost is None
    assert any(said in note for note in notes)


def test_durations_in_words_are_read_and_what_is_none_is_said(only):
    one, notes = only(course(timeRequired="6 weeks", courseWorkload="10 hours per week", numberOfCredits="120 hours"))
    assert (one.weeks_minimum, one.hours, one.credits) == (6, 60, None)
    assert notes == [
        "how long it takes is put together: 60 hours in 6 weeks",
        'numberOfCredits "120 hours" is no number; it was left out',
    ]


def test_a_category_that_is_a_code_is_the_occupation(only):
    assert only(course(occupationalCategory="15-1252.00"))[0].occupations == ("15-1252.00",)
    one, notes = only(course(occupationalCategory="Dentist"))
    assert (one.occupations, notes) == (
        (),
        ["holds no O*NET-SOC code of an occupation, as occupationalCategory; it was left out"],
    )


def test_what_cannot_be_a_length_of_time_is_said(only):
    one, notes = only(course(timeRequired="PT5Y", courseWorkload="Full-time"))
    assert (one.hours, one.weeks_minimum) == (None, None)
    assert [note.partition(" is ")[0] for note in notes] == ['timeRequired "PT5Y"', 'courseWorkload "Full-time"']


def test_of_several_instances_the_longest_hours_and_the_fewest_weeks_count(only):
    one, _ = only(
        course(
            hasCourseInstance=[
                {"courseMode": "online", "courseWorkload": "PT30H"},
                {"courseMode": "onsite", "courseWorkload": "PT40H", "courseSchedule": {"duration": "P10W"}},
            ]
        )
    )
    assert (one.hours, one.hours_from, one.mode) == (40, 30, "any")


def test_a_schedule_says_how_often_how_much(only):
    schedule = {"@type": "Schedule", "repeatCount": 31, "repeatFrequency": "Daily", "duration": "PT3H"}
    one, _ = only(course(hasCourseInstance={"courseSchedule": schedule}))
    assert (one.hours, one.weeks_minimum, one.days_minimum) == (93, 5, 31)


def test_a_workload_that_is_its_schedules_of_each_time_is_none_of_the_whole(only):
    schedule = {"repeatCount": 10, "repeatFrequency": "Weekly", "duration": "PT4H"}
    one, notes = only(course(hasCourseInstance={"courseWorkload": "PT4H", "courseSchedule": schedule}))
    assert (one.hours, one.weeks_minimum) == (40, 10)
    assert not any("differ" in note for note in notes)


def test_a_course_without_a_page_stands_at_that_of_who_offers_it(only, importing):
    bare = {name: value for name, value in course().items() if name not in {"url", "@id"}}
    one, _ = only(
        bare | {"provider": {"@type": "Organization", "name": "College", "sameAs": "https://college.example"}}
    )
    assert one.address == "https://college.example"
    (skipped,) = importing(bare | {"provider": "College"}).report.skipped
    assert "`--address`" in skipped.why


def test_a_price_from_least_to_most_is_read_and_said(only):
    one, notes = only(course(offers={"lowPrice": 10, "highPrice": 99, "priceCurrency": "EUR"}))
    assert one.cost == Cost(amount=99, currency="EUR", amount_from=10)
    assert notes == ["its price is a range; the most counts, and the least stands beside it"]


@pytest.mark.parametrize(
    "offers", [{"availabilityEnds": "2026-01-31"}, {"availability": "https://schema.org/Discontinued"}]
)
def test_a_course_whose_offers_have_ended_is_no_longer_offered(only, offers):
    one, notes = only(course(offers=offers))
    assert one.status == "expired_offer"
    assert any("no longer offered" in note for note in notes)


@pytest.mark.parametrize("over", ["validThrough", "availabilityEnds", "priceValidUntil"])
def test_an_offer_that_is_over_does_not_count_beside_an_open_one(only, over):
    old = {"price": "900", "priceCurrency": "USD", over: "2026-01-31"}
    one, notes = only(course(offers=[old, {"price": "1950", "priceCurrency": "USD"}]))
    assert one.cost == Cost(amount=1950, currency="USD")
    assert notes == ["1 of its offers is over and not counted among its prices"]


def test_a_course_that_awards_nothing_is_taken_on_request(importing):
    nothing = course(educationalCredentialAwarded=None)
    assert "--courses" in importing(nothing).report.skipped[0].why
    assert importing(nothing, courses=True).credentials[0].kind == "micro_credential"
