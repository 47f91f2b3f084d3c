"""What is wrong with a text that is no YAML, in its author's words?

PyYAML says what it expected where it gave up; an author wants to know what to change, and on which line. So the line
itself is looked at first, for what people write that YAML takes for something else; what PyYAML found comes second.
"""

import re
from collections.abc import Callable
from datetime import date

import yaml

#: What is said of a text that begins with a sign that means something else to YAML.
_QUOTE_IT = "put the whole text in double quotes"

#: Signs that nobody sees: they turn the order of the letters around them, or take no room at all.
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

#: How a line begins before its text: spaces, the dash of a list, the name of a member.
_BEFORE_TEXT = r"^ *+(?:- +)*+(?:[\w./-]+: +)?+"

#: What shows by itself in a line that could not be read, and what its author should do.
_LINE_SIGNS = (
    (re.compile(r"^ *\t"), "begins with a tab; YAML takes only spaces there: two for each step to the right"),
    (re.compile("\u00a0"), "holds a no-break space, as copied from a page; write a plain space instead"),
    (
        re.compile(rf"{_BEFORE_TEXT}(?P<sign>[%@`*&!,\]}}]|[|>](?![\d+-]{0, 2} *(?:#.*)?$)|[?-](?= ))"),
        f'has a text that begins with "{{sign}}", which means something else to YAML; {_QUOTE_IT}',
    ),
    (
        re.compile(rf"{_BEFORE_TEXT}(?P<sign>\{{[^{{}}]*\}}|\[[^\[\]]*\])\s*[^\s#,\]}}]"),
        f'has a text that begins with "{{sign}}", which YAML takes for a whole of its own; {_QUOTE_IT}',
    ),
    (
        re.compile(r"^ *+(?:- +)*+(?P<sign>[\w./-]+):[^\s:]"),
        'needs a space after the colon of "{sign}"',
    ),
    (
        re.compile(rf"{_BEFORE_TEXT}\"[^\"]*\"\s*[^\s#,]|{_BEFORE_TEXT}'[^']*'\s*[^\s#,]"),
        'has a text that goes on after its closing quote; put double quotes around all of it, and \\" inside',
    ),
)

#: What PyYAML's own words mean for an author, where the line shows nothing by itself.
_MEANINGS = (
    (
        "could not find expected ':'",
        'has no colon; write a name, a colon and a space ("title: ..."), or indent what goes on with the text above',
    ),
    ("unexpected end of stream", "opens a quote that is never closed"),
    ("escape", r"has a backslash in double quotes; write it twice (\\), or put the text in single quotes"),
    ("found another document", 'begins a second document ("---"); one file holds one rule, so remove what is too much'),
    ("<document start>", 'comes after the end of the document ("..."); remove that line'),
    ("expected ',' or '}'", "opens a { that is not closed, or a comma is missing between what stands in it"),
    ("expected ',' or ']'", "opens a [ that is not closed, or a comma is missing between what stands in it"),
    ("but found '<stream end>'", "opens a [ or a { that is not closed"),
    ("but found '}'", "has a } without a { before it"),
    ("but found ']'", "has a ] without a [ before it"),
    (
        "<block end>",
        "begins in a column that fits none of the lines above; what belongs together begins in the same column",
    ),
    ("sequence entries", "has a list that begins in the line of its name; put it below, each entry after a dash"),
)

#: Where PyYAML means the line on which something began, not the one on which it gave up.
_BEGUN = re.compile("simple key|quoted|flow")

#: The lines that a merge leaves where it could not decide.
_MERGE_MARK = re.compile(r"^(?:(?:<{7}|>{7}|\|{7})(?: .*)?|={7})$", re.MULTILINE)

#: A number that begins with a zero, which YAML takes for an octal one or for text.
_ZERO_FIRST = re.compile(r"[-+]?0[0-9_]+")


class YamlFault(Exception):
    """The file is not one YAML document that can be used; `line` says where (counted from 1), the message why."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line
        self.sentence = sentence


def merge_mark(text: str) -> YamlFault | None:
    """Return the first mark of an undecided merge in `text`."""
    if (found := _MERGE_MARK.search(text)) is None:
        return None
    sentence = f'still has the mark of a merge, "{found[0][:20]}"; decide what stands here'
    return YamlFault(text.count("\n", 0, found.start()) + 1, sentence)


def fault_in(text: str, error: yaml.YAMLError) -> YamlFault:
    """Return what its author should change in `text`, which PyYAML refused with `error`."""
    if found := merge_mark(text):
        return found
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return YamlFault(line, f"this line holds a sign that no text has (number {error.character}); delete it")
    if not isinstance(error, yaml.MarkedYAMLError):
        return YamlFault(1, "the file cannot be read as YAML")
    problem, context = str(error.problem), str(error.context)
    mark = error.context_mark if _BEGUN.search(context) else error.problem_mark
    lines = text.splitlines() or [""]
    place = min(mark.line if mark else 0, len(lines) - 1)
    if "<document start>" in problem:
        place = next((number for number, line in enumerate(lines) if line.startswith("%")), place)
    if open_quote := _open_quote(lines[: place + 1]):
        return open_quote
    for pattern, sentence in _LINE_SIGNS:
        if sign := pattern.search(lines[place]):
            return _on_line(place, sentence.format_map(sign.groupdict()))
    if "mapping values" in problem:
        return _colon(lines, place)
    meant = (sentence for words, sentence in _MEANINGS if words in problem)
    return _on_line(place, next(meant, f"cannot be read as YAML; if it is text, {_QUOTE_IT}"))


def _on_line(place: int, sentence: str) -> YamlFault:
    return YamlFault(place + 1, f"this line {sentence}")


def _open_quote(lines: list[str]) -> YamlFault | None:
    """Return the last text that opens a quote and does not close it, neither on its line nor below."""
    for number in range(len(lines), 0, -1):
        text = re.sub(_BEFORE_TEXT, "", lines[number - 1]).replace('\\"', "")
        quote = text[:1]
        closed = quote and any(line.rstrip().endswith(quote) for line in lines[number:-1])
        if quote in {'"', "'"} and text.count(quote) % 2 and not closed:
            after = "; inside single quotes write an apostrophe twice, or use double quotes" if quote == "'" else ""
            sentence = f"opens a quote ({quote}) that is not closed; close it at the end of the text{after}"
            return _on_line(number - 1, sentence)
    return None


def _colon(lines: list[str], place: int) -> YamlFault:
    """Say why a colon cannot be read: it is part of a sentence, or its line or the one before is out of shape."""
    line, before = lines[place], next((line for line in reversed(lines[:place]) if line.strip()), "")
    if not re.match(r" *[\w./-]+:(?: |$)", line) or re.match(rf"{_BEFORE_TEXT}[^\"'].*: ", line):
        return _on_line(place, f"has a colon and a space inside a text; {_QUOTE_IT}")
    if before and not re.search(r":(?: |$)", before):
        return _on_line(place - 1, _MEANINGS[0][1])
    return _on_line(place, "is indented further than the line above, which ends its own text; begin both in one column")


def check_scalar(node: yaml.ScalarNode, construct: Callable[[yaml.Node], object]) -> None:
    """Raise YamlFault where a value is none, or is not what its author sees."""
    line, written = node.start_mark.line + 1, node.value
    if not node.style and _ZERO_FIRST.fullmatch(written):
        sentence = f'"{written}" begins with a zero; write the number without it, or put it in quotes if it is text'
        raise YamlFault(line, sentence)
    if not node.style and ":" in written and node.tag.endswith((":int", ":float")):
        raise YamlFault(line, f'"{written}" is read as a count of seconds; put it in quotes, or write the number')
    try:
        construct(node)
    # The last four are how PyYAML fails on a tag that its value does not fit, like `!!bool perhaps`.
    except (yaml.YAMLError, ValueError, KeyError, AttributeError, TypeError, IndexError) as error:
        if node.tag.endswith(":timestamp"):
            sentence = f'"{written}" is no day of the calendar; write year, month and day, like 2026-11-22'
        elif node.tag.endswith(":int"):
            sentence = "this line holds a number that is longer than any fact"
        else:
            sentence = f'this line has a text that begins with "!", which means something else to YAML; {_QUOTE_IT}'
        raise YamlFault(line, sentence) from error


def check_seen(node: yaml.ScalarNode) -> None:
    """Raise YamlFault where a text holds signs that its author does not see, and whose reader may read another one."""
    if unseen := _UNSEEN.search(node.value):
        sentence = f"the text that begins here has a sign in it that nobody sees (U+{ord(unseen[0]):04X}); take it out"
        raise YamlFault(node.start_mark.line + 1, sentence)


def check_name(node: yaml.ScalarNode) -> None:
    """Raise YamlFault where YAML takes the name of a member for something else than a word."""
    if node.tag.endswith((":bool", ":null", ":timestamp", ":float", ":merge")):
        sentence = f'YAML does not take the name "{node.value}" for a word; choose another, or put it in double quotes'
        raise YamlFault(node.start_mark.line + 1, sentence)


def not_text(value: object) -> str:
    """Return '; YAML takes it for ...' where `value` stands in the place of a text that YAML read as something else."""
    if value is None:
        return f"; nothing stands here, or a # makes it a comment: {_QUOTE_IT}"
    kinds = ((bool, "a yes or no"), (int | float, "a number"), (date, "a day"), (dict, "members"), (list, "a list"))
    taken = next((words for kind, words in kinds if isinstance(value, kind)), None)
    return f"; YAML takes what stands here for {taken}, so {_QUOTE_IT}" if taken else ""
