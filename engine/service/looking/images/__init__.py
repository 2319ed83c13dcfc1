"""How many images look to the shown model: as a map, nearest, exciting, distorted."""
