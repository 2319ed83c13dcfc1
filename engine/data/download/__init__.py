"""Download: the files of published data sets, from where their makers keep them, and only when a person asks."""
