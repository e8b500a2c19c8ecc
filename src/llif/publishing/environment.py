"""The Jinja environment of the pages: nhsuk's macros, and the words, links and wordings that templates may call.

Messages are `{named}` templates filled by `gettext(…, name=value)`; the i18n extension, which reads every percent
sign as a place to fill, is not used.
"""

from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader

from llif.publishing import links, vocabulary, wording, words
from llif.publishing.figures import columns


def environment(**options: Any) -> Environment:
    """*Takes* Django's options, autoescaping among them."""
    options["loader"] = ChoiceLoader([options["loader"], PackageLoader("nhsuk_frontend_jinja")])
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    made = Environment(**options)  # noqa: S701 - Django turns autoescaping on
    made.filters["in_words"] = wording.in_words
    made.globals.update(
        _=words.gettext,
        gettext=words.gettext,
        ngettext=words.ngettext,
        named=words.named,
        register_link=links.to_register,
        entry_link=links.to_entry,
        language=words.language,
        link=links.to,
        asset=links.asset,
        wording=wording,
        vocabulary=vocabulary,
        column_words=columns,
    )
    return made
