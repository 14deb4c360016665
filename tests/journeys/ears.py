"""What a screen reader says of a page, stop by stop, from the tree that the browser makes for such aids."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.urls import resolve
from playwright.sync_api import Page

from tests.journeys.keyboard import Keyboard

REGIONS = {
    "banner": "banner",
    "navigation": "navigation",
    "main": "main",
    "contentinfo": "foot",
    "region": "region",
    "search": "search",
    "group": "group",
    "radiogroup": "group",
    "list": "list",
    "table": "table",
    "status": "status, said when it changes",
    "alert": "alert, said at once",
}
STOPS = {
    "link": "link",
    "button": "button",
    "DisclosureTriangle": "button",
    "textbox": "field",
    "searchbox": "field",
    "spinbutton": "number",
    "Date": "day",
    "InputTime": "time",
    "checkbox": "box",
    "radio": "choice",
    "combobox": "list of choices",
    "image": "picture",
    "meter": "meter",
    "progressbar": "meter",
}
"""What is inside of them is their name or their value. Parts of a day or a time are the browser's own affair."""
SAID_AS_NAMES = {"ListMarker", "Legend", "caption"}
INDENT = "  "


@dataclass(frozen=True, slots=True)
class Element:
    """What the tree leaves out: the language, whether one stands here, and whether a line of its own begins."""

    language: str = ""
    current: str = ""
    has_line: bool = False


@dataclass(frozen=True, slots=True)
class Tree:
    nodes: dict[str, Any]
    elements: dict[int, Element]

    @classmethod
    def of(cls, page: Page) -> "Tree":
        line = page.context.new_cdp_session(page)
        nodes = line.send("Accessibility.getFullAXTree")["nodes"]
        looks = line.send("DOMSnapshot.captureSnapshot", {"computedStyles": ["display", "position"]})
        line.detach()
        return cls(
            {node["nodeId"]: node for node in nodes}, elements(looks["documents"][0], looks["strings"])
        )

    @property
    def root(self) -> Any:
        return next(iter(self.nodes.values()))

    def inside(self, node: Any) -> Iterator[Any]:
        return (self.nodes[one] for one in node.get("childIds", ()) if one in self.nodes)

    def element(self, node: Any) -> Element:
        return self.elements.get(node.get("backendDOMNodeId", 0), Element())


def elements(document: Any, strings: list[str]) -> dict[int, Element]:
    """Parents come before what is inside of them, and hand their language down."""
    nodes, layout = document["nodes"], document["layout"]
    has_line = {
        node
        for node, styles in zip(layout["nodeIndex"], layout["styles"], strict=True)
        if styles and not strings[styles[0]].startswith("inline") and strings[styles[1]] != "absolute"
    }
    languages: list[str] = []
    found = {}
    for number, parent in enumerate(nodes["parentIndex"]):
        given = [strings[one] for one in nodes["attributes"][number]]
        attributes = dict(zip(given[::2], given[1::2], strict=True))
        languages.append(attributes.get("lang", languages[parent] if parent >= 0 else ""))
        found[nodes["backendNodeId"][number]] = Element(
            languages[-1],
            attributes.get("aria-current", ""),
            number in has_line,
        )
    return found


class Voice:
    """Reads a tree aloud. A line in another language than the page's begins with it."""

    def __init__(self, tree: Tree, language: str) -> None:
        self.tree, self.language = tree, language
        self.lines: list[str] = []
        self.line: list[str] = []
        self.depth = self.labels = 0

    def read(self, node: Any) -> None:
        role = "" if node["ignored"] else node["role"]["value"]
        if role == "StaticText":
            if not self.labels:
                self.line.append(self.said(node))
        elif role in STOPS:
            self.stop(node, STOPS[role])
        elif role in REGIONS:
            self.region(node, REGIONS[role])
        elif role == "heading":
            self.alone(f"heading {prop(node, 'level')}: {self.words(node)}")
        elif role not in SAID_AS_NAMES:
            self.through(node, role, self.tree.element(node).has_line)

    def through(self, node: Any, role: str, has_line: bool) -> None:
        """The words of a label are said with its field, and not once more before it."""
        if has_line:
            self.flush()
        self.labels += role == "LabelText"
        for one in self.tree.inside(node):
            self.read(one)
        self.labels -= role == "LabelText"
        if has_line:
            self.flush()

    def region(self, node: Any, called: str) -> None:
        self.flush()
        before = len(self.lines)
        self.lines.append("")
        self.depth += 1
        for one in self.tree.inside(node):
            self.read(one)
        self.flush()
        self.depth -= 1
        if called == "list":
            called = f"list of {sum(one['role']['value'] == 'listitem' for one in self.tree.inside(node))}"
        if len(self.lines) == before + 1 and called.startswith("status"):
            self.lines.pop()
        else:
            self.lines[before] = INDENT * self.depth + self.named(node, called)

    def stop(self, node: Any, called: str) -> None:
        said = self.named(node, ", ".join([called, *self.states(node)]))
        self.line.append(f"[{said}]")

    def states(self, node: Any) -> Iterator[str]:
        if current := self.tree.element(node).current:
            yield f"current {current}" if current != "true" else "current"
        if node["role"]["value"] in {"checkbox", "radio"}:
            yield "chosen" if prop(node, "checked") == "true" else "not chosen"
        if prop(node, "expanded") is not None and node["role"]["value"] != "combobox":
            yield "open" if prop(node, "expanded") else "folded"
        for name, words in {"required": "must be filled in", "readonly": "fixed", "disabled": "off"}.items():
            if prop(node, name) is True:
                yield words
        if prop(node, "invalid") == "true":
            yield "wrong"

    def named(self, node: Any, called: str) -> str:
        name = self.words(node)
        said = f"{called}: {name}" if name else called
        if described := clean(node.get("description", {}).get("value", "")):
            said += f" ({described})"
        value = clean(str(node.get("value", {}).get("value", "")))
        return f'{said} "{value}"' if value else said

    def words(self, node: Any) -> str:
        """Its name, each part in its language if the parts are its name."""
        name = clean(node.get("name", {}).get("value", ""))
        parts = clean("".join(self.parts(node)))
        return parts if "{" in parts and bare(parts) == bare(name) else name

    def parts(self, node: Any) -> Iterator[str]:
        for one in self.tree.inside(node):
            if one["role"]["value"] == "StaticText" and not one["ignored"]:
                yield self.said(one)
            else:
                yield from self.parts(one)

    def said(self, node: Any) -> str:
        text: str = node["name"]["value"]
        language = self.tree.element(node).language
        if language in {"", self.language} or not text.strip():
            return text
        return f" {{{language}: {text.strip()}}} "

    def alone(self, line: str) -> None:
        self.flush()
        self.line.append(line)
        self.flush()

    def flush(self) -> None:
        said = clean("".join(self.line))
        self.line.clear()
        if said:
            whole = re.fullmatch(r"\[([^][]*)\]", said)
            self.lines.append(INDENT * self.depth + (whole[1] if whole else said))


def prop(node: Any, name: str) -> Any:
    return next(
        (one["value"].get("value") for one in node.get("properties", ()) if one["name"] == name), None
    )


def clean(words: str) -> str:
    return " ".join(words.split())


def bare(words: str) -> str:
    return re.sub(r"\{\w+: |\}|\s", "", words)


class Listener(Keyboard):
    """Goes the same ways without looking, and notes down what is said on each page.

    That each step can be reached by Tab is shown by the stories themselves; here it is not pressed again.
    """

    def __init__(self, page: Page, language: str, name: str, transcript: list[str]) -> None:
        super().__init__(page, language)
        self.name, self.transcript = name, transcript
        self.top: list[str] = []
        self.foot: list[str] = []

    def reach(self, wanted: str, at_most: int = 0) -> None:
        self.page.locator(wanted).first.focus()

    def arrive(self) -> None:
        route = resolve(urlsplit(self.page.url).path).view_name
        self.transcript += ["", f"# {self.name}: {route}", f"title: {self.page.title()}", *self.hear()]

    def hear(self) -> Iterator[str]:
        """What stands around the page is noted once for each person, as long as it does not change."""
        tree = Tree.of(self.page)
        voice = Voice(tree, self.language)
        voice.read(tree.root)
        voice.flush()
        start, end = voice.lines.index("main"), voice.lines.index("foot")
        top, foot = voice.lines[:start], voice.lines[end:]
        if top != self.top:
            yield from top
        yield from voice.lines[start:end]
        if foot != self.foot:
            yield from foot
        self.top, self.foot = top, foot
