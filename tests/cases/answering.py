"""What does the product answer to a case? Asked in this process, by the readers and the recommender that it ships."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from services.credentials.opening import open_examiner
from services.importing.catalogue_import import Import
from services.importing.drafts import Provenance
from services.importing.import_report import ImportRejected
from services.importing.source_files import SourceFile
from services.intake.problems import ProfileRejected
from services.intake.strict_json import JsonRejected, read_json
from services.reading.posted_profile import read_posted_profile
from services.recommender.knowledge.credentials.catalogue import Catalogue
from services.recommender.knowledge.credentials.files.catalogue_file import write_credential
from services.recommender.knowledge.own_catalogues import read_own
from services.recommender.learner import Profile
from services.recommender.situation.errors import UnresolvedOccupation
from services.settings import read_settings
from services.wiring import Advisor, open_advisor
from tests.cases.reading import RESUME_OPTIONS, FileCase, Learner

#: All dates of the cases are counted from this day.
ON = date(2026, 11, 29)

#: What a document of a held credential is sent with.
HOLDER = {
    "learner_id": "case",
    "field": {"occupation": "Software Developers"},
    "goal": "fill_skill_gap",
    "target_role": {"required_skills": ["SQL"]},
}


@dataclass(frozen=True)
class Answer:
    """A recommendation, or why none was given; `notes` are what the command says beside it."""

    document: Mapping[str, Any] | None = None
    refusal: str = ""
    candidates: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def asked_back(self) -> bool:
        """Whether the title was not taken, and candidates were offered instead."""
        return self.document is None and bool(self.refusal) and "/field/occupation" in self.refusal


@dataclass(frozen=True)
class Reading:
    """What an import took of a file, entry by entry as it would be written, and its report."""

    entries: tuple[Mapping[str, Any], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Product:
    """The product as it stands in this checkout."""

    advisor: Advisor = field(default_factory=lambda: open_advisor(read_settings({})))

    def over(self, items: Sequence[Mapping[str, Any]], *, alone: bool) -> "Product":
        """Return the product with `items` over its catalogue, or with nothing else in it."""
        if not items:
            return self
        knowledge = self.advisor.knowledge
        added = read_own("".join(json.dumps(item, default=str) + "\n" for item in items), knowledge.skills)
        shared = self._empty if alone else knowledge.catalogue
        return Product(replace(self.advisor, knowledge=replace(knowledge, catalogue=shared.adding(added))))

    @property
    def _empty(self) -> Catalogue:
        return Catalogue((), (), content_hash="nothing")

    def answer(self, profile: Any) -> Answer:
        """Answer a profile as it would be posted."""
        notes: tuple[str, ...] = ()
        try:
            posted = read_posted_profile(json.loads(json.dumps(profile, default=str)))
            notes = tuple(f"Not used: {one.pointer} ({one.why})." for one in posted.dropped)
            asked = open_examiner(read_settings({}), lambda: ON).examine(posted)
            return Answer(document=self.advisor.recommend(asked, ON).as_document(), notes=notes)
        except ProfileRejected as error:
            said = "\n".join(f"{problem.pointer}: {problem.detail}" for problem in error.problems)
            return Answer(refusal=said, notes=notes)
        except UnresolvedOccupation as error:
            codes = tuple(code for code, _ in error.candidates)
            said = f"{error.pointer}: {error.detail} {' '.join(title for _, title in error.candidates)}"
            return Answer(refusal=said, candidates=codes, notes=notes)

    def answer_kept(self, profile: Profile) -> Answer:
        """Answer a profile as it is kept, which answers to questions were put into."""
        return Answer(document=self.advisor.recommend(profile, ON).as_document())

    def answer_resume(
        self, resume: Any, options: Mapping[str, str], occupation: str | None = None, country: str | None = None
    ) -> Answer:
        """Answer a résumé: a document, or the text of a file where it is not JSON."""
        if isinstance(resume, str):
            try:
                resume = read_json(resume.encode())
            except JsonRejected as error:
                return Answer(refusal=f"not usable JSON: {error}")
        asked = {"learner_id": "resume", "field": {"occupation": occupation or options["occupation"]}}
        there = {"country": country} if country else {}
        return self.answer({**asked, **there, "goal": options["goal"], "resume": resume})

    def answer_learner(self, learner: Learner, occupation: str | None = None) -> Answer:
        """Answer a learner, asked for `occupation` instead of the title where it is given."""
        if learner.profile is None:
            return self.answer_resume(learner.resume, learner.options, occupation, learner.country)
        profile = {**learner.profile, **({"country": learner.country} if learner.country else {})}
        if occupation is not None:
            profile["field"] = {**profile.get("field", {}), "occupation": occupation}
        return self.answer(profile)

    def read_file(self, case: FileCase) -> Answer | Reading:
        """Read a file as its case says."""
        if case.read_as == "catalogue":
            return self._import(case)
        try:
            document = json.loads(case.path.read_text(encoding="utf-8"))
        except ValueError as error:
            return Answer(refusal=f"not usable JSON: {error}")
        if case.member is not None:
            document = document[case.member]
        match case.read_as:
            case "resume":
                return self.answer_resume(document, RESUME_OPTIONS)
            case "held":
                return self.answer({**HOLDER, "credentials_held": [{"document": document}]})
            case _:
                return self.answer(document)

    def _import(self, case: FileCase) -> Reading:
        knowledge = self.advisor.knowledge
        importing = Import(
            skills=knowledge.skills,
            provenance=Provenance(title="case", licence="case", read_on=ON, address=None),
            known=knowledge.catalogue.credentials,
            codes=knowledge.occupations.codes,
        )
        try:
            found = importing.read([SourceFile(name=case.path.name, raw=case.path.read_bytes())])
        except ImportRejected as error:
            return Reading(notes=(str(error),))
        report = found.report
        notes = [f"{note.place}: {note.what} - {note.why}" for note in (*report.mended, *report.skipped)]
        return Reading(entries=tuple(write_credential(one) for one in found.credentials), notes=tuple(notes))
