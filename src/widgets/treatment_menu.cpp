// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/treatment_menu.h"

#include "base/log.h"
#include "base/text.h"
#include "chat/notify_rule.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QMenu>

namespace natter {

using namespace std::chrono_literals;

/// The context of the sentences for translators.
struct TreatmentMenu
{
    Q_DECLARE_TR_FUNCTIONS(natter::TreatmentMenu)
};

QDateTime forEver() { return QDateTime(QDate(9999, 12, 31), QTime(0, 0), Qt::UTC); }

static void addMuting(QMenu &menu, const ChatServices &services, const ConversationId &id, QWidget *parent)
{
    const QColor ink = Theme::of(parent).text;
    const auto muteUntil = [services, id](const QDateTime &until) {
        services.conversations.treat(id, [until](ChatTreatment &treatment) { treatment.mutedUntil = until; });
    };
    if (services.conversations.summary(id).treatment.isMuted(QDateTime::currentDateTimeUtc())) {
        menu.addAction(tintedIcon(QStringLiteral("bell"), ink), TreatmentMenu::tr("Unmute"), parent,
                       [muteUntil] { muteUntil({}); });
        return;
    }
    QMenu *times = menu.addMenu(tintedIcon(QStringLiteral("mute"), ink), TreatmentMenu::tr("Mute"));
    const auto add = [&](const QString &text, std::chrono::seconds time) {
        times->addAction(text, parent,
                         [muteUntil, time] { muteUntil(QDateTime::currentDateTimeUtc().addSecs(time.count())); });
    };
    add(TreatmentMenu::tr("For an hour"), 1h);
    add(TreatmentMenu::tr("For eight hours"), 8h);
    add(TreatmentMenu::tr("For a week"), 24h * 7);
    times->addAction(TreatmentMenu::tr("Until I unmute it"), parent, [muteUntil] { muteUntil(forEver()); });
}

static void addNotify(QMenu &menu, const ChatServices &services, const ConversationId &id, QWidget *parent)
{
    const ChatSummary chat = services.conversations.summary(id);
    if (chat.kind != ChatKind::Room) {
        return; // whoever writes to a person means them
    }
    QMenu *choice =
        menu.addMenu(tintedIcon(QStringLiteral("bell"), Theme::of(parent).text), TreatmentMenu::tr("Notify me"));
    const auto add = [&](Notify notify, const QString &text) {
        QAction *action = choice->addAction(text, parent, [services, id, notify] {
            services.conversations.treat(id, [notify](ChatTreatment &treatment) { treatment.notify = notify; });
        });
        action->setCheckable(true);
        action->setChecked(notifyRuleOf(chat) == notify);
    };
    add(Notify::Always, TreatmentMenu::tr("For every message"));
    add(Notify::OnMention, TreatmentMenu::tr("When I am mentioned"));
    add(Notify::Never, TreatmentMenu::tr("Never"));
}

static void addReading(QMenu &menu, const ChatServices &services, const ConversationId &id, QWidget *parent)
{
    const ChatSummary chat = services.conversations.summary(id);
    const QIcon icon =
        tintedIcon(chat.isUnread() ? QStringLiteral("check") : QStringLiteral("chat"), Theme::of(parent).text);
    if (chat.isUnread()) {
        menu.addAction(icon, TreatmentMenu::tr("Mark as read"), parent, [services, id] {
            services.conversations.markRead(id, services.conversations.summary(id).lastRow);
        });
    } else if (chat.lastRow != 0) {
        menu.addAction(icon, TreatmentMenu::tr("Mark as unread"), parent, [services, id] {
            services.conversations.treat(id, [](ChatTreatment &treatment) { treatment.isMarkedUnread = true; });
        });
    }
}

void addDisclosureActions(QMenu &menu, const Disclosure &own, const Disclosure &inherited,
                          const std::function<void(const Disclosure &)> &set, ChatKind kind)
{
    using Choice = std::optional<bool> Disclosure::*;
    const Disclosure effective = own.over(inherited);
    const auto add = [&](const QString &text, Choice choice) {
        QAction *action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(effective.*choice == true);
        QObject::connect(action, &QAction::triggered, &menu, [own, set, choice](bool checked) {
            Disclosure changed = own;
            changed.*choice = checked;
            set(changed);
        });
    };
    const bool isRoom = kind == ChatKind::Room;
    if (!isRoom) {
        add(TreatmentMenu::tr("That messages arrived"), &Disclosure::receipts);
    }
    add(isRoom ? TreatmentMenu::tr("What I have read") : TreatmentMenu::tr("That I have read them"),
        &Disclosure::reading);
    if (!isRoom) {
        add(TreatmentMenu::tr("That I am typing"), &Disclosure::typing);
    }
    menu.addSeparator();
    QAction *usual = menu.addAction(TreatmentMenu::tr("As usual"));
    usual->setEnabled(own != Disclosure());
    QObject::connect(usual, &QAction::triggered, &menu, [set] { set({}); });
}

void addTreatmentActions(QMenu &menu, const ChatServices &services, const ConversationId &id, QWidget *parent)
{
    const QColor ink = Theme::of(parent).text;
    const ChatTreatment treatment = services.conversations.summary(id).treatment;
    menu.addAction(tintedIcon(QStringLiteral("pin"), ink),
                   treatment.isPinned ? TreatmentMenu::tr("Unpin") : TreatmentMenu::tr("Pin"), parent, [services, id] {
                       services.conversations.treat(
                           id, [](ChatTreatment &changed) { changed.isPinned = !changed.isPinned; });
                   });
    addNotify(menu, services, id, parent);
    addMuting(menu, services, id, parent);
    addReading(menu, services, id, parent);
    menu.addAction(tintedIcon(QStringLiteral("archive"), ink),
                   treatment.isArchived ? TreatmentMenu::tr("Take out of the archive") : TreatmentMenu::tr("Archive"),
                   parent, [services, id] {
                       services.conversations.treat(id, [](ChatTreatment &changed) {
                           changed.isArchived = !changed.isArchived;
                           changed.isPinned = changed.isPinned && !changed.isArchived;
                       });
                   });
    Account *account = services.accounts.find(id.account);
    const ChatKind kind = services.conversations.summary(id).kind;
    if (account && (kind == ChatKind::Person || account->rooms().sharesReading(id.peer))) { // other rooms learn nothing
        const QString name = withVisibleControls(services.nameOf(id));
        QMenu *learns = menu.addMenu(tintedIcon(QStringLiteral("shield"), ink),
                                     TreatmentMenu::tr("What %1 learns").arg(embedded(name)));
        addDisclosureActions(
            *learns, treatment.disclosure, account->disclosure().usual(),
            [services, id](const Disclosure &own) {
                services.conversations.treat(id, [own](ChatTreatment &changed) { changed.disclosure = own; });
            },
            kind);
    }
}

} // namespace natter
