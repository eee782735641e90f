// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room_banner.h"

#include "base/future.h"
#include "base/log.h"
#include "base/text.h"
#include "models/room_texts.h"
#include "widgets/error_text.h"
#include "widgets/notice_bar.h"
#include "widgets/room_nick_dialog.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace natter {

using Kind = RoomProblem::Kind;
using Tone = NoticeBar::Tone;
using namespace std::chrono_literals;

static constexpr auto usualWait = 6s; ///< for a room to answer as one goes in

RoomBanner::RoomBanner(const ChatServices &services, QWidget &editor, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_editor(editor)
    , m_problem(new NoticeBar(this))
    , m_input(new QWidget(m_problem))
    , m_field(new QLineEdit(m_input))
    , m_keep(new QCheckBox(tr("Remember the password"), m_input))
    , m_nick(new NoticeBar(this))
    , m_rights(new NoticeBar(this))
    , m_warning(new NoticeBar(this))
    , m_request(new NoticeBar(this))
{
    build();
    m_patience.setSingleShot(true);
    m_patience.setInterval(usualWait);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_isSlow = true;
        update();
    });
    connect(&m_services.accounts, &Accounts::statusChanged, this, &RoomBanner::update);
    connect(m_problem, &NoticeBar::activated, this, [this] { perform(m_offer.first); });
    connect(m_problem, &NoticeBar::secondActivated, this, [this] { perform(m_offer.second); });
    connect(m_field, &QLineEdit::returnPressed, this, [this] { perform(m_offer.first); });
    connect(m_rights, &NoticeBar::activated, this, [this] {
        if (m_room && m_room->isLocked()) {
            Q_EMIT configurationWanted();
        } else if (m_room) {
            m_room->requestVoice();
            m_voiceAsked = true;
            updateRights();
        }
    });
    connect(m_rights, &NoticeBar::secondActivated, this, [this] {
        if (m_room) {
            tellFailure(m_room->acceptDefaults());
        }
    });
    connect(m_nick, &NoticeBar::activated, this, [this] {
        if (m_room) {
            (new RoomNickDialog(*m_room, window()))->open();
        }
    });
    connect(m_nick, &NoticeBar::dismissed, this, [this] {
        if (m_room) {
            RoomNotices::of(*m_room).acceptNick(m_room->nick());
        }
    });
    connect(m_warning, &NoticeBar::dismissed, this, [this] {
        if (m_room) {
            RoomNotices::of(*m_room).dismissWarnings();
        }
    });
    const auto answer = [this](bool granted) {
        if (m_room && !RoomNotices::of(*m_room).requests().isEmpty()) {
            RoomNotices &notices = RoomNotices::of(*m_room);
            notices.answer(notices.requests().first().nick, granted);
        }
    };
    connect(m_request, &NoticeBar::activated, this, [answer] { answer(true); });
    connect(m_request, &NoticeBar::secondActivated, this, [answer] { answer(false); });
}

void RoomBanner::build()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 8, 16, 8);
    layout->setSpacing(8);
    for (NoticeBar *bar : { m_problem, m_nick, m_rights, m_request, m_warning }) {
        layout->addWidget(bar);
        bar->hide();
    }
    m_warning->setDismissable(true);
    m_nick->setDismissable(true);
    auto *input = new QVBoxLayout(m_input);
    input->setContentsMargins(26, 4, 4, 4); // where the text begins
    input->addWidget(m_field);
    input->addWidget(m_keep);
    m_keep->setToolTip(tr("With the bookmark, on the server"));
    m_problem->addField(m_input);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    hide();
}

Account *RoomBanner::account() const { return m_services.accounts.find(m_id.account); }

void RoomBanner::open(const ConversationId &id, Room *room)
{
    if (m_room) {
        m_room->disconnect(this);
        RoomNotices::of(*m_room).disconnect(this);
    }
    m_id = id;
    m_room = room;
    m_asked = Kind::Other;
    m_voiceAsked = false;
    m_isAsking = false;
    m_patience.stop();
    m_isSlow = false;
    if (m_room) {
        connect(m_room, &Room::changed, this, &RoomBanner::update);
        connect(m_room, &Room::occupantsChanged, this, [this] {
            if (m_nick->isHidden() == isNickNews()) { // who is called so may have come or gone
                update();
            }
        });
        connect(&RoomNotices::of(*m_room), &RoomNotices::changed, this, &RoomBanner::update);
    }
    update();
    m_hadFocus = false;
}

void RoomBanner::update()
{
    const bool heldFocus = holdsFocus();
    updateProblem();
    updateNick();
    updateRights();
    updateNotices();
    const auto bars = { m_problem, m_nick, m_rights, m_request, m_warning };
    setVisible(std::any_of(bars.begin(), bars.end(), [](const NoticeBar *bar) { return !bar->isHidden(); }));
    moveFocus(heldFocus);
}

/// The one that its window has, whether that is in front or not.
bool RoomBanner::holdsFocus() const
{
    const QWidget *focus = window()->focusWidget();
    return focus && isAncestorOf(focus) && focus->isVisibleTo(window());
}

bool RoomBanner::asksForPassword() const
{
    const auto problem = m_room && !m_room->isIn() ? m_room->problem() : std::nullopt;
    return problem && (problem->kind == Kind::PasswordNeeded || problem->kind == Kind::PasswordWrong);
}

bool RoomBanner::asksForNick() const
{
    const auto problem = m_room && !m_room->isIn() ? m_room->problem() : std::nullopt;
    return problem && (problem->kind == Kind::NickTaken || problem->kind == Kind::NickRefused);
}

void RoomBanner::followInTabOrder(QWidget &before)
{
    QWidgetList inside;
    for (QWidget *next = nextInFocusChain(); next != this; next = next->nextInFocusChain()) {
        if (isAncestorOf(next) && (next->focusPolicy() & Qt::TabFocus) != 0) {
            inside.append(next);
        }
    }
    QWidget *last = &before;
    for (QWidget *next : std::as_const(inside)) {
        setTabOrder(std::exchange(last, next), next);
    }
}

bool RoomBanner::focusPassword()
{
    if (asksForPassword()) {
        m_field->setFocus();
    }
    return asksForPassword();
}

/// To the field from where messages are written, or a password could be typed for all to read; and back, rather than to
/// whatever is next.
void RoomBanner::moveFocus(bool heldIt)
{
    const bool asks = asksForPassword() || asksForNick();
    const bool isNew = !std::exchange(m_isAsking, asks) && asks;
    if (isNew && window()->focusWidget() == &m_editor && (asksForPassword() || m_hadFocus)) {
        m_field->setFocus();
    }
    if (asks || (m_room && m_room->isIn())) {
        m_hadFocus = false;
    }
    if (heldIt && !holdsFocus()) {
        m_editor.setFocus();
        m_hadFocus = true;
    }
}

RoomBanner::Offer RoomBanner::offerFor(const RoomProblem &problem) const
{
    switch (problem.kind) {
    case Kind::Banned: // whoever clicks twice on what was there before does not leave by that
        return { Deed::Join, Deed::Leave };
    case Kind::NotARoom:
        return { Deed::Leave };
    case Kind::MembersOnly:
    case Kind::AffiliationLost:
        return m_room->info().contacts.isEmpty() ? Offer { Deed::Join, Deed::Leave }
                                                 : Offer { Deed::Write, Deed::Join };
    case Kind::NotFound:
        return { Deed::Make, Deed::Leave };
    case Kind::Destroyed:
        return problem.alternative.isNull() || problem.alternative.bare() == m_id.peer
            ? Offer { Deed::Leave }
            : Offer { Deed::GoOn, Deed::Leave };
    case Kind::Lost:
    case Kind::Unreachable:
    case Kind::Shutdown:
        return { Deed::Join };
    default:
        return { Deed::Join, Deed::Leave };
    }
}

QString RoomBanner::textOf(Deed deed) const
{
    switch (deed) {
    case Deed::None:
        break;
    case Deed::Join:
        if (m_room && m_room->problem() && m_room->problem()->isPassing()) {
            return tr("Try now");
        }
        return m_room && m_room->problem() && m_input->isHidden() ? tr("Join again") : tr("Join");
    case Deed::Make:
        return tr("Make it anew");
    case Deed::GoOn:
        return tr("Go to the other room");
    case Deed::Write:
        return tr("Write to who runs it");
    case Deed::Leave:
        return tr("Leave");
    }
    return {};
}

void RoomBanner::updateProblem()
{
    const bool isRoom = m_services.conversations.summary(m_id).kind == ChatKind::Room;
    if (!m_room) { // it was left, or another device has taken it off the list
        m_offer = { Deed::Join };
        m_input->hide();
        m_problem->setNotice(Tone::Information, tr("You are not in this room."), {}, textOf(Deed::Join));
        m_problem->setVisible(isRoom && account());
        return;
    }
    const auto &problem = m_room->problem();
    followEntering();
    const bool isOnline = account() && account()->status().phase == AccountStatus::Phase::Online;
    const bool isMoot = problem && problem->isPassing() && !isOnline; // nothing is tried, and the header says why
    m_problem->setVisible((problem || m_isSlow) && !isMoot && !m_room->isIn());
    if (!problem) {
        m_offer = { Deed::Leave };
        m_input->hide();
        m_problem->setNotice(Tone::Information, tr("This room does not answer yet."), {}, textOf(Deed::Leave));
        return;
    }
    updateField(*problem);
    m_offer = offerFor(*problem);
    const bool isOther = problem->kind == Kind::Other;
    m_problem->setNotice(problem->isPassing() ? Tone::Information : Tone::Problem, problemText(*problem),
                         isOther ? errorDetails(problem->error) : QString(), textOf(m_offer.first),
                         textOf(m_offer.second));
}

/// Who goes in and hears nothing learns that it is not their doing; a room that has answered, or that we wait for, says
/// so itself.
void RoomBanner::followEntering()
{
    const bool isEntering = m_room->phase() == Room::Phase::Joining && !m_room->problem();
    if (!isEntering) {
        m_patience.stop();
        m_isSlow = false;
    } else if (!m_isSlow && !m_patience.isActive()) {
        m_patience.start();
    }
}

/// What is typed stays, as long as it is asked for.
void RoomBanner::updateField(const RoomProblem &problem)
{
    const bool asksPassword = asksForPassword();
    m_input->setVisible(asksPassword || asksForNick());
    m_keep->setVisible(asksPassword);
    m_field->setEchoMode(asksPassword ? QLineEdit::Password : QLineEdit::Normal);
    m_field->setPlaceholderText(asksPassword ? tr("Password") : tr("Nickname"));
    m_field->setAccessibleName(m_field->placeholderText());
    if (std::exchange(m_asked, problem.kind) != problem.kind) {
        m_field->setText(asksForNick() ? m_room->nick() + u'_' : QString());
    }
}

/// What we would be called if nobody else there was; empty: we are, or have chosen what we are called.
QString RoomBanner::takenNick() const
{
    if (!m_room || !m_room->isIn() || !account()) {
        return {};
    }
    const auto bookmark = account()->bookmarks().find(m_id.peer);
    const QString chosen = bookmark ? bookmark->nick : QString();
    const Jid wanted = m_id.peer.withResource(chosen.isEmpty() ? account()->rooms().usualNick() : chosen);
    const QString nick = m_room->nick();
    const QString rest = nick.mid(wanted.resource().size());
    const bool isLengthened = nick.startsWith(wanted.resource()) && !rest.isEmpty() && rest.count(u'_') == rest.size();
    const bool isTaken = isLengthened && m_room->occupant(wanted.resource()); // as Room does it
    return isTaken ? wanted.resource() : QString();
}

bool RoomBanner::isNickNews() const
{
    return !takenNick().isEmpty() && RoomNotices::of(*m_room).acceptedNick() != m_room->nick();
}

void RoomBanner::updateNick()
{
    const QString taken = takenNick();
    const bool isNews = isNickNews();
    if (isNews) {
        const QString nick = embedded(withVisibleControls(m_room->nick()));
        m_nick->setNotice(Tone::Information,
                          tr("You are called %1 here, as somebody else is called %2.")
                              .arg(nick, embedded(withVisibleControls(taken))),
                          {}, tr("Change…"));
    }
    m_nick->setVisible(isNews);
}

void RoomBanner::updateRights()
{
    const bool isLocked = m_room && m_room->isIn() && m_room->isLocked();
    const bool isMute = m_room && m_room->isIn() && !m_room->maySpeak();
    m_voiceAsked = m_voiceAsked && isMute;
    if (isLocked) {
        m_rights->setNotice(Tone::Information, tr("This room is new. Nobody else can enter it before it is set up."),
                            {}, tr("Configure…"), tr("Use it as it is"));
    } else if (isMute) {
        m_rights->setNotice(Tone::Information,
                            m_voiceAsked ? tr("You may only read here. Those who run the room were asked to let you "
                                              "speak.")
                                         : tr("You may only read here."),
                            {}, m_voiceAsked ? QString() : tr("Ask to speak"));
    }
    m_rights->setVisible(isLocked || isMute);
}

void RoomBanner::updateNotices()
{
    const auto requests = m_room && m_room->isIn() ? RoomNotices::of(*m_room).requests() : QList<RoomNote>();
    const auto warnings = m_room ? RoomNotices::of(*m_room).warnings() : QList<RoomNote>();
    if (!requests.isEmpty()) {
        const int others = static_cast<int>(requests.size()) - 1;
        const QString more = others > 0 ? u' ' + tr("%n others ask as well.", nullptr, others) : QString();
        m_request->setNotice(Tone::Information, noteText(requests.first()) + more, {}, tr("Allow"), tr("Refuse"));
    }
    QStringList lines;
    for (const RoomNote &warning : warnings) {
        lines << noteText(warning);
    }
    if (!lines.isEmpty()) {
        m_warning->setNotice(Tone::Warning, lines.join(u'\n'));
    }
    m_request->setVisible(!requests.isEmpty());
    m_warning->setVisible(!warnings.isEmpty());
}

void RoomBanner::perform(Deed deed)
{
    Account *account = this->account();
    if (!account || deed == Deed::None) {
        return;
    }
    const ConversationId id = m_id; // it may be another in between
    switch (deed) {
    case Deed::Join:
        join();
        break;
    case Deed::Make: {
        RoomWish wish;
        wish.mayMake = true;
        account->rooms().join(id.peer, wish);
        break;
    }
    case Deed::GoOn: {
        const Jid other = m_room ? m_room->problem().value_or(RoomProblem()).alternative.bare() : Jid();
        if (!other.isNull()) {
            account->rooms().join(other);
            Q_EMIT conversationWanted({ id.account, other });
        }
        break;
    }
    case Deed::Write: {
        const Jid contact = Jid::orNull(m_room->info().contacts.value(0)).bare();
        if (!contact.isNull()) {
            Q_EMIT conversationWanted({ id.account, contact });
        }
        break;
    }
    case Deed::Leave:
        account->rooms().leave(id.peer);
        break;
    case Deed::None:
        break;
    }
}

void RoomBanner::join()
{
    RoomWish wish;
    const QString typed = m_field->text();
    if (m_room && !m_input->isHidden()) {
        if (typed.trimmed().isEmpty()) {
            m_field->setFocus();
            return;
        }
        if (m_asked == Kind::PasswordNeeded || m_asked == Kind::PasswordWrong) {
            wish.password = Secret(typed);
            wish.isPasswordKept = m_keep->isChecked();
            m_field->clear();
        } else {
            wish.nick = typed.trimmed();
        }
    }
    account()->rooms().join(m_id.peer, wish);
}

template <typename Answer> void RoomBanner::tellFailure(const QFuture<Answer> &answer)
{
    whenDone(answer, this, [this](const Answer &done) {
        if (!done) {
            Q_EMIT failed(done.error());
        }
    });
}

} // namespace natter
