// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room_people_dialog.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "domain/search_text.h"
#include "stanza/xmpp_uri.h"
#include "widgets/dialogs.h"
#include "widgets/error_text.h"
#include "widgets/person_row.h"
#include "widgets/room_text.h"
#include "widgets/windows.h"

#include "ui_room_people_dialog.h"

#include <QCompleter>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QShortcut>
#include <QStringListModel>
#include <QStyledItemDelegate>

#include <algorithm>

namespace natter {

static constexpr auto againAfter = std::chrono::milliseconds(300);
static constexpr RoomAffiliation tabs[] = { RoomAffiliation::Member, RoomAffiliation::Admin, RoomAffiliation::Owner,
                                            RoomAffiliation::Outcast };

namespace {

/// Somebody's address, and what is known of them besides.
class MemberDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QString address = index.data().toString();
        paintPersonRow(*painter, option, { address, address, index.data(RoomMembersModel::RemarkRole).toString() });
    }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return personRowSize(option.fontMetrics);
    }
};

} // namespace

RoomPeopleDialog::RoomPeopleDialog(const ContactList &contacts, Room &room, Dialogs &dialogs, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::RoomPeopleDialog>())
    , m_room(&room)
    , m_dialogs(dialogs)
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    resizeWithinScreen(*this, { 600, 600 });
    m_ui->room->setText(tr("People of %1").arg(embedded(titleOf(room))));
    m_ui->problem->hide();
    for (const QString &tab : { tr("Members"), tr("Admins"), tr("Owners"), tr("Banned") }) {
        m_ui->tabs->addTab(tab);
    }
    m_ui->tabs->setExpanding(false);
    m_ui->tabs->setDrawBase(false);
    m_ui->tabs->setAccessibleName(tr("Lists"));
    buildList();
    proposeContacts(contacts);
    m_ui->address->setAccessibleName(m_ui->address->placeholderText());
    m_ui->reason->setAccessibleName(m_ui->reason->placeholderText());
    m_ui->reason->setMaxLength(limits::statusChars);
    for (QWidget *field : { m_ui->address, m_ui->reason }) {
        field->installEventFilter(this);
    }
    m_ui->change->setMenu(new QMenu(m_ui->change));
    connect(m_ui->change->menu(), &QMenu::aboutToShow, this, &RoomPeopleDialog::fillMenu);
    connect(m_ui->tabs, &QTabBar::currentChanged, this, &RoomPeopleDialog::load);
    addTabKeys();
    connect(m_ui->remove, &QPushButton::clicked, this, [this] { change(selected(), RoomAffiliation::None); });
    connect(m_ui->add, &QPushButton::clicked, this, &RoomPeopleDialog::add);
    connect(m_ui->close, &QPushButton::clicked, this, &QDialog::accept);
    connect(&room, &QObject::destroyed, this, &QDialog::reject);
    m_again.setSingleShot(true);
    m_again.setInterval(againAfter);
    connect(&m_again, &QTimer::timeout, this, &RoomPeopleDialog::loadAgain);
    connect(&room, &Room::noted, this, &RoomPeopleDialog::follow);
    load();
    m_ui->search->setFocus();
}

RoomPeopleDialog::~RoomPeopleDialog() = default;

/// As where tabs have pages.
void RoomPeopleDialog::addTabKeys()
{
    const auto move = [this](int by) {
        const int count = m_ui->tabs->count();
        m_ui->tabs->setCurrentIndex((m_ui->tabs->currentIndex() + by + count) % count);
    };
    for (const auto &keys : { QKeySequence(Qt::CTRL | Qt::Key_Tab), QKeySequence(Qt::CTRL | Qt::Key_PageDown) }) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, [move] { move(1); });
    }
    for (const auto &keys :
         { QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab), QKeySequence(Qt::CTRL | Qt::Key_PageUp) }) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, [move] { move(-1); });
    }
}

void RoomPeopleDialog::buildList()
{
    m_ui->search->setAccessibleName(m_ui->search->placeholderText());
    m_ui->search->setMaxLength(SearchWords::maxChars);
    m_ui->people->setModel(&m_people);
    m_ui->people->setItemDelegate(new MemberDelegate(m_ui->people));
    m_ui->people->setAccessibleName(tr("People"));
    m_ui->people->verticalScrollBar()->setSingleStep(24);
    m_ui->people->installEventFilter(this);
    connect(m_ui->search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_people.setText(text);
        updateState();
    });
    connect(m_ui->people->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &RoomPeopleDialog::updateActions);
    connect(&m_people, &QAbstractItemModel::modelReset, this, &RoomPeopleDialog::updateActions);
}

void RoomPeopleDialog::proposeContacts(const ContactList &contacts)
{
    QStringList addresses;
    for (const RosterItem &item : contacts.items()) {
        addresses.append(item.jid.toString());
    }
    addresses.sort();
    auto *completer = new QCompleter(addresses, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_ui->address->setCompleter(completer);
}

RoomAffiliation RoomPeopleDialog::current() const { return tabs[qMax(0, m_ui->tabs->currentIndex())]; }

void RoomPeopleDialog::load()
{
    const RoomAffiliation list = current();
    m_ui->problem->hide();
    m_ui->add->setText(list == RoomAffiliation::Outcast      ? tr("&Ban")
                           : list == RoomAffiliation::Member ? tr("&Add a member")
                           : list == RoomAffiliation::Admin  ? tr("&Add an admin")
                                                             : tr("&Add an owner"));
    showList();
    if (m_lists.contains(list) || !m_room) {
        setBusy(false);
        return;
    }
    setBusy(true);
    whenDone(m_room->members(list), this, [this, list](const Result<QList<RoomMember>> &members) {
        if (members) {
            m_lists.insert(list, *members);
        }
        if (list != current()) {
            return;
        }
        setBusy(false);
        showList();
        if (!members) {
            complain(members.error());
        }
    });
}

/// Others run the room as well.
void RoomPeopleDialog::follow(const RoomNote &note)
{
    using Kind = RoomNote::Kind;
    if (note.kind == Kind::AffiliationChanged || note.kind == Kind::Banned || note.kind == Kind::Left) {
        m_again.start(); // several may change one after the other
    }
}

/// What is chosen stays so, as far as it is still there.
void RoomPeopleDialog::loadAgain()
{
    if (m_ui->progress->isVisibleTo(this)) {
        m_again.start(); // what we change comes first
        return;
    }
    const RoomAffiliation list = current();
    if (!m_room || !m_room->isIn()) {
        return;
    }
    whenDone(m_room->members(list), this, [this, list](const Result<QList<RoomMember>> &members) {
        if (!members || list != current() || m_ui->progress->isVisibleTo(this)) {
            return;
        }
        const QList<RoomMember> chosen = selected();
        m_lists.clear(); // somebody may have come from another one
        m_lists.insert(list, *members);
        showList();
        for (int row = 0; row < m_people.rowCount(); ++row) {
            const auto member = m_people.index(row).data(RoomMembersModel::MemberRole).value<RoomMember>();
            const bool isChosen = std::any_of(chosen.cbegin(), chosen.cend(),
                                              [&member](const RoomMember &each) { return each.jid == member.jid; });
            if (isChosen) {
                m_ui->people->selectionModel()->select(m_people.index(row), QItemSelectionModel::Select);
            }
        }
    });
}

void RoomPeopleDialog::showList()
{
    m_people.setMembers(m_lists.value(current()));
    updateState();
}

void RoomPeopleDialog::updateState()
{
    const bool any = m_people.rowCount() > 0;
    m_ui->listStack->setCurrentWidget(any ? static_cast<QWidget *>(m_ui->people) : m_ui->state);
    m_ui->state->setText(!m_lists.contains(current()) ? QString()
                             : m_people.total() == 0  ? tr("Nobody is in this list.")
                                                      : tr("Nobody in this list is called that."));
    updateActions();
}

QList<RoomMember> RoomPeopleDialog::selected() const
{
    QList<RoomMember> members;
    const QModelIndexList rows = m_ui->people->selectionModel()->selectedIndexes();
    for (const QModelIndex &row : rows) {
        members.append(row.data(RoomMembersModel::MemberRole).value<RoomMember>());
    }
    return members;
}

void RoomPeopleDialog::updateActions()
{
    const auto count = m_ui->people->selectionModel()->selectedIndexes().size();
    const bool may = count > 0 && !m_ui->progress->isVisibleTo(this);
    m_ui->change->setEnabled(may);
    m_ui->remove->setEnabled(may);
    m_ui->remove->setText(current() == RoomAffiliation::Outcast ? tr("&Lift the ban") : tr("&Remove"));
    m_ui->count->setText(count > 1 ? tr("%n chosen", nullptr, int(count))
                                   : tr("%n in the list", nullptr, int(m_people.total())));
    m_ui->count->setVisible(m_people.total() > 0);
}

void RoomPeopleDialog::fillMenu()
{
    QMenu *menu = m_ui->change->menu();
    menu->clear();
    for (const RoomAffiliation to : { RoomAffiliation::Owner, RoomAffiliation::Admin, RoomAffiliation::Member,
                                      RoomAffiliation::None, RoomAffiliation::Outcast }) {
        QAction *action = menu->addAction(affiliationText(to));
        const bool isForOwners = to == RoomAffiliation::Owner || to == RoomAffiliation::Admin;
        action->setEnabled(to != current() && (!isForOwners || (m_room && m_room->mayConfigure())));
        connect(action, &QAction::triggered, this, [this, to] { change(selected(), to); });
    }
}

/// Several addresses stand apart by spaces, commas or semicolons.
void RoomPeopleDialog::add()
{
    const RoomAffiliation list = current();
    const QString text = m_ui->address->text().replace(u',', u' ').replace(u';', u' ');
    const QStringList entered = text.split(u' ', Qt::SkipEmptyParts);
    QList<RoomMember> members;
    for (const QString &each : entered) {
        const auto address = enteredAddress(each);
        if (!address || (!address->hasLocal() && list != RoomAffiliation::Outcast)) { // whole servers can be banned
            m_ui->problem->say(tr("“%1” is not an address. An address looks like name@server.").arg(embedded(each)),
                               addressDetails(address));
            m_ui->address->setFocus();
            return;
        }
        members.append({ address->bare(), {}, {}, list });
    }
    if (members.isEmpty()) {
        m_ui->problem->say(tr("Enter an address first."));
        m_ui->address->setFocus();
        return;
    }
    change(members, list);
}

void RoomPeopleDialog::change(const QList<RoomMember> &members, RoomAffiliation to)
{
    if (members.isEmpty() || !m_room) {
        return;
    }
    QList<RoomMember> changed = members;
    bool isAboutUs = false;
    for (RoomMember &member : changed) {
        member.affiliation = to;
        member.nick.clear();
        member.reason = m_ui->reason->text().trimmed();
        isAboutUs = isAboutUs || member.jid == m_room->account();
    }
    if (isAboutUs) {
        m_dialogs.confirm(this, tr("Change what you are yourself?"),
                          tr("You may no longer be able to run the room, or to come in, and cannot undo it alone."),
                          tr("Change it"), [this, changed] { apply(changed); });
    } else {
        apply(changed);
    }
}

void RoomPeopleDialog::apply(const QList<RoomMember> &changed)
{
    if (!m_room) {
        return;
    }
    setBusy(true);
    whenDone(m_room->setAffiliations(changed), this, [this, changed](const Result<> &done) {
        setBusy(false);
        if (done) {
            m_ui->address->clear();
            m_ui->reason->clear();
            take(changed);
        } else {
            m_lists.clear(); // some of it may have been done
            load();
            complain(done.error());
        }
    });
}

/// They are in that list now, and in no other.
void RoomPeopleDialog::take(const QList<RoomMember> &changed)
{
    QSet<Jid> moved;
    for (const RoomMember &member : changed) {
        moved.insert(member.jid);
    }
    for (QList<RoomMember> &list : m_lists) {
        list.removeIf([&moved](const RoomMember &member) { return moved.contains(member.jid); });
    }
    for (const RoomMember &member : changed) {
        if (m_lists.contains(member.affiliation)) {
            m_lists[member.affiliation].append(member);
        }
    }
    showList();
}

void RoomPeopleDialog::complain(const Error &error) { m_ui->problem->say(roomErrorText(error), errorDetails(error)); }

void RoomPeopleDialog::setBusy(bool busy)
{
    m_ui->progress->setVisible(busy);
    m_ui->people->setEnabled(!busy);
    m_ui->add->setEnabled(!busy);
    if (busy) {
        m_ui->problem->hide();
    }
    updateActions();
}

/// Enter in the fields adds, and Delete in the list removes.
bool RoomPeopleDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const bool isField = watched == m_ui->address || watched == m_ui->reason;
        if (isField && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
            add();
            return true;
        }
        if (watched == m_ui->people && key == Qt::Key_Delete) {
            change(selected(), RoomAffiliation::None);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace natter
