"""Class names: what the images of published data sets show, by label, as their makers name them."""

from __future__ import annotations

import string

KANA = ("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo")  # of Kuzushiji-MNIST, in Latin letters

LETTERS = tuple(string.ascii_uppercase)  # of EMNIST's letters, where a class is a letter large or small

# Of EMNIST's balanced part, where letters that look alike large and small have one class.
CHARACTERS = (*string.digits, *string.ascii_uppercase, *"abdefghnqrt")

# The fine classes of CIFAR-100.
CIFAR_100_CLASSES = (
    "apple", "aquarium fish", "baby", "bear", "beaver", "bed", "bee", "beetle", "bicycle", "bottle",
    "bowl", "boy", "bridge", "bus", "butterfly", "camel", "can", "castle", "caterpillar", "cattle",
    "chair", "chimpanzee", "clock", "cloud", "cockroach", "couch", "crab", "crocodile", "cup", "dinosaur",
    "dolphin", "elephant", "flatfish", "forest", "fox", "girl", "hamster", "house", "kangaroo", "keyboard",
    "lamp", "lawn mower", "leopard", "lion", "lizard", "lobster", "man", "maple tree", "motorcycle", "mountain",
    "mouse", "mushroom", "oak tree", "orange", "orchid", "otter", "palm tree", "pear", "pickup truck", "pine tree",
    "plain", "plate", "poppy", "porcupine", "possum", "rabbit", "raccoon", "ray", "road", "rocket",
    "rose", "sea", "seal", "shark", "shrew", "skunk", "skyscraper", "snail", "snake", "spider",
    "squirrel", "streetcar", "sunflower", "sweet pepper", "table", "tank", "telephone", "television", "tiger",
    "tractor", "train", "trout", "tulip", "turtle", "wardrobe", "whale", "willow tree", "wolf", "woman", "worm",
)  # fmt: skip
