"""The heads of Inspect: the way back stands where the page behind has nothing to press."""

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from gui.inspect.page_header import page_header


def test_the_way_back_comes_first_and_what_is_done_with_the_page_last(qtbot):
    head, back, heading, export = QWidget(), QPushButton("Back"), QLabel("1. Convolution"), QPushButton("Copy or save")
    qtbot.addWidget(head)
    head.setLayout(page_header(heading, QWidget(), export, back=back))
    head.resize(800, 40)
    with qtbot.waitExposed(head):
        head.show()
    assert back.geometry().right() < heading.x() < export.x()
