// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/reason_dialog.h"

#include "widgets/emoji_label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace natter {

static constexpr int mostChars = 500;

ReasonDialog::ReasonDialog(const QString &title, const QString &text, const QString &action, QWidget *parent)
    : QDialog(parent)
    , m_reason(new QLineEdit(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    setMinimumWidth(fontMetrics().averageCharWidth() * 52);
    auto *heading = new EmojiLabel(this);
    heading->setText(title);
    heading->setProperty("role", QLatin1String("heading"));
    auto *explanation = new EmojiLabel(this);
    explanation->setText(text);
    explanation->setProperty("role", QLatin1String("muted"));
    m_reason->setObjectName(QStringLiteral("reason"));
    m_reason->setPlaceholderText(tr("Reason, if you want to give one"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setMaxLength(mostChars);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *agree = new QPushButton(action, this);
    agree->setAutoDefault(true); // Enter in the field
    agree->setObjectName(QStringLiteral("agree"));
    cancel->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(agree);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 20);
    layout->setSpacing(12);
    layout->addWidget(heading);
    layout->addWidget(explanation);
    layout->addWidget(m_reason);
    layout->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(agree, &QPushButton::clicked, this, [this] {
        Q_EMIT agreed(m_reason->text().trimmed());
        accept();
    });
    m_reason->setFocus();
}

void ReasonDialog::ask(QWidget *parent, const QString &title, const QString &text, const QString &action,
                       const std::function<void(const QString &reason)> &agreed)
{
    auto *dialog = new ReasonDialog(title, text, action, parent);
    connect(dialog, &ReasonDialog::agreed, parent, agreed);
    dialog->open();
}

} // namespace natter
