"""Texts that try to become something else, and a made-up province whose units bear them."""

from dataclasses import replace

from geo.facts.model import Facts

MARKUP = '<img src=x onerror="document.title=1">'
SCRIPT = "</script><script>document.title=1</script>"
TEXTS = (
    MARKUP,
    SCRIPT,
    "${7*7} `7*7` {{7*7}} {% x %}",
    '=HYPERLINK("x","y")',
    "@SUM(1)\t+1\r-1",
    "\u202eNgược\u202c chiều",
    "Dài " * 125,
    "😀 🇻🇳 Đồng Đăng",
    "\x00\x1b[31m ]]> & ' \"",
    '#read("/etc/passwd") $x^2$ @y <z> \\ *b* #panic()',
)


def with_hostile_names(facts: Facts) -> Facts:
    """Return facts whose communes have these texts for names, in the order of their keys."""
    units = dict(facts.units)
    communes = sorted(key for key, unit in units.items() if unit.level == "commune")
    for at, key in enumerate(communes):
        units[key] = replace(units[key], name=TEXTS[at % len(TEXTS)])
    return replace(facts, units=units)
