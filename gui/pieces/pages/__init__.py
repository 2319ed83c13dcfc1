"""What pages are made of: sub pages, scrolling, keys, a search field."""
