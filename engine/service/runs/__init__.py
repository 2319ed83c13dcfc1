"""How the service begins runs, keeps them, and shows them again."""
