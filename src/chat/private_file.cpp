// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/private_file.h"

#include "chat/private_writer.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

namespace natter {

Error putAside(const QString &path)
{
    const QString now = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-hhmmss-zzz"));
    QString aside = path + u".damaged-" + now;
    for (int i = 2; QFile::exists(aside); ++i) {
        aside = path + u".damaged-" + now + u'-' + QString::number(i);
    }
    if (!QFile::rename(path, aside)) {
        return { Error::Kind::Storage, path + u" is damaged and cannot be put aside as " + aside, {}, {} };
    }
    return { Error::Kind::StorageDamaged, path + u" is not readable and was kept as " + aside, {}, {} };
}

Result<QJsonObject> readJsonObject(const QString &path)
{
    QFile file(path);
    if (!file.exists()) {
        return QJsonObject();
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(Error::Kind::ReadOnly, path + u": " + file.errorString());
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    file.close();
    if (error.error == QJsonParseError::NoError && document.isObject()) {
        return document.object();
    }
    return failure(putAside(path));
}

Result<> writeJsonObject(const QString &path, const QJsonObject &object)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir(folder).exists() && QDir().mkpath(folder)) {
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    PrivateWriter file(path);
    auto done = file.open();
    done = done ? file.write(QJsonDocument(object).toJson()) : done;
    return done ? file.commit() : done;
}

} // namespace natter
