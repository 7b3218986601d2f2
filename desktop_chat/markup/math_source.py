"""TeX made readable where it cannot be drawn: in an export, a title, a formula that is broken.

Signs take the place of their commands, simple fractions and powers that of theirs. What is not known stays as it was
written, and brackets are put wherever a reader could take the result for something else: \\frac{a}{b}c is (a/b)c.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_MAX_LENGTH = 10_000
_MAX_DEPTH = 16

_GREEK = {
    name: chr(first + place)
    for first, names in (
        (0x3B1, "alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma"),
        (0x3C3, "sigma tau upsilon varphi chi psi omega"),
        (0x391, "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho"),
        (0x3A3, "Sigma Tau Upsilon Phi Chi Psi Omega"),
    )
    for place, name in enumerate(names.split())
}
_SIGN_OF = (
    "epsilon=ϵ phi=ϕ vartheta=ϑ ell=ℓ hbar=ℏ partial=∂ nabla=∇ infty=∞ aleph=ℵ Re=ℜ Im=ℑ emptyset=∅ varnothing=∅ "
    "pm=± mp=∓ times=× div=÷ cdot=· ast=∗ star=⋆ circ=∘ bullet=• oplus=⊕ otimes=⊗ cup=∪ cap=∩ setminus=∖ "
    "le=≤ leq=≤ ge=≥ geq=≥ ne=≠ neq=≠ ll=≪ gg=≫ approx=≈ equiv=≡ sim=∼ simeq=≃ cong=≅ propto=∝ mid=∣ parallel=∥ "
    "in=∈ notin=∉ ni=∋ subset=⊂ supset=⊃ subseteq=⊆ supseteq=⊇ forall=∀ exists=∃ nexists=∄ neg=¬ lnot=¬ "
    "land=∧ wedge=∧ lor=∨ vee=∨ top=⊤ bot=⊥ perp=⊥ vdash=⊢ models=⊨ therefore=∴ because=∵ "
    "to=→ rightarrow=→ leftarrow=← gets=← leftrightarrow=↔ Rightarrow=⇒ Leftarrow=⇐ Leftrightarrow=⇔ implies=⟹ "
    "iff=⟺ mapsto=↦ longrightarrow=⟶ longleftarrow=⟵ uparrow=↑ downarrow=↓ hookrightarrow=↪ "
    "sum=∑ prod=∏ coprod=∐ int=∫ iint=∬ iiint=∭ oint=∮ ldots=… dots=… cdots=⋯ vdots=⋮ ddots=⋱ prime=′ "
    "langle=⟨ rangle=⟩ lfloor=⌊ rfloor=⌋ lceil=⌈ rceil=⌉ lVert=‖ rVert=‖ lvert=| rvert=| Vert=‖ degree=° angle=∠"
)
_FUNCTIONS = (
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim limsup liminf max min sup inf "
    "arg det dim ker deg gcd Pr bmod"
)
_SIGNS = dict(pair.split("=", 1) for pair in _SIGN_OF.split())
_NAMES = {name: name for name in _FUNCTIONS.split()}
_SPACES = {"quad": "  ", "qquad": "    ", "limits": "", "displaystyle": ""}
_WORDS = _GREEK | _SIGNS | _NAMES | _SPACES
_ESCAPED = {",": " ", ":": " ", ";": " ", " ": " ", "!": "", "%": "%", "$": "$", "&": "&", "#": "#", "_": "_", "|": "‖"}
_BRACES = {"{": "\x02", "}": "\x03"}  # those that are shown, while those that group are being read

_UPPER = dict(zip("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ", strict=True))
_LOWER = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_DOUBLE = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True))
_ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "dot": "\u0307", "ddot": "\u0308", "vec": "\u20d7"}

_COMMAND = re.compile(r"\\(?:([A-Za-z]+)|(.))", re.DOTALL)
_FENCE = re.compile(r"\\(?:left|right|[bB]igg?[lrm]?)(?![A-Za-z])\s*(\.|(?=[^\sA-Za-z0-9]))")
_PLAIN = r"\s*\{([^{}]*)\}"
_FRACTION = re.compile(rf"\\[dtc]?frac{_PLAIN}{_PLAIN}")
_ROOT = re.compile(rf"\\sqrt{_PLAIN}")
_UPRIGHT = re.compile(rf"\\(?:text|mathrm|mathbf|boldsymbol|mathit|textbf|textit|operatorname\*?){_PLAIN}")
_DOUBLE_STRUCK = re.compile(r"\\mathbb\s*(?:\{([A-Z])\}|([A-Z]))")
_ACCENTED = re.compile(rf"\\({'|'.join(_ACCENTS)})\s*(?:\{{(\w)\}}|(?<=[a-z])\s+(\w))")
_SCRIPT = re.compile(r"([\^_])(?:\{([^{}]*)\}|([0-9n+*]))")

_ATOM = re.compile(r"[^\W_]?[⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ₀₁₂₃₄₅₆₇₈₉\u0302-\u0308\u20d7]*|\d+")
_BORDER = frozenset("=+-−±∓,;<>≤≥≠≈≡→⇒⟹⟺\n&")


def legible(tex: str) -> str:
    """The formula in one string that a person can read."""
    if len(tex) > _MAX_LENGTH:
        return tex
    text = _DOUBLE_STRUCK.sub(lambda found: _DOUBLE.get(found[1] or found[2], found[0]), _FENCE.sub("", tex))
    text = _COMMAND.sub(_sign, text)
    for _ in range(_MAX_DEPTH):
        before = text
        text = _inner_groups(text)
        if text == before:
            break
    return text.replace("\x02", "{").replace("\x03", "}")


def _sign(found: re.Match[str]) -> str:
    if found[1]:
        return _WORDS.get(found[1], found[0])
    return _BRACES.get(found[2]) or _ESCAPED.get(found[2], found[0])


def _inner_groups(text: str) -> str:
    """The innermost groups without their braces."""
    text = _UPRIGHT.sub(r"\1", text)
    text = _ACCENTED.sub(lambda found: (found[2] or found[3]) + _ACCENTS[found[1]], text)
    text = _SCRIPT.sub(_script, text)
    text = _FRACTION.sub(_fraction, text)
    return _ROOT.sub(lambda found: f"√({found[1]})", text)


def _script(found: re.Match[str]) -> str:
    content = found[2] if found[3] is None else found[3]
    signs: Mapping[str, str] = _UPPER if found[1] == "^" else _LOWER
    if content and all(character in signs for character in content):
        return "".join(signs[character] for character in content)
    return found[1] + (content if len(content) == 1 else f"({content})")


def _fraction(found: re.Match[str]) -> str:
    over, under = (part if _ATOM.fullmatch(part) and part else f"({part})" for part in found.groups())
    before, after = found.string[: found.start()].rstrip(" "), found.string[found.end() :].lstrip(" ")
    alone = (not before or before[-1] in _BORDER) and (not after or after[0] in _BORDER)
    return f"{over}/{under}" if alone else f"({over}/{under})"
