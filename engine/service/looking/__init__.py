"""Looking into the shown model: why it answers so, and what it does without some of its layers."""
