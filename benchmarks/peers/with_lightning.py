"""Lightning's Trainer with its defaults: progress bar, logger and a checkpoint each epoch."""

import lightning as L
import torch
import torch.nn.functional as F
from cases import EPOCHS, Case
from gate import Gate
from torch import Tensor
from torch.utils.data import DataLoader
from torch_side import datasets, network, optimiser, parameters

Batch = list[Tensor]


class LitNetwork(L.LightningModule):
    """As Lightning's introduction writes one, with a validation."""

    def __init__(self, case: Case) -> None:
        super().__init__()
        self.case = case
        self.model = network(case)

    def training_step(self, batch: Batch, batch_idx: int) -> Tensor:
        """The loss of a batch, logged."""
        x, y = batch
        loss = F.cross_entropy(self.model(x), y)
        self.log("train_loss", loss)
        return loss

    def validation_step(self, batch: Batch, batch_idx: int) -> None:
        """Loss and accuracy of a batch, logged."""
        x, y = batch
        logits = self.model(x)
        self.log("val_loss", F.cross_entropy(logits, y))
        self.log("val_acc", (logits.argmax(1) == y).float().mean())

    def configure_optimizers(self) -> torch.optim.Optimizer:
        """That of the case."""
        return optimiser(self.case, self.model)


class Gated(L.Callback):
    """The gate at the end of each epoch."""

    def __init__(self, gate: Gate, images: int) -> None:
        self.gate, self.images = gate, images

    def on_train_epoch_end(self, trainer: L.Trainer, pl_module: L.LightningModule) -> None:
        """After the validation of the epoch."""
        self.gate.epoch_done(self.images, trainer.callback_metrics["val_acc"].item())


def main() -> None:
    """Trains without end."""
    gate = Gate()
    training, testing = datasets(gate.images)
    train_loader = DataLoader(training, batch_size=gate.case.batch, shuffle=True)
    val_loader = DataLoader(testing, batch_size=gate.case.batch)
    module = LitNetwork(gate.case)
    trainer = L.Trainer(
        max_epochs=EPOCHS, accelerator="cpu", default_root_dir=gate.scratch, callbacks=[Gated(gate, len(training))]
    )
    gate.ready(parameters(module), torch.get_num_threads())
    trainer.fit(module, train_loader, val_loader)


main()
