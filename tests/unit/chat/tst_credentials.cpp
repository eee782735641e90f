// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/credentials.h"
#include "support/fake_clock.h"
#include "support/memory_vault.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;

/// What an account logs in with, over runs of the program.
class TestCredentials : public QObject
{
    Q_OBJECT

    using Place = AccountSettings::PasswordPlace;
    const Jid m_romeo = Jid::orNull(u"romeo@montague.lit");

    Session sessionWith(const FakeClock &clock) const
    {
        Session session;
        session.newToken =
            FastToken { QStringLiteral("HT-SHA-256-NONE"), Secret(QStringLiteral("t1")), clock.now().addDays(1) };
        return session;
    }

private Q_SLOTS:
    void nothingKnownIsMissing()
    {
        MemoryVault vault;
        FakeClock clock;
        Credentials credentials(m_romeo, vault, clock);
        QSignalSpy missing(&credentials, &Credentials::missing);
        credentials.read(Place::Keychain);
        QVERIFY(credentials.areBeingRead());
        QTRY_COMPARE(missing.count(), 1);
        QCOMPARE(missing.first().first().value<Error>().kind, Error::Kind::NoPassword);
        QVERIFY(!credentials.areKnown() && !credentials.areBeingRead());
    }

    void tokenIsThereAtTheNextStart()
    {
        MemoryVault vault;
        FakeClock clock;
        Credentials first(m_romeo, vault, clock);
        first.learn(sessionWith(clock), Place::Keychain);

        Credentials second(m_romeo, vault, clock);
        QSignalSpy found(&second, &Credentials::found);
        second.read(Place::Keychain);
        QTRY_COMPARE(found.count(), 1);
        ConnectSettings settings;
        second.fill(settings);
        QVERIFY(settings.password.isEmpty());
        QCOMPARE(settings.token->token.reveal(), QStringLiteral("t1"));
        QCOMPARE(settings.token->mechanism, QStringLiteral("HT-SHA-256-NONE"));
    }

    void expiredTokenIsNoCredential()
    {
        MemoryVault vault;
        FakeClock clock;
        Credentials credentials(m_romeo, vault, clock);
        credentials.learn(sessionWith(clock), Place::Keychain);
        QVERIFY(credentials.areKnown());
        clock.advance(std::chrono::hours(25));
        QVERIFY(!credentials.areKnown());
        ConnectSettings settings;
        credentials.fill(settings);
        QVERIFY(!settings.token);
    }

    void refusedTokenIsForgottenEverywhere()
    {
        MemoryVault vault;
        FakeClock clock;
        vault.write(m_romeo, VaultEntry::Password, Place::Keychain, Secret(QStringLiteral("pencil")));
        Credentials credentials(m_romeo, vault, clock);
        credentials.learn(sessionWith(clock), Place::Keychain);
        Session refused;
        refused.isTokenRefused = true;
        credentials.learn(refused, Place::Keychain);
        QVERIFY(vault.tokens.value(m_romeo).isEmpty());
        QVERIFY(!vault.passwords.value(m_romeo).isEmpty());
    }

    void wrongPasswordEndsTheTokenToo()
    {
        MemoryVault vault;
        FakeClock clock;
        Credentials credentials(m_romeo, vault, clock);
        credentials.providePassword(Secret(QStringLiteral("wrong")));
        credentials.learn(sessionWith(clock), Place::Keychain);
        credentials.forget(Place::Keychain);
        QVERIFY(!credentials.areKnown());
        QVERIFY(vault.tokens.value(m_romeo).isEmpty());
    }

    void certificateIsReadWithTheOthers()
    {
        MemoryVault vault;
        FakeClock clock;
        vault.certificates.insert(m_romeo, Secret(QStringLiteral("with its key")));
        Credentials credentials(m_romeo, vault, clock);
        QVERIFY(!credentials.isCertificateKnown());
        QSignalSpy missing(&credentials, &Credentials::missing); // the password
        credentials.read(Place::Keychain);
        QTRY_COMPARE(missing.count(), 1);
        ConnectSettings settings;
        credentials.fill(settings);
        QCOMPARE(settings.clientCertificate.reveal(), QStringLiteral("with its key"));
    }

    void certificateOfThisRunCountsMoreThanTheKept()
    {
        MemoryVault vault;
        FakeClock clock;
        vault.passwords.insert(m_romeo, Secret(QStringLiteral("pencil")));
        Credentials credentials(m_romeo, vault, clock);
        QSignalSpy found(&credentials, &Credentials::found);
        credentials.read(Place::Keychain);
        QTRY_COMPARE(found.count(), 1);
        QVERIFY(credentials.isCertificateKnown() && credentials.known(VaultEntry::Certificate)->isEmpty());
        credentials.provideCertificate(Secret(QStringLiteral("chosen")));
        vault.certificates.insert(m_romeo, Secret(QStringLiteral("kept")));
        credentials.read(Place::Keychain);
        QTRY_COMPARE(found.count(), 2);
        QCOMPARE(credentials.known(VaultEntry::Certificate)->reveal(), QStringLiteral("chosen"));
    }

    void storedRubbishIsNoToken()
    {
        for (const char *text : { "", "x", "HT-SHA-256-NONE\n\n", "PLAIN\n\nsecret", "HT-SHA-256-NONE\n\na\nb" }) {
            QVERIFY(!FastToken::read(Secret(QString::fromLatin1(text))));
        }
    }
};

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
