import io
import os

import pytest

from kg.documents.load import load_file, load_stream
from kg.errors import ReadError


def test_what_is_as_large_as_the_limit_is_read(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"12345")
    assert load_file(path, limit=5) == b"12345"


def test_what_is_larger_is_not(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 1_500_001)
    with pytest.raises(ReadError, match=r"^larger than 1\.5 MB$"):
        load_file(path, limit=1_500_000)


def test_a_stream_without_end_is_not_read_to_its_end():
    stream = io.BytesIO(b"x" * 3_000_000)
    with pytest.raises(ReadError, match=r"^larger than 1 MB$"):
        load_stream(stream, limit=1_000_000)
    assert stream.tell() == 1_000_001


def test_a_pipe_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(ReadError, match=r"^not a regular file$"):
        load_file(tmp_path / "a.txt")


def test_a_file_that_went_away(tmp_path):
    with pytest.raises(ReadError, match=r"^no such file or directory$"):
        load_file(tmp_path / "a.txt")
