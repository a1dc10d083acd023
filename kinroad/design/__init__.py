"""The look: page frame, components, style sheet and the words that belong to them. No tables, imports none of ours."""
