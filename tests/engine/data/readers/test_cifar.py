"""The binary archive of CIFAR-10 under its names, or a sentence about what is there in its place."""

import numpy as np

from engine.data.store import load
from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import Cifar10
from tests.engine.data.sets import put_cifar, refused

CIFAR = DataSettings(source=Cifar10())


def test_the_folder_itself_may_be_named_and_be_in_capitals(tmp_path):
    folder = put_cifar(tmp_path)
    assert len(load(CIFAR, folder).train) == 10
    for path in list(folder.iterdir()):
        path.rename(path.with_name(path.name.upper()))
    folder.rename(tmp_path / "CIFAR-10-BATCHES-BIN")
    assert load(CIFAR, tmp_path).train.labels.tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_files_of_cifar_100_are_known(tmp_path):
    path = put_cifar(tmp_path) / "data_batch_2.bin"
    path.write_bytes(np.zeros((10, 3074), np.uint8).tobytes())
    assert refused(Cifar10(), tmp_path) == (
        f"{path}: Its records are of 3,074 bytes as those of CIFAR-100, not of 3,073: this is another data set. "
        "Give the files of CIFAR-10."
    )


def test_a_folder_of_cifar_100_is_known(tmp_path):
    (tmp_path / "cifar-100-binary").mkdir()
    assert "cifar-100-binary is another data set." in refused(Cifar10(), tmp_path)


def test_labels_of_another_set_are_told_with_their_file(tmp_path):
    path = put_cifar(tmp_path) / "data_batch_4.bin"
    path.write_bytes(np.full((2, 3073), 77, np.uint8).tobytes())
    assert f"{path}: Its labels go from 77 to 77; those of CIFAR-10 from 0 to 9" in refused(Cifar10(), tmp_path)


def test_a_name_that_comes_close_is_told(tmp_path):
    path = put_cifar(tmp_path) / "test_batch.bin"
    path.rename(path.with_name("test_batch(1).bin"))
    said = refused(Cifar10(), tmp_path)
    assert "test_batch.bin is missing. What lies there is called test_batch(1).bin." in said
