// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room_configuration_dialog.h"

#include "base/future.h"
#include "base/text.h"
#include "widgets/data_form_widget.h"
#include "widgets/dialogs.h"
#include "widgets/error_text.h"
#include "widgets/room_form.h"
#include "widgets/room_text.h"
#include "widgets/windows.h"

#include "ui_room_configuration_dialog.h"

#include <QFormLayout>
#include <QLabel>

#include <algorithm>

namespace natter {

RoomConfigurationDialog::RoomConfigurationDialog(Room &room, Dialogs &dialogs, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::RoomConfigurationDialog>())
    , m_room(&room)
    , m_dialogs(dialogs)
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    resizeWithinScreen(*this, { 560, 640 });
    m_ui->room->setText(titleOf(room));
    m_ui->problem->hide();
    connect(m_ui->cancel, &QPushButton::clicked, this, &RoomConfigurationDialog::reject);
    connect(m_ui->save, &QPushButton::clicked, this, &RoomConfigurationDialog::save);
    connect(m_ui->retry, &QPushButton::clicked, this, &RoomConfigurationDialog::load);
    connect(&room, &QObject::destroyed, this, [this] { QDialog::reject(); });
    load();
}

RoomConfigurationDialog::~RoomConfigurationDialog() = default;

void RoomConfigurationDialog::load()
{
    if (!m_room) {
        return;
    }
    setBusy(true);
    m_ui->retry->hide();
    whenDone(m_room->configuration(), this, [this](const Result<DataForm> &form) {
        setBusy(false);
        if (form) {
            fill(*form);
            return;
        }
        m_ui->save->setEnabled(false);
        m_ui->retry->show();
        m_ui->retry->setFocus();
        m_ui->problem->say(roomErrorText(form.error()), errorDetails(form.error()));
    });
}

/// One below the other, with all labels as wide as the widest.
void RoomConfigurationDialog::fill(const DataForm &form)
{
    auto *layout = static_cast<QVBoxLayout *>(m_ui->content->layout());
    const auto groups = groupsOf(form);
    for (const RoomFormGroup &group : groups) {
        if (!group.heading.isEmpty()) {
            auto *heading = new QLabel(group.heading, m_ui->content);
            heading->setTextFormat(Qt::PlainText);
            heading->setProperty("role", QLatin1String("section"));
            layout->addWidget(heading);
        }
        auto *part = new DataFormWidget(group.form, m_ui->content);
        layout->addWidget(part);
        layout->addSpacing(8);
        m_parts.append(part);
    }
    layout->addStretch(1);
    QList<QWidget *> labels;
    int width = 0;
    for (const DataFormWidget *part : std::as_const(m_parts)) {
        const auto *rows = static_cast<QFormLayout *>(part->layout());
        for (int row = 0; row < rows->rowCount(); ++row) {
            if (const QLayoutItem *label = rows->itemAt(row, QFormLayout::LabelRole)) {
                labels.append(label->widget());
                width = qMax(width, label->widget()->sizeHint().width());
            }
        }
    }
    for (QWidget *label : std::as_const(labels)) {
        label->setMinimumWidth(width);
    }
    m_saved = filledIn();
    if (QWidget *first = m_parts.isEmpty() ? nullptr : m_parts.first()->nextInFocusChain()) {
        first->setFocus();
    }
}

DataForm RoomConfigurationDialog::filledIn() const
{
    DataForm all;
    all.type = QStringLiteral("submit");
    for (const DataFormWidget *part : m_parts) {
        all.fields += part->filledIn().fields;
    }
    return all;
}

QString RoomConfigurationDialog::missingField() const
{
    QStringList missing;
    for (const DataFormWidget *part : m_parts) {
        missing.append(part->missingField());
    }
    missing.removeAll(QString());
    return missing.value(0);
}

bool RoomConfigurationDialog::isChanged() const { return !m_parts.isEmpty() && !(filledIn() == m_saved); }

void RoomConfigurationDialog::save()
{
    if (const QString missing = missingField(); !missing.isEmpty()) {
        m_ui->problem->say(tr("Fill in “%1”.").arg(embedded(missing)));
        return;
    }
    if (!m_room) {
        return;
    }
    setBusy(true);
    whenDone(m_room->configure(filledIn()), this, [this](const Result<> &done) {
        setBusy(false);
        if (done) {
            accept();
        } else {
            m_ui->problem->say(roomErrorText(done.error()), errorDetails(done.error()));
        }
    });
}

/// What was changed does not go by a slip of the finger.
void RoomConfigurationDialog::reject()
{
    if (isChanged()) {
        m_dialogs.confirm(this, tr("Close without saving?"), tr("What you changed in the configuration is lost."),
                          tr("Discard the changes"), [this] { QDialog::reject(); });
    } else {
        QDialog::reject();
    }
}

void RoomConfigurationDialog::setBusy(bool busy)
{
    m_ui->progress->setVisible(busy);
    m_ui->content->setEnabled(!busy);
    m_ui->save->setEnabled(!busy);
    if (busy) {
        m_ui->problem->hide();
    }
}

} // namespace natter
