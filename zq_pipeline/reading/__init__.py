"""Chinese text to records: the report, its outline, observations, actions, honours and names."""
