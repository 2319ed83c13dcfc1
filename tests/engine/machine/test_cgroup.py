"""What is left of a container's memory, from files as the kernel writes them."""

from engine.machine.cgroup import left_in_container


def group(folder, **files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"memory.{name}").write_text(text)


def own(folder, text):
    file = folder / "own"
    file.write_text(text)
    return file


def test_the_tightest_limit_around_counts_and_file_pages_are_free(tmp_path):
    root = tmp_path / "cgroup"
    group(root / "a" / "b", max="max\n", current="300\n")
    group(root / "a", max="1000\n", current="700\n", stat="anon 500\ninactive_file 150\n")
    assert left_in_container(root, own(tmp_path, "0::/a/b\n")) == 450


def test_the_older_version(tmp_path):
    root = tmp_path / "cgroup"
    group(root / "memory" / "docker", limit_in_bytes="900\n", usage_in_bytes="400\n", stat="total_inactive_file 10\n")
    text = "5:cpu,cpuacct:/docker\n4:memory:/docker\n"
    assert left_in_container(root, own(tmp_path, text)) == 510


def test_no_limit_and_no_groups(tmp_path):
    group(tmp_path / "a", max="max\n", current="300\n")
    assert left_in_container(tmp_path, own(tmp_path, "0::/a\n")) is None
    assert left_in_container(tmp_path, tmp_path / "missing") is None


def test_more_used_than_allowed_leaves_nothing(tmp_path):
    group(tmp_path / "a", max="100\n", current="300\n")
    assert left_in_container(tmp_path, own(tmp_path, "0::/a\n")) == 0
