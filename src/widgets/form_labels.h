// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace natter {

/// Puts each label of the forms in `widget` beside the middle of its field: QFormLayout puts it above.
void centreFormLabels(const QWidget *widget);

} // namespace natter
