"""One measured figure, and what was promised about it."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`bar` is "<= 5", ">= 60000", an exact "0", or "report" for a figure that stands beside others."""

    name: str
    value: float
    unit: str
    bar: str

    def line(self) -> str:
        """The figure as one line of JSON."""
        value = round(self.value, 3) if abs(self.value) < 1000 else round(self.value)
        return json.dumps({"name": self.name, "value": value, "unit": self.unit, "bar": self.bar}, ensure_ascii=False)

    @property
    def is_met(self) -> bool:
        sign, _, number = self.bar.rpartition(" ")
        match sign:
            case "<=":
                return self.value <= float(number)
            case ">=":
                return self.value >= float(number)
        return number == "report" or self.value == float(number)
