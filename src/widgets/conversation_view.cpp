// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/conversation_view.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "models/command_texts.h"
#include "widgets/chat_search_bar.h"
#include "widgets/choice_bar.h"
#include "widgets/composer.h"
#include "widgets/composer_commands.h"
#include "widgets/composer_tools.h"
#include "widgets/error_text.h"
#include "widgets/icons.h"
#include "widgets/message_editing.h"
#include "widgets/message_menu.h"
#include "widgets/message_reacting.h"
#include "widgets/name_header.h"
#include "widgets/new_messages_button.h"
#include "widgets/notice_bar.h"
#include "widgets/room_parts.h"
#include "widgets/sending_later.h"
#include "widgets/shortcuts.h"
#include "widgets/theme.h"
#include "widgets/timeline_accessible.h"
#include "widgets/timeline_view.h"
#include "widgets/usual_commands.h"
#include "widgets/whole_text_dialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace natter {

using namespace std::chrono_literals;

static constexpr int unreadOnScreen = 20; ///< with more, a chat opens where reading stopped

ConversationView::ConversationView(const ChatServices &services, Dialogs &dialogs, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_dialogs(dialogs)
    , m_back(new QToolButton(this))
    , m_header(new NameHeader(this))
    , m_find(new QToolButton(this))
    , m_details(new QToolButton(this))
    , m_menu(new QToolButton(this))
    , m_notice(new NoticeBar(this))
    , m_timeline(new TimelineView(this))
    , m_writing(new QWidget(this))
    , m_composer(new Composer(m_writing))
    , m_tools(new ComposerTools(services, *m_composer))
    , m_commands(new ComposerCommands(*m_composer, *m_notice))
    , m_usual(new UsualCommands(services, *m_commands, this))
    , m_editing(new MessageEditing(services, dialogs, *m_composer, this))
    , m_reacting(new MessageReacting(services, this))
    , m_messageMenu(new MessageMenu(services, dialogs, *m_timeline, *m_editing, *m_reacting))
    , m_later(new SendingLater(services, dialogs, *m_commands, *m_tools, this))
    , m_jump(new QPushButton(m_timeline))
    , m_news(new NewMessagesButton(*m_timeline))
    , m_search(new ChatSearchBar(services, this))
    , m_choice(new ChoiceBar(this))
{
    build();
    m_saveDraft.setSingleShot(true);
    m_saveDraft.setInterval(800ms);
    connect(&m_saveDraft, &QTimer::timeout, this, &ConversationView::saveDraft);
    followCommands();
    connect(m_editing, &MessageEditing::aboutToEdit, this, &ConversationView::saveDraft);
    connect(m_editing, &MessageEditing::failed, this, &ConversationView::complain);
    connect(m_later, &SendingLater::kept, this, &ConversationView::saveDraft);
    connect(m_later, &SendingLater::failed, this, &ConversationView::complain);
    connect(m_composer, &Composer::draftChanged, this, [this] {
        m_edited = true;
        m_saveDraft.start();
    });
    connect(m_composer, &Composer::edited, this, [this](const QString &text) {
        stopComplaining();
        if (account()) {
            account()->typing().textEdited(m_id.peer, m_commands->isSaying(text) ? text : QString());
        }
    });
    followTimeline();
    followNews();
    followRoom();
    addMessageShortcuts();
    addShortcut(Shortcut::FindHere, *this, services.preferences, [this] { m_search->begin(m_id); });
    connect(m_find, &QToolButton::clicked, this, [this] { m_search->begin(m_id); });
    connect(m_search, &ChatSearchBar::messageWanted, this, &ConversationView::showMessage);
    connect(m_search, &ChatSearchBar::ended, this, &ConversationView::focusComposer);
    connect(m_details, &QToolButton::toggled, this, &ConversationView::detailsToggled);
    connect(m_header, &NameHeader::clicked, m_details, &QToolButton::toggle);
    connect(m_menu, &QToolButton::clicked, this, &ConversationView::showMenu);
    connect(m_back, &QToolButton::clicked, this, &ConversationView::backRequested);
    connect(m_notice, &NoticeBar::dismissed, m_notice, &QWidget::hide);
    connect(&services.preferences, &Preferences::changed, this, &ConversationView::applyPreferences);
    connect(&services.accounts, &Accounts::added, this, &ConversationView::watch);
    connect(&services.accounts, &Accounts::statusChanged, this, &ConversationView::updateHeader);
    connect(&services.conversations, &Conversations::summaryChanged, this, [this](const ChatSummary &chat) {
        if (chat.id == m_id) {
            updateJump();
            takeDraft(chat.draft);
        }
    });
    connect(&services.conversations, &Conversations::givenBack, this,
            [this](const ConversationId &id, const QString &text) {
                if (id == m_id) {
                    takeBack(text);
                }
            });
    connect(&services.accounts, &Accounts::aboutToRemove, this, [this](Account *account) {
        if (m_id.account == account->jid()) {
            close();
            Q_EMIT closed();
        }
    });
    for (Account *account : services.accounts.all()) {
        watch(account);
    }
    applyPreferences();
    updateLook();
}

ConversationView::~ConversationView() { saveDraft(); }

void ConversationView::build()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *bar = new QWidget(this);
    bar->setMinimumHeight(59);
    auto *header = new QHBoxLayout(bar);
    header->setContentsMargins(16, 0, 12, 0);
    header->setSpacing(8);
    header->addWidget(m_back);
    header->addWidget(m_header, 1);
    header->addWidget(m_find);
    header->addWidget(m_details);
    header->addWidget(m_menu);
    auto *line = new QFrame(this);
    line->setProperty("role", QLatin1String("line"));
    layout->addWidget(bar);
    layout->addWidget(line);
    layout->addWidget(m_search);
    layout->addWidget(m_timeline, 1);
    auto *bottom = new QWidget(this);
    bottom->setAutoFillBackground(true);
    bottom->setBackgroundRole(QPalette::AlternateBase);
    auto *below = new QVBoxLayout(bottom);
    below->setContentsMargins(16, 4, 16, 12);
    below->addWidget(m_notice);
    below->addWidget(m_choice);
    below->addWidget(m_writing);
    auto *writing = new QVBoxLayout(m_writing);
    writing->setContentsMargins(0, 0, 0, 0);
    writing->addWidget(m_later->bar());
    writing->addWidget(m_tools->previewBar());
    writing->addWidget(m_composer);
    layout->addWidget(bottom);
    m_room = new RoomParts(m_services, { *m_header, *m_timeline, *m_composer }, this); // after what is always there
    layout->insertWidget(layout->indexOf(m_timeline), m_room->banner());
    writing->insertWidget(0, m_room->slowLine());
    m_tools->setNames([this](const QString &word) { return m_room->isInName(word); });
    m_notice->hide();
    m_notice->setDismissable(true);
    m_back->hide();
    m_back->setToolTip(tr("Back to the chats"));
    m_find->setToolTip(tr("Search this chat"));
    m_details->setToolTip(tr("Details"));
    m_details->setCheckable(true);
    m_menu->setToolTip(tr("More"));
    for (QToolButton *button : { m_back, m_find, m_details, m_menu }) {
        button->setIconSize({ 20, 20 });
        button->setAccessibleName(button->toolTip());
    }
    m_jump->hide();
    m_jump->setFocusPolicy(Qt::NoFocus);
}

void ConversationView::followTimeline()
{
    m_header->setFaces(m_services.accounts.faces());
    m_timeline->setFaces(m_services.accounts.faces());
    connect(m_timeline, &TimelineView::linkClicked, this, &ConversationView::linkActivated);
    connect(m_timeline, &TimelineView::textTyped, m_composer, &Composer::type);
    connect(m_timeline, &TimelineView::copyRequested, this,
            [](const ChatMessage &message) { QGuiApplication::clipboard()->setText(message.body); });
    connect(m_timeline, &TimelineView::textSelected, this, [](const QString &text, bool forPasting) {
        QClipboard *clipboard = QGuiApplication::clipboard();
        if (forPasting) {
            clipboard->setText(text);
        } else if (clipboard->supportsSelection()) {
            clipboard->setText(text, QClipboard::Selection);
        }
    });
    connect(m_timeline, &TimelineView::contextMenuRequested, m_messageMenu, &MessageMenu::show);
    connect(m_messageMenu, &MessageMenu::forwardRequested, this, &ConversationView::forwardRequested);
    connect(m_timeline, &TimelineView::liveEdgeChanged, this, [this](bool atLiveEdge) {
        if (atLiveEdge) {
            m_cameFrom.clear();
        }
        updateJump();
        noteSeen();
    });
    connect(m_timeline, &TimelineView::retryRequested, this, [this](const ChatMessage &message) {
        if (account() && isMeantStill(message)) {
            account()->outbox().retry(message);
        }
    });
    connect(m_timeline, &TimelineView::editRequested, m_editing, &MessageEditing::edit);
    connect(m_timeline, &TimelineView::replyRequested, m_editing, &MessageEditing::reply);
    const auto react = [this](const ChatMessage &message) { m_reacting->choose(message, placeOf(message)); };
    connect(m_timeline, &TimelineView::reactionRequested, this, react);
    connect(m_editing, &MessageEditing::reactionWanted, this, react);
    connect(m_timeline, &TimelineView::reactorsWanted, m_reacting, &MessageReacting::nameReactors);
    connect(m_timeline, &TimelineView::reactionClicked, m_reacting, &MessageReacting::toggle);
    connect(m_reacting, &MessageReacting::failed, this, &ConversationView::complain);
    connect(m_timeline, &TimelineView::quoteClicked, this, &ConversationView::showQuoted);
    connect(m_timeline, &TimelineView::backWanted, this, [this] {
        if (!m_cameFrom.isEmpty()) {
            jump();
        }
    });
    followChoice();
    const auto showWholeText = [this](const ChatMessage &message) {
        (new WholeTextDialog(message.body, this))->open();
    };
    connect(m_timeline, &TimelineView::wholeTextRequested, this, showWholeText);
    connect(m_timeline, &TimelineView::missingWanted, this, [this](qint64 gap) {
        if (account()) {
            account()->history().fill(gap);
        }
    });
    connect(&m_services.accounts, &Accounts::historyChanged, this, [this](const Account *changed) {
        if (changed == account()) {
            updateMissing();
        }
    });
    connect(m_jump, &QPushButton::clicked, this, &ConversationView::jump);
}

void ConversationView::followCommands()
{
    connect(m_commands, &ComposerCommands::messageWritten, this, [this](const WrittenMessage &written) {
        if (!m_room->focusPassword()) { // what is typed then may be just that, and it would be said to all later
            send(written);
        }
    });
    connect(m_commands, &ComposerCommands::said, this, [this](const QString &text) { announce(*m_timeline, text); });
    connect(m_usual, &UsualCommands::searchWanted, this,
            [this](const QString &words) { m_search->begin(m_id, words); });
    connect(m_usual, &UsualCommands::messageWanted, this, &ConversationView::showMessage);
    connect(m_usual, &UsualCommands::linkActivated, this, &ConversationView::linkActivated);
    connect(m_usual, &UsualCommands::closeWanted, this, [this] {
        close();
        Q_EMIT closed();
    });
}

Account *ConversationView::account() const { return m_services.accounts.find(m_id.account); }

void ConversationView::open(const ConversationId &id)
{
    if (m_id == id) {
        return;
    }
    close();
    m_id = id;
    m_services.conversations.open(id);
    m_model = std::make_unique<TimelineModel>(id, m_services.conversations);
    m_timeline->setModel(m_model.get());
    connect(m_model.get(), &TimelineModel::loaded, this, &ConversationView::noteSeen);
    connect(m_model.get(), &QAbstractItemModel::rowsInserted, this, [this] {
        noteSeen();
        updateJump();
    });
    connect(m_model.get(), &TimelineModel::arrived, this, [this](int row) {
        const bool isSeen = seesNewest();
        if (!isSeen || m_model->isCatchingUp()) {
            m_model->noteUnseen(row);
        }
        if (isSeen && row == m_model->rowCount() - 1) {
            noteSeen(); // of many that come at once, those before are gone already
        }
    });
    connect(m_model.get(), &TimelineModel::showsMessage, this, [this] { // the timeline has gone there
        if (m_timeline->isAtLiveEdge()) {
            m_cameFrom.clear();
        }
        updateJump();
    });
    connect(m_model.get(), &TimelineModel::separatorsMoved, m_news, &NewMessagesButton::update);
    updateMissing();
    noteCatchingUp();
    const ChatSummary chat = m_services.conversations.summary(id);
    if (chat.unread > unreadOnScreen && chat.readRow != 0) {
        m_model->showAround(chat.readRow); // or much would count as read that nobody has seen
    }
    const QSignalBlocker quiet(m_composer); // a draft that comes back is not typing
    m_tools->open(id);
    m_commands->open(id);
    m_later->open(id);
    m_composer->setText(chat.draft.text);
    m_editing->open(m_model.get());
    m_edited = false;
    m_room->open(id, m_model.get());
    updateHeader();
    updateJump();
}

void ConversationView::updateMissing()
{
    if (m_model && account()) {
        m_model->setGaps(account()->history().gaps(), account()->history().filling());
    }
}

void ConversationView::close()
{
    if (!isOpen()) {
        return;
    }
    saveDraft();
    m_editing->close();
    if (account()) {
        account()->typing().textEdited(m_id.peer, {});
    }
    m_search->end();
    m_cameFrom.clear();
    m_timeline->setModel(nullptr);
    m_room->open({}, nullptr);
    m_model.reset();
    m_id = {};
    m_commands->open({});
    m_notice->hide();
    m_later->open({});
    const QSignalBlocker quiet(m_composer);
    m_composer->setText({});
}

void ConversationView::saveDraft()
{
    m_saveDraft.stop();
    if (isOpen() && std::exchange(m_edited, false)) { // nobody else's draft is overwritten unread
        m_services.conversations.setDraft(m_id, m_composer->draft());
    }
}

/// Somebody else wrote it, a script for example, while nothing was typed here.
void ConversationView::takeDraft(const Draft &draft)
{
    const Draft here = m_composer->draft();
    if (m_edited || !here.editOf.isEmpty() || (draft.text == here.text && draft.replyTo == here.replyTo)) {
        return;
    }
    const QSignalBlocker quiet(m_composer);
    if (draft.text != here.text) {
        m_composer->setText(draft.text);
        m_editing->follow(draft);
    }
}

void ConversationView::complain(const Error &error)
{
    const bool isGone = error.condition == u"gone";
    const bool cannot = error.kind == Error::Kind::InvalidInput && !isGone;
    m_notice->setNotice(NoticeBar::Tone::Problem,
                        isGone       ? tr("This message was retracted or deleted meanwhile, so it cannot be changed.")
                            : cannot ? tr("This message is too long, or contains no text that can be sent. "
                                          "Shorten it or send it in parts.")
                                     : errorText(error),
                        errorDetails(error));
    m_complaint = m_notice->text();
    m_notice->show();
}

/// The person goes on.
void ConversationView::stopComplaining()
{
    if (!m_complaint.isEmpty() && m_notice->text() == m_complaint) {
        m_notice->hide();
    }
    m_complaint.clear();
}

void ConversationView::send(const WrittenMessage &written)
{
    if (!account() || isUnheard() || !isMeantForWhoIsThere(written)) {
        return;
    }
    const ConversationId id = m_id; // fixed now, whatever is opened meanwhile
    const auto answered = m_composer->beingAnswered();
    account()->typing().textEdited(id.peer, {});
    m_composer->stopReplying();
    m_composer->setText({});
    m_edited = true;
    saveDraft();
    m_model->forgetNewLine();
    m_timeline->jumpToNewest();
    auto message = answered ? replyTo(*answered, written.text) : saying(id, written.text);
    const auto cards = m_tools->takeCards(written);
    if (message) {
        message->spoiler = written.hint;
        message->cards = cards;
    }
    whenDone(account()->outbox().submit(message), this, [this, id, written, answered](const Result<ChatMessage> &sent) {
        if (sent) {
            if (m_id == id && sent->body != written.text) {
                m_notice->setNotice(NoticeBar::Tone::Information,
                                    tr("Characters that messages cannot carry were left out."), {});
                m_complaint = m_notice->text();
                m_notice->show();
            }
            return;
        }
        m_services.conversations.giveBack(id, m_commands->writtenAs(written));
        if (answered) {
            m_editing->replyLater(id, *answered);
        }
        if (m_id == id) {
            complain(sent.error());
        }
    });
}

/// What was typed is never lost, nor what was typed since.
void ConversationView::takeBack(const QString &text)
{
    if (m_composer->text() == m_services.conversations.summary(m_id).draft.text) {
        return; // nothing was typed since
    }
    m_editing->close();
    const QString since = m_composer->text();
    const QSignalBlocker quiet(m_composer); // what comes back is not typed
    m_composer->setText(since.isEmpty() ? text : text + u'\n' + since);
    m_editing->open(m_model.get());
    m_edited = true;
    saveDraft();
}

void ConversationView::propose(const QString &text)
{
    if (!text.trimmed().isEmpty()) {
        QStringList lines = cut(text, limits::bodyChars).trimmed().split(u'\n');
        for (QString &line : lines) {
            line = withVisibleControls(line.trimmed());
        }
        insert(lines.join(u'\n'));
    }
    focusComposer();
}

void ConversationView::insert(const QString &text)
{
    m_timeline->endChoice();
    const QSignalBlocker quiet(m_composer); // nobody types it
    m_editing->close();
    const QString written = m_composer->text(); // stays, above it
    m_composer->setText(written.isEmpty() ? m_commands->writtenAs({ text }) : written + u'\n' + text); // no command
    m_edited = true;
    m_saveDraft.start();
    if (m_model) {
        m_editing->open(m_model.get());
    }
    focusComposer();
}

void ConversationView::showMessage(qint64 message)
{
    m_cameFrom.clear(); // it is elsewhere that the person wants to be
    goTo(message);
}

bool ConversationView::seesNewest() const
{
    return m_model && isVisible() && window()->isActiveWindow() && m_timeline->isAtLiveEdge()
        && m_services.accounts.clientState() == ClientState::Active;
}

void ConversationView::noteSeen()
{
    if (seesNewest() && m_model->lastRow() > 0) {
        m_model->noteSeen();
        m_services.conversations.markRead(m_id, m_model->lastRow());
    }
}

void ConversationView::updateJump()
{
    const int unread = isOpen() ? m_services.conversations.summary(m_id).unread : 0;
    m_jump->setVisible(isOpen() && !m_timeline->isAtLiveEdge());
    const QString newest = unread > 0 ? tr("Jump to newest (%1)").arg(unread) : tr("Jump to newest");
    const QString back = unread > 0 ? tr("Back to the reply (%1)").arg(unread) : tr("Back to the reply");
    m_jump->setText(m_cameFrom.isEmpty() ? newest : back);
    placeJump();
}

void ConversationView::placeJump()
{
    m_jump->adjustSize();
    m_jump->move((m_timeline->width() - m_jump->width()) / 2, m_timeline->height() - m_jump->height() - 12);
}

/// On the screen: the middle of its upper edge.
QPoint ConversationView::placeOf(const ChatMessage &message) const
{
    const int row = m_timeline->rowOf(message.row);
    const QRect rect = row < 0 ? m_timeline->viewport()->rect() : m_timeline->bubbleRect(row);
    return m_timeline->viewport()->mapToGlobal(QPoint(rect.center().x(), qMax(rect.top(), 0)));
}

void ConversationView::applyPreferences()
{
    const Preferences::Values &values = m_services.preferences.values();
    m_composer->setEnterSends(values.enterSends);
    m_composer->setZoom(values.textZoom);
    m_timeline->setZoom(values.textZoom);
    m_timeline->setCompact(values.compact);
    m_timeline->setWatchedWords(values.watchedWords);
}

void ConversationView::updateLook()
{
    const Theme theme = Theme::of(this);
    m_back->setIcon(tintedIcon(QStringLiteral("back"), theme.text));
    m_find->setIcon(tintedIcon(QStringLiteral("search"), theme.text));
    m_details->setIcon(tintedIcon(QStringLiteral("details"), theme.text));
    m_menu->setIcon(tintedIcon(QStringLiteral("more"), theme.text));
}

void ConversationView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        updateLook();
    } else if (event->type() == QEvent::ActivationChange) {
        noteSeen();
    }
}

void ConversationView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeJump();
}

void ConversationView::askForDate() { m_usual->askForDay(); }
void ConversationView::focusComposer()
{
    if (!m_room->focusPassword()) {
        m_composer->setFocus();
    }
}
void ConversationView::focusTimeline() { m_timeline->setFocus(Qt::ShortcutFocusReason); }
bool ConversationView::isTimelineFocused() const { return m_timeline->hasFocus(); }
void ConversationView::setBackVisible(bool visible) { m_back->setVisible(visible); }
void ConversationView::setDetailsChecked(bool checked)
{
    const QSignalBlocker quiet(m_details); // nobody asked for it here
    m_details->setChecked(checked);
}

void ConversationView::setOwnWindow() { m_ownWindow = true; }

} // namespace natter
