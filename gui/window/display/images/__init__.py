"""Images: what data are there, brought in, looked at and checked."""
