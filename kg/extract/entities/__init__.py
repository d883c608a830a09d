"""The weights of the entity component that was trained for policy documents; `training/` says how."""

from pathlib import Path

FOLDER = Path(__file__).parent
