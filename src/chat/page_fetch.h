// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/limits.h"
#include "base/result.h"
#include "wire/name_service.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <memory>

namespace natter {

/// A page of the web, or the beginning of one, as it came.
struct Page
{
    QByteArray content; ///< at most limits::pageBytes
    QByteArray type; ///< as HTTP says it, with the charset
};

/// How to get to the web.
struct WebWay
{
    QNetworkProxy proxy { QNetworkProxy::NoProxy };
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    std::chrono::milliseconds deadline = limits::pageDeadline; ///< for all of it
};

/// Fetches one page that the person asked for, and tells its server no more than that: no cookies, no referrer, no
/// language, no version. It comes over TLS: a link without is followed to one with it at most. Neither this computer
/// nor the network around it is asked for anything, whatever a link, a name or a redirection leads to, unless the
/// person's link names just that host by its address, or as "localhost"; behind a proxy not even then. Which addresses
/// other names have is for the proxy to find out.
class PageFetch : public QObject
{
    Q_OBJECT

public:
    PageFetch(NameService &names, const WebWay &way, QObject *parent = nullptr);
    ~PageFetch() override;

    /// Ends in fetched() or failed(), after the deadline at the latest; this object must outlive the signal.
    void start(const QUrl &link);

Q_SIGNALS:
    void fetched(const natter::Page &page);
    /// The errors of the way there; and InvalidInput, whose condition says why: "own-network" (it leads to where
    /// nothing is fetched from), "no-tls", "redirections" (too many), "no-page" (there is none, or it is no HTML).
    void failed(const natter::Error &error);

private:
    void visit(const QUrl &address);
    void resolve();
    void takeAddresses(const Result<QList<QHostAddress>> &addresses);
    void ask(const QHostAddress &address);
    void ask(QNetworkRequest request);
    void readHead();
    void readBody();
    void replyEnded();
    void redirect(const QByteArray &location);
    void succeed();
    void refuse(const char *condition, const QString &detail = {});
    void fail(const Error &error);
    void dropReply();
    void rest();
    bool usesProxy() const { return m_way.proxy.type() != QNetworkProxy::NoProxy; }

    NameService &m_names;
    const WebWay m_way;
    QNetworkAccessManager m_manager;
    QTimer m_deadline;
    QUrl m_link; ///< that the person asked for
    QUrl m_address; ///< that is asked now
    QList<QHostAddress> m_hosts; ///< of that, which were not tried yet
    int m_redirections = 0;
    bool m_isOwn = false; ///< it is in the person's own network, and they said so
    bool m_hasHead = false;
    Page m_page;
    QNetworkReply *m_reply = nullptr;
    std::unique_ptr<QObject> m_question; ///< context of the one to the names
};

} // namespace natter
