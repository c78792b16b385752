"""Words as people type them, brought to the form they are indexed in: folding, gender, stems, compounds, spelling."""
