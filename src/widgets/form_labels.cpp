// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/form_labels.h"

#include <QFormLayout>
#include <QLabel>

namespace natter {

void centreFormLabels(const QWidget *widget)
{
    const auto layouts = widget->findChildren<QFormLayout *>();
    for (const QFormLayout *form : layouts) {
        for (int row = 0; row < form->rowCount(); ++row) {
            const QLayoutItem *label = form->itemAt(row, QFormLayout::LabelRole);
            const QLayoutItem *field = form->itemAt(row, QFormLayout::FieldRole);
            if (!label || !label->widget() || !field) {
                continue;
            }
            const bool isLine = !(field->expandingDirections() & Qt::Vertical);
            if (isLine) {
                label->widget()->setMinimumHeight(field->sizeHint().height());
            }
        }
    }
}

} // namespace natter
