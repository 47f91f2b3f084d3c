"""POST /v1/resumes/read and résumés within profiles: a file in, members of a profile out, and clear refusals."""

import base64
from contextlib import ExitStack
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from services.reading.resume_files.documents import pdf_document
from services.reading.resume_files.documents.pdf_document import MOST_AT_ONCE

RESUMES = Path(__file__).parents[2] / "data" / "resumes"
NURSE = (RESUMES / "us_nurse.txt").read_bytes()
HR = {"Authorization": "Bearer cw_hr"}


def read(api, raw, media_type):
    return api.post("/v1/resumes/read", data=raw, headers=HR, content_type=media_type)


@pytest.mark.parametrize(
    ("name", "media_type", "read_as"),
    [
        ("us_nurse.txt", "text/plain", "text"),
        ("europass_2020.xml", "application/xml", "Europass"),
        ("ler_rs.json", "application/json", "LER-RS"),
    ],
)
def test_a_file_is_read_and_answered_as_documented(api, name, media_type, read_as):
    answer = read(api, (RESUMES / name).read_bytes(), media_type)
    assert (answer.status_code, answer.json["read_as"]) == (200, read_as)
    components = api.get("/openapi.json").json["components"]
    Draft202012Validator({"$ref": "#/components/schemas/ReadResume", "components": components}).validate(answer.json)


def test_what_is_no_resume_is_refused_with_the_reason(api):
    refused = read(api, b"Dear all", "text/plain")
    assert (refused.status_code, refused.json["type"].rpartition("/")[2]) == (422, "resume-refused")
    assert "No heading" in refused.json["detail"]
    assert read(api, NURSE, "image/png").status_code == 415
    assert read(api, b"a" * (4 * 1024 * 1024 + 1), "text/plain").status_code == 413


def test_while_pdfs_are_read_the_next_one_is_told_when_to_come_back(api):
    raw = b"%PDF-1.7 of anything"
    sent = f"data:application/pdf;base64,{base64.b64encode(raw).decode()}"
    asked = {"learner_id": "learner-1", "field": {"occupation": "Data Scientists"}, "goal": "explore", "resume": sent}
    with ExitStack() as reading:
        for _ in range(MOST_AT_ONCE):
            reading.enter_context(pdf_document._READING)
        busy = [
            read(api, raw, "application/pdf"),
            api.post("/v1/profiles", json=asked, headers=HR),
            api.post("/v1/evaluations", json=asked, headers=HR),
        ]
        assert read(api, NURSE, "text/plain").status_code == 200
    for answer in busy:
        assert (answer.status_code, answer.json["type"].rpartition("/")[2]) == (503, "busy-reading")
        assert int(answer.headers["Retry-After"]) > 0
    assert read(api, raw, "application/pdf").status_code == 422


def test_a_profile_takes_a_file_and_says_what_was_not_understood(api):
    asked = {"learner_id": "learner-1", "field": {"occupation": "Data Scientists"}, "goal": "fill_skill_gap"}
    sent = f"data:text/plain;base64,{base64.b64encode(NURSE).decode()}"
    accepted = api.post("/v1/profiles", json={**asked, "resume": sent}, headers=HR)
    assert accepted.status_code == 202
    assert any("who the learner is" in one["why"] for one in accepted.json["dropped"])
    for no_base64 in ("?", "\u00e9"):
        wrong = {**asked, "resume": f"data:text/plain;base64,{no_base64}"}
        assert api.post("/v1/profiles", json=wrong, headers=HR).status_code == 422
    refused = api.post("/v1/profiles", json={**asked, "resume": "data:text/plain;base64,?"}, headers=HR)
    assert (refused.status_code, refused.json["problems"][0]["pointer"]) == (422, "/resume")
