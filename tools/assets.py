"""Build the front-end files that the pages serve: `python tools/assets.py [--force]` (what `make assets` runs).

Takes our CSS and script from app/static, a few files from the packages named in package.json, and
writes app/static/built (never committed). Standard library only; npm is needed when something changed.
"""

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "node_modules"
OURS = ROOT / "app" / "static"
OUT = OURS / "built"
LOCK = ROOT / "package-lock.json"
INSTALLED = PACKAGES / ".package-lock.json"

OWN_CSS = (
    "base",
    "layout",
    "search",
    "scheme",
    "pages",
    "plan",
    "plan_document",
    "work",
    "editing",
    "plan_work",
    "plan_money",
    "plan_meeting",
    "plan_reading",
    "plan_year",
    "partner",
    "print",
)
"""In the order they are read; each names its own layer."""
DS = PACKAGES / "@digdir" / "designsystemet-css" / "dist" / "src"
DS_BASE = ("base", "heading", "label", "paragraph")
DS_COMPONENTS = (
    "link", "data-size-workaround", "button", "input", "field", "fieldset", "alert", "skip-link", "details",
    "list", "card", "chip", "pagination", "tag", "breadcrumbs", "badge",
    "error-summary", "validation-message", "table",
)  # fmt: skip
COPIES = {
    "htmx.js": PACKAGES / "htmx.org" / "dist" / "htmx.min.js",
    "inter.woff2": PACKAGES / "@fontsource-variable" / "inter" / "files" / "inter-latin-wght-normal.woff2",
    "favicon.svg": OURS / "img" / "favicon.svg",
    "app.js": OURS / "js" / "app.js",
    "money.js": OURS / "js" / "money.js",
    "report.js": OURS / "js" / "report.js",
}
ICONS = PACKAGES / "@navikt" / "aksel-icons" / "dist" / "svg"
ICON_IN_TEMPLATE = re.compile(r"\bicon\(\s*(['\"])([A-Z]\w+)\1|\bicon=(['\"])([A-Z]\w+)\3")
ICON_IN_PRESENTERS = re.compile(r"\"([A-Z][A-Za-z0-9]+)\"")
LICENSED = ("@digdir/designsystemet-css", "@fontsource-variable/inter", "@navikt/aksel-icons", "htmx.org")
_CSS_PIECES = re.compile(r"(/\*.*?\*/)|(\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|url\([^)\"']*\))|(\s+)", re.DOTALL)


def fail(sentence: str) -> None:
    sys.exit(sentence)


def squeeze(css: str) -> str:
    """`css` without comments and needless white space; strings and addresses are left as they are."""
    kept: list[str] = []

    def keep(text: str) -> str:
        kept.append(text)
        return f"\0{len(kept) - 1}\0"

    css = _CSS_PIECES.sub(lambda m: "" if m[1] else keep(m[2]) if m[2] else " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css).replace(";}", "}")
    return re.sub("\0(\\d+)\0", lambda m: kept[int(m[1])], css).strip()


def style_sheet() -> str:
    """All CSS in one file. The first line sets which layer wins; the theme names its own sub-layers of ds."""

    def ds(names: tuple[str, ...]) -> str:
        return "\n".join((DS / f"{name}.css").read_text("utf-8") for name in names)

    theme = (OURS / "css" / "theme.css").read_text("utf-8").replace('@charset "UTF-8";', "")
    parts = (
        "@layer base, ds, app;@layer ds.theme, ds.base, ds.components;",
        theme,
        f"@layer ds.base{{{ds(DS_BASE)}}}",
        f"@layer ds.components{{{ds(DS_COMPONENTS)}}}",
        *((OURS / "css" / f"{name}.css").read_text("utf-8") for name in OWN_CSS),
    )
    return squeeze("\n".join(parts)) + "\n"


def icons_used() -> set[str]:
    """Names of icons in templates (`icon("Name")`, `icon="Name"`) and in the presenters."""
    found = set()
    for template in sorted((ROOT / "templates").rglob("*.html")):
        found |= {a or b for _, a, _, b in ICON_IN_TEMPLATE.findall(template.read_text("utf-8"))}
    presenters = (ROOT / "app" / "catalogue" / "presenters.py").read_text("utf-8")
    return found | set(ICON_IN_PRESENTERS.findall(presenters))


def sprite(names: set[str]) -> str:
    if missing := sorted(name for name in names if not (ICONS / f"{name}.svg").is_file()):
        fail(
            f"There is no icon named {', '.join(missing)} in @navikt/aksel-icons; see {ICONS.relative_to(ROOT)} for the names."
        )
    symbols = []
    for name in sorted(names):
        whole = (ICONS / f"{name}.svg").read_text("utf-8")
        body = re.search(r"<svg[^>]*>(.*)</svg>", whole, re.DOTALL)
        assert body, name
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24" fill="none">{body[1].strip()}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols) + "</svg>\n"


def licences() -> str:
    parts = []
    for package in LICENSED:
        meta = json.loads((PACKAGES / package / "package.json").read_text("utf-8"))
        text = next((f.read_text("utf-8") for f in sorted((PACKAGES / package).glob("LICEN[SC]E*"))), "")
        parts.append(f"{package} {meta['version']} ({meta['license']})\n\n{text.strip()}")
    return "\n\n----\n\n".join(parts) + "\n"


def inputs() -> Iterator[Path]:
    yield LOCK
    yield Path(__file__)
    for folder in ("css", "js", "img"):
        yield from sorted(f for f in (OURS / folder).rglob("*") if f.is_file())


def stamp() -> str:
    whole = hashlib.sha256()
    for path in inputs():
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    whole.update(" ".join(sorted(icons_used())).encode())
    return whole.hexdigest()


def install() -> None:
    """Put the packages of the lock file in node_modules, unless they are there."""
    if INSTALLED.exists() and _versions(INSTALLED) == _versions(LOCK):
        return
    if not (npm := shutil.which("npm")):
        fail(
            "npm was not found. Install Node 20 or newer (it brings npm) and run this again; "
            "until then the pages work, but without styling, icons and search-as-you-type."
        )
        return
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        fail(
            "npm could not fetch the packages named in package-lock.json; check the network or the npm registry setting."
        )


def _versions(lock: Path) -> dict[str, str]:
    packages = json.loads(lock.read_text("utf-8"))["packages"]
    return {name: entry["version"] for name, entry in packages.items() if name}


def build() -> None:
    install()
    fresh = OUT.with_name("built.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name, source in COPIES.items():
        shutil.copyfile(source, fresh / name)
    texts = {"app.css": style_sheet(), "icons.svg": sprite(icons_used()), "THIRD-PARTY-LICENCES.txt": licences()}
    for name, text in texts.items():
        (fresh / name).write_text(text, "utf-8")
    for path in sorted(fresh.iterdir()):
        if path.suffix != ".woff2":
            path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
    (fresh / ".stamp").write_text(stamp(), "ascii")
    shutil.rmtree(OUT, ignore_errors=True)
    fresh.rename(OUT)


def main() -> None:
    mark = OUT / ".stamp"
    if "--force" not in sys.argv and mark.exists() and mark.read_text("ascii") == stamp():
        print("front-end files are up to date")
        return
    build()
    sizes = ", ".join(
        f"{p.name} {(OUT / (p.name + '.gz')).stat().st_size / 1000:.1f} kB"
        for p in sorted(OUT.glob("*.[cj]s*"))
        if p.suffix in (".css", ".js")
    )
    print(f"built app/static/built (gzip: {sizes})")


if __name__ == "__main__":
    main()
