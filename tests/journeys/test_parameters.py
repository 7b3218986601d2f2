"""Parameters, an endpoint's defaults, presets and what models refuse: by key presses, on what the server received."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop_chat.app import Run
from desktop_chat.domain.models import Options
from desktop_chat.ui.composer.parameters import Parameters
from desktop_chat.ui.composer.preset_picker import PresetPicker
from tests.support import script
from tests.support.program import ask, press_where_focus_is, running, wait_for_reply, wait_until, write
from tests.support.wire_server import WireServer
from tests.ui.showing import name_of

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key
_NONE = Qt.FocusPolicy.NoFocus
TOO_OLD = "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."


def body(server: WireServer) -> dict[str, Any]:
    """The last request for a reply."""
    found = [request.json for request in server.requests if request.path.endswith("/chat/completions")][-1]
    assert isinstance(found, dict)
    return found


def control(run: Run, name: str) -> QWidget:
    """What takes keys under that name; its label has the same."""
    found = [one for one in run.window.findChildren(QWidget) if one.isVisible() and one.focusPolicy() != _NONE]
    return next(one for one in found if name_of(one) == name)


def set_field(run: Run, name: str, text: str) -> None:
    """Walks there with Tab, as a person does, from wherever the form has the keys."""
    field = control(run, name)
    for _ in range(60):
        if QApplication.focusWidget() is field:
            break
        press_where_focus_is(run, Key.Key_Tab)
    assert isinstance(field, QLineEdit)
    assert field.hasFocus()
    field.selectAll()
    write(run, text)


def open_form(run: Run) -> Parameters:
    press_where_focus_is(run, Key.Key_P, CTRL_SHIFT)
    (form,) = [one for one in run.window.findChildren(Parameters) if one.isVisible()]
    return form


def options(run: Run) -> Options:
    return run.services.library.get(run.window.pane.shown or "").options


def toast(run: Run) -> str:
    return run.window.notices._shown.text if run.window.notices._shown else ""


def test_every_parameter_is_set_by_key_and_goes_out(run: Run, server: WireServer) -> None:
    open_form(run)
    write(run, "Be brief.")
    for name, text in {
        "Output limit, tokens": "50",
        "Temperature": "0.5",
        "Top p": "0.9",
        "Presence penalty": "0.1",
        "Frequency penalty": "0.2",
        "Stop at": "END",
        "Seed": "7",
        "Reasoning effort": "low",
        "Extra body, JSON": '{"top_k": 40}',
        "Extra headers, JSON": '{"X-Team": "blue"}',
        "Wait for an answer, s": "30",
        "Wait in between, s": "20",
    }.items():
        set_field(run, name, text)
    press_where_focus_is(run, Key.Key_Return)
    ask(run, "Hello?")
    wait_for_reply(run)
    sent = body(server)
    assert sent.pop("messages")[0] == {"role": "system", "content": "Be brief."}
    assert sent == {
        "model": "test-model",
        "stream_options": {"include_usage": True},
        "temperature": 0.5,
        "top_p": 0.9,
        "max_tokens": 50,
        "presence_penalty": 0.1,
        "frequency_penalty": 0.2,
        "stop": ["END"],
        "seed": 7,
        "stream": True,
        "reasoning_effort": "low",
        "top_k": 40,
    }
    assert server.requests[-1].headers["x-team"] == "blue"
    assert (options(run).first_byte_timeout_s, options(run).idle_timeout_s) == (30, 20)


def test_a_reply_that_does_not_stream_comes_all_at_once(run: Run, server: WireServer) -> None:
    open_form(run)
    control(run, "Streaming").setFocus()
    press_where_focus_is(run, Key.Key_Down)
    press_where_focus_is(run, Key.Key_Escape)
    server.enqueue(script.completion("All of it."))
    ask(run, "Hello?")
    assert wait_for_reply(run).text == "All of it."
    assert body(server)["stream"] is False


def test_trouble_is_told_below_its_field_and_what_is_right_is_kept(run: Run) -> None:
    form = open_form(run)
    set_field(run, "Temperature", "warm")
    set_field(run, "Extra headers, JSON", '{"Authorization": "sk-1"}')
    set_field(run, "Seed", "3")
    press_where_focus_is(run, Key.Key_Tab)
    assert "cannot be" in form._rows["temperature"].told
    assert "cannot be" in form._rows["extra_headers"].told
    assert options(run) == Options(seed=3)


def test_defaults_of_an_endpoint_are_made_in_the_form_and_left_out_in_one_conversation(
    run: Run, server: WireServer
) -> None:
    form = open_form(run)
    set_field(run, "Temperature", "0.5")
    set_field(run, "Seed", "7")
    press_where_focus_is(run, Key.Key_Tab)
    control(run, "Make default").setFocus()
    press_where_focus_is(run, Key.Key_Space)
    assert options(run) == Options()
    assert run.services.accounts.all()[0].options == Options(temperature=0.5, seed=7)
    field = control(run, "Seed")
    assert isinstance(field, QLineEdit)
    assert field.placeholderText() == "7, the endpoint's default"
    field.setFocus()
    press_where_focus_is(run, Key.Key_Tab)  # to "Do not send"
    press_where_focus_is(run, Key.Key_Space)
    assert field.placeholderText() == "not sent; the default is 7"
    press_where_focus_is(run, Key.Key_Escape)
    assert not form.isVisible()
    shown = run.services.chat.preview(run.window.pane.shown or "", "Hello?").parameters
    ask(run, "Hello?")
    wait_for_reply(run)
    assert {name: value for name, value in body(server).items() if name != "messages"} == shown
    assert (body(server)["temperature"], "seed" in body(server)) == (0.5, False)


def test_a_limit_under_another_name_is_learned_once_told_and_forgotten(run: Run, server: WireServer) -> None:
    open_form(run)
    set_field(run, "Output limit, tokens", "50")
    press_where_focus_is(run, Key.Key_Return)
    server.enqueue(script.error(400, TOO_OLD, param="max_tokens"))
    server.reply("Hello")
    ask(run, "Hello?")
    assert wait_for_reply(run).text == "Hello"
    assert toast(run) == "test-model refused max_tokens; it is sent as max_completion_tokens"
    before = len(server.requests)
    ask(run, "Again?")
    wait_for_reply(run)
    assert len(server.requests) == before + 1
    assert body(server)["max_completion_tokens"] == 50
    form = open_form(run)
    row = form._rows["max_tokens"]
    assert row.told.endswith("Sent as max_completion_tokens to test-model.")
    row.field.setFocus()
    press_where_focus_is(run, Key.Key_Tab)  # to "Forget"
    press_where_focus_is(run, Key.Key_Space)
    assert "Sent as" not in row.told
    press_where_focus_is(run, Key.Key_Escape)
    ask(run, "Once more?")
    wait_for_reply(run)
    assert body(server)["max_tokens"] == 50


def test_a_preset_is_saved_used_renamed_and_removed_by_key(run: Run) -> None:
    open_form(run)
    write(run, "Be brief.")
    set_field(run, "Temperature", "0.2")
    press_where_focus_is(run, Key.Key_Return)
    presets = run.services.presets
    _presets_of(run)
    write(run, "Brief")
    press_where_focus_is(run, Key.Key_Return)
    assert [preset.name for preset in presets.all()] == ["Brief"]
    assert toast(run) == "Saved as “Brief”"

    press_where_focus_is(run, Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    _presets_of(run)
    press_where_focus_is(run, Key.Key_Return)
    fresh = run.services.library.get(run.window.pane.shown or "")
    assert (fresh.policy.system_prompt, fresh.options) == ("Be brief.", Options(temperature=0.2))
    run.window.notices._act()
    assert options(run) == Options()

    picker = _presets_of(run)
    press_where_focus_is(run, Key.Key_F2)
    write(run, "Short")
    press_where_focus_is(run, Key.Key_Return)
    assert [preset.name for preset in presets.all()] == ["Short"]
    assert picker.isVisible()
    press_where_focus_is(run, Key.Key_Delete)
    assert presets.all() == ()
    run.window.notices._act()
    assert [preset.name for preset in presets.all()] == ["Short"]


def _presets_of(run: Run) -> PresetPicker:
    press_where_focus_is(run, Key.Key_L, CTRL_SHIFT)
    (picker,) = [one for one in run.window.findChildren(PresetPicker) if one.isVisible()]
    return picker


def test_presets_survive_a_restart(run: Run, data: Any) -> None:
    from desktop_chat.domain.presets import Preset

    run.services.presets.save(Preset("Brief", "Be brief."))
    wait_until(lambda: bool(run._store.presets.all()))
    with running(data) as again:
        assert [preset.name for preset in again.services.presets.all()] == ["Brief"]


def test_tab_goes_round_in_the_form_and_never_leaves_it(run: Run) -> None:
    form = open_form(run)
    begins = QApplication.focusWidget()
    stops = []
    for _ in range(60):
        press_where_focus_is(run, Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        stops.append(name_of(focus))
        if focus is begins:
            break
    assert form.isVisible()
    assert len(stops) == len(form._rows) + len(["model", "prompt", "presets"])  # nothing is set: no default to make
    press_where_focus_is(run, Key.Key_Backtab)
    assert name_of(QApplication.focusWidget() or run.window) == "test-model · Test"
    press_where_focus_is(run, Key.Key_Space)
    assert not form.isVisible()
