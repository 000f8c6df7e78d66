"""Backups: taken while visitors write, checked when they are taken and again before they are put back."""

from careers.storage.backup.archive import BackupError, kept
from careers.storage.backup.work import restore, take, verify

__all__ = ["BackupError", "kept", "restore", "take", "verify"]
