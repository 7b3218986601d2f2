"""What a process that we start needs not inherit: keys that lie in the environment for us."""

import re
from collections.abc import Mapping

_KEY = re.compile(r"(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)(?:_?\d+)?$", re.IGNORECASE)


def without_keys(environment: Mapping[str, str]) -> dict[str, str]:
    """`environment` but for variables whose names end as those of keys do."""
    return {name: value for name, value in environment.items() if not _KEY.search(name)}
