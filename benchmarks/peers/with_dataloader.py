"""The loop of PyTorch's own quickstart: a DataLoader, the loss printed every hundred batches, a test each epoch."""

import torch
from gate import Gate
from torch import nn
from torch.utils.data import DataLoader
from torch_side import datasets, network, optimiser, parameters


def train(dataloader: DataLoader, model: nn.Module, loss_fn: nn.Module, optimizer: torch.optim.Optimizer) -> None:
    """One epoch."""
    size = len(dataloader.dataset)
    model.train()
    for batch, (X, y) in enumerate(dataloader):
        loss = loss_fn(model(X), y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        if batch % 100 == 0:
            print(f"loss: {loss.item():>7f}  [{(batch + 1) * len(X):>5d}/{size:>5d}]")


def test(dataloader: DataLoader, model: nn.Module, loss_fn: nn.Module) -> float:
    """The accuracy on the test images."""
    model.eval()
    test_loss, correct = 0.0, 0.0
    with torch.no_grad():
        for X, y in dataloader:
            pred = model(X)
            test_loss += loss_fn(pred, y).item()
            correct += (pred.argmax(1) == y).type(torch.float).sum().item()
    correct /= len(dataloader.dataset)
    print(f"Test Error: Accuracy: {100 * correct:>0.1f}%, Avg loss: {test_loss / len(dataloader):>8f}")
    return correct


def main() -> None:
    """Trains without end."""
    gate = Gate()
    training, testing = datasets(gate.images)
    train_dataloader = DataLoader(training, batch_size=gate.case.batch, shuffle=True)
    test_dataloader = DataLoader(testing, batch_size=gate.case.batch)
    model, loss_fn = network(gate.case), nn.CrossEntropyLoss()
    optimizer = optimiser(gate.case, model)
    gate.ready(parameters(model), torch.get_num_threads())
    while True:
        train(train_dataloader, model, loss_fn, optimizer)
        gate.epoch_done(len(training), test(test_dataloader, model, loss_fn))


main()
