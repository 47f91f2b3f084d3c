"""How is a question answered whose answer may not be known? UNKNOWN is an answer of its own, never a quiet no."""

from enum import StrEnum


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
