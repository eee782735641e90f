// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/account_book.h"

#include "chat/private_file.h"
#include "wire/client_certificate.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace natter {

using Tls = AccountSettings::Tls;
using PasswordPlace = AccountSettings::PasswordPlace;
using Proxy = AccountSettings::Proxy;

static const std::array proxyKinds { QStringLiteral("socks5"), QStringLiteral("http") }; // as Proxy::Kind

static QJsonObject toJson(const AccountSettings &settings)
{
    QJsonObject object {
        { QStringLiteral("jid"), settings.jid.toString() },
        { QStringLiteral("enabled"), settings.enabled },
        { QStringLiteral("allowPlain"), settings.allowPlain },
        { QStringLiteral("passwordPlace"), static_cast<int>(settings.passwordPlace) },
        { QStringLiteral("history"), static_cast<int>(settings.history) },
    };
    const auto &[receipts, reading, typing] = settings.disclosure;
    for (const auto &[name, choice] : { std::pair("tellsReceipts", receipts), std::pair("tellsReading", reading),
                                        std::pair("tellsTyping", typing) }) {
        if (choice) {
            object[QLatin1String(name)] = *choice;
        }
    }
    if (settings.server) {
        object[QStringLiteral("host")] = settings.server->host;
        object[QStringLiteral("port")] = settings.server->port;
        object[QStringLiteral("directTls")] = settings.server->tls == Tls::Direct;
    }
    if (!settings.strongest.mechanism.isEmpty()) {
        object[QStringLiteral("strongestMechanism")] = settings.strongest.mechanism;
        object[QStringLiteral("channelBinding")] = static_cast<int>(settings.strongest.binding);
    }
    if (!settings.installation.isEmpty()) {
        object[QStringLiteral("installation")] = settings.installation;
    }
    if (settings.proxy) {
        object[QStringLiteral("proxy")] =
            QJsonObject { { QStringLiteral("kind"), proxyKinds[static_cast<size_t>(settings.proxy->kind)] },
                          { QStringLiteral("host"), settings.proxy->host },
                          { QStringLiteral("port"), settings.proxy->port },
                          { QStringLiteral("user"), settings.proxy->user } };
    }
    if (!settings.clientCertificate.isEmpty()) {
        object[QStringLiteral("clientCertificate")] = QString::fromLatin1(settings.clientCertificate);
    }
    if (!settings.extraAuthority.isEmpty()) {
        object[QStringLiteral("extraAuthority")] = QString::fromLatin1(settings.extraAuthority);
    }
    if (!settings.pinnedCertificate.isEmpty()) {
        object[QStringLiteral("pinnedCertificate")] = QString::fromLatin1(settings.pinnedCertificate.toHex());
    }
    return object;
}

/// Null if it cannot be told what it is: then the account must not connect without it.
static std::optional<Proxy> proxyFromJson(const QJsonObject &object)
{
    const auto kind = std::find(proxyKinds.begin(), proxyKinds.end(), object[u"kind"].toString());
    const int port = object[u"port"].toInt();
    const QString host = object[u"host"].toString();
    if (kind == proxyKinds.end() || host.isEmpty() || port < 1 || port > 65535) {
        return std::nullopt;
    }
    return Proxy { static_cast<Proxy::Kind>(kind - proxyKinds.begin()), host, static_cast<quint16>(port),
                   object[u"user"].toString() };
}

static Secret certificateIn(const QJsonObject &object) { return Secret(object[u"clientCertificate"].toString()); }

static std::optional<AccountSettings> fromJson(const QJsonObject &object)
{
    AccountSettings settings;
    settings.jid = Jid::orNull(object[u"jid"].toString()).bare();
    if (settings.jid.isNull() || !settings.jid.hasLocal()) {
        return std::nullopt;
    }
    settings.enabled = object[u"enabled"].toBool(true);
    settings.allowPlain = object[u"allowPlain"].toBool();
    settings.passwordPlace = static_cast<PasswordPlace>(qBound(0, object[u"passwordPlace"].toInt(), 2));
    settings.history = static_cast<AccountSettings::History>(qBound(0, object[u"history"].toInt(), 3));
    const auto choice = [&object](QStringView name) {
        return object.contains(name) ? std::optional(object[name].toBool()) : std::nullopt;
    };
    settings.disclosure = { choice(u"tellsReceipts"), choice(u"tellsReading"), choice(u"tellsTyping") };
    if (object.contains(u"host")) {
        settings.server =
            AccountSettings::Server { object[u"host"].toString(), static_cast<quint16>(object[u"port"].toInt(5222)),
                                      object[u"directTls"].toBool() ? Tls::Direct : Tls::StartTls };
    }
    settings.strongest = { object[u"strongestMechanism"].toString(),
                           static_cast<LoginRecord::Binding>(qBound(0, object[u"channelBinding"].toInt(), 3)) };
    settings.installation = object[u"installation"].toString();
    if (object.contains(u"proxy")) {
        settings.proxy = proxyFromJson(object[u"proxy"].toObject());
        if (!settings.proxy) {
            return std::nullopt;
        }
    }
    settings.clientCertificate = withoutKey(certificateIn(object));
    settings.extraAuthority = object[u"extraAuthority"].toString().toLatin1();
    settings.pinnedCertificate = QByteArray::fromHex(object[u"pinnedCertificate"].toString().toLatin1());
    return settings;
}

AccountBook::AccountBook(const QString &path) : m_path(path) { }

Result<> AccountBook::load()
{
    m_accounts.clear();
    m_keys.clear();
    m_unknown = {};
    m_unreadable.reset();
    auto object = readJsonObject(m_path);
    if (object && object->contains(u"accounts") && !(*object)[u"accounts"].isArray()) {
        object = failure(putAside(m_path));
    }
    if (!object) {
        if (object.error().kind != Error::Kind::StorageDamaged) {
            m_unreadable = object.error();
        }
        return tl::unexpected(object.error());
    }
    const QJsonArray accounts = (*object)[u"accounts"].toArray();
    for (const auto &entry : accounts) {
        if (const auto settings = fromJson(entry.toObject())) {
            m_accounts.append(*settings);
            const Secret certificate = certificateIn(entry.toObject());
            if (certificate.reveal().contains(u"PRIVATE KEY-----")) {
                m_keys.insert(settings->jid, certificate);
            }
        } else {
            m_unknown.append(entry); // perhaps of a later version: it is nobody's to throw away
        }
    }
    return {};
}

const AccountSettings *AccountBook::find(const Jid &account) const
{
    for (const AccountSettings &settings : m_accounts) {
        if (settings.jid == account) {
            return &settings;
        }
    }
    return nullptr;
}

Result<> AccountBook::put(const AccountSettings &settings)
{
    QList<AccountSettings> accounts = m_accounts;
    Keys keys = m_keys;
    const auto known = std::find_if(accounts.begin(), accounts.end(),
                                    [&](const AccountSettings &other) { return other.jid == settings.jid; });
    if (known == accounts.end()) {
        accounts.append(settings);
    } else {
        if (known->clientCertificate != settings.clientCertificate) {
            keys.remove(settings.jid);
        }
        *known = settings;
    }
    return save(accounts, keys);
}

Result<> AccountBook::remove(const Jid &account)
{
    QList<AccountSettings> accounts = m_accounts;
    Keys keys = m_keys;
    accounts.removeIf([&](const AccountSettings &other) { return other.jid == account; });
    keys.remove(account);
    return save(accounts, keys);
}

std::optional<Secret> AccountBook::keyOf(const Jid &account) const
{
    const auto found = m_keys.constFind(account);
    return found == m_keys.cend() ? std::nullopt : std::optional(*found);
}

Result<> AccountBook::dropKey(const Jid &account)
{
    Keys keys = m_keys;
    return keys.remove(account) > 0 ? save(m_accounts, keys) : Result<>();
}

Result<> AccountBook::save(const QList<AccountSettings> &accounts, const Keys &keys)
{
    if (m_unreadable) {
        return failure(*m_unreadable);
    }
    QJsonArray array = m_unknown;
    for (const AccountSettings &settings : accounts) {
        QJsonObject object = toJson(settings);
        if (const auto key = keys.constFind(settings.jid); key != keys.cend()) {
            object[QStringLiteral("clientCertificate")] = key->reveal();
        }
        array.append(object);
    }
    const auto written = writeJsonObject(m_path, { { QStringLiteral("accounts"), array } });
    if (written) {
        m_accounts = accounts;
        m_keys = keys;
    }
    return written;
}

} // namespace natter
