// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/link_previews.h"

#include "base/limits.h"
#include "base/text.h"
#include "widgets/composer.h"
#include "widgets/error_text.h"
#include "widgets/preview_bar.h"

namespace natter {

using namespace std::chrono_literals;

static constexpr auto pause = 400ms; ///< what is half a host yet is not offered

LinkPreviews::LinkPreviews(const ChatServices &services, Composer &composer)
    : QObject(&composer)
    , m_services(services)
    , m_composer(composer)
    , m_bar(new PreviewBar(composer.parentWidget()))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &LinkPreviews::update);
    connect(&composer.messageEdit(), &QPlainTextEdit::textChanged, this, [this] { m_pause.start(); });
    connect(&services.preferences, &Preferences::changed, this, &LinkPreviews::update);
    connect(m_bar, &PreviewBar::wanted, this, &LinkPreviews::make);
    connect(m_bar, &PreviewBar::dismissed, this, &LinkPreviews::dismiss);
    connect(&m_reader, &LinkReader::made, this, [this](const LinkCard &card) {
        m_card = card;
        m_bar->showCard(card);
    });
    connect(&m_reader, &LinkReader::failed, this,
            [this](const Error &error) { m_bar->showProblem(pageErrorText(error)); });
}

void LinkPreviews::open(const ConversationId &id)
{
    forget();
    m_declined.clear();
    m_id = id;
}

QList<LinkCard> LinkPreviews::take(const QString &text)
{
    QList<LinkCard> cards = m_card ? cardsFor(text, { *m_card }) : QList<LinkCard>();
    forget();
    m_declined.clear();
    return cards;
}

void LinkPreviews::giveBack(const LinkCard &card)
{
    if (!isWritten(card.link)) {
        return;
    }
    forget();
    m_link = card.link;
    m_isWanted = true;
    m_card = card;
    m_bar->showCard(card);
}

void LinkPreviews::forget()
{
    m_reader.cancel();
    m_link.clear();
    m_isWanted = false;
    m_card.reset();
    m_bar->hide();
}

/// Of what is there, as much as is looked at for that.
static QString lookedAt(const QString &text) { return cut(text, limits::bodyChars); }

bool LinkPreviews::isWritten(const QString &link) const
{
    return !link.isEmpty() && !cardsFor(lookedAt(m_composer.text()), { { link, link } }).isEmpty();
}

void LinkPreviews::update()
{
    const bool isOn = m_services.preferences.values().offerPreviews && canReadPages() && !m_id.isNull();
    if (!isOn || m_composer.beingEdited()) { // whose cards stay as they are
        forget();
        return;
    }
    if (m_isWanted && isWritten(m_link)) {
        return;
    }
    const QString link = firstWebLink(lookedAt(m_composer.text()), m_declined);
    if (!m_isWanted && link == m_link) {
        return;
    }
    forget();
    m_link = link;
    if (!link.isEmpty()) {
        m_bar->offer(hostOf(link));
    }
}

void LinkPreviews::make()
{
    const Account *account = m_services.accounts.find(m_id.account);
    if (!account || !isWritten(m_link)) {
        update();
        return;
    }
    m_isWanted = true;
    m_bar->showReading(hostOf(m_link));
    m_composer.setFocus(); // the button is gone
    WebWay way;
    way.proxy = account->proxy();
    m_reader.read(m_link, way);
}

void LinkPreviews::dismiss()
{
    m_declined.append(m_link);
    forget();
    m_composer.setFocus();
    update();
}

} // namespace natter
