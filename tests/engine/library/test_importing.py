"""Own images from a script: the same project as from the command line, and the same sentences where it cannot be."""

import os

import pytest

import engine
from engine.data import memory_budget
from engine.data.importing import opening
from engine.data.importing.bringing_in import brought_in
from engine.data.importing.opening import opened
from engine.library.own_data import labelled_for
from engine.project.data.data_settings import DataSettings
from engine.project.data.own_images import Reading
from engine.project.data.renaming import renamed
from engine.project.project import Project
from tests.engine.command.helpers import refused, told
from tests.own_images import put_classes


@pytest.fixture
def photos(tmp_path):
    photos = put_classes(tmp_path / "photos", 5)
    (photos / "cat" / "text.png").write_text("hello")
    return photos


def test_it_writes_what_the_command_line_writes_and_says_the_same(photos, tmp_path):
    figures = told("import", photos, "--out", tmp_path / "a.json", "--json").figures
    seen = []
    imported = engine.import_images(photos, str(tmp_path / "b.json"), progress=lambda *at: seen.append(at))
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert engine.read(imported.path) == imported.project
    assert list(imported.remarks) == figures["remarks"] == ["Passed over 1 file: cat/text.png. It is no image."]
    assert imported.passed_over == (("cat/text.png", "It is no image."),)
    assert (imported.passed_over_count, imported.hidden) == (1, 0)
    assert seen == []  # the cache has them


def test_progress_is_told(photos, tmp_path):
    seen = []
    engine.import_images(photos, tmp_path / "a.json", size=9, progress=lambda *at: seen.append(at))
    assert seen[-1] == (11, 11)


def test_images_are_read_as_was_said(photos, tmp_path):
    imported = engine.import_images(photos, tmp_path / "a.json", size=(10, 6), colour=False, fit="pad")
    assert imported.source.reading == Reading(10, 6, colour=False, fit="pad")
    assert engine.import_images(photos, tmp_path / "a.json", size=9).source.reading.shape == (3, 9, 9)
    assert engine.check(tmp_path / "a.json").ok


@pytest.mark.parametrize(
    ("path", "out", "options", "sentence"),
    [
        ("none", "a.json", {}, "Nothing is there. Choose a folder"),
        ("photos", "photos", {}, "It is a folder. Give the name of the project file to write."),
        ("photos", "none/a.json", {}, "The folder that it is to be written to is not there."),
        ("photos", "a.json", {"size": "big"}, "`size`"),
        ("photos", "a.json", {"size": (0, 8)}, "must be at least 1"),
        ("photos", "a.json", {"size": 5_000}, "must be at most 1,024"),
        ("photos", "a.json", {"colour": "grey"}, "`colour`"),
        ("photos", "a.json", {"fit": "zoom"}, "way to fit"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words_and_nothing_is_written(photos, tmp_path, path, out, options, sentence):
    with pytest.raises(engine.InputError) as caught:
        engine.import_images(tmp_path / path, tmp_path / out, **options)
    assert sentence in str(caught.value)
    assert not (tmp_path / "a.json").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes by name there")
def test_what_is_no_file_is_never_written_over(photos, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    sentence = refused("import", photos, "--out", tmp_path / "pipe")
    assert sentence.endswith("It is no file that could be written over. Give the name of the project file to write.")
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize("wrong", [3, None, b"photos"])
def test_what_is_no_path_is_refused_in_words(tmp_path, wrong):
    for call in (lambda: engine.import_images(wrong, tmp_path / "a.json"), lambda: engine.import_images("x", wrong)):
        with pytest.raises(engine.InputError, match="is given by its path"):
            call()


def test_images_that_are_too_many_for_memory_are_said_to_stay_on_the_disk(photos, tmp_path, monkeypatch):
    monkeypatch.setattr(memory_budget, "free_memory", lambda: 4 * 4319)  # ten images of 3×12×12 are 4,320 bytes
    said = "10 images of 12×12: 0.0 MB, read from the disk as needed."
    assert said in told("import", photos, "--out", tmp_path / "a.json").out.splitlines()
    assert said in str(engine.check(tmp_path / "a.json")).splitlines()
    monkeypatch.setattr(memory_budget, "free_memory", lambda: 4 * 4320)
    assert said not in str(engine.check(tmp_path / "a.json"))
    figures = told("check", tmp_path / "a.json", "--json").figures
    assert (figures["image_bytes"], figures["reads_from_disk"]) == (4320, False)


def test_how_much_memory_they_may_take_can_be_said(photos, tmp_path, monkeypatch):
    said, project = "10 images of 12×12: 0.0 MB, read from the disk as needed.", tmp_path / "a.json"
    assert said in told("import", photos, "--out", project, "--image-memory", "4319").out.splitlines()
    assert said in str(engine.check(project, image_memory=4319)).splitlines()
    assert not told("check", project, "--image-memory", "4320", "--json").figures["reads_from_disk"]
    mapped, pixels = [], opening.contents.pixels

    def seen(there, **how):
        mapped.append(how["mapped"])
        return pixels(there, **how)

    monkeypatch.setattr(opening.contents, "pixels", seen)
    run = engine.train(engine.edit(project, "training.budget=steps"), out=tmp_path, threads=1, image_memory="1KB")
    assert run.wait().steps
    engine.evaluate(run.run, data=photos, image_memory="1KB")
    told("evaluate", run.run.path, "--image-memory", "0")
    assert mapped.count(True) == 3


@pytest.mark.parametrize("words", ["train mlp-1", "check mlp-1", "evaluate x", "import x --out y"])
def test_a_memory_that_is_none_is_refused(words):
    sentence = refused(*words.split(), "--image-memory", "much")
    assert "must be a size, such as 2GB, or a share of the free memory, such as 25%, not “much”." in sentence


def test_a_run_is_tried_on_other_images_as_on_the_command_line(short, tmp_path):
    """The run knows ten digits, of which these are two."""
    others = put_classes(tmp_path / "others", 4, ("3", "7"), size=(40, 30), mode="L")
    found = engine.evaluate(short, data=others)
    figures = told("evaluate", short.path, "--data", others, "--json").figures
    assert (found.images, found.loss, found.accuracy) == (8, figures["test_loss"], figures["test_accuracy"])
    assert found.confusion.tolist() == figures["confusion"]
    with pytest.raises(engine.DataError) as caught:
        engine.evaluate(short, data=put_classes(tmp_path / "strange", 4, ("3", "kiwi")))
    assert str(caught.value) == refused("evaluate", short.path, "--data", tmp_path / "strange")


@pytest.mark.parametrize("more", [{"split": "train"}, {"data_dir": "x"}])
def test_images_are_named_in_one_way(short, tmp_path, more):
    with pytest.raises(engine.InputError, match="excludes"):
        engine.evaluate(short, data=tmp_path, **more)


def test_images_of_a_run_are_known_by_what_its_classes_are_called_and_were_found_as(tmp_path):
    source = brought_in(put_classes(tmp_path / "photos", 3)).source
    project = Project(data=DataSettings(source=renamed(source, 0, "Felix")))
    for name in ("cat", "felix"):
        other = brought_in(put_classes(tmp_path / f"of {name}", 3, (name, "dog"))).source
        wanted = [{name: 0, "dog": 1}[other.classes[label]] for label in opened(other).train.labels.tolist()]
        assert labelled_for(other, project, tmp_path)[0].labels.tolist() == wanted
