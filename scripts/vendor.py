"""Copy the few front-end files we serve out of node_modules, and cut the icon sprite to the icons in use.

Runs before the virtual environment exists, so it uses the standard library alone.
"""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
TARGET = ROOT / "build" / "vendor" / "vendor"
FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.css",
    "htmx.org/dist/htmx.min.js": "htmx.js",
    "htmx.org/dist/ext/hx-alpine-compat.min.js": "hx-alpine-compat.js",
    "@alpinejs/csp/dist/cdn.min.js": "alpine.js",
}
# `{% icon "name" %}` in templates, `icon="name"` in Python.
USED_ICON = re.compile(r"""(?:\{% icon |icon=)["']([a-z0-9-]+)["']""")


def used_icons() -> set[str]:
    sources = [path for pattern in ("*.html", "*.py") for path in (ROOT / "src").rglob(pattern)]
    return {name for path in sources for name in USED_ICON.findall(path.read_text("utf-8"))}


def cut_sprite(names: set[str]) -> str:
    sprite = (MODULES / "@tabler/icons-sprite/dist/tabler-sprite.svg").read_text("utf-8")
    symbols = dict(re.findall(r'(?s)<symbol id="tabler-([a-z0-9-]+)"(.*?)</symbol>', sprite))
    unknown = names - symbols.keys()
    if unknown:
        raise SystemExit(f"No such icon: {', '.join(sorted(unknown))}")
    body = "\n".join(f'<symbol id="{name}"{symbols[name]}</symbol>' for name in sorted(names))
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n'


def main() -> None:
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    for source, name in FILES.items():
        text = (MODULES / source).read_text("utf-8")
        # A source map that is not served makes manifest storage fail, and browsers ask for it in vain.
        text = re.sub(r"(?m)^//# sourceMappingURL=.*$|/\*# sourceMappingURL=.*?\*/", "", text)
        (TARGET / name).write_text(text, "utf-8")
    (TARGET / "icons.svg").write_text(cut_sprite(used_icons()), "utf-8")


if __name__ == "__main__":
    main()
