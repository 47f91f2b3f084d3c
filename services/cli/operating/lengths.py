"""How long is "90d"? A length of time on the command line."""

import re
from datetime import timedelta

import click

UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}

_LENGTH = re.compile(r"([1-9][0-9]{0,4})([hdw])")


class Length(click.ParamType):  # type: ignore[type-arg] # generic in its types only
    """A length of time: 12h, 90d or 52w."""

    name = "length"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        if isinstance(value, timedelta):
            return value
        parts = _LENGTH.fullmatch(str(value))
        if parts is None:
            self.fail(f"{value!r} is no length of time; write hours, days or weeks like 12h, 90d or 52w.", param, ctx)
        return int(parts[1]) * UNITS[parts[2]]
