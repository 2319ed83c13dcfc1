"""What the notes of each bundled project tell a student: where the recipe is from and what to look for."""

from __future__ import annotations

_LENET = (
    "LeNet-5 after LeCun et al. 1998: two convolutions, each followed by average pooling, then three linear layers, "
    "with tanh between them."
)
_RESNET = (
    "A residual network for small images after He et al. 2015 (arXiv:1512.03385), section 4.2: {depth} layers in three "
    "stages of 16, 32 and 64 maps. Where a stage halves the maps, the shortcut halves them too and adds empty "
    "channels, so that it needs no weights.\n\n"
)
_PLAIN = (
    "The plain twin of ResNet-{depth}: the same {depth} layers and the same training, without shortcuts (He et al. "
    "2015, section 4.2).\n\n"
)

NOTES = {
    "lenet5-sample": (
        f"{_LENET} It learns from 8,000 of the handwritten digits that come with the program and is tested on 2,000 "
        "that it never saw; about ten seconds bring it to 97 %.\n\n"
        "Look at the six filters of the first convolution before and after: noise becomes edges and strokes. Then "
        "draw a digit of your own."
    ),
    "lenet5-mnist": (
        f"{_LENET} Three epochs of Adam at 0.001 on MNIST's 60,000 digits, ten at a time, are known to reach "
        "98.68 %. Seeds 0 to 3 came to 98.1, 98.3, 98.5 and 97.5 % here: with a constant rate and ten images a step, "
        "the last steps decide.\n\n"
        "Compare with “LeNet-5 on digits”, the same network with 8,000 digits. Which mistakes remain?"
    ),
    "lenet5-cifar10": (
        f"{_LENET} The same network on colour photographs of 32×32, which need no padding. It is known to reach only "
        "51.64 %.\n\n"
        "Digits are easier than cats: look which classes it confuses, and whether training and test drift apart."
    ),
    "mlp-1": (
        "No convolution at all: every one of 512 units sees all 784 pixels. Over 97 % on MNIST.\n\n"
        "Look at the weights of the first layer as pictures, and at the number of parameters: 407,050, more "
        "than six times as many as LeNet-5 has."
    ),
    "mlp-3": (
        "Two hidden layers, of 512 and 256 units, on MNIST. Over 97 %, as with one hidden layer.\n\n"
        "Compare the training loss with that of “One hidden layer on MNIST”: it is known to end at 0.081 here and at "
        "0.083 there. Was the second layer worth it?"
    ),
    "convnet-fashion": (
        "A small convolutional network on pictures of clothes. The learning rate of 0.001 is low for plain gradient "
        "descent, on purpose. So low a rate makes it luck how far 10 epochs get: seeds 0 to 4 came to 29.8, 62.6, "
        "54.0, 24.9 and 67.3 % of the test images here, and a loop of plain PyTorch to within two points of each. "
        "This recipe has seed 4.\n\n"
        "Watch how long the loss stays flat before it falls, and train again with another seed. Then set the rate to "
        "0.1, or choose Adam."
    ),
    "firstcnn-fashion": (
        "Two pairs of convolutions on pictures of clothes; over 91 % at its best epoch.\n\n"
        "Follow the sizes: 28×28, then 14×14 after the first pooling, 12×12 and 10×10 through kernels of 5×5 with "
        "padding 1, and 5×5 in the end: 32·5·5 = 800 features. Look at the accuracy of each class: which garments "
        "are hard?"
    ),
    "firstcnn-as-printed": (
        "The network of “A first CNN on Fashion-MNIST” as its code was once printed: with the padding forgotten. Each "
        "convolution now cuts the edges off, so the maps shrink 28, 26, 24, 12, 8, 4 and end at 2×2. The printed first "
        "linear layer, `Linear(32*5*5, 256)`, expects 800 features but gets 32·2·2 = 128, and the printed program "
        "stops with an error.\n\n"
        "Here the linear layer takes what comes, so it trains. Add padding 1 to the four convolutions and watch the "
        "sizes grow back to 5×5."
    ),
    "cnn-16-32-mnist": (
        "Two convolutions that keep the size and two poolings that halve it, on MNIST, with plain gradient descent at "
        "a bold rate of 0.1. The images come in the same order in every epoch.\n\n"
        "Look at the kernels before and after, at the maps after each layer, and at the first five mistakes. Then "
        "switch shuffling on: what changes in the curve?"
    ),
    "batchnorm-mnist": (
        "Two wide convolutions with batch normalisation. 10,000 of MNIST's training images are kept back for "
        "validation, so 50,000 are left to train on.\n\n"
        "Switch both normalisations off (not removed, just off) and train again: how much longer does it take to get "
        "as far?"
    ),
    "dropout-cifar10": (
        "Dropout against overfitting, together with batch normalisation and with random crops and flips of the "
        "images.\n\n"
        "Switch the dropout layers off and train again: how far do training and test accuracy drift apart? With "
        "dropout the test can even be better than the training, because nothing is dropped in a test."
    ),
    "plain-20-cifar10": _PLAIN.format(depth=20)
    + "Compare the curves of the two: with 20 layers the difference is still small.",
    "plain-32-cifar10": _PLAIN.format(depth=32)
    + "Compare with “20 plain layers on CIFAR-10”: in He et al. the deeper plain network is the worse one, even on "
    "the images it trains on. Shortcuts solve that riddle.",
    "resnet-20-cifar10": _RESNET.format(depth=20)
    + "He et al. report 91.25 % after 64,000 steps. Look for the two places in the curve where the rate falls to a "
    "tenth.",
    "resnet-32-cifar10": _RESNET.format(depth=32)
    + "Compare with “32 plain layers on CIFAR-10”: the same layers, and the shortcuts make the difference.",
    "resnet-44-cifar10": _RESNET.format(depth=44) + "Deeper than ResNet-32. Is it still worth the time?",
    "resnet-56-cifar10": _RESNET.format(depth=56)
    + "853,018 parameters are few for 56 layers: “One hidden layer on MNIST” has nearly half as many.",
    "resnet-110-cifar10": _RESNET.format(depth=110)
    + "At this depth the full rate is too high to begin with, so training starts at 0.01 until the training error is "
    "below 80 %, then goes on at 0.1.",
}
