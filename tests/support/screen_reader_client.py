"""What a screen reader does, run by the system's own Python, which has the bindings: `look`, `harass` or `listen`.

`look` writes the tree of the program named in the second argument, a node a line. `harass` asks every node of it
everything that the protocol knows, whether it claims to know it or not, and writes how many answers came. `listen`
writes what is announced, and what gets the focus, until its input ends.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import gi  # type: ignore[import-not-found]

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # type: ignore[import-not-found]  # noqa: E402

_CALL_MS = 60_000
_SCREEN = 0
_STATES = ("active", "checked", "focused", "focusable", "showing", "visible", "editable", "selected", "enabled")
_QUERIES: tuple[tuple[str, str, str, tuple[object, ...]], ...] = (
    *(("Accessible", f"Get{what}", "", ()) for what in ("Children", "Role", "RoleName", "State", "Attributes")),
    *(("Accessible", f"Get{what}", "", ()) for what in ("RelationSet", "Interfaces", "Application", "IndexInParent")),
    ("Accessible", "GetChildAtIndex", "(i)", (0,)),
    ("Accessible", "GetChildAtIndex", "(i)", (100_000,)),
    ("Component", "Contains", "(iiu)", (300, 300, _SCREEN)),
    ("Component", "GetAccessibleAtPoint", "(iiu)", (300, 300, _SCREEN)),
    *(("Component", f"Get{what}", "(u)", (_SCREEN,)) for what in ("Extents", "Position")),
    *(("Component", f"Get{what}", "", ()) for what in ("Size", "Layer", "MDIZOrder", "Alpha")),
    # Not GetBoundedRanges: Qt never answers it, so it costs a minute a text.
    ("Text", "GetText", "(ii)", (0, -1)),
    ("Text", "GetText", "(ii)", (3, 100_000)),
    ("Text", "SetCaretOffset", "(i)", (1,)),
    *(("Text", f"Get{what}", "(iu)", (1, 1)) for what in ("TextAtOffset", "TextBeforeOffset", "TextAfterOffset")),
    ("Text", "GetStringAtOffset", "(iu)", (1, 3)),
    ("Text", "GetCharacterAtOffset", "(i)", (1,)),
    ("Text", "GetAttributes", "(i)", (0,)),
    ("Text", "GetAttributeRun", "(ib)", (0, True)),
    ("Text", "GetAttributeValue", "(is)", (0, "weight")),
    ("Text", "GetDefaultAttributes", "", ()),
    ("Text", "GetDefaultAttributeSet", "", ()),
    ("Text", "GetCharacterExtents", "(iu)", (0, _SCREEN)),
    ("Text", "GetRangeExtents", "(iiu)", (0, 2, _SCREEN)),
    ("Text", "GetOffsetAtPoint", "(iiu)", (300, 300, _SCREEN)),
    ("Text", "GetNSelections", "", ()),
    ("Text", "GetSelection", "(i)", (0,)),
    ("Text", "AddSelection", "(ii)", (0, 1)),
    ("Text", "SetSelection", "(iii)", (0, 0, 1)),
    ("Text", "RemoveSelection", "(i)", (0,)),
    ("EditableText", "CopyText", "(ii)", (0, 1)),
    ("Selection", "GetSelectedChild", "(i)", (0,)),
    ("Selection", "IsChildSelected", "(i)", (0,)),
    ("Selection", "DeselectChild", "(i)", (100_000,)),
    ("Action", "GetActions", "", ()),
    *(("Action", f"Get{what}", "(i)", (0,)) for what in ("Name", "Description", "KeyBinding", "LocalizedName")),
    ("Table", "GetAccessibleAt", "(ii)", (0, 0)),
    ("Table", "GetIndexAt", "(ii)", (0, 0)),
    *(("Table", f"Get{what}AtIndex", "(i)", (0,)) for what in ("Row", "Column", "RowColumnExtents")),
    *(("Table", f"Get{what}", "(i)", (0,)) for what in ("RowDescription", "ColumnDescription", "RowHeader")),
    *(("Table", f"Get{what}", "", ()) for what in ("SelectedRows", "SelectedColumns")),
    ("Table", "IsSelected", "(ii)", (0, 0)),
    ("TableCell", "GetRowColumnSpan", "", ()),
    ("TableCell", "GetRowHeaderCells", "", ()),
    ("Hypertext", "GetNLinks", "", ()),
    ("Hypertext", "GetLink", "(i)", (0,)),
    ("Hypertext", "GetLinkIndex", "(i)", (0,)),
    ("Hyperlink", "GetURI", "(i)", (0,)),
    ("Image", "GetImageExtents", "(u)", (_SCREEN,)),
    ("Document", "GetAttributes", "", ()),
    ("Collection", "GetActiveDescendant", "", ()),
)
_WITH_PROPERTIES = ("Accessible", "Text", "Selection", "Value", "Action", "Table", "TableCell", "Hyperlink", "Image")


def _write(found: object) -> None:
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    with suppress(GLib.Error):
        for place in range(node.get_child_count()):
            if child := node.get_child_at_index(place):
                yield from _nodes(child)


def _application(name: str) -> Any:
    desktop = Atspi.get_desktop(0)
    for place in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(place)
        if program and program.get_name() == name:
            return program
    raise SystemExit(f"no program is named {name}")


def _described(node: Any) -> dict[str, Any]:
    states = node.get_state_set()
    found: dict[str, Any] = {
        "role": node.get_role_name(),
        "name": node.get_name(),
        "parent": node.get_parent().path if node.get_parent() else "",
        "path": node.path,
        "states": [name for name in _STATES if states.contains(getattr(Atspi.StateType, name.upper()))],
    }
    if component := node.get_component_iface():
        box = component.get_extents(Atspi.CoordType.SCREEN)
        found["box"] = [box.x, box.y, box.width, box.height]
    return found


def _look(name: str) -> None:
    for node in _nodes(_application(name)):
        with suppress(GLib.Error):  # it went while it was asked
            _write(_described(node))


def _harass(name: str) -> None:
    program = _application(name)
    bus, nodes = program.app.bus_name, list(_nodes(program))
    address = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    connection = Gio.DBusConnection.new_for_address_sync(_accessibility_bus(), address, None, None)
    answers = 0
    for node in nodes:
        path, is_table = node.path, "Table" in node.get_interfaces()
        for interface, method, signature, values in _QUERIES:
            if interface == "Table" and not is_table:
                continue  # Qt itself falls over these when a cell is asked, which says that it is no table
            arguments = GLib.Variant(signature, values) if signature else None
            answers += _ask(connection, bus, path, f"org.a11y.atspi.{interface}", method, arguments)
        for interface in _WITH_PROPERTIES:
            wanted = GLib.Variant("(s)", (f"org.a11y.atspi.{interface}",))
            answers += _ask(connection, bus, path, "org.freedesktop.DBus.Properties", "GetAll", wanted)
    _write({"nodes": len(nodes), "answers": answers})


def _accessibility_bus() -> str:
    session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    where = ("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
    address: str = session.call_sync(*where, None, None, Gio.DBusCallFlags.NONE, _CALL_MS, None).unpack()[0]
    return address


def _ask(connection: Any, bus: str, path: str, interface: str, method: str, arguments: Any) -> bool:
    """Whether an answer came. That a node does not know such a thing is no answer; that nobody is there is the end."""
    flags = Gio.DBusCallFlags.NO_AUTO_START
    try:
        connection.call_sync(bus, path, interface, method, arguments, None, flags, _CALL_MS, None)
    except GLib.Error as error:
        gone = ("NoReply", "ServiceUnknown", "NameHasNoOwner", "Disconnected", "Timeout")
        if any(word in str(Gio.DBusError.get_remote_error(error)) for word in gone):
            raise SystemExit(f"after {interface}.{method} of {path}: {error.message}") from None
        return False
    return True


def _listen() -> None:
    def tell(event: Any) -> None:
        said = event.any_data if isinstance(event.any_data, str) else ""
        _write({"type": event.type, "name": event.source.get_name(), "said": said})

    listener = Atspi.EventListener.new(tell)
    for what in ("object:announcement", "object:state-changed:focused", "focus:"):
        listener.register(what)
    loop = GLib.MainLoop()
    threading.Thread(target=lambda: (sys.stdin.read(), GLib.idle_add(loop.quit)), daemon=True).start()
    _write({"type": "ready", "name": "", "said": ""})
    loop.run()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["look", name]:
            _look(name)
        case ["harass", name]:
            _harass(name)
        case ["listen"]:
            _listen()
