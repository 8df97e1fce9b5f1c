"""A project of one page; its formulas are set by what Sphinx brings along, MathJax."""

project = "Means"
extensions = ["lrmath.sphinx"]
html_theme = "basic"
