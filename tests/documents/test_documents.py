import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import build
from kg.cache import FOLDER
from kg.documents import find, read_documents
from kg.export.formats import Format
from kg.model import Document, Skipped


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def ids(*paths: Path | str) -> list[str]:
    found = read_documents(paths)
    return [one.id if isinstance(one, Document) else f"({one.path}: {one.reason})" for one in found]


def test_a_folder_is_read_in_the_order_of_ids(tmp_path):
    write(tmp_path, {"b.txt": "b", "a/c.txt": "c", "a.txt": "a", "B.md": "B", "notes.xlsx": "n", "README": "r"})
    assert ids(tmp_path) == [
        "B", "(README: no reader for files without a suffix)", "a", "a/c", "b",
        "(notes.xlsx: no reader for .xlsx files)",
    ]


def test_an_id_loses_the_last_suffix_only_and_its_case_does_not_matter(tmp_path):
    write(tmp_path, {"report.v2.txt": "a", "LOUD.TXT": "b"})
    assert ids(tmp_path) == ["LOUD", "report.v2"]


def test_files_that_differ_in_their_suffix_keep_it(tmp_path):
    write(tmp_path, {"plan.txt": "a", "plan.md": "b", "plan.csv": "no document", "other.txt": "c"})
    assert ids(tmp_path) == ["other", "(plan.csv: no reader for .csv files)", "plan.md", "plan.txt"]


def test_a_kept_suffix_may_clash_with_a_name(tmp_path):
    write(tmp_path, {"plan.txt": "a", "plan.md": "b", "plan.txt.md": "c"})
    assert ids(tmp_path) == ["plan.md", "plan.txt", "plan.txt.md"]


def test_files_of_two_folders_that_clash_are_told_apart_by_the_folder(tmp_path):
    write(tmp_path, {"north/plan.txt": "a", "south/plan.txt": "b", "south/other.txt": "c"})
    assert ids(tmp_path / "south", tmp_path / "north") == ["north/plan", "other", "south/plan"]


def test_folders_of_one_name_are_told_apart_by_what_is_above_them(tmp_path):
    write(tmp_path, {"north/docs/plan.txt": "a", "south/docs/plan.txt": "b", "south/docs/plan.md": "c"})
    expected = ["north/docs/plan", "south/docs/plan.md", "south/docs/plan.txt"]
    assert ids(tmp_path / "north/docs", tmp_path / "south/docs") == expected


def test_files_given_directly_are_called_by_their_name(tmp_path):
    write(tmp_path, {"north/plan.txt": "a", "south/plan.txt": "b"})
    assert ids(tmp_path / "north/plan.txt") == ["plan"]
    assert ids(tmp_path / "north/plan.txt", tmp_path / "south/plan.txt") == ["north/plan", "south/plan"]


@pytest.mark.parametrize("paths", [("", "deep"), ("deep", ""), ("deep/plan.txt", ""), ("", "", "deep")])
def test_a_file_reached_twice_is_read_once_under_the_longer_id(tmp_path, paths):
    write(tmp_path, {"deep/plan.txt": "a"})
    assert ids(*(tmp_path / path for path in paths)) == ["deep/plan"]


def test_lines_of_jsonl_have_the_id_of_the_file_before_theirs(tmp_path):
    lines = '{"text": "a", "id": "x"}\n{"text": "b"}\n{"id": "y"}\n{"text": "c", "id": "x"}\n{"text": " "}'
    write(tmp_path, {"corpus.jsonl": lines, "corpus/2.txt": "d"})
    assert ids(tmp_path) == [
        "corpus/x", "corpus/2", '(corpus.jsonl, line 3: no "text" in it)', "corpus/x~2",
        "(corpus.jsonl, line 5: no text in it)", "corpus/2~2",
    ]


def test_hidden_names_are_passed_over_in_folders_only(tmp_path):
    write(tmp_path, {".git/a.txt": "a", ".b.txt": "b", "c.txt": "c"})
    assert ids(tmp_path) == ["c"]
    assert ids(tmp_path / ".b.txt", tmp_path / ".git") == [".b", "a"]


def test_what_builds_wrote_is_no_document(tmp_path):
    write(tmp_path, {"a.txt": "a", "out/report.md": "r", "out/notes.txt": "n", "old/.extracted/b.json": "{}",
                     "old/graph.html": "g", "old/more/c.txt": "c", "deep/d.txt": "d"})
    found = read_documents([tmp_path], output=tmp_path / "out")
    assert [document.id for document in found] == ["a", "deep/d"]
    assert ids(tmp_path, tmp_path / "old/graph.html") == ["a", "deep/d", "graph", "out/notes", "out/report"]


def test_of_a_folder_that_holds_documents_and_a_build_the_documents_are_read(tmp_path):
    write(tmp_path, {"a.txt": "a", "report.md": "r", "annotations.jsonl": "{}", ".extracted/b.json": "{}"})
    assert ids(tmp_path) == ["a"]
    found = list(read_documents([tmp_path / "report.md", tmp_path], output=tmp_path))
    assert [document.id for document in found] == ["a", "report"]


def test_the_names_of_what_builds_write_are_those_of_the_build():
    assert find.OUTPUT_MARK == FOLDER
    written = Path(build.__file__).read_text(encoding="utf-8")
    tables = {"entities.csv", "relations.csv", "statements.csv"}
    triples = {f"graph.{format_}" for format_ in Format}
    assert tables | triples <= find.OUTPUT_FILES
    named = {name for name in find.OUTPUT_FILES if f'output / "{name}"' in written}
    assert named == find.OUTPUT_FILES - tables - triples


def test_a_link_to_a_folder_is_not_followed(tmp_path):
    write(tmp_path, {"a.txt": "a"})
    (tmp_path / "loop").symlink_to(tmp_path)
    assert ids(tmp_path) == ["a", "(loop: a link to a folder, not followed)"]


def test_what_is_not_there_or_not_a_file_is_skipped(tmp_path):
    (tmp_path / "empty").mkdir()
    write(tmp_path, {"a.txt": "a"})
    long = "x" * 300
    assert ids("no/such.txt", tmp_path / "a.txt/b", "nul\0", long, "gone") == sorted([
        f"({tmp_path}/a.txt/b: no such file or folder)", "(gone: no such file or folder)",
        "(no/such.txt: no such file or folder)", "(nul\ufffd: not a path)", f"({long}: file name too long)",
    ])
    assert ids(tmp_path / "empty") == [f"({tmp_path}/empty: no file in this folder)"]


def test_file_names_in_another_encoding_become_ids_that_can_be_written(tmp_path):
    (tmp_path / "caf\udce9\n.txt").write_text("a")
    (tmp_path / "caf\udcea\n.txt").write_text("b")
    found = ids(tmp_path)
    assert found == ["caf\ufffd\ufffd.txt", "caf\ufffd\ufffd.txt~2"]
    assert "".join(found).encode()


@pytest.mark.parametrize(("content", "reason"), [
    (b"", "no text in it"),
    (b" \n\t\xc2\xa0\n", "no text in it"),
    (b"\x7fELF\x02\x01\x01\x00\x00", "not text: binary data, or an encoding that cannot be told"),
    (bytes(range(256)) * 4, "not text: binary data, or an encoding that cannot be told"),
])
def test_a_text_file_without_text_is_skipped_and_the_rest_goes_on(tmp_path, content, reason):
    write(tmp_path, {"z.txt": "z"})
    (tmp_path / "a.txt").write_bytes(content)
    assert list(read_documents([tmp_path])) == [Skipped("a.txt", reason), Document(id="z", text="z")]


def test_what_the_system_refuses_is_skipped(tmp_path, monkeypatch):
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    write(tmp_path, {"a.txt": "a"})
    monkeypatch.setattr(Path, "open", refuse)
    assert ids(tmp_path) == ["(a.txt: permission denied)"]


@pytest.mark.parametrize(("content", "expected"), [
    (b"Minutes of the board\r\n", [Document(id="stdin", text="Minutes of the board\r\n")]),
    (b'\n{"text": "a", "title": "A"}\n{"text": "b"}\n', [
        Document(id="stdin/2", text="a", title="A"), Document(id="stdin/3", text="b"),
    ]),
    (b'{"name": "a"}\n', [Document(id="stdin", text='{"name": "a"}\n')]),
    (b"{ not JSON", [Document(id="stdin", text="{ not JSON")]),
    (b"", [Skipped("-", "no text in it")]),
    (b"\0\0", [Skipped("-", "not text: binary data, or an encoding that cannot be told")]),
])
def test_standard_input_is_text_or_jsonl(content, expected):
    assert list(read_documents(["-", "-"], stdin=io.BytesIO(content))) == expected


def test_standard_input_stands_among_files(tmp_path):
    write(tmp_path, {"stdin.txt": "a", "z.txt": "z"})
    found = list(read_documents(["-", tmp_path], stdin=io.BytesIO(b"b")))
    assert [(document.id, document.text) for document in found] == [("stdin", "b"), ("stdin~2", "a"), ("z", "z")]


CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")


@given(text=st.text(CHARACTERS, min_size=1).filter(str.strip))
def test_a_text_file_comes_back_character_for_character(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("texts") / "a.txt"
    path.write_bytes(text.encode())
    assert [document.text for document in read_documents([path])] == [text]


def test_no_format_is_loaded_before_it_is_met():
    heavy = "{'trafilatura', 'pypdf', 'docx', 'lxml', 'markdown_it', 'yaml', 'dateutil', 'charset_normalizer'}"
    program = f"import sys, kg.documents; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
