"""What do these files add to a catalogue? What `credwise catalogue import` and its HTTP route call."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from services.importing.assembling.entries import Assembly, merged
from services.importing.column_mapping import ColumnMapping
from services.importing.drafts import Drafts, Provenance, Reading
from services.importing.effort import Effort, TooMuchWork
from services.importing.format import Format
from services.importing.import_report import ImportNotes, ImportRejected, ImportReport
from services.importing.known_formats import FORMATS, format_of, names_of
from services.importing.source_files import Document, SourceFile, is_empty, read_documents, read_text
from services.recommender.knowledge.credentials.credential import Credential, Stack
from services.recommender.knowledge.credentials.files.catalogue_parts import Skills
from services.recommender.knowledge.occupations.former_codes import OccupationCodes

#: The most credentials one import takes.
MOST_CREDENTIALS = 200_000

#: Documents of formats that are read together, which wait for those of the other files.
Waiting = list[tuple[Format, Document]]


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
    `codes` are those of occupations, `formats` those that are read, `columns` says what those of sheets mean. With
    `courses`, those that award nothing are taken as well.
    `effort` begins an account of the work, which ends an import that is too much.
    """

    skills: Skills
    provenance: Provenance
    known: Collection[str] = ()
    prefix: str | None = None
    codes: OccupationCodes | None = None
    columns: ColumnMapping | None = None
    courses: bool = False
    formats: Sequence[Format] = FORMATS
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
        notes = ImportNotes(effort=self.effort())
        reading = Reading(
            notes=notes,
            provenance=self.provenance,
            skills=self.skills,
            codes=self.codes,
            columns=self.columns,
            courses=self.courses,
        )
        drafts: list[Drafts] = []
        waiting: Waiting = []
        refused: list[str] = []
        accepted = 0
        for file in files:
            try:
                of_file, of_several = self._read_file(file, reading)
            except ImportRejected as error:
                refused.append(str(error))
                reading.notes.skip(file.name, "the whole file", str(error).removeprefix(f"{file.name}: "))
            else:
                accepted += 1
                drafts.append(of_file)
                waiting.extend(of_several)
            done(file)
        if refused and not accepted:
            raise ImportRejected("\n".join(refused))
        drafts.extend(self._read_together(waiting, reading))
        everything = merged(drafts)
        if len(everything.credentials) > MOST_CREDENTIALS:
            raise ImportRejected(f"{len(everything.credentials)} credentials; one import takes {MOST_CREDENTIALS}.")
        assembly = Assembly(self.skills, self.known, self.prefix, reading.notes)
        credentials, stacks = assembly.assemble(everything)
        return Imported(credentials=credentials, stacks=stacks, report=reading.notes.report())

    def _read_file(self, file: SourceFile, reading: Reading) -> tuple[Drafts, Waiting]:
        """Return the drafts of a file, and its documents that wait for those of the others."""
        text = read_text(file, reading.notes)
        if is_empty(text):
            raise ImportRejected(f"{file.name}: is empty; it should hold {names_of(self.formats)}.")
        drafts: list[Drafts] = []
        waiting: Waiting = []
        for document in read_documents(file, text, reading.notes):
            reading.notes.effort.count()
            format_ = format_of(document, self.formats)
            if format_ is None:
                why = f"is in no format that is known: {names_of(self.formats)}"
                reading.notes.skip(document.place, str(document.value)[:60], why)
            elif format_.together:
                waiting.append((format_, document))
            else:
                drafts.append(format_.read((document,), reading))
        return merged(drafts), waiting

    def _read_together(self, waiting: Waiting, reading: Reading) -> Iterable[Drafts]:
        for format_ in self.formats:
            documents = [document for of, document in waiting if of is format_]
            if documents:
                yield format_.read(documents, reading)
