"""A running process follows its rule files, and never a broken state of them."""

import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from services.authoring.scaffold import NewRule, cases_text, rule_text
from services.recommender.decision.facts.vocabulary import VOCABULARY
from services.recommender.rulebook.engine.plain import FactSheet
from services.recommender.rulebook.files.code_words import WORDING_FILES
from services.recommender.rulebook.files.rule_folder import read_rule_folder
from services.recommender.rulebook.files.rulebook import read_rulebook
from services.recommender.rulebook.gate.inspection import texts_to_write
from services.recommender.rulebook.problems import RulebookError
from services.recommender.rulebook.reloading import LOOK_EVERY, WatchedRulebook

RULES = Path(__file__).parents[3] / "rules"
TODAY = date(2026, 12, 1)
RULE = "currency/renewal_burden.yaml"


#: A chapter that stands by itself. A look at a change reads and tests every rule, so a few are watched and not all.
CHAPTERS = {"currency", "testdata"}


@pytest.fixture(scope="session")
def few_rules(tmp_path_factory):
    """A sound folder: a chapter as it is, the sentences that its rules use, and the learners without findings."""
    folder = tmp_path_factory.mktemp("few") / "rules"
    others = {each.name for each in RULES.iterdir() if each.is_dir()} - CHAPTERS
    shutil.copytree(RULES, folder, ignore=lambda inside, _: others if Path(inside) == RULES else ())
    rules = "".join(each.read_text(encoding="utf-8") for each in folder.glob("*/*.yaml"))
    used = set(re.findall(r"(?:caution|ask): (\w+)", rules))
    for name in WORDING_FILES:
        lines = (RULES / name).read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if line.startswith("#") or line.partition(":")[0] in used]
        (folder / name).write_text("".join(kept), encoding="utf-8")
    learners = folder / "testdata/learners.yaml"
    blocks = re.split(r"^(?=\w)", learners.read_text(encoding="utf-8"), flags=re.MULTILINE)
    learners.write_text("".join(block for block in blocks if "finding." not in block), encoding="utf-8")
    return folder


@pytest.fixture
def rules_dir(few_rules, tmp_path):
    return Path(shutil.copytree(few_rules, tmp_path / "rules"))


class Clock:
    """A clock that is moved by hand."""

    def __init__(self):
        self.seconds = 100.0

    def __call__(self):
        return self.seconds


class Watch:
    """A watched folder with what was told of it; `pass_looks` lets the time of some looks go by, each with a look."""

    def __init__(self, rules_dir):
        self.clock, self.told = Clock(), []
        self.watched = WatchedRulebook(
            rules_dir, VOCABULARY, clock=self.clock, today=lambda: TODAY, tell=self.told.append
        )

    def pass_looks(self, looks):
        for _ in range(looks):
            self.clock.seconds += LOOK_EVERY
            rulebook = self.watched.current()
        return rulebook


@pytest.fixture
def watch(rules_dir):
    return Watch(rules_dir)


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_changed_rule_is_in_force_at_the_second_look(watch, rules_dir):
    before = watch.watched.current()
    change(rules_dir / RULE, "title: ", "title: Truly, ")
    assert watch.pass_looks(1) is before
    after = watch.pass_looks(1)
    assert after.content_hash == read_rulebook(rules_dir, VOCABULARY).content_hash != before.content_hash
    assert after.rules["currency/renewal-burden"].title.startswith("Truly, ")
    assert watch.told == [
        f"rulebook {after.content_hash} with {len(after.rules)} rules is in force, after {before.content_hash}"
    ]
    assert watch.watched.problem == ""


def test_the_folder_is_left_alone_between_looks(watch, rules_dir):
    before = watch.watched.current()
    change(rules_dir / RULE, "title: ", "title: Truly, ")
    for _ in range(50):
        watch.clock.seconds += LOOK_EVERY / 100
        assert watch.watched.current() is before


def test_files_that_are_still_being_written_are_waited_for(watch, rules_dir):
    before = watch.watched.current()
    for _ in range(4):
        change(rules_dir / RULE, "title: ", "title: Truly ")
        assert watch.pass_looks(1) is before
    assert watch.pass_looks(1).rules["currency/renewal-burden"].title.startswith("Truly Truly Truly Truly")


def test_a_broken_file_leaves_the_old_rules_in_force_and_is_told_once(watch, rules_dir):
    before = watch.watched.current()
    change(rules_dir / RULE, "points:", "pionts:")
    assert watch.pass_looks(10) is before
    assert len(watch.told) == 1
    assert "rules/currency/renewal_burden.yaml" in watch.told[0]
    assert before.content_hash in watch.told[0]
    assert "pionts" in watch.watched.problem


def test_a_mended_file_is_told_and_taken_up(watch, rules_dir):
    watch.watched.current()
    change(rules_dir / RULE, "points:", "pionts:")
    watch.pass_looks(2)
    change(rules_dir / RULE, "pionts:", "points:")
    change(rules_dir / RULE, "title: ", "title: Truly, ")
    mended = watch.pass_looks(2)
    assert mended.rules["currency/renewal-burden"].title.startswith("Truly, ")
    assert watch.watched.problem == ""
    assert len(watch.told) == 2


def test_a_change_that_is_taken_back_is_told_and_changes_nothing(watch, rules_dir):
    before = watch.watched.current()
    change(rules_dir / RULE, "points:", "pionts:")
    watch.pass_looks(2)
    change(rules_dir / RULE, "pionts:", "points:")
    assert watch.pass_looks(2) is before
    assert watch.watched.problem == ""
    assert watch.told[-1].endswith("again")


def test_a_touched_file_is_no_change(watch, rules_dir):
    before = watch.watched.current()
    os.utime(rules_dir / RULE, (1, 1))
    assert watch.pass_looks(4) is before
    assert watch.told == []


def test_a_new_and_a_removed_rule_are_noticed(watch, rules_dir):
    count = len(watch.watched.current().rules)
    (rules_dir / RULE).rename(rules_dir / "currency" / "burden_of_renewal.yaml")
    (rules_dir / "currency/renewal_burden_test.yaml").rename(rules_dir / "currency" / "burden_of_renewal_test.yaml")
    change(rules_dir / "currency/burden_of_renewal.yaml", "currency/renewal-burden", "currency/burden-of-renewal")
    after = watch.pass_looks(2)
    assert len(after.rules) == count
    assert "currency/burden-of-renewal" in after.rules


def test_a_folder_that_is_gone_leaves_the_rules_in_force(watch, rules_dir):
    before = watch.watched.current()
    rules_dir.rename(rules_dir.with_name("elsewhere"))
    assert watch.pass_looks(3) is before
    assert len(watch.told) == 1
    rules_dir.with_name("elsewhere").rename(rules_dir)
    assert watch.pass_looks(3) is before
    assert watch.watched.problem == ""


def test_whoever_still_decides_by_the_old_rulebook_can_go_on(watch, rules_dir):
    before = watch.watched.current()
    change(rules_dir / RULE, "title: ", "title: Truly, ")
    assert watch.pass_looks(2) is not before
    assert before.credentials.fire(FactSheet(shared={})) == ()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_child_notices_by_itself(watch, rules_dir):
    before = watch.watched.current()
    change(rules_dir / RULE, "title: ", "title: Truly, ")
    child = os.fork()
    if child == 0:
        os._exit(0 if watch.pass_looks(2).content_hash != before.content_hash else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert watch.watched.current() is before


TEST = "currency/renewal_burden_test.yaml"


def _half(path):
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: len(text) // 2], encoding="utf-8")


def _without_last_words(path):
    """Leave a rule as a half-saved file has it: its last member, the reason, breaks off."""
    path.write_text(path.read_text(encoding="utf-8").rstrip()[:-12], encoding="utf-8")


def _as_pipe(path):
    path.unlink()
    os.mkfifo(path)


def _with_text(rules_dir, name, text):
    path = rules_dir / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _begun(rules_dir, *, because="Fill in: what the learner reads."):
    """Write a rule and its test as `credwise rules new` does."""
    new = NewRule(
        id="currency/zzz",
        title="Trial",
        rationale="It is here to be refused.",
        source="Nobody",
        because=because,
        fact=VOCABULARY["credential.hours"],
        today=date(2026, 11, 22),
    )
    _with_text(rules_dir, "currency/zzz.yaml", rule_text(new))
    _with_text(rules_dir, "currency/zzz_test.yaml", cases_text(new))


def _in_chapter(rules_dir, chapter):
    for name in (RULE, TEST):
        text = (rules_dir / name).read_text(encoding="utf-8").replace("id: currency/", f"id: {chapter}/")
        _with_text(rules_dir, f"{chapter}/{Path(name).name}", text)
        (rules_dir / name).unlink()


#: What must never reach a learner, each done to a sound folder, and what is said of it.
NOT_TO_BE_TAKEN_UP = {
    "placeholders": (_begun, 'still says "Fill in: ..."'),
    "a note to oneself": (lambda rules: _begun(rules, because="TODO say why."), 'still says "TODO ..."'),
    "no test": (lambda rules: (rules / TEST).unlink(), "has no test"),
    "a failing test": (lambda rules: change(rules / TEST, "fires:", "firez:"), "firez"),
    "a changed boundary": (lambda rules: change(rules / RULE, "at_most: 24", "at_most: 240"), "the rule must"),
    "a half-saved rule": (lambda rules: _half(rules / RULE), RULE),
    "a reason that breaks off": (lambda rules: _without_last_words(rules / RULE), "does not end as a sentence"),
    "a half-saved test": (lambda rules: _half(rules / TEST), TEST),
    "an empty rule": (lambda rules: _with_text(rules, RULE, ""), "empty"),
    "half-saved cautions": (lambda rules: _half(rules / "cautions.yaml"), "cautions.yaml"),
    "broken questions": (lambda rules: _with_text(rules, "questions.yaml", "- no\n"), "questions.yaml"),
    "no cautions": (lambda rules: (rules / "cautions.yaml").unlink(), "the file is missing"),
    "merge marks": (
        lambda rules: change(rules / RULE, "because: ", 'because: "Read\n<<<<<<< ours\nthis.\n"\nx: '),
        "the mark of a merge",
    ),
    "loose": (lambda rules: _with_text(rules, "loose.yaml", "id: loose/loose\n"), "is read by nobody"),
    "too deep": (lambda rules: _with_text(rules, "currency/sub/deep.yaml", "id: sub/deep\n"), "is read by nobody"),
    "another ending": (lambda rules: _with_text(rules, "currency/other.yml", "id: a/b\n"), "is read by nobody"),
    "an ending that is not shown": (
        lambda rules: _with_text(rules, "currency/other.yaml.txt", "id: a/b\n"),
        "other.yaml.txt: is read by nobody",
    ),
    "a linked folder in a chapter": (
        lambda rules: (rules / "currency/ours").symlink_to(".."),
        "rules/currency/ours: is read by nobody here",
    ),
    "a misspelt chapter": (lambda rules: _in_chapter(rules, "currrency"), 'did you mean "'),
    "ten megabytes": (
        lambda rules: change(rules / RULE, "id: ", "# " + "x" * 10_000_000 + "\nid: "),
        "at most 131072 are",
    ),
    "a million lines": (
        lambda rules: _with_text(rules, RULE, "- abc: def\n" * 1_000_000),
        "the file has 11000000 bytes",
    ),
    "a source that was read next year": (
        lambda rules: change(rules / RULE, "checked_on: 2026-11-29", "checked_on: 2027-05-01"),
        "lies in the future (2027-05-01; today is 2026-12-01)",
    ),
    "a pipe": (lambda rules: os.mkfifo(rules / "currency/pipe.yaml"), "it is a folder, a pipe or a device"),
    "a pipe of cautions": (lambda rules: _as_pipe(rules / "cautions.yaml"), "cautions.yaml"),
    "a folder called like a rule": (lambda rules: (rules / "currency/a.yaml").mkdir(), "it is a folder"),
    "a link to nothing": (
        lambda rules: (rules / "currency/gone.yaml").symlink_to("/nowhere/gone.yaml"),
        "leads to a file that is not there",
    ),
    "a link to itself": (lambda rules: (rules / "currency/me.yaml").symlink_to("me.yaml"), "cannot be read"),
    "a chapter in a circle": (lambda rules: (rules / "again").symlink_to("."), "again/cautions.yaml"),
    "broken testdata": (lambda rules: _with_text(rules, "testdata/more.yaml", "a: [\n"), "testdata/more.yaml"),
}


@pytest.mark.parametrize("name", NOT_TO_BE_TAKEN_UP)
def test_what_fails_a_check_or_a_test_is_refused_until_it_is_mended(watch, few_rules, rules_dir, name):
    harm, said = NOT_TO_BE_TAKEN_UP[name]
    before = watch.watched.current()
    harm(rules_dir)
    assert watch.pass_looks(3) is before
    assert said in watch.watched.problem
    with pytest.raises(RulebookError, match="problem"):
        WatchedRulebook(rules_dir, VOCABULARY, clock=watch.clock, today=lambda: TODAY, tell=watch.told.append)
    shutil.rmtree(rules_dir)
    shutil.copytree(few_rules, rules_dir)
    assert watch.pass_looks(3) is before
    assert watch.watched.problem == ""


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_chapter_that_may_not_be_read_is_not_missed_without_a_word(watch, rules_dir):
    before = watch.watched.current()
    (rules_dir / "currency").chmod(0)
    try:
        assert watch.pass_looks(3) is before
    finally:
        (rules_dir / "currency").chmod(0o755)
    assert "rules/currency: the folder cannot be read: Permission denied" in watch.watched.problem


def test_a_file_that_cannot_be_read_is_told_before_what_follows_from_it(watch, rules_dir):
    _as_pipe(rules_dir / "cautions.yaml")
    watch.pass_looks(2)
    _, first, *rest = watch.watched.problem.splitlines()
    assert "rules/cautions.yaml: the file" in first
    assert rest == [], "what follows from it is no fault of its own"


def test_a_chapter_that_is_a_link_is_followed(rules_dir, tmp_path):
    (rules_dir / "currency").rename(tmp_path / "elsewhere")
    (rules_dir / "currency").symlink_to(tmp_path / "elsewhere")
    watch = Watch(rules_dir)
    change(tmp_path / "elsewhere" / Path(RULE).name, "title: ", "title: Truly, ")
    assert watch.pass_looks(2).rules["currency/renewal-burden"].title.startswith("Truly, ")


def test_what_changes_beside_a_link_to_nothing_is_noticed(watch, rules_dir):
    (rules_dir / "currency/gone.yaml").symlink_to("/nowhere/gone.yaml")
    watch.pass_looks(2)
    (rules_dir / "loose.yaml").touch()
    watch.pass_looks(2)
    assert "rules/loose.yaml" in watch.watched.problem


def test_a_rule_that_is_written_is_taken_up(watch, rules_dir):
    _begun(rules_dir, because="It is short.")
    assert "currency/zzz" in watch.pass_looks(2).rules


def test_what_changes_while_it_is_checked_is_judged_again(rules_dir):
    watch = Watch(rules_dir)
    before = watch.watched.current()
    change(rules_dir / RULE, "title: ", "title: Truly, ")
    watch.pass_looks(1)
    judged = []

    class Meanwhile(WatchedRulebook):
        """Somebody saves a broken file after the last one was read."""

        def read(self, in_force):
            found = super().read(in_force)
            if in_force is not None and not judged:
                judged.append(found)
                change(rules_dir / RULE, "points:", "pionts:")
            return found

    meanwhile = Meanwhile(rules_dir, VOCABULARY, clock=watch.clock, today=lambda: TODAY, tell=watch.told.append)
    started_with = meanwhile.current()
    assert started_with.content_hash != before.content_hash
    change(rules_dir / RULE, "title: ", "title: So, ")
    for _ in range(2):
        watch.clock.seconds += LOOK_EVERY
        assert meanwhile.current() is started_with
    assert len(judged) == 1
    for _ in range(2):
        watch.clock.seconds += LOOK_EVERY
        assert meanwhile.current() is started_with
    assert "pionts" in meanwhile.problem


@pytest.mark.parametrize(
    "text", ["XXX.", "...", "???", "Todo: say why.", "Fill in what the learner reads.", "Lorem ipsum."]
)
def test_texts_that_say_nothing_yet_are_problems(rules_dir, text):
    _begun(rules_dir, because=text)
    [problem] = texts_to_write(read_rule_folder(rules_dir, VOCABULARY), rules_dir)
    assert (problem.rule, problem.member) == ("currency/zzz", "because")
