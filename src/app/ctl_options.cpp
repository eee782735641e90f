// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl_options.h"

#include <QHash>
#include <QUrl>

namespace natter {

std::optional<AccountSettings::Proxy> proxyNamed(const QString &text)
{
    using Proxy = AccountSettings::Proxy;
    if (text == u"tor") {
        return Proxy::tor();
    }
    const QUrl url(text, QUrl::StrictMode);
    const bool socks = url.scheme() == u"socks5";
    const bool more = !url.path().isEmpty() || url.hasQuery() || url.hasFragment() || !url.password().isEmpty();
    if ((!socks && url.scheme() != u"http") || url.host().isEmpty() || more) {
        return std::nullopt;
    }
    return Proxy { socks ? Proxy::Kind::Socks5 : Proxy::Kind::Http, url.host(),
                   static_cast<quint16>(url.port(socks ? 1080 : 8080)), url.userName() };
}

static const QStringList &historyNames() // as AccountSettings::History
{
    static const QStringList names { QStringLiteral("all"), QStringLiteral("year"), QStringLiteral("month"),
                                     QStringLiteral("none") };
    return names;
}

std::optional<AccountSettings::History> historyNamed(const QString &text)
{
    const auto index = historyNames().indexOf(text);
    return index < 0 ? std::nullopt : std::optional(static_cast<AccountSettings::History>(index));
}

QString historyName(AccountSettings::History history) { return historyNames()[static_cast<int>(history)]; }

QDateTime momentNamed(const QString &text, const QDateTime &now)
{
    static const QHash<QChar, qint64> seconds { { u's', 1 }, { u'm', 60 }, { u'h', 3600 }, { u'd', 24 * 3600 } };
    static constexpr int most = 100'000; // of any of these: three centuries
    if (!text.startsWith(u'+')) {
        return QDateTime::fromString(text, Qt::ISODate).toUTC();
    }
    bool isNumber = false;
    const int count = QStringView(text).mid(1).chopped(qMin<qsizetype>(1, text.size() - 1)).toInt(&isNumber);
    const qint64 unit = seconds.value(text.back());
    return isNumber && count > 0 && count <= most && unit > 0 ? now.toUTC().addSecs(count * unit) : QDateTime();
}

static bool isNumber(const QString &value, int least, int most)
{
    bool number = false;
    const int entered = value.toInt(&number);
    return number && entered >= least && entered <= most;
}

QString ctlExpected(const QString &option, const QString &value)
{
    struct Kind
    {
        QStringList options;
        bool (*fits)(const QString &);
        QString expected;
    };
    static const Kind kinds[] = {
        { { QStringLiteral("timeout"), QStringLiteral("limit"), QStringLiteral("count") },
          [](const QString &text) { return isNumber(text, 0, std::numeric_limits<int>::max()); },
          QStringLiteral("a number") },
        { { QStringLiteral("row") },
          [](const QString &text) {
              bool number = false;
              text.toLongLong(&number);
              return number;
          },
          QStringLiteral("the row of a message") },
        { { QStringLiteral("at") },
          [](const QString &text) { return momentNamed(text, QDateTime::currentDateTimeUtc()).isValid(); },
          QStringLiteral("a time such as 2030-01-31T09:00, or +30s, +5m, +2h, +1d") },
        { { QStringLiteral("format") },
          [](const QString &text) { return text == u"jsonl" || text == u"pages"; },
          QStringLiteral("jsonl or pages") },
        { { QStringLiteral("port") },
          [](const QString &text) { return isNumber(text, 1, 65535); },
          QStringLiteral("a number from 1 to 65535") },
        { { QStringLiteral("tls") },
          [](const QString &text) { return text == u"direct" || text == u"starttls"; },
          QStringLiteral("direct or starttls") },
        { { QStringLiteral("history") },
          [](const QString &text) { return historyNamed(text).has_value(); },
          QStringLiteral("all, year, month or none") },
        { { QStringLiteral("wait") },
          [](const QString &text) { return text == u"sent" || text == u"delivered" || text == u"displayed"; },
          QStringLiteral("sent, delivered or displayed") },
        { { QStringLiteral("proxy") },
          [](const QString &text) { return proxyNamed(text).has_value(); },
          QStringLiteral("tor, socks5://[USER@]HOST[:PORT] or http://[USER@]HOST[:PORT]") },
    };
    for (const Kind &kind : kinds) {
        if (kind.options.contains(option) && !kind.fits(value)) {
            return kind.expected;
        }
    }
    return {};
}

} // namespace natter
