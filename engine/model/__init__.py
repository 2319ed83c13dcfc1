"""The network as a torch module: building it, its weights by address, and what is shown of it."""

from engine.model.building import build
from engine.model.initialisation import Initialisation, initialise
from engine.model.net import Net
from engine.model.shown import Model, Source, initial_model
from engine.model.tensors import Tensors, copy_tensors, load_tensors, named_tensors, trainable_parameters
from engine.model.transfer import Transferred, transfer

__all__ = [
    "Initialisation",
    "Model",
    "Net",
    "Source",
    "Tensors",
    "Transferred",
    "build",
    "copy_tensors",
    "initial_model",
    "initialise",
    "load_tensors",
    "named_tensors",
    "trainable_parameters",
    "transfer",
]
