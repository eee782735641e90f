// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/page_fetch.h"

#include "base/future.h"
#include "base/log.h"
#include "chat/internet_address.h"
#include "domain/link_card.h"

#include <algorithm>

namespace natter {

static constexpr qint64 bufferBytes = 64 * 1024;

PageFetch::PageFetch(NameService &names, const WebWay &way, QObject *parent)
    : QObject(parent)
    , m_names(names)
    , m_way(way)
{
    m_manager.setProxy(way.proxy);
    m_manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(way.deadline);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        fail({ Error::Kind::Timeout, QStringLiteral("fetching a page"), {}, {} });
    });
}

PageFetch::~PageFetch() { rest(); }

void PageFetch::start(const QUrl &link)
{
    m_link = link;
    m_deadline.start();
    QMetaObject::invokeMethod(
        this, [this] { visit(m_link); }, Qt::QueuedConnection); // nobody is told within start()
}

void PageFetch::visit(const QUrl &address)
{
    if (hostOf(address.toString(QUrl::FullyEncoded)).isEmpty()) {
        refuse("no-page", QStringLiteral("no address of the web"));
        return;
    }
    m_address = address;
    m_address.setUserInfo({});
    m_address.setFragment({});
    m_isOwn = meansOwnNetwork(m_link.host()) && address.host() == m_link.host();
    const bool isNear = meansOwnNetwork(address.host()) || (usesProxy() && isLocalName(address.host()));
    if (isNear && (!m_isOwn || usesProxy())) {
        refuse("own-network", address.host());
    } else if (address.scheme() != u"https" && m_redirections > 0 && !m_isOwn) {
        refuse("no-tls", address.host());
    } else if (usesProxy()) {
        ask(QNetworkRequest(m_address)); // which finds the host by itself
    } else {
        resolve();
    }
}

/// Where a name leads to is found out once, and what was found is what is asked: it could lead elsewhere the next time.
void PageFetch::resolve()
{
    if (const QHostAddress address(m_address.host()); !address.isNull()) {
        takeAddresses(QList { address });
        return;
    }
    if (!m_question) {
        m_question = std::make_unique<QObject>();
    }
    whenDone(m_names.addresses(m_address.host(QUrl::FullyEncoded)), m_question.get(),
             [this](const Result<QList<QHostAddress>> &addresses) { takeAddresses(addresses); });
}

void PageFetch::takeAddresses(const Result<QList<QHostAddress>> &addresses)
{
    if (!addresses || addresses->isEmpty()) {
        fail(addresses ? Error { Error::Kind::HostNotFound, m_address.host(), {}, {} } : addresses.error());
        return;
    }
    if (!m_isOwn && !std::all_of(addresses->cbegin(), addresses->cend(), isOnInternet)) {
        refuse("own-network", m_address.host());
        return;
    }
    m_hosts = *addresses;
    // Where IPv6 does not work, it mostly takes long to say so
    std::stable_partition(m_hosts.begin(), m_hosts.end(), [](const QHostAddress &address) {
        return address.protocol() == QAbstractSocket::IPv4Protocol;
    });
    ask(m_hosts.takeFirst());
}

void PageFetch::ask(const QHostAddress &address)
{
    QUrl url = m_address;
    url.setHost(address.toString());
    QNetworkRequest request(url);
    QByteArray host = m_address.host(QUrl::FullyEncoded).toLatin1();
    if (QHostAddress(m_address.host()).protocol() == QAbstractSocket::IPv6Protocol) {
        host = '[' + host + ']';
    }
    request.setPeerVerifyName(m_address.host(QUrl::FullyEncoded));
    request.setRawHeader("Host", m_address.port() < 0 ? host : host + ':' + QByteArray::number(m_address.port()));
    ask(request);
}

void PageFetch::ask(QNetworkRequest request)
{
    request.setSslConfiguration(m_way.tls);
    request.setRawHeader("User-Agent", "Natter");
    request.setRawHeader("Accept", "text/html, application/xhtml+xml");
    request.setRawHeader("Accept-Language", "*"); // else it would be the person's
    request.setRawHeader("Accept-Encoding", "identity"); // else a little could become very much
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false); // it would ask for the host by its address
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    m_hasHead = false;
    m_page = {};
    m_reply = m_manager.get(request);
    m_reply->setReadBufferSize(bufferBytes);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &PageFetch::readHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &PageFetch::readBody);
    connect(m_reply, &QNetworkReply::finished, this, &PageFetch::replyEnded);
}

void PageFetch::readHead()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_hasHead || status == 0) {
        return;
    }
    m_hasHead = true;
    const QByteArray location = m_reply->rawHeader("Location");
    const QByteArray encoding = m_reply->rawHeader("Content-Encoding").trimmed().toLower();
    m_page.type = m_reply->rawHeader("Content-Type");
    const QByteArray kind = m_page.type.split(';').first().trimmed().toLower();
    const bool isHtml = kind == "text/html" || kind == "application/xhtml+xml";
    if (status >= 300 && status < 400 && !location.isEmpty()) {
        redirect(location);
    } else if (m_address.scheme() != u"https" && !m_isOwn) {
        refuse("no-tls", m_address.host());
    } else if (status != 200 || !isHtml || (!encoding.isEmpty() && encoding != "identity")) {
        refuse("no-page", QStringLiteral("status %1, %2").arg(status).arg(QString::fromLatin1(kind)));
    }
}

void PageFetch::redirect(const QByteArray &location)
{
    if (++m_redirections > limits::pageRedirects) {
        refuse("redirections");
        return;
    }
    const QUrl target = QUrl::fromEncoded(location, QUrl::StrictMode);
    const QUrl next = target.isValid() ? m_address.resolved(target) : QUrl();
    dropReply();
    QMetaObject::invokeMethod(
        this, [this, next] { visit(next); }, Qt::QueuedConnection);
}

/// What is beyond the limit is not waited for: what is sought stands at the beginning of a page.
void PageFetch::readBody()
{
    readHead();
    if (!m_reply || !m_hasHead) {
        return;
    }
    m_page.content += m_reply->read(limits::pageBytes - m_page.content.size());
    if (m_page.content.size() >= limits::pageBytes) {
        succeed();
    }
}

static Error::Kind kindOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return Error::Kind::HostNotFound;
    case QNetworkReply::ConnectionRefusedError:
        return Error::Kind::ConnectionRefused;
    case QNetworkReply::TimeoutError:
        return Error::Kind::Timeout;
    case QNetworkReply::RemoteHostClosedError:
        return Error::Kind::Disconnected;
    case QNetworkReply::SslHandshakeFailedError:
        return Error::Kind::TlsFailed;
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return Error::Kind::ProxyNotAuthorised;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
        return Error::Kind::ProxyUnreachable;
    default:
        return Error::Kind::NetworkUnreachable;
    }
}

void PageFetch::replyEnded()
{
    readBody();
    if (!m_reply) {
        return; // that was all
    }
    if (m_hasHead) {
        succeed(); // also if the rest is missing
        return;
    }
    const Error::Kind kind = kindOf(m_reply->error());
    const bool isProxys = usesProxy() && kind == Error::Kind::NetworkUnreachable; // what a proxy says has no name here
    const Error error { isProxys ? Error::Kind::UnreachableThroughProxy : kind, m_reply->errorString(), {}, {} };
    if (m_hosts.isEmpty()) {
        fail(error);
        return;
    }
    dropReply();
    ask(m_hosts.takeFirst());
}

void PageFetch::succeed()
{
    rest();
    Q_EMIT fetched(m_page);
}

void PageFetch::refuse(const char *condition, const QString &detail)
{
    fail({ Error::Kind::InvalidInput, detail, QLatin1String(condition), {} });
}

void PageFetch::fail(const Error &error)
{
    qCInfo(logChat).noquote() << "no page:" << errorKindName(error.kind) << error.condition;
    rest();
    Q_EMIT failed(error);
}

void PageFetch::dropReply()
{
    if (QNetworkReply *reply = std::exchange(m_reply, nullptr)) {
        reply->disconnect(this);
        reply->deleteLater(); // which closes the connection, once it is not the reply that is talking to us
    }
}

void PageFetch::rest()
{
    m_deadline.stop();
    if (m_question) {
        m_question.release()->deleteLater(); // it may be what is being answered
    }
    m_hosts.clear();
    dropReply();
}

} // namespace natter
