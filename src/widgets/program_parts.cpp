// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/program_parts.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslSocket>

#include <optional>

namespace natter {

static const QString folder = QStringLiteral(":/parts/");

static QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

static bool isHere(const QJsonObject &part)
{
    const QString option = part[u"option"].toString();
#ifndef NATTER_HUNSPELL
    if (option == u"hunspell") {
        return false;
    }
#endif
#ifndef NATTER_LIBXML2
    if (option == u"libxml2") {
        return false;
    }
#endif
#ifndef Q_OS_LINUX
    if (part[u"on"] == QLatin1String("linux")) {
        return false;
    }
#endif
    return true;
}

static QString versionOf(const QJsonObject &part)
{
    const QString name = part[u"name"].toString();
    if (name == u"Qt") {
        return QString::fromLatin1(qVersion());
    }
    if (name == u"OpenSSL") { // "OpenSSL 3.0.16 11 Feb 2025"; another backend has another name
        const QStringList words = QSslSocket::sslLibraryVersionString().split(u' ');
        return words.value(0) == name ? words.value(1) : QString();
    }
    return part[u"version"].toString();
}

QList<ProgramPart> programParts()
{
    QList<ProgramPart> parts { { QStringLiteral("Natter"), QStringLiteral(NATTER_VERSION),
                                 QStringLiteral("GPL-3.0-or-later"), folder + QStringLiteral("GPL-3.0.txt") } };
    const auto listed = QJsonDocument::fromJson(contentOf(folder + QStringLiteral("parts.json"))).array();
    for (const auto &value : listed) {
        const QJsonObject part = value.toObject();
        if (isHere(part)) {
            parts.append({ part[u"name"].toString(), versionOf(part), part[u"licence"].toString(),
                           folder + part[u"text"].toString() });
        }
    }
    return parts;
}

/// Where each kind of package keeps its licences, seen from the program; nothing if there are none.
static std::optional<QDir> licencesBeside(const QString &program)
{
    for (const auto *place : { "/../share/doc/natter/licences", "/licenses", "/../Resources/licences" }) {
        const QDir beside(program + QLatin1String(place));
        if (beside.exists(QStringLiteral("parts.json"))) {
            return beside;
        }
    }
    return std::nullopt;
}

QList<ProgramPart> bundledParts(const QString &program)
{
    QList<ProgramPart> parts;
    const auto licences = licencesBeside(program);
    if (!licences) {
        return parts;
    }
    const auto listed = QJsonDocument::fromJson(contentOf(licences->filePath(QStringLiteral("parts.json")))).array();
    for (const auto &value : listed) {
        const QJsonObject part = value.toObject();
        parts.append({ part[u"name"].toString(), part[u"version"].toString(), part[u"licence"].toString(),
                       licences->filePath(part[u"text"].toString()) });
    }
    return parts;
}

QString licenceText(const ProgramPart &part) { return QString::fromUtf8(contentOf(part.textFile)); }

} // namespace natter
