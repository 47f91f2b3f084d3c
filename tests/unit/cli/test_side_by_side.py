"""Many lines are read in several processes, and come in their order."""

import io

import pytest

from services.cli.words.side_by_side import FIRST, processes_for, read_side_by_side


def doubled(lines):
    return (f"{line}{line}" for line in lines)


@pytest.mark.parametrize("count", [0, 1, FIRST, FIRST + 1, FIRST + 1234])
@pytest.mark.parametrize("processes", [1, 2])
def test_what_is_read_side_by_side_comes_in_the_order_of_the_lines(count, processes):
    lines = [str(number) for number in range(count)]
    assert list(read_side_by_side(lines, doubled, processes)) == list(doubled(lines))


def test_a_fault_in_a_line_is_told_as_if_it_had_been_read_here():
    def careful(lines):
        for line in lines:
            if line == str(FIRST + 3):
                raise ValueError(line)
            yield line

    with pytest.raises(ValueError, match=str(FIRST + 3)):
        list(read_side_by_side(map(str, range(FIRST + 10)), careful, 2))


def test_a_pipe_is_read_by_one_process_so_that_each_line_is_answered_at_once(tmp_path):
    with (tmp_path / "titles").open("w+b") as file:
        assert processes_for(file) >= 1
    assert processes_for(io.BytesIO(b"Nurse\n")) == 1
