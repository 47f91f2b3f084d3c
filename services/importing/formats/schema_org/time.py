"""How long does a course take, by schema.org: itself and its instances, their workloads and schedules?"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from services.importing.drafts import Reading
from services.importing.values.linked_data.json_ld import Node
from services.importing.values.times.durations import read_duration
from services.importing.values.times.time_taken import TimeTaken
from services.importing.values.times.workloads import Span, Workload, read_workload, together

#: Members of a course or programme, and of an instance, that say how long it takes.
_MEMBERS = ("timeRequired", "timeToComplete", "duration", "courseWorkload")

#: How many days one repetition of a schedule takes.
_DAYS = {"daily": Fraction(1), "weekly": Fraction(7), "monthly": Fraction(364, 12), "yearly": Fraction(364)}


def read_time(nodes: Iterable[Node], title: str, reading: Reading) -> TimeTaken:
    """Return how long it takes by what describes it, the closest first; of several instances, from least to most."""
    nodes = tuple(nodes)
    own = _joined([read for node in nodes for read in _said(node, title, reading)], nodes[0], title, reading)
    instances = [
        _joined(_of_instance(one, title, reading), one, title, reading)
        for node in nodes
        for one in node.nodes("hasCourseInstance")
    ]
    # What an instance says stands before what is said of the course, which fills in what is missing.
    every = [_filled(one, own) for one in instances if one is not None] or ([own] if own is not None else [])
    most = max((found for one in every if (found := one.most_hours)), default=None)
    least = min((found for one in every if (found := one.least_hours or one.most_hours)), default=None)
    days = min((least_days for one in every if (least_days := one.least_days)), default=None)
    time = TimeTaken(
        hours=most,
        hours_from=least if least is not None and most is not None and least < most else None,
        days=days,
    )
    _note(every, time, nodes[0], title, reading)
    return time


def _said(node: Node, title: str, reading: Reading) -> Iterator[Workload]:
    for name in _MEMBERS:
        for text in node.texts(name):
            read = read_workload(text)
            if read is not None:
                yield read
            else:
                reading.notes.mend(node.place, title, f'{name} "{text}" is no length of time; it was left out')


def _of_instance(instance: Node, title: str, reading: Reading) -> list[Workload]:
    """Return what an instance says; a workload that is its schedule's of each time is none of the whole."""
    texts = (one.text("duration") for one in instance.nodes("courseSchedule") if (one.number("repeatCount") or 0) > 1)
    each = {found.hours for text in texts if text and (found := read_duration(text)) is not None}
    said = [one for one in _said(instance, title, reading) if one.hours is None or one.hours.most not in each]
    return [*said, *_scheduled(instance, title, reading)]


def _scheduled(instance: Node, title: str, reading: Reading) -> Iterator[Workload]:
    """Yield what schedules say: so long each time, so often."""
    for schedule in instance.nodes("courseSchedule"):
        text, times = schedule.text("duration"), schedule.number("repeatCount")
        each = _DAYS.get((schedule.text("repeatFrequency") or "").rpartition("/")[2].casefold())
        duration = read_duration(text) if text is not None else None
        days = Fraction(times) * each if times and each else None
        if days is not None:
            yield Workload(days=Span(least=days, most=days))
        if duration is not None and duration.hours:
            hours = duration.hours * Fraction(times) if times else None
            if hours is None:
                reading.notes.mend(instance.place, title, f'its schedule of "{text}" does not say how often')
            else:
                yield Workload(hours=Span(least=hours, most=hours))
        elif duration is not None and days is None:
            yield Workload(days=Span(least=duration.calendar_days, most=duration.calendar_days))


def _joined(said: list[Workload], node: Node, title: str, reading: Reading) -> Workload | None:
    joined = together(said)
    if joined is None and said:
        reading.notes.mend(node.place, title, "says how long it takes in two ways that differ; the first counts")
        return said[0]
    return joined


def _filled(instance: Workload, course: Workload | None) -> Workload:
    if course is None:
        return instance
    return Workload(
        hours=instance.hours or (course.hours if instance.rate is None else None),
        rate=instance.rate or course.rate,
        days=instance.days or course.days,
    )


def _note(every: list[Workload], time: TimeTaken, node: Node, title: str, reading: Reading) -> None:
    """Note hours that were put together, and a rate of which nothing came."""
    rates = [one for one in every if one.rate is not None and one.hours is None]
    if rates and time.hours is not None:
        hours = f"{time.hours_from} to {time.hours}" if time.hours_from else f"{time.hours}"
        weeks = "" if time.weeks_minimum is None else f" in {time.weeks_minimum} weeks"
        why = f"how long it takes is put together: {hours} hours{weeks}"
        reading.notes.mend(node.place, title, why)
    elif rates:
        reading.notes.mend(node.place, title, "says hours a week and not for how many weeks; its hours are not known")
