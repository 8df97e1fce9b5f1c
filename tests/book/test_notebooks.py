"""The committed notebooks are their texts', run once from top to bottom, fit to be read."""

from pathlib import Path

import nbformat
import notebooks
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PAGES = notebooks.texts()
EXAMPLE = Path(__file__).with_name("page.md")


def names(page: Path) -> str:
    """Name a page in a test's id."""
    return page.stem


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_committed_notebook_is_in_order(page):
    """Its cells are the text's; its outputs are there, are SVG, have words."""
    assert list(notebooks.problems(page)) == []


def test_every_notebook_has_a_text():
    """Nobody has committed a notebook alone."""
    committed = {p for p in (ROOT / "book").rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts}
    assert committed == {page.with_suffix(".ipynb") for page in PAGES}


def test_every_page_is_in_the_table_of_contents():
    """A page that no one can reach is a page forgotten."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    chapters = [chapter for part in toc["parts"] for chapter in part["chapters"]]
    below = [section for chapter in chapters for section in chapter.get("sections", ())]
    listed = {toc["root"]} | {page["file"] for page in [*chapters, *below]}
    pages = {p for p in (ROOT / "book").rglob("*.md") if not {"_ext", "_static"} & set(p.parts)}
    assert listed == {p.relative_to(ROOT).with_suffix("").as_posix() for p in pages}


def test_running_twice_gives_the_same_bytes(tmp_path):
    """Nothing in a notebook depends on the day, the machine or chance."""
    page = tmp_path / "page.md"
    page.write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    assert notebooks.dumps(notebooks.execute(page)) == notebooks.dumps(notebooks.execute(page))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example page with its notebook."""
    page = tmp_path_factory.mktemp("example") / "page.md"
    page.write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    page.with_suffix(".ipynb").write_text(notebooks.dumps(notebooks.execute(page)))
    return page


@pytest.fixture
def altered(example: Path, tmp_path: Path):
    """Return a function that changes the example's notebook and lists its problems."""

    def alter(change) -> list[str]:
        notebook = nbformat.reads(example.with_suffix(".ipynb").read_text(encoding="utf-8"), 4)
        change(notebook)
        page = tmp_path / "page.md"
        page.write_text(example.read_text(encoding="utf-8"), encoding="utf-8")
        page.with_suffix(".ipynb").write_text(notebooks.dumps(notebook))
        return list(notebooks.problems(page))

    return alter


def code(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """Return the code cells."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_untouched_example_has_no_problem(altered):
    """The guard accepts what the tool writes."""
    assert altered(lambda notebook: None) == []


def test_stripped_outputs_are_found(altered):
    """Nbval passes a notebook without outputs and counts; this guard does not."""

    def strip(notebook):
        for cell in code(notebook):
            cell.outputs, cell.execution_count = [], None

    assert any("stripped" in problem for problem in altered(strip))


def test_edited_cell_is_found(altered):
    """A notebook edited past its text is out of step."""

    def edit(notebook):
        code(notebook)[-1].source += "\n1 + 1"

    assert any("not those of the text" in problem for problem in altered(edit))


def test_png_and_stderr_are_found(altered):
    """Outputs that nbval cannot compare, or that no reader should see."""

    def add(notebook):
        first, *_ = code(notebook)
        png = {"image/png": "iVBORw0KGgo=", "text/plain": "<Figure>"}
        first.outputs.append(nbformat.v4.new_output("display_data", png))
        first.outputs.append(nbformat.v4.new_output("stream", name="stderr", text="careful"))

    found = " ".join(altered(add))
    assert "image/png" in found
    assert "stderr" in found


def test_figure_without_words_is_found(altered):
    """Alternative text and caption are compulsory."""

    def hush(notebook):
        for cell in code(notebook):
            cell.metadata.pop("mystnb", None)

    assert any("without alternative text" in problem for problem in altered(hush))


@pytest.mark.parametrize(
    ("source", "complaint"),
    [("import sys; print('x', file=sys.stderr)", "stderr"), ("1 / 0", "ZeroDivisionError")],
)
def test_faulty_cell_stops_the_tool(tmp_path, source, complaint):
    """A cell that raises or complains is not stored."""
    page = tmp_path / "page.md"
    head = notebooks.front_matter(EXAMPLE)
    page.write_text(f"---\n{head}---\n\n```{{code-cell}} python\n{source}\n```\n")
    with pytest.raises(Exception, match=complaint):
        notebooks.execute(page)
