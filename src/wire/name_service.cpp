// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/name_service.h"

#include <QDnsLookup>
#include <QHostInfo>
#include <QPromise>

#include <memory>

namespace natter {

template <typename T> static std::shared_ptr<QPromise<Result<T>>> promised()
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    return promise;
}

QFuture<Result<QList<SrvRecord>>> NameService::services(const QString &name)
{
    auto promise = promised<QList<SrvRecord>>();
    auto *lookUp = new QDnsLookup(QDnsLookup::SRV, name, this);
    QObject::connect(lookUp, &QDnsLookup::finished, lookUp, [lookUp, promise] {
        lookUp->deleteLater();
        QList<SrvRecord> records;
        const auto found = lookUp->serviceRecords();
        for (const QDnsServiceRecord &record : found) {
            records.append(
                { { record.target(), record.port(), TlsMode::StartTls }, record.priority(), record.weight() });
        }
        promise->addResult(lookUp->error() == QDnsLookup::NoError
                               ? Result<QList<SrvRecord>>(records)
                               : Result<QList<SrvRecord>>(failure(Error::Kind::HostNotFound, lookUp->errorString())));
        promise->finish();
    });
    lookUp->lookup();
    return promise->future();
}

QFuture<Result<QList<QHostAddress>>> NameService::addresses(const QString &host)
{
    auto promise = promised<QList<QHostAddress>>();
    QHostInfo::lookupHost(host, this, [promise](const QHostInfo &info) {
        promise->addResult(info.error() == QHostInfo::NoError
                               ? Result<QList<QHostAddress>>(info.addresses())
                               : Result<QList<QHostAddress>>(failure(Error::Kind::HostNotFound, info.errorString())));
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<QList<QHostAddress>>> NameService::addresses(const QString &host,
                                                            QAbstractSocket::NetworkLayerProtocol family)
{
    auto promise = promised<QList<QHostAddress>>();
    auto *lookUp =
        new QDnsLookup(family == QAbstractSocket::IPv6Protocol ? QDnsLookup::AAAA : QDnsLookup::A, host, this);
    QObject::connect(lookUp, &QDnsLookup::finished, lookUp, [lookUp, promise] {
        lookUp->deleteLater();
        QList<QHostAddress> addresses;
        const auto found = lookUp->hostAddressRecords();
        for (const QDnsHostAddressRecord &record : found) {
            addresses.append(record.value());
        }
        promise->addResult(
            lookUp->error() == QDnsLookup::NoError
                ? Result<QList<QHostAddress>>(addresses)
                : Result<QList<QHostAddress>>(failure(Error::Kind::HostNotFound, lookUp->errorString())));
        promise->finish();
    });
    lookUp->lookup();
    return promise->future();
}

} // namespace natter
