"""The addresses of the pages."""

PATHS = {
    "overview": "",
    "map": "ban-do",
    "targets": "muc-tieu",
    "present": "trinh-chieu",
    "data": "du-lieu",
}
"""Path of every page by its name, in the order of the navigation; the first has none."""
