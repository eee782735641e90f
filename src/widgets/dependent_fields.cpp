// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dependent_fields.h"

#include <QLineEdit>

namespace natter {

void enableWith(QLineEdit &entry, const QList<QWidget *> &fields)
{
    const auto update = [fields](const QString &text) {
        for (QWidget *field : fields) {
            field->setEnabled(!text.trimmed().isEmpty());
        }
    };
    QObject::connect(&entry, &QLineEdit::textChanged, fields.first(), update);
    update(entry.text());
}

} // namespace natter
