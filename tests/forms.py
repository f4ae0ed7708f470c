"""What a form on a page holds."""

from typing import Any

NS = "{http://www.w3.org/1999/xhtml}"


def held(form: Any) -> dict[str, list[str]]:
    """The fields of a form as a browser would send them, from its element."""
    out: dict[str, list[str]] = {}
    for element in form.iter():
        name, tag = element.get("name"), element.tag.removeprefix(NS)
        if not name or tag == "button":
            continue
        if tag == "textarea":
            out.setdefault(name, []).append((element.text or "").removeprefix("\n"))
        elif tag == "select":
            chosen = [o.get("value", "") for o in element.iter(f"{NS}option") if o.get("selected") is not None]
            out.setdefault(name, []).append(chosen[0] if chosen else "")
        elif element.get("type") not in ("checkbox", "radio") or element.get("checked") is not None:
            out.setdefault(name, []).append(element.get("value", "on" if element.get("type") == "checkbox" else ""))
    return out
