"""A project of one page, for plain Sphinx."""

project = "Means"
extensions = ["lrmath.sphinx"]
html_theme = "basic"
