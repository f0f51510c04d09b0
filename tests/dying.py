"""A choice of schemas that ends its process over one document: what an engine may do that runs out of memory."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pecia.validation import Checked
from pecia.validation.judge import Choice


@dataclass(frozen=True, slots=True)
class Dying:
    schemas: tuple[Path, ...]
    over: str

    def __call__(self, document: Checked) -> Choice:
        if document.path.endswith(self.over):
            os._exit(7)
        return Choice(self.schemas, "--schema")
