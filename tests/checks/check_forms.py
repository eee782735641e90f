# SPDX-License-Identifier: GPL-3.0-or-later
"""Every Designer form belongs to the widget of the same name, is laid out, and can be reached and read."""
import xml.etree.ElementTree as xml

from project import ROOT, end, files, name_of

INPUTS = {"QLineEdit", "QSpinBox", "QComboBox", "QPlainTextEdit", "QListWidget"}


def main():
    complaints = []
    forms = files("forms/*.ui")
    for form in forms:
        name = name_of(form)
        root = xml.parse(form).getroot()
        for suffix in ("h", "cpp"):
            if not (ROOT / f"src/widgets/{form.stem}.{suffix}").exists():
                complaints.append(f"{name}: no src/widgets/{form.stem}.{suffix}")
        expected = "natter::" + "".join(part.capitalize() for part in form.stem.split("_"))
        if root.findtext("class") != expected:
            complaints.append(f"{name}: the class is {root.findtext('class')}, not {expected}")
        if root.find(".//property[@name='geometry']") is not None:
            complaints.append(f"{name}: a fixed geometry")
        if root.find(".//property[@name='styleSheet']") is not None:
            complaints.append(f"{name}: a style sheet; colours come from widgets/theme")
        for distance in root.iter("property"):
            if distance.get("name", "").lower().endswith(("spacing", "margin")) and int(distance.findtext("number")) % 4:
                complaints.append(f"{name}: {distance.get('name')} is no multiple of 4")
        buddies = {node.text for node in root.findall(".//property[@name='buddy']/cstring")}
        code = (ROOT / f"src/widgets/{form.stem}.cpp").read_text()
        for widget in root.iter("widget"):
            object_name = widget.get("name")
            if widget.get("class") in INPUTS and object_name not in buddies \
                    and f"m_ui->{object_name}->setAccessibleName" not in code:
                complaints.append(f"{name}: {object_name} has no label and no accessible name")
    end(complaints, forms)


main()
