"""What a hostile text asks for: a file and a server that are there, so that whoever asked would be seen to get them."""

from dataclasses import dataclass
from pathlib import Path

NAME = "canary-8f2c.png"


@dataclass(frozen=True)
class Bait:
    file: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/canary"

    def targets(self) -> dict[str, str]:
        """By its kind: an address that must be opened by nobody unasked."""
        return {
            "http": self.url,
            "https": self.url.replace("http:", "https:"),
            "protocol-relative": self.url.removeprefix("http:"),
            "file": f"file://{self.file}",
            "file-localhost": f"file://localhost{self.file}",
            "path": str(self.file),
            "relative": f"../../../../../../../..{self.file}",
            "unc": f"\\\\127.0.0.1@{self.port}\\share\\canary",
            "smb": f"smb://127.0.0.1:{self.port}/share/canary",
            "data": f"data:text/html,<img src={self.url}>",
            "data-svg": f"data:image/svg+xml,<svg><image href='{self.url}'/></svg>",
            "javascript": f"javascript:fetch('{self.url}')",
            "vbscript": f'vbscript:CreateObject("{self.url}")',
            "blob": f"blob:{self.url}",
            "about": "about:config",
            "view-source": f"view-source:{self.url}",
            "ftp": f"ftp://127.0.0.1:{self.port}/canary",
            "custom": f"ms-msdt:/id PCWDiagnostic /skip force /param {self.file}",
            "qrc": f"qrc:{self.file}",
            "mailto": f"mailto:a@b.example?attach={self.file}",
        }
