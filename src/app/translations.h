// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QApplication;

namespace natter {

/// In the first of the person's languages that we have, ours and Qt's texts alike; ours are written in English.
void installTranslators(QApplication &application);

} // namespace natter
