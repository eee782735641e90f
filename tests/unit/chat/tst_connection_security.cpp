// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/connection_security.h"

#include <QtTest>

using namespace natter;
using Concern = ConnectionSecurity::Concern;
using Concerns = QList<Concern>;
using Trust = ConnectionFacts::Trust;
using Verdict = ConnectionSecurity::Verdict;

Q_DECLARE_METATYPE(ConnectionFacts)

/// What is said of a connection, from what it is made of.
class TestConnectionSecurity : public QObject
{
    Q_OBJECT

    static ConnectionFacts facts(const QString &mechanism, const QString &protocol = QStringLiteral("TLSv1.3"),
                                 const QString &cipher = QStringLiteral("TLS_AES_256_GCM_SHA384"))
    {
        ConnectionFacts result;
        result.mechanism = mechanism;
        result.tlsProtocol = protocol;
        result.tlsCipher = cipher;
        return result;
    }
    static ConnectionFacts with(ConnectionFacts result, Trust trust)
    {
        result.trust = trust;
        return result;
    }
    static ConnectionFacts refused(ConnectionFacts result)
    {
        result.bindingRefused = true;
        return result;
    }
    static ConnectionFacts newKey(ConnectionFacts result)
    {
        result.keyIsNews = true;
        return result;
    }

private Q_SLOTS:
    void verdict_data()
    {
        QTest::addColumn<ConnectionFacts>("given");
        QTest::addColumn<Verdict>("verdict");
        QTest::addColumn<Concerns>("concerns");
        const auto row = [](const char *name, const ConnectionFacts &given, Verdict verdict,
                            const Concerns &concerns = {}) { QTest::newRow(name) << given << verdict << concerns; };
        row("nothing", {}, Verdict::NotConnected);
        row("no TLS", facts("SCRAM-SHA-256", "", ""), Verdict::Open);
        row("bound", facts("SCRAM-SHA-256-PLUS"), Verdict::Protected);
        row("bound, own authority", with(facts("SCRAM-SHA-256-PLUS"), Trust::OwnAuthority), Verdict::Protected);
        row("bound token", facts("HT-SHA-256-ENDP"), Verdict::Protected);
        row("not bound", facts("SCRAM-SHA-256"), Verdict::CertificateOnly, { Concern::NoBinding });
        row("own authority", with(facts("SCRAM-SHA-1"), Trust::OwnAuthority), Verdict::CertificateOnly,
            { Concern::NoBinding });
        row("refused", refused(facts("SCRAM-SHA-256")), Verdict::CertificateOnly, { Concern::BindingRefused });
        row("token", facts("HT-SHA-256-NONE"), Verdict::CertificateOnly, { Concern::NoBinding });
        row("pinned", with(facts("SCRAM-SHA-256"), Trust::Pinned), Verdict::Protected);
        row("client certificate", facts("EXTERNAL"), Verdict::CertificateOnly);
        row("bare password", facts("PLAIN"), Verdict::Weak, { Concern::PasswordShown, Concern::NoBinding });
        row("bare password, pinned", with(facts("PLAIN"), Trust::Pinned), Verdict::Weak, { Concern::PasswordShown });
        row("outdated login", facts("DIGEST-MD5"), Verdict::Weak, { Concern::OldMechanism, Concern::NoBinding });
        row("unknown login", facts("X-OAUTH2"), Verdict::Weak, { Concern::PasswordShown, Concern::NoBinding });
        row("new key", newKey(facts("SCRAM-SHA-256")), Verdict::Weak, { Concern::UnexpectedKey, Concern::NoBinding });
        row("TLS 1.2", facts("SCRAM-SHA-256-PLUS", "TLSv1.2", "ECDHE-RSA-AES128-GCM-SHA256"), Verdict::Protected);
        row("TLS 1.2, same secret for ever", facts("SCRAM-SHA-256-PLUS", "TLSv1.2", "AES128-GCM-SHA256"), Verdict::Weak,
            { Concern::NoForwardSecrecy });
        row("Windows", facts("SCRAM-SHA-256-PLUS", "TLSv1.2", "Schannel"), Verdict::Protected);
        row("weak cipher", facts("SCRAM-SHA-256-PLUS", "TLSv1.2", "ECDHE-RSA-DES-CBC3-SHA"), Verdict::Weak,
            { Concern::WeakCipher });
        row("no cipher", facts("SCRAM-SHA-256-PLUS", "TLSv1.2", "ECDHE-RSA-NULL-SHA"), Verdict::Weak,
            { Concern::WeakCipher });
        row("old TLS", facts("SCRAM-SHA-256-PLUS", "TLSv1.1", "ECDHE-RSA-AES128-SHA"), Verdict::Weak,
            { Concern::OldProtocol });
    }
    void verdict()
    {
        QFETCH(ConnectionFacts, given);
        QFETCH(Concerns, concerns);
        const auto security = ConnectionSecurity::of(given);
        QTEST(security.verdict, "verdict");
        QCOMPARE(security.concerns, concerns);
        QVERIFY(!verdictName(security.verdict).isEmpty());
        for (const Concern concern : concerns) {
            QVERIFY(!concernName(concern).isEmpty());
        }
    }

    void binding_data()
    {
        QTest::addColumn<QString>("mechanism");
        QTest::addColumn<QString>("name");
        QTest::newRow("SCRAM") << "SCRAM-SHA-256"
                               << "";
        QTest::newRow("bound SCRAM") << "SCRAM-SHA-1-PLUS"
                                     << "tls-server-end-point";
        QTest::newRow("token") << "HT-SHA-256-NONE"
                               << "";
        QTest::newRow("end point") << "HT-SHA-256-ENDP"
                                   << "tls-server-end-point";
        QTest::newRow("exporter") << "HT-SHA-256-EXPR"
                                  << "tls-exporter";
        QTest::newRow("unique") << "HT-SHA-256-UNIQ"
                                << "tls-unique";
        QTest::newRow("only looks like it") << "X-ENDP"
                                            << "";
        QTest::newRow("none") << ""
                              << "";
    }
    void binding()
    {
        QFETCH(QString, mechanism);
        QTEST(channelBindingName(channelBindingOf(mechanism)), "name");
    }
};

QTEST_GUILESS_MAIN(TestConnectionSecurity)
#include "tst_connection_security.moc"
