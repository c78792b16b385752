"""A copy of the package in which a fault can be planted, to show that a contract turns red."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Copy:
    """A throw-away copy of the source tree under ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        ignore = shutil.ignore_patterns("__pycache__", "static", "locale", "seed", "pictograms", "templates")
        shutil.copytree(ROOT / "src", folder / "src", ignore=ignore)
        shutil.copy(ROOT / "pyproject.toml", folder)

    def plant(self, path: str, code: str) -> None:
        """Append ``code`` to the module at ``path`` (made when absent) of the copy."""
        target = self.folder / "src" / "parvis" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not (target.parent / "__init__.py").exists():
            (target.parent / "__init__.py").touch()
        with target.open("a") as file:
            file.write(f"\n{code}\n")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a module of the environment on the copy."""
        environment = {**os.environ, "PYTHONPATH": str(self.folder / "src")}
        return subprocess.run(
            [sys.executable, *arguments], cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )

    def contracts(self) -> subprocess.CompletedProcess[str]:
        """Check the import contracts of the copy."""
        return self.run(
            "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
        )
