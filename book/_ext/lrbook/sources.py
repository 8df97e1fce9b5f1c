"""Source pages: each module that an equation is tied to, with a target on every line.

They are part of the site, so that a reader without network or repository still comes from an
equation to the lines that prove it and compute it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import ModuleType

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

_LEXER = PythonLexer()


def page_name(module: str) -> str:
    """Return the page of a module: ``source/lrmath/numeric/model/rows``."""
    return "source/" + module.replace(".", "/")


def anchor(line: int) -> str:
    """Return the fragment of a line."""
    return f"L-{line}"


def location(function: Callable[..., object]) -> tuple[str, int]:
    """Return the module and the first line of a function, past any decorator that wraps it."""
    plain = inspect.unwrap(function)
    return plain.__module__, inspect.getsourcelines(plain)[1]


def render(module: ModuleType) -> str:
    """Return a module's source, coloured, its lines numbered and named."""
    formatter = HtmlFormatter(cssclass="highlight", linenos="inline", anchorlinenos=True,
                              lineanchors="L")  # fmt: skip
    body: str = highlight(inspect.getsource(module), _LEXER, formatter)
    return body.replace("<pre>", '<pre tabindex="0">')


def pages(modules: list[ModuleType]) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield the pages in the form in which Sphinx collects them."""
    for module in modules:
        title = module.__name__
        body = f"<h1>Source of <code>{title}</code></h1>\n{render(module)}"
        yield page_name(title), {"title": title, "body": body}, "page.html"
