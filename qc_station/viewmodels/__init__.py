"""What a screen shows and what it can ask for, as Qt objects; text already formatted, no rule, no SQL, no HTTP.

May import: application, policy, domain; PySide6.
"""

from qc_station.viewmodels.undying import keep_constants_alive

keep_constants_alive()  # before the first call of Qt, wherever that is
