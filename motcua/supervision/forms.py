"""Forms of supervision. No field is required here: the service refuses, in a sentence for the field."""

from __future__ import annotations

from typing import Any

from django import forms

from motcua.supervision.narratives import NarrativeTemplate


class Draft(forms.Form):
    """The items of a narrative report, and the revision of the draft that was opened."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, template: NarrativeTemplate, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, item in enumerate(template.items, 1):
            self.fields[item.key] = forms.CharField(
                label=f"{number}. {item.title}", required=False, widget=forms.Textarea(attrs={"rows": 6})
            )
        self.items = [self[item.key] for item in template.items]

    def looked_at(self) -> int:
        """Return the revision that was opened; 0 where there was no draft."""
        return self.cleaned_data.get("revision") or 0
