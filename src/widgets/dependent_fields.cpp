// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dependent_fields.h"

#include <QLineEdit>

namespace natter {

static constexpr auto enabledBy = "enabledBy"; ///< a property of the fields

QWidget *firstToFillIn(QWidget *field)
{
    auto *entry = qobject_cast<QWidget *>(field->property(enabledBy).value<QObject *>());
    return entry && !field->isEnabled() ? entry : field;
}

void enableWith(QLineEdit &entry, const QList<QWidget *> &fields)
{
    const auto update = [fields](const QString &text) {
        for (QWidget *field : fields) {
            field->setEnabled(!text.trimmed().isEmpty());
        }
    };
    for (QWidget *field : fields) {
        field->setProperty(enabledBy, QVariant::fromValue<QObject *>(&entry));
    }
    QObject::connect(&entry, &QLineEdit::textChanged, fields.first(), update);
    update(entry.text());
}

} // namespace natter
