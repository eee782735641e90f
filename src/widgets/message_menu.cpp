// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/message_menu.h"

#include "base/future.h"
#include "base/log.h"
#include "models/timeline_model.h"
#include "widgets/history_menu.h"
#include "widgets/icons.h"
#include "widgets/message_details_dialog.h"
#include "widgets/message_editing.h"
#include "widgets/message_layout.h"
#include "widgets/message_link.h"
#include "widgets/message_reacting.h"
#include "widgets/theme.h"
#include "widgets/timeline_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace natter {

MessageMenu::MessageMenu(const ChatServices &services, Dialogs &dialogs, TimelineView &timeline,
                         MessageEditing &editing, MessageReacting &reacting)
    : QObject(timeline.parentWidget())
    , m_services(services)
    , m_dialogs(dialogs)
    , m_timeline(timeline)
    , m_editing(editing)
    , m_reacting(reacting)
    , m_window(timeline.parentWidget())
{
}

void MessageMenu::show(const ChatMessage &message, const QPoint &position, const QString &link)
{
    auto *menu = new QMenu(m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (m_timeline.isChoosing()) {
        addChoice(*menu, message);
        addChosen(*menu);
    } else {
        addCopies(*menu, message, link);
        addChoice(*menu, message);
        addShowing(*menu, message);
        addRepeats(*menu, message);
        m_editing.addActions(*menu, message);
        m_reacting.addActions(*menu, message);
        for (const Source &add : m_sources) {
            add(*menu, message);
        }
    }
    const auto selected = m_timeline.selectedMessages();
    addDeletion(*menu, { m_services, m_dialogs, message.conversation },
                m_timeline.isChoosing() || selected.contains(message) ? selected : QList { message }, m_window);
    menu->popup(position);
}

void MessageMenu::addCopies(QMenu &menu, const ChatMessage &message, const QString &link)
{
    const QColor ink = Theme::of(m_window).text;
    const auto addCopy = [&menu, ink](const QString &title, const QString &copied) {
        return menu.addAction(tintedIcon(QStringLiteral("copy"), ink), title,
                              [copied] { QGuiApplication::clipboard()->setText(copied); });
    };
    if (m_timeline.hasSelection()) {
        QAction *selected = addCopy(tr("Copy what is selected"), m_timeline.selectedText());
        selected->setShortcut(QKeySequence::Copy); // shown there; it is the timeline's own
        selected->setShortcutVisibleInContextMenu(true);
    }
    if (!message.body.isEmpty()) {
        addCopy(tr("Copy the text"), message.body);
        menu.addAction(tintedIcon(QStringLiteral("forward"), ink), tr("Forward…"), this,
                       [this, message] { Q_EMIT forwardRequested({ message }); });
    }
    if (!link.isEmpty()) {
        addCopy(tr("Copy the link"), link);
    }
    if (const QString self = linkTo(message); !self.isEmpty()) {
        addCopy(tr("Copy a link to the message"), self);
    }
}

void MessageMenu::addChoice(QMenu &menu, const ChatMessage &message)
{
    const bool isChosen = m_timeline.isChosen(m_timeline.rowOf(message.row));
    menu.addAction(tintedIcon(QStringLiteral("check"), Theme::of(m_window).text),
                   isChosen ? tr("Do not choose it") : tr("Choose"), this,
                   [this, row = message.row] { m_timeline.toggleChoice(row); });
}

/// What is done with all that are chosen.
void MessageMenu::addChosen(QMenu &menu)
{
    const QColor ink = Theme::of(m_window).text;
    const auto chosen = m_timeline.selectedMessages();
    menu.addAction(tintedIcon(QStringLiteral("copy"), ink), tr("Copy what is chosen"), this,
                   [text = m_timeline.selectedText()] { QGuiApplication::clipboard()->setText(text); });
    menu.addAction(tintedIcon(QStringLiteral("forward"), ink), tr("Forward what is chosen…"), this,
                   [this, chosen] { Q_EMIT forwardRequested(chosen); });
}

/// What of the message is not in sight.
void MessageMenu::addShowing(QMenu &menu, const ChatMessage &message)
{
    const QIcon icon = tintedIcon(QStringLiteral("details"), Theme::of(m_window).text);
    if (message.quote && message.quote->row != 0) {
        menu.addAction(tintedIcon(QStringLiteral("up"), Theme::of(m_window).text), tr("Go to what it answers"), this,
                       [this, message] { Q_EMIT m_timeline.quoteClicked(message); });
    }
    if (message.spoiler) {
        menu.addAction(icon, tr("Show the hidden message"), this,
                       [this, row = message.row] { m_timeline.reveal(row); });
    }
    menu.addAction(tintedIcon(QStringLiteral("info"), Theme::of(m_window).text), tr("Details…"), this, [this, message] {
        const QString name = withVisibleControls(m_services.nameOf(message.conversation));
        auto *details = new MessageDetailsDialog(message, name, m_window);
        details->open();
        if (message.kind == ChatKind::Room) {
            whenDone(m_services.conversations.readersOf(message.row), details,
                     [details](const Result<QList<MessageReader>> &all) {
                         details->showReaders(all.value_or(QList<MessageReader>()));
                     });
        }
    });
    if (shownAtOnce(message.body).size() < message.body.size()) {
        menu.addAction(icon, tr("Show the whole message"), this,
                       [this, message] { Q_EMIT m_timeline.wholeTextRequested(message); });
    }
}

/// What did not arrive, or did not get out.
void MessageMenu::addRepeats(QMenu &menu, const ChatMessage &message)
{
    if (!m_services.accounts.find(message.conversation.account)) {
        return;
    }
    const QIcon icon = tintedIcon(QStringLiteral("retry"), Theme::of(m_window).text);
    const TimelineModel *model = m_timeline.model();
    if (const auto missing = model ? model->missingBefore(message.row) : std::nullopt) {
        menu.addAction(icon, tr("Fetch what is missing above"), this,
                       [this, gap = missing->gap] { Q_EMIT m_timeline.missingWanted(gap); });
    }
    if (message.delivery == ChatMessage::Delivery::Failed) {
        menu.addAction(icon, tr("Send again"), this, [this, message] { Q_EMIT m_timeline.retryRequested(message); });
    }
}

} // namespace natter
