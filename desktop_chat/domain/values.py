"""Classes of values, made at a third of the usual cost.

The standard `dataclass` writes and compiles six functions for each frozen class. About a hundred such classes are made
before the window is seen, which took a seventh of that time. Here only the constructor is compiled, and all classes
share the rest. What they are is the same: to the type checker, to `fields`, `replace` and `asdict`, and to `match`.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

__all__ = ["dataclass"]

T = TypeVar("T", bound=type)

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, slots: bool, frozen: bool = False, eq: bool = True, order: bool = False) -> Callable[[T], T]:
        """As the standard one, which makes those that can change."""
        if frozen:
            return lambda cls: _frozen(cls, eq=eq)
        return dataclasses.dataclass(slots=slots, eq=eq, order=order)


def _frozen(cls: T, *, eq: bool) -> T:
    cls.__doc__ = cls.__doc__ or cls.__name__  # the standard one would work out a signature to stand there
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    made.__init__ = _constructor(made)
    made.__repr__ = _shown
    made.__setattr__ = made.__delattr__ = _refuse
    if eq:
        made.__eq__, made.__hash__ = _comparison(*(field.name for field in fields(made) if field.compare))
    frozen: T = made
    return frozen


def _constructor(made: Any) -> Any:
    names: dict[str, Any] = {"MISSING": MISSING}
    parameters, lines = ["self"], []
    for name, default, make in ((field.name, field.default, field.default_factory) for field in fields(made)):
        names[f"set_{name}"] = getattr(made, name).__set__  # the slot's own, past the refusal
        names[f"default_{name}"], names[f"make_{name}"] = default, make
        optional = "=MISSING" if make is not MISSING else "" if default is MISSING else f"=default_{name}"
        parameters.append(name + optional)
        value = f"make_{name}() if {name} is MISSING else {name}" if make is not MISSING else name
        lines.append(f" set_{name}(self, {value})")
    exec("\n".join([f"def __init__({', '.join(parameters)}):", *lines, " pass"]), names)
    return names["__init__"]


def _comparison(*names: str) -> tuple[Callable[[Any, Any], bool], Callable[[Any], int]]:
    key: Callable[[Any], object] = attrgetter(*names) if names else lambda value: ()

    def equal(self: Any, other: Any) -> bool:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(key(self))

    return equal, hashed


def _shown(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in fields(self) if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(self: Any, name: str, *_: object) -> NoReturn:
    raise FrozenInstanceError(f"{type(self).__qualname__}.{name} cannot be another")
