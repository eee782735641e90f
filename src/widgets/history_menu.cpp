// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/history_menu.h"

#include "base/log.h"
#include "base/text.h"
#include "widgets/dialogs.h"
#include "widgets/icons.h"
#include "widgets/theme.h"
#include "widgets/transfer_dialog.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

namespace natter {

/// The context of the sentences for translators.
struct HistoryMenu
{
    Q_DECLARE_TR_FUNCTIONS(natter::HistoryMenu)
};

static QString textOfDays(int days)
{
    switch (days) {
    case 1:
        return HistoryMenu::tr("for a day");
    case 7:
        return HistoryMenu::tr("for a week");
    case 30:
        return HistoryMenu::tr("for a month");
    case 90:
        return HistoryMenu::tr("for three months");
    case 365:
        return HistoryMenu::tr("for a year");
    case 0:
        return HistoryMenu::tr("for ever");
    default:
        return HistoryMenu::tr("for %n days", nullptr, days);
    }
}

static QString shownName(const HistoryPlace &place)
{
    return embedded(withVisibleControls(place.services.nameOf(place.id)));
}

static void keep(const HistoryPlace &place, int days, QWidget *parent)
{
    const auto keepThem = [services = place.services, id = place.id, days] { services.keeper.keep(id, days); };
    const int before = place.services.conversations.summary(place.id).keptDays;
    if (days == 0 || (before != 0 && days >= before)) {
        keepThem();
        return;
    }
    place.dialogs.confirm(parent,
                          HistoryMenu::tr("Keep the messages with %1 %2?").arg(shownName(place), textOfDays(days)),
                          HistoryMenu::tr("Older messages of this chat are deleted on this computer, now and from now "
                                          "on. The server, other devices and the other side may still have them."),
                          HistoryMenu::tr("Delete older ones"), keepThem);
}

static void addKeeping(QMenu &menu, const HistoryPlace &place, QWidget *parent)
{
    QMenu *times = menu.addMenu(tintedIcon(QStringLiteral("clock"), Theme::of(parent).text),
                                HistoryMenu::tr("Keep messages here"));
    auto *group = new QActionGroup(times);
    const int kept = place.services.conversations.summary(place.id).keptDays;
    QList<int> offered { 0, 365, 90, 30, 7, 1 };
    if (!offered.contains(kept)) {
        offered.append(kept);
    }
    for (const int days : std::as_const(offered)) {
        QAction *action =
            times->addAction(textOfDays(days), parent, [place, days, parent] { keep(place, days, parent); });
        action->setCheckable(true);
        action->setChecked(days == kept);
        group->addAction(action);
    }
}

static void write(const HistoryPlace &place, QWidget *parent)
{
    const QString name = place.id.peer.toString() + QStringLiteral(".html");
    const QString target =
        place.dialogs.fileToSave(parent, HistoryMenu::tr("Export the chat"), name,
                                 HistoryMenu::tr("Page for a browser (*.html);;JSON lines, to be imported (*.jsonl)"));
    if (!target.isEmpty()) {
        HistoryOrder order;
        order.format = target.endsWith(u".jsonl", Qt::CaseInsensitive) ? HistoryOrder::Format::JsonLines
                                                                       : HistoryOrder::Format::Pages;
        order.target = target;
        order.only = place.id;
        TransferDialog::write(place.services.transfer, order, parent);
    }
}

static QString textOfDeletion(const HistoryPlace &place)
{
    const QString text = HistoryMenu::tr("All messages of this chat are deleted on this computer, and are not fetched "
                                         "again. The server, other devices and the other side may still have them.");
    return place.services.later.of(place.id).isEmpty()
        ? text
        : text + u' ' + HistoryMenu::tr("What is to be sent later is deleted as well, and not sent.");
}

void addHistoryActions(QMenu &menu, const HistoryPlace &place, QWidget *parent)
{
    const QColor ink = Theme::of(parent).text;
    menu.addAction(tintedIcon(QStringLiteral("export"), ink), HistoryMenu::tr("Export the chat…"), parent,
                   [place, parent] { write(place, parent); });
    addKeeping(menu, place, parent);
    menu.addAction(
        tintedIcon(QStringLiteral("trash"), ink), HistoryMenu::tr("Delete the history here…"), parent, [place, parent] {
            place.dialogs.confirm(parent, HistoryMenu::tr("Delete the history with %1 here?").arg(shownName(place)),
                                  textOfDeletion(place), HistoryMenu::tr("Delete"),
                                  [place] { place.services.keeper.removeAll(place.id); });
        });
}

static QList<qint64> rowsToDelete(const QList<ChatMessage> &messages)
{
    QList<qint64> rows;
    for (const ChatMessage &message : messages) {
        if (!message.isUnconfirmed()) {
            rows.append(message.row);
        }
    }
    return rows;
}

void deleteMessages(const HistoryPlace &place, const QList<ChatMessage> &messages, QWidget *parent)
{
    const QList<qint64> rows = rowsToDelete(messages);
    const int count = static_cast<int>(rows.size());
    if (count == 0) {
        return;
    }
    place.dialogs.confirm(parent,
                          count == 1 ? HistoryMenu::tr("Delete this message here?")
                                     : HistoryMenu::tr("Delete %n messages here?", nullptr, count),
                          HistoryMenu::tr("What is deleted is gone on this computer, and is not fetched again. "
                                          "The server, other devices and the other side may still have it."),
                          HistoryMenu::tr("Delete"), [place, rows] { place.services.keeper.remove(place.id, rows); });
}

void addDeletion(QMenu &menu, const HistoryPlace &place, const QList<ChatMessage> &messages, QWidget *parent)
{
    const int count = static_cast<int>(rowsToDelete(messages).size());
    if (count > 0) {
        menu.addAction(tintedIcon(QStringLiteral("trash"), Theme::of(parent).text),
                       count == 1 ? HistoryMenu::tr("Delete here…")
                                  : HistoryMenu::tr("Delete %n messages here…", nullptr, count),
                       parent, [place, messages, parent] { deleteMessages(place, messages, parent); });
    }
}

} // namespace natter
