"""A bare window behind the key filter, as a program: prints what it hears as JSON lines, until stdin ends.

With `--calibrate` it listens for the calibration code first, prints what it told, and goes on by it.

It takes text, as a line of typing with the focus does: an input method, had it one, would see the keys first.
"""

import json
import sys
import threading
from dataclasses import asdict

from PySide6.QtCore import QEvent, QMetaObject, Qt
from PySide6.QtGui import QGuiApplication, QRasterWindow

from qc_station.devices.scanner_calibration import CalibrationReader, learnt_of
from qc_station.devices.scanner_wedge import WedgeReader
from qc_station.devices.us_keyboard import UsKeyboard
from qc_station.viewmodels.dead_keys import ask_for_no_input_method
from qc_station.viewmodels.key_filter import KeyFilter
from qc_station.viewmodels.keys import key_name


def say(what, **facts):
    print(json.dumps({"what": what, **facts}), flush=True)


class Window(QRasterWindow):
    def keyPressEvent(self, event):
        name = key_name(event.key(), event.modifiers().value, event.nativeScanCode(), event.text())
        say("press", name=name, text=event.text())

    def event(self, event):
        if event.type() == QEvent.Type.InputMethodQuery:
            event.setValue(Qt.InputMethodQuery.ImEnabled, True)
            return True
        return super().event(event)


def main():
    ask_for_no_input_method()
    application = QGuiApplication(sys.argv)
    window, keys = Window(), KeyFilter(WedgeReader(UsKeyboard(application.platformName())))

    def calibrated(told):
        say("calibrated", **asdict(told))
        keys.listen(WedgeReader(UsKeyboard(application.platformName(), learnt_of(told.learnt))))

    if "--calibrate" in sys.argv:
        keys.listen(CalibrationReader(UsKeyboard(application.platformName()), calibrated))
    keys.start(application)
    keys.scanned.connect(lambda text: say("scan", text=text))
    keys.dropped.connect(lambda code: say("dropped", code=code))
    application.focusWindowChanged.connect(lambda focused: say("focus", here=focused is window))
    window.show()
    say("shown", window=int(window.winId()))

    def end_with_stdin():
        sys.stdin.read()
        QMetaObject.invokeMethod(application, "quit", Qt.ConnectionType.QueuedConnection)

    threading.Thread(target=end_with_stdin, daemon=True).start()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
