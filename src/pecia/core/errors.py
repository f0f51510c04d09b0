"""What stops pecia. Each error is one sentence for an editor, and the exit code of the command.

PeciaError            3  could not go on
├── UsageError        2  the call, or pecia.toml, asks for something that cannot be
├── SourceError       3  an input cannot be read: missing, binary, too large, not well-formed
├── SchemaError       3  a schema, or the ODD it comes from, is at fault
├── StylesheetError   3  a stylesheet is at fault, or ran past its limits
├── OutputError       3  an output cannot be written
└── ServiceError      3  a service that the user named does not answer, or not as it must
"""

from __future__ import annotations


class PeciaError(Exception):
    """`message` names the thing, the trouble and the way out."""

    exit_code = 3


class UsageError(PeciaError):
    exit_code = 2


class SourceError(PeciaError):
    pass


class SchemaError(PeciaError):
    pass


class StylesheetError(PeciaError):
    pass


class OutputError(PeciaError):
    pass


class ServiceError(PeciaError):
    pass
