"""What one can ask about narrative reports; every question knows who asks."""

from motcua.supervision.queries.narratives import draft_for, narrative_for, narrative_unit, narratives

__all__ = ["draft_for", "narrative_for", "narrative_unit", "narratives"]
