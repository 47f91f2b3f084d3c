"""What do these files add to a catalogue? What `credwise catalogue import` and its HTTP route call."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from services.importing.assembling.entries import Assembly, merged
from services.importing.drafts import Draft, Drafts, Provenance, Reading, SaidSkill, StackDraft
from services.importing.effort import Effort, TooMuchWork
from services.importing.format_detection import Format, format_of
from services.importing.formats.csv.catalogue import read_csv
from services.importing.formats.ctdl.documents import read_ctdl
from services.importing.formats.elm import read_elm
from services.importing.formats.open_badges import read_open_badges
from services.importing.formats.schema_org import read_schema_org
from services.importing.import_report import ImportNotes, ImportRejected, ImportReport
from services.importing.source_files import (
    Document,
    SourceFile,
    looks_like_json,
    read_documents,
    read_text,
)
from services.recommender.knowledge.credentials.catalogue_file import read_credential, read_stack
from services.recommender.knowledge.credentials.catalogue_parts import Skills
from services.recommender.knowledge.credentials.credential import Credential, Stack
from services.recommender.knowledge.files.entries import Entry, Problems

#: The most credentials one import takes.
MOST_CREDENTIALS = 200_000

#: How a document of each format is read; CTDL documents are read together, since they name one another.
_READERS: dict[Format, Callable[[Document, Reading], Drafts]] = {
    Format.OPEN_BADGES: read_open_badges,
    Format.ELM: read_elm,
    Format.SCHEMA_ORG: read_schema_org,
}


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What an import found: credentials and stacks by id, ready to be written, and the report of how that went."""

    credentials: tuple[Credential, ...]
    stacks: tuple[Stack, ...]
    report: ImportReport


@dataclass(frozen=True, kw_only=True)
class Import:
    """How to import: the index that skills are matched with, what is said of the source, and what is known already.

    `known` are the ids of the catalogue that is added to: references may name them. `prefix` comes before every new id.
    `effort` begins an account of the work, which ends an import that is too much.
    """

    skills: Skills
    provenance: Provenance
    known: Collection[str] = ()
    prefix: str | None = None
    effort: Callable[[], Effort] = Effort

    def read(self, files: Iterable[SourceFile], done: Callable[[SourceFile], None] = lambda _: None) -> Imported:
        """Read the files, whichever formats they are in; `done` hears of each. A file that cannot be read is skipped.

        Raises ImportRejected where no file can be read, with the reason of each, and where it is too much work.
        """
        try:
            return self._read(files, done)
        except TooMuchWork as error:
            raise ImportRejected(str(error)) from None

    def _read(self, files: Iterable[SourceFile], done: Callable[[SourceFile], None]) -> Imported:
        reading = Reading(notes=ImportNotes(effort=self.effort()), provenance=self.provenance)
        drafts: list[Drafts] = []
        linked: list[Document] = []
        refused: list[str] = []
        accepted = 0
        for file in files:
            try:
                found, of_ctdl = _read_file(file, reading, self.skills)
            except ImportRejected as error:
                refused.append(str(error))
                reading.notes.skip(file.name, "the whole file", str(error).removeprefix(f"{file.name}: "))
            else:
                accepted += 1
                drafts.append(found)
                linked.extend(of_ctdl)
            done(file)
        if refused and not accepted:
            raise ImportRejected("\n".join(refused))
        drafts.append(read_ctdl(linked, reading))
        everything = merged(drafts)
        if len(everything.credentials) > MOST_CREDENTIALS:
            raise ImportRejected(f"{len(everything.credentials)} credentials; one import takes {MOST_CREDENTIALS}.")
        assembly = Assembly(self.skills, self.known, self.prefix, reading.notes)
        credentials, stacks = assembly.assemble(everything)
        return Imported(credentials=credentials, stacks=stacks, report=reading.notes.report())


def _read_file(file: SourceFile, reading: Reading, skills: Skills) -> tuple[Drafts, list[Document]]:
    """Return the drafts of a file, and its CTDL documents, which wait for those of the others."""
    text = read_text(file, reading.notes)
    if not looks_like_json(text):
        return read_csv(file.name, text, reading), []
    drafts: list[Drafts] = []
    linked: list[Document] = []
    for document in read_documents(file, text, reading.notes):
        reading.notes.effort.count()
        format_ = format_of(document)
        if format_ is Format.CTDL:
            linked.append(document)
        elif format_ is Format.OWN:
            drafts.append(_read_own(document, reading, skills))
        elif format_ in _READERS:
            drafts.append(_READERS[format_](document, reading))
        else:
            why = "is in no format that is known: CTDL, Open Badges 3.0, European Learning Model, schema.org, CSV"
            reading.notes.skip(document.place, str(document.value)[:60], why)
    return merged(drafts), linked


def _read_own(document: Document, reading: Reading, skills: Skills) -> Drafts:
    """Read an entry in our own form again; one with a problem is skipped."""
    problems = Problems()
    if "stack" in document.value:
        entry = Entry(document.value["stack"], where=document.place, problems=problems)
        stack = read_stack(entry)
        if stack is not None and not problems.found:
            return Drafts(stacks=(StackDraft(place=document.place, own_id=stack.id, stack=stack),))
    else:
        credential = read_credential(Entry(document.value, where=document.place, problems=problems), skills)
        if not problems.found:
            said = tuple(
                SaidSkill(words=one.skill, level=one.level, assessed=one.assessed) for one in credential.skills
            )
            draft = Draft(
                place=document.place, key=credential.id, own_id=credential.id, credential=credential, skills=said
            )
            return Drafts(credentials=(draft,))
    shown = str(document.value)[:60]
    for problem in problems.found:
        reading.notes.skip(document.place, shown, problem.removeprefix(f"{document.place}: "))
    return Drafts()
