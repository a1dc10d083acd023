"""Changes to meeting listings: an import, a correction, hiding one, and the demo's own list."""
