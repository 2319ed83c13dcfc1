"""The library: what `import engine` offers, one noun a file; the command line stands on it."""
