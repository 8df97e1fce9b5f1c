"""A tiny book with the configuration of the real one: one page, built as `make book` builds."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import notebooks
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
TOC = {"format": "jb-book", "root": "book/bibliography", "chapters": [{"file": "book/pages/page"}]}


@dataclass(frozen=True)
class TinyBook:
    """A folder with a book of one page."""

    folder: Path

    def write(self, text: str) -> None:
        """Make the page's notebook from its text."""
        page = self.folder / "book" / "pages" / "page.md"
        page.write_text(text, encoding="utf-8")
        page.with_suffix(".ipynb").write_text(notebooks.dumps(notebooks.execute(page)))

    def build(self) -> subprocess.CompletedProcess[str]:
        """Build the site with every warning an error."""
        builder = str(Path(sys.executable).with_name("jupyter-book"))
        command = [builder, "build", ".", "--warningiserror", "--nitpick"]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)

    def html(self, name: str = "book/pages/page") -> str:
        """Return a built page."""
        return (self.folder / "_build" / "html" / f"{name}.html").read_text(encoding="utf-8")


def make_book(folder: Path) -> TinyBook:
    """Lay out a tiny book around the real configuration, extension and bibliography."""
    (folder / "book" / "pages").mkdir(parents=True)
    for name in ("_ext", "_static", "_templates", "references.bib", "bibliography.md"):
        (folder / "book" / name).symlink_to(ROOT / "book" / name)
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    config["sphinx"]["local_extensions"]["known_theorem"] = str(HERE)
    (folder / "_config.yml").write_text(yaml.safe_dump(config))
    (folder / "_toc.yml").write_text(yaml.safe_dump(TOC))
    return TinyBook(folder)


@pytest.fixture(scope="session")
def page_text() -> str:
    """Return the text of the example page."""
    return (HERE / "page.md").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, page_text: str) -> TinyBook:
    """Return the example page, built."""
    book = make_book(tmp_path_factory.mktemp("built"))
    book.write(page_text)
    result = book.build()
    assert result.returncode == 0, result.stdout + result.stderr
    return book


@pytest.fixture
def tiny_book(tmp_path: Path) -> TinyBook:
    """Return a book whose page is still to be written."""
    return make_book(tmp_path)
