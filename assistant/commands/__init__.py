"""The commands of the command line, one module for each or for a few of a kind."""

from assistant.commands.common import Commands

__all__ = ["Commands"]
