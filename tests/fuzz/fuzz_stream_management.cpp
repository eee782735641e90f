// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/limits.h"
#include "stanza/element_builder.h"
#include "stanza/namespaces.h"
#include "wire/stream_management.h"

#include <algorithm>
#include <cstdint>

using namespace natter;

static void require(bool holds)
{
    if (!holds) {
        __builtin_trap();
    }
}

static Element element(const char *name, const QString &h = {}, const QString &previd = {})
{
    ElementBuilder builder({ StreamManagement::ns, QString::fromLatin1(name) });
    if (!h.isNull()) {
        builder.attribute(u"h", h);
    }
    if (!previd.isNull()) {
        builder.attribute(u"previd", previd);
    }
    return builder.build();
}

/// Does to a StreamManagement what connections and servers do, and keeps the books itself, in counts that do not wrap.
class Bookkeeper
{
public:
    void enable()
    {
        require(m_management.enable().is({ StreamManagement::ns, u"enable" }));
        forget();
        m_asked = true;
    }
    void enabled(const QString &id)
    {
        const Element answer = id.isNull()
            ? element("failed")
            : ElementBuilder({ StreamManagement::ns, u"enabled" })
                  .attribute(u"id", id)
                  .attribute(u"resume", id.isEmpty() ? QStringLiteral("false") : QStringLiteral("true"))
                  .build();
        const bool expected = m_asked && !m_enabled;
        require(m_management.handleEnabled(answer, m_bound) == (expected && !id.isNull()));
        if (expected && id.isNull()) {
            forget();
        } else if (expected) {
            m_enabled = true;
            m_id = id;
        }
    }
    void reset()
    {
        m_management.reset();
        forget();
    }

    void send()
    {
        m_management.noteSent(
            ElementBuilder({ ns::client, u"message" }).attribute(u"id", QString::number(m_sent + 1)).build());
        if (m_asked) {
            ++m_sent;
            m_sentSince = true;
        }
    }
    void receive()
    {
        if (!m_resuming) { // what comes before the answer to <resume/> is none of the session's
            m_management.noteReceived();
            m_received += m_enabled ? 1 : 0;
        }
    }
    void handled(const QString &count)
    {
        bool valid = false;
        const quint32 upTo = textOf(count, m_handled).toUInt(&valid);
        if (!valid) {
            return;
        }
        const auto told = m_management.noteHandled(upTo);
        const bool progress = m_enabled && upTo > m_handled && upTo <= m_received;
        m_handled = progress ? upTo : m_handled;
        const bool due =
            progress && ((m_owed && m_handled >= *m_owed) || m_handled - m_told >= limits::unacknowledgedStanzas);
        require(told.has_value() == due);
        if (told) {
            tell(*told);
        }
    }
    void asked()
    {
        if (m_enabled && !m_resuming) {
            m_owed = m_received;
            tell(m_management.handleRequest());
        }
    }
    void end()
    {
        if (m_enabled && !m_resuming) {
            tell(m_management.acknowledgement());
        }
    }
    void ask()
    {
        const bool due = m_enabled && !m_requested && m_taken < m_sent && m_sentSince;
        require(m_management.nextRequest().has_value() == due);
        m_requested = m_requested || due;
        m_sentSince = m_sentSince && !due;
    }

    void acknowledged(const QString &count)
    {
        if (m_resuming) {
            return;
        }
        const QString h = textOf(count, m_taken);
        const auto taken = m_management.handleAcknowledgement(element("a", h));
        m_requested = false;
        take(taken, h);
    }
    void resume()
    {
        if (!m_management.canResume()) {
            return;
        }
        const Element question = m_management.resume();
        require(question.attribute(u"h").toULongLong() == m_handled && question.attribute(u"previd") == m_id);
        m_resuming = true;
        m_resumedFrom = m_handled;
    }
    void resumed(const QString &count, const QString &previd)
    {
        if (!m_resuming) {
            return;
        }
        const QString h = textOf(count, m_taken);
        const auto taken = m_management.handleResumed(element("resumed", h, previd));
        if (previd != m_id) {
            require(!taken.has_value());
            return;
        }
        take(taken, h);
        if (taken) {
            m_resuming = m_requested = false;
            m_sentSince = m_taken < m_sent;
            m_received = m_handled = m_told = m_resumedFrom;
            m_owed.reset();
            require(m_management.bound() == m_bound);
        }
    }
    void failed(const QString &count)
    {
        if (!m_resuming) {
            return;
        }
        const QString h = textOf(count, m_taken);
        const QList<Element> taken = m_management.handleFailed(element("failed", h));
        if (isGood(h)) {
            take(taken, h);
        } else {
            require(taken.isEmpty());
        }
        forget();
    }

    void check() const
    {
        const QList<Element> &waiting = m_management.unacknowledged();
        require(m_management.isEnabled() == m_enabled && m_management.canResume() == (m_enabled && !m_id.isEmpty()));
        require(m_management.received() == static_cast<quint32>(m_received));
        require(m_handled <= m_received && m_told <= m_handled);
        require(static_cast<quint64>(waiting.size()) == m_sent - m_taken);
        require(waiting.isEmpty() || (numberOf(waiting.first()) == m_taken + 1 && numberOf(waiting.last()) == m_sent));
    }

private:
    static quint64 numberOf(const Element &stanza) { return stanza.attribute(u"id").toULongLong(); }

    /// A count as it is, or with a plus one that goes on from `base`.
    static QString textOf(const QString &count, quint64 base)
    {
        return count.startsWith(u'+') ? QString::number(base + count.mid(1).toUShort()) : count;
    }
    /// A count that a server which tells the truth may say.
    bool isGood(const QString &h) const
    {
        bool valid = false;
        const quint64 count = h.toULongLong(&valid);
        return valid && m_asked && count >= m_taken && count <= m_sent;
    }
    void take(const Result<QList<Element>> &taken, const QString &h)
    {
        require(taken.has_value() == isGood(h));
        if (taken) {
            for (const Element &stanza : *taken) {
                require(numberOf(stanza) == ++m_taken);
            }
            require(m_taken == h.toULongLong());
        }
    }
    void tell(const Element &acknowledgement)
    {
        require(acknowledgement.is({ StreamManagement::ns, u"a" }));
        require(acknowledgement.attribute(u"h").toULongLong() == m_handled);
        m_told = m_handled;
        if (m_owed && m_told >= *m_owed) {
            m_owed.reset();
        }
    }
    void forget()
    {
        m_asked = m_enabled = m_resuming = m_requested = m_sentSince = false;
        m_id.clear();
        m_sent = m_taken = m_received = m_handled = m_told = 0;
        m_owed.reset();
    }

    StreamManagement m_management;
    const Jid m_bound = Jid::orNull(u"romeo@montague.lit/orchard");
    bool m_asked = false;
    bool m_enabled = false;
    bool m_resuming = false;
    bool m_requested = false;
    bool m_sentSince = false;
    QString m_id;
    quint64 m_sent = 0;
    quint64 m_taken = 0; ///< of those, by the server
    quint64 m_received = 0;
    quint64 m_handled = 0; ///< of those, by us
    quint64 m_told = 0; ///< of those, to the server
    quint64 m_resumedFrom = 0;
    std::optional<quint64> m_owed;
};

static void play(Bookkeeper &books, char event, const QString &count)
{
    const QString id = QStringLiteral("s1");
    switch (event) {
    case 'e':
        return books.enable();
    case 'E':
        return books.enabled(id);
    case 'N':
        return books.enabled(QStringLiteral(""));
    case 'F':
        return books.enabled({});
    case 'x':
        return books.reset();
    case 's':
        return books.send();
    case 'r':
        return books.receive();
    case 'h':
        return books.handled(count);
    case 'q':
        return books.asked();
    case 'Q':
        return books.ask();
    case 'a':
        return books.acknowledged(count);
    case 'R':
        return books.resume();
    case 'm':
        return books.resumed(count, id);
    case 'M':
        return books.resumed(count, QStringLiteral("s2"));
    case 'f':
        return books.failed(count);
    case '.':
        return books.end();
    default:
        return;
    }
}

/// One letter for each event; one that carries a count is followed by it and a semicolon, and a digit before a letter
/// repeats it so many times ten. Whatever the order and whatever a server claims, who has which stanza is as the books
/// say.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray events(reinterpret_cast<const char *>(data), static_cast<qsizetype>(std::min<size_t>(size, 1000)));
    Bookkeeper books;
    for (qsizetype i = 0; i < events.size(); ++i) {
        int times = 1;
        for (; i + 1 < events.size() && events[i] >= '1' && events[i] <= '9'; ++i) {
            times = (events[i] - '0') * 10;
        }
        const char event = events[i];
        QString count;
        if (QByteArrayView("hamMf").contains(event)) {
            const qsizetype end = events.indexOf(';', i);
            count = QString::fromUtf8(events.mid(i + 1, end < 0 ? -1 : end - i - 1));
            i = end < 0 ? events.size() : end;
        }
        for (; times > 0; --times) {
            play(books, event, count);
            books.check();
        }
    }
    return 0;
}
