"""Keras on JAX: compile and fit with accuracy, progress bar and validation, as Keras' introduction does."""

import keras
import numpy as np
from cases import EPOCHS
from gate import Gate
from keras import layers, ops

Tensor = keras.KerasTensor


def lenet5(x: Tensor) -> Tensor:
    """As networks.lenet5."""
    for filters, padding in ((6, "same"), (16, "valid")):
        x = layers.Conv2D(filters, 5, padding=padding, activation="tanh")(x)
        x = layers.Activation("tanh")(layers.AveragePooling2D(2)(x))
    return head(x, "tanh")


def fashion_convnet(x: Tensor) -> Tensor:
    """As networks.fashion_convnet."""
    for filters in (6, 16):
        x = layers.MaxPooling2D(2)(layers.Conv2D(filters, 5, activation="relu")(x))
    return head(x, "relu")


def head(x: Tensor, activation: str) -> Tensor:
    """The three linear layers of both."""
    x = layers.Flatten()(x)
    for units in (120, 84):
        x = layers.Dense(units, activation=activation)(x)
    return layers.Dense(10)(x)


def resnet20(x: Tensor) -> Tensor:
    """As networks.resnet20."""
    x = layers.ReLU()(normalised_convolution(x, 16))
    for filters in (16, 16, 16, 32, 32, 32, 64, 64, 64):
        stride = filters // x.shape[-1]
        body = layers.ReLU()(normalised_convolution(x, filters, stride))
        body = normalised_convolution(body, filters)
        x = layers.ReLU()(layers.Add()([body, shortcut(x, filters, stride)]))
    return layers.Dense(10)(layers.GlobalAveragePooling2D()(x))


def normalised_convolution(x: Tensor, filters: int, stride: int = 1) -> Tensor:
    """A 3×3 convolution without bias, and batch normalisation."""
    return layers.BatchNormalization()(layers.Conv2D(filters, 3, stride, padding="same", use_bias=False)(x))


def shortcut(x: Tensor, filters: int, stride: int) -> Tensor:
    """Every second pixel, and zeros for the new channels, where the width doubles."""
    if stride == 1:
        return x
    padding = (filters - x.shape[-1]) // 2
    return ops.pad(x[:, ::stride, ::stride, :], [(0, 0), (0, 0), (0, 0), (padding, padding)])


class Gated(keras.callbacks.Callback):
    """The gate at the end of each epoch."""

    def __init__(self, gate: Gate, images: int) -> None:
        super().__init__()
        self.gate, self.images = gate, images

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        """After the validation of the epoch."""
        self.gate.epoch_done(self.images, logs["val_accuracy"])


def main() -> None:
    """Trains without end."""
    gate = Gate()
    case = gate.case
    with np.load(gate.images) as held:
        x_train, y_train, x_test, y_test = (held[name] for name in held.files)
    x_train, x_test = (np.ascontiguousarray(x.transpose(0, 2, 3, 1)) for x in (x_train, x_test))
    pixels = keras.Input(x_train.shape[1:])
    model = keras.Model(pixels, globals()[case.network](pixels))
    adam = case.momentum is None
    model.compile(
        optimizer=keras.optimizers.Adam(case.rate) if adam else keras.optimizers.SGD(case.rate, case.momentum),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    gate.ready(sum(int(np.prod(one.shape)) for one in model.trainable_variables))
    model.fit(
        x_train,
        y_train,
        batch_size=case.batch,
        epochs=EPOCHS,
        validation_data=(x_test, y_test),
        callbacks=[Gated(gate, len(x_train))],
    )


main()
