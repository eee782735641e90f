// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/message_details_dialog.h"

#include "base/log.h"
#include "base/text.h"
#include "widgets/emoji_label.h"
#include "widgets/error_text.h"
#include "widgets/timeline_text.h"
#include "widgets/windows.h"

#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace natter {

static QString wholeTime(const QDateTime &time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::LongFormat) : QString();
}

MessageDetailsDialog::MessageDetailsDialog(const ChatMessage &message, const QString &peerName, QWidget *parent)
    : QDialog(parent)
    , m_form(new QFormLayout)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Details of the message"));
    setMinimumWidth(fontMetrics().averageCharWidth() * 76);
    m_form->setHorizontalSpacing(16);
    m_form->setVerticalSpacing(8);
    const ConversationId &chat = message.conversation;
    const bool isRoom = message.kind == ChatKind::Room;
    const Jid &sender = message.isOutgoing() ? chat.account : chat.peer;
    add(tr("From"),
        isRoom ? speakerOf(message, peerName)
               : QStringLiteral("%1 · %2").arg(embedded(speakerOf(message, peerName)), sender.toString()));
    if (isRoom && message.isOutgoing()) {
        add(tr("Nickname"), withVisibleControls(message.nick));
    }
    add(isRoom ? tr("Room") : tr("To"), (message.isOutgoing() || isRoom ? chat.peer : chat.account).toString());
    add(tr("Sent"), wholeTime(message.time));
    add(tr("Edited"), wholeTime(message.edited));
    add(tr("Retracted"), wholeTime(message.retracted));
    add(tr("State"), deliveryText(message));
    if (!message.body.isEmpty()) {
        const int chars = static_cast<int>(message.body.size());
        add(tr("Length"), chars == 1 ? tr("One character") : tr("%n characters", nullptr, chars));
    }
    add(tr("Identifier"), withVisibleControls(message.stanzaId));
    add(tr("Identifier in the archive"), withVisibleControls(message.archiveId));
    auto *close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 20);
    layout->setSpacing(16);
    layout->addLayout(m_form);
    layout->addWidget(close, 0, Qt::AlignRight);
    close->setFocus();
}

void MessageDetailsDialog::showReaders(const QList<MessageReader> &readers)
{
    static constexpr qsizetype mostNames = 20;
    QStringList lines;
    for (const MessageReader &reader : readers.first(std::min(readers.size(), mostNames))) {
        const QString time = QLocale().toString(reader.time.toLocalTime(), QLocale::ShortFormat);
        lines << QStringLiteral("%1 · %2").arg(embedded(withVisibleControls(reader.nick)), time);
    }
    if (readers.size() > mostNames) {
        lines << tr("%n more", "people who have read a message", static_cast<int>(readers.size() - mostNames));
    }
    add(tr("Read by"), lines.join(u'\n'));
    adjustSize();
}

/// Text of others, so never markup; nothing, if there is none.
void MessageDetailsDialog::add(const QString &title, const QString &text)
{
    if (text.isEmpty()) {
        return;
    }
    auto *value = new EmojiLabel(this);
    value->setText(cut(text, 2000));
    value->setAlignment((isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignTop);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setAccessibleName(QStringLiteral("%1: %2").arg(title, text));
    auto *label = new QLabel(title, this);
    label->setProperty("role", QLatin1String("muted"));
    m_form->addRow(label, value);
}

} // namespace natter
