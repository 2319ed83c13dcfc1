"""The model that is shown: built, warmed up, to the last bit, in and out of files, and a second one beside it."""
