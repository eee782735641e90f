// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chat_search_bar.h"

#include "base/future.h"
#include "base/log.h"
#include "chat/search_terms.h"
#include "widgets/icons.h"
#include "widgets/search_field.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QToolButton>

#include <algorithm>

namespace natter {

using namespace std::chrono_literals;

static constexpr int hitsWanted = 1000;
static constexpr auto typingPause = 150ms; ///< each search moves what is being read

ChatSearchBar::ChatSearchBar(const ChatServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_field(new SearchField(this))
    , m_count(new QLabel(this))
    , m_older(new QToolButton(this))
    , m_newer(new QToolButton(this))
    , m_close(new QToolButton(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 8, 12, 8);
    layout->setSpacing(8);
    layout->addWidget(m_field, 1);
    layout->addWidget(m_count);
    layout->addWidget(m_older);
    layout->addWidget(m_newer);
    layout->addWidget(m_close);
    m_count->setProperty("role", QLatin1String("muted"));
    m_field->setPlaceholderText(tr("Search this chat"));
    m_field->setMaxLength(SearchWords::maxChars);
    m_field->setAccessibleName(m_field->placeholderText());
    m_field->installEventFilter(this);
    m_older->setToolTip(tr("Older"));
    m_newer->setToolTip(tr("Newer"));
    m_close->setToolTip(tr("End the search"));
    for (QToolButton *button : { m_older, m_newer, m_close }) {
        button->setIconSize({ 18, 18 });
        button->setAccessibleName(button->toolTip());
    }
    m_soon.setSingleShot(true);
    m_soon.setInterval(typingPause);
    connect(&m_soon, &QTimer::timeout, this, &ChatSearchBar::search);
    connect(m_field, &QLineEdit::textChanged, this, [this] {
        m_searched = false;
        m_soon.start();
    });
    connect(m_older, &QToolButton::clicked, this, [this] { go(1); });
    connect(m_newer, &QToolButton::clicked, this, [this] { go(-1); });
    connect(m_close, &QToolButton::clicked, this, &ChatSearchBar::end);
    updateLook();
    updateState();
    hide();
}

void ChatSearchBar::begin(const ConversationId &id)
{
    if (m_id != id) {
        m_id = id;
        m_field->clear();
    }
    QWidget::show();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void ChatSearchBar::begin(const ConversationId &id, const QString &words)
{
    begin(id);
    m_field->setText(words);
}

void ChatSearchBar::end()
{
    if (!isHidden()) {
        ++m_search;
        m_soon.stop();
        hide();
        m_field->clear();
        show({});
        Q_EMIT ended();
    }
}

void ChatSearchBar::search()
{
    const auto named = [this](const QString &name) { return m_services.conversationsNamed(name); };
    MessageSearch sought = searchOf(m_field->text(), named, QDate::currentDate());
    const bool elsewhere = sought.conversations && !sought.conversations->contains(m_id);
    sought.conversations = elsewhere ? QList<ConversationId>() : QList<ConversationId> { m_id };
    const int search = ++m_search;
    if (m_field->text().trimmed().isEmpty()) {
        show({});
        return;
    }
    const auto found = m_services.searcher.find(m_asker, sought, hitsWanted);
    whenDone(found, this, [this, search](const Result<QList<SearchHit>> &hits) {
        if (search != m_search) {
            return;
        }
        if (!hits) {
            qCWarning(logChat).noquote() << "nothing found:" << forLog(hits.error().detail);
        }
        m_searched = true;
        show(hits.value_or(QList<SearchHit>()));
    });
}

void ChatSearchBar::show(const QList<SearchHit> &hits)
{
    m_found.clear();
    for (const SearchHit &hit : hits) {
        m_found.append(hit.message.row);
    }
    std::sort(m_found.begin(), m_found.end(), std::greater<>());
    m_current = 0;
    updateState();
    if (!m_found.isEmpty()) {
        Q_EMIT messageWanted(m_found.first());
    }
}

/// One step back in time, or forward if it is negative; stays at the ends.
void ChatSearchBar::go(qsizetype step)
{
    const qsizetype wanted = m_current + step;
    if (wanted >= 0 && wanted < m_found.size()) {
        m_current = wanted;
        updateState();
        Q_EMIT messageWanted(m_found[m_current]);
    }
}

void ChatSearchBar::updateState()
{
    m_older->setEnabled(m_current + 1 < m_found.size());
    m_newer->setEnabled(m_current > 0);
    QString count = m_searched ? tr("Nothing found.") : QString();
    if (!m_found.isEmpty()) {
        //: Of the messages that were found, the newest is the first
        count = tr("%1 of %2").arg(m_current + 1).arg(m_found.size());
        if (m_found.size() >= hitsWanted) {
            count += u'+'; // there may be older ones
        }
    }
    m_count->setText(count);
}

/// Up and Enter go back in time, Down and Shift+Enter forward, Escape ends it.
bool ChatSearchBar::eventFilter(QObject *watched, QEvent *event)
{
    const bool pressed = event->type() == QEvent::KeyPress;
    if (watched != m_field || (!pressed && event->type() != QEvent::ShortcutOverride)) {
        return QWidget::eventFilter(watched, event);
    }
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    const bool forward = key->key() == Qt::Key_Down || (enter && key->modifiers().testFlag(Qt::ShiftModifier));
    if (key->key() == Qt::Key_Escape) {
        event->accept(); // not the window's
        if (pressed) {
            end();
        }
        return true;
    }
    if (!pressed || !(enter || key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
        return false;
    }
    if (m_soon.isActive()) { // what was typed comes first
        m_soon.stop();
        search();
    } else {
        go(forward ? -1 : 1);
    }
    return true;
}

void ChatSearchBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        updateLook();
    }
}

void ChatSearchBar::updateLook()
{
    const QColor ink = Theme::of(this).text;
    m_older->setIcon(tintedIcon(QStringLiteral("chevron-up"), ink));
    m_newer->setIcon(tintedIcon(QStringLiteral("chevron-down"), ink));
    m_close->setIcon(tintedIcon(QStringLiteral("close"), ink));
}

} // namespace natter
