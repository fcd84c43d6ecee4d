"""The page on which an editor signs in: one form, no script."""

from html import escape
from urllib.parse import urlencode

from geo.language.texts import LANGUAGES, texts
from ui.server.assets import page_addresses
from ui.server.page_paths import SIGN_IN, rooted

_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{style}">
</head>
<body class="sign-in">
<main>
<h1>{title}</h1>
<p>{about}</p>
{fault}<form method="post" action="{action}">
<input type="hidden" name="lang" value="{lang}">
<input type="hidden" name="back" value="{back}">
<label for="name">{name_label}</label>
<input id="name" name="name" value="{name}" autocomplete="username" maxlength="80" required{first}>
<label for="password">{password_label}</label>
<input id="password" name="password" type="password" autocomplete="current-password"
 maxlength="200" required{second}>
<button type="submit">{submit}</button>
</form>
<p><a href="{back}">{leave}</a> · {others}</p>
</main>
</body>
</html>
"""
_FAULT = '<div class="notice fault" role="alert"><p>{}</p></div>\n'


def sign_in_page(*, lang: str, back: str, name: str = "", fault: str = "") -> str:
    """Write the page.

    Parameters
    ----------
    lang
        Its language.
    back
        Where it leads to afterwards: an address of a page of the atlas.
    name
        The name that was typed before; a password is never written back.
    fault
        Why that led nowhere.
    """
    t, style = texts(lang), page_addresses()[0]
    form = rooted(SIGN_IN)
    others = (
        f'<a href="{form}?{escape(urlencode({"lang": other, "back": back}))}" lang="{other}">'
        f"{escape(texts(other)('sign_in.language'))}</a>"
        for other in LANGUAGES
        if other != lang
    )
    return _PAGE.format(
        lang=lang,
        style=style,
        action=form,
        title=escape(t("sign_in.title")),
        about=escape(t("sign_in.about")),
        fault=_FAULT.format(escape(fault)) if fault else "",
        back=escape(back),
        name_label=escape(t("sign_in.name")),
        name=escape(name[:80]),
        first="" if name else " autofocus",
        password_label=escape(t("sign_in.password")),
        second=" autofocus" if name else "",
        submit=escape(t("sign_in.submit")),
        leave=escape(t("sign_in.leave")),
        others=" · ".join(others),
    )
