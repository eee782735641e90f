// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/history_page.h"

#include "base/log.h"
#include "domain/link_card.h"
#include "domain/link_finder.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTimeZone>
#include <QUrl>

namespace natter {

/// The context of the sentences for translators.
struct HistoryPageText
{
    Q_DECLARE_TR_FUNCTIONS(natter::HistoryPage)
};

// A policy of its own (Content-Security-Policy) beside the escaping: whatever a message is made of, it stays text.
static constexpr auto head = R"(<!DOCTYPE html>
<html lang="%1" dir="%2">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
<title>%3</title>
<style>
:root { color-scheme: light dark; --page: #f4f5f7; --in: #fff; --out: #dcefff; --text: #1c1e21; --muted: #5d6470; }
@media (prefers-color-scheme: dark) {
  :root { --page: #17191c; --in: #24272c; --out: #1f3d57; --text: #e8eaed; --muted: #a0a6b0; }
}
body { margin: 0 auto; max-width: 44rem; padding: 1rem; background: var(--page); color: var(--text);
  font: 1rem/1.4 system-ui, sans-serif; }
header p, h2, time, .state { color: var(--muted); font-size: .8rem; font-weight: normal; }
h1 { font-size: 1.25rem; margin: 0; }
header p { margin: .25rem 0 1rem; }
h2 { text-align: center; margin: 1.5rem 0 .5rem; }
article { width: fit-content; max-width: 85%; margin: .25rem 0; padding: .4rem .75rem; border-radius: .75rem;
  background: var(--in); }
article.out { margin-inline-start: auto; background: var(--out); }
article b { font-size: .8rem; margin-inline-end: .5rem; }
article p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
aside { border-inline-start: .2rem solid var(--muted); margin: .4rem 0 .1rem; padding-inline-start: .6rem;
  font-size: .85rem; overflow-wrap: anywhere; }
aside b { display: block; margin: 0; }
a { color: inherit; }
</style>
</head>
<body>
)";

static QByteArray begun(const QString &title)
{
    const QLocale locale;
    const bool mirrored = locale.textDirection() == Qt::RightToLeft;
    return QString::fromUtf8(head)
        .arg(locale.bcp47Name(), mirrored ? QStringLiteral("rtl") : QStringLiteral("ltr"), title.toHtmlEscaped())
        .toUtf8();
}

/// Text with its links, and nothing else.
static QString marked(const QString &text)
{
    QString markup;
    qsizetype done = 0;
    const auto links = findLinks(text);
    for (const FoundLink &link : links) {
        const QString target = text.mid(link.start, link.length);
        markup += text.mid(done, link.start - done).toHtmlEscaped();
        markup += u"<a href=\"" + target.toHtmlEscaped() + u"\">" + target.toHtmlEscaped() + u"</a>";
        done = link.start + link.length;
    }
    return markup + text.mid(done).toHtmlEscaped();
}

QByteArray HistoryPage::begin(const ConversationId &conversation) const
{
    const QString addresses =
        HistoryPageText::tr("%1 · account %2 · times in %3")
            .arg(conversation.peer.toString(), conversation.account.toString(),
                 QTimeZone::systemTimeZone().displayName(QDateTime::currentDateTime(), QTimeZone::OffsetName));
    return begun(m_peer)
        + QStringLiteral("<header><h1 dir=\"auto\">%1</h1><p>%2</p></header>\n<main>\n")
              .arg(m_peer.toHtmlEscaped(), addresses.toHtmlEscaped())
              .toUtf8();
}

static QString stateOf(const ChatMessage &message)
{
    if (message.delivery == ChatMessage::Delivery::Failed) {
        return HistoryPageText::tr("not sent");
    }
    if (message.isUnconfirmed()) {
        return HistoryPageText::tr("waiting to be sent");
    }
    return message.edited.isValid() ? HistoryPageText::tr("edited") : QString();
}

/// What the sender says about links in it (XEP-0511), marked as theirs to say; without pictures.
static QString cardsOf(const ChatMessage &message)
{
    QString markup;
    const auto cards =
        message.isRetracted() || message.spoiler ? QList<LinkCard>() : cardsFor(message.body, message.cards);
    for (const LinkCard &card : cards) {
        markup += u"<aside><span class=\"state\" dir=\"auto\">"
            + HistoryPageText::tr("%1 · claimed by the sender").arg(hostOf(card.link)).toHtmlEscaped() + u"</span>"
            + (card.title.isEmpty() ? QString() : QString(u"<b dir=\"auto\">" + card.title.toHtmlEscaped() + u"</b>"))
            + (card.description.isEmpty()
                   ? QString()
                   : QString(u"<span dir=\"auto\">" + card.description.toHtmlEscaped() + u"</span>"))
            + u"</aside>";
    }
    return markup;
}

QString HistoryPage::nameOf(const ChatMessage &message) const
{
    if (message.kind == ChatKind::Room && !message.nick.isEmpty()) {
        return withVisibleControls(message.nick);
    }
    return message.isOutgoing() ? m_own : m_peer;
}

QByteArray HistoryPage::message(const ChatMessage &message)
{
    const QDateTime time = message.time.toLocalTime();
    QString markup;
    if (time.date() != m_day) {
        m_day = time.date();
        markup += u"<h2>" + QLocale().toString(m_day, QLocale::LongFormat).toHtmlEscaped() + u"</h2>\n";
    }
    const QString state = stateOf(message);
    const QString said = message.isRetracted()
        ? QString(u"<em>" + HistoryPageText::tr("This message was retracted.").toHtmlEscaped() + u"</em>")
        : message.spoiler ? QString(
              u"<details><summary>"
              + (message.spoiler->isEmpty() ? HistoryPageText::tr("Hidden message") : *message.spoiler).toHtmlEscaped()
              + u"</summary>" + marked(message.body) + u"</details>")
                          : marked(message.body);
    markup += u"<article class=\"" + (message.isOutgoing() ? QStringLiteral("out") : QStringLiteral("in")) + u"\"><b>"
        + nameOf(message).toHtmlEscaped() + u"</b><time datetime=\"" + message.time.toUTC().toString(Qt::ISODateWithMs)
        + u"\">" + QLocale().toString(time.time(), QLocale::ShortFormat).toHtmlEscaped() + u"</time>"
        + (state.isEmpty() ? QString() : QString(u" <span class=\"state\">" + state.toHtmlEscaped() + u"</span>"))
        + u"<p dir=\"auto\">" + said + u"</p>" + cardsOf(message) + u"</article>\n";
    return markup.toUtf8();
}

QByteArray HistoryPage::end() { return "</main>\n</body>\n</html>\n"; }

QByteArray HistoryPage::contents(const QList<Link> &pages)
{
    const QString title = HistoryPageText::tr("Conversations");
    const QString date = QLocale().toString(QDate::currentDate(), QLocale::LongFormat);
    QByteArray page = begun(title);
    page += QStringLiteral("<header><h1>%1</h1><p>%2</p></header>\n<main>\n<ul>\n")
                .arg(title.toHtmlEscaped(), date.toHtmlEscaped())
                .toUtf8();
    for (const Link &link : pages) {
        page += QStringLiteral("<li><a href=\"%1\" dir=\"auto\">%2</a> <span class=\"state\">%3</span></li>\n")
                    .arg(QString::fromLatin1(QUrl::toPercentEncoding(link.file)), link.title.toHtmlEscaped(),
                         link.detail.toHtmlEscaped())
                    .toUtf8();
    }
    return page + "</ul>\n" + end();
}

} // namespace natter
