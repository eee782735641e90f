// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/test_authority.h"

#include <QHash>
#include <QSslSocket>
#include <QTcpServer>
#include <QUrl>

#include <optional>

namespace natter {

/// A web server on this machine that answers as it is told, however wrong that is.
class WebServer : public QTcpServer
{
    Q_OBJECT

public:
    struct Answer
    {
        QByteArray bytes; ///< with the head, as they are
        QByteArray forEver {}; ///< said again and again behind that
        bool closes = true; ///< once all is said
    };

    /// Over TLS if it is somebody.
    explicit WebServer(const std::optional<Identity> &identity = std::nullopt);

    /// For whoever asks for that path.
    void answer(const QByteArray &path, const Answer &answer) { m_answers.insert(path, answer); }
    /// As a page.
    void page(const QByteArray &path, const QByteArray &html, const QByteArray &type = "text/html; charset=utf-8");
    void redirect(const QByteArray &path, const QByteArray &location);
    QUrl url(const QByteArray &path, const QString &host = QStringLiteral("127.0.0.1")) const;
    /// What was asked, head by head.
    const QByteArrayList &heads() const { return m_heads; }
    qint64 bytesSaid() const { return m_said; }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void read(QSslSocket &client);
    void goOn(QSslSocket &client, const QByteArray &piece);

    std::optional<Identity> m_identity;
    QHash<QByteArray, Answer> m_answers;
    QByteArrayList m_heads;
    qint64 m_said = 0;
};

} // namespace natter
