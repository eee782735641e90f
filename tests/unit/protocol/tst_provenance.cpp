// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/provenance.h"

#include <QtTest>

using namespace natter;

/// Who may say what, as far as it depends on the sender alone.
class TestProvenance : public QObject
{
    Q_OBJECT

    const Provenance m_rules { Jid::orNull(u"romeo@montague.lit/orchard") };

    enum Kind { OwnAccount, OwnServer, OwnDevice, SomebodyElse };

    static void addSenders()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, const QString &from, Kind kind) {
            QTest::newRow(name) << from << static_cast<int>(kind);
        };
        row("absent", QString(), OwnAccount);
        row("own bare", "romeo@montague.lit", OwnAccount);
        row("own bare, localpart in capitals", "ROMEO@montague.lit", OwnAccount);
        row("own bare, domain in capitals", "romeo@MONTAGUE.LIT", OwnAccount);
        row("own bare, trailing dot", "romeo@montague.lit.", OwnAccount);
        row("own bare, full-width letters", QStringLiteral("\uff52omeo@montague.lit"), OwnAccount);
        row("own bare, full-width domain", QStringLiteral("romeo@\uff4dontague.lit"), OwnAccount);
        row("own bare, ideographic full stop", QStringLiteral("romeo@montague\u3002lit"), OwnAccount);
        row("own server", "montague.lit", OwnServer);
        row("own server in capitals", "MONTAGUE.LIT", OwnServer);
        row("own server, trailing dot", "montague.lit.", OwnServer);
        row("this device", "romeo@montague.lit/orchard", OwnDevice);
        row("this device, localpart in capitals", "Romeo@montague.lit/orchard", OwnDevice);
        row("our other device", "romeo@montague.lit/balcony", OwnDevice);
        row("resource in another case", "romeo@montague.lit/Orchard", OwnDevice);
        row("resource that looks like an address", "romeo@montague.lit/romeo@montague.lit", OwnDevice);
        row("contact", "juliet@capulet.lit", SomebodyElse);
        row("contact's device", "juliet@capulet.lit/balcony", SomebodyElse);
        row("same localpart elsewhere", "romeo@capulet.lit", SomebodyElse);
        row("somebody else at our server", "mercutio@montague.lit", SomebodyElse);
        row("longer localpart", "romeo2@montague.lit", SomebodyElse);
        row("subdomain", "romeo@chat.montague.lit", SomebodyElse);
        row("parent domain", "romeo@lit", SomebodyElse);
        row("domain continued", "romeo@montague.lit.evil.lit", SomebodyElse);
        row("our address as a resource", "evil.lit/romeo@montague.lit", SomebodyElse);
        row("our server with a resource", "montague.lit/romeo", SomebodyElse);
        row("our server with our resource", "montague.lit/orchard", SomebodyElse);
        row("localpart as domain", "romeo", SomebodyElse);
        row("Cyrillic look-alike localpart", QStringLiteral("r\u043eme\u043e@montague.lit"), SomebodyElse);
        row("Cyrillic look-alike domain", QStringLiteral("romeo@m\u043entague.lit"), SomebodyElse);
        row("escaped at sign", "romeo\\40montague.lit@evil.lit", SomebodyElse);
        row("escaped localpart", "\\72omeo@montague.lit", SomebodyElse);
        row("accented letter", QStringLiteral("rom\u00e9o@montague.lit"), SomebodyElse);
        row("dotless letter", QStringLiteral("romeo@montague.l\u0131t"), SomebodyElse);
        row("component", "conference.montague.lit", SomebodyElse);
        row("room", "orchard@conference.montague.lit", SomebodyElse);
        row("occupant named like us", "orchard@conference.montague.lit/romeo@montague.lit", SomebodyElse);
        row("A-label of another name", "romeo@xn--montague-4ve.lit", SomebodyElse);
    }

private Q_SLOTS:
    void ownAccountAloneSpeaksForOurThings_data() { addSenders(); }
    void ownAccountAloneSpeaksForOurThings()
    {
        QFETCH(QString, from);
        QFETCH(int, kind);
        const Jid sender = Jid::orNull(from);
        for (const Claim claim : { Claim::RosterPush, Claim::Carbon, Claim::OwnArchive, Claim::OwnNode }) {
            QCOMPARE(m_rules.may(claim, sender), kind == OwnAccount);
            QCOMPARE(m_rules.may(claim, sender, true), kind == OwnAccount); // being a contact changes nothing
        }
        QCOMPARE(m_rules.isOwnAccount(sender), kind == OwnAccount);
    }

    void serverAnswersForTheAccount_data() { addSenders(); }
    void serverAnswersForTheAccount()
    {
        QFETCH(QString, from);
        QFETCH(int, kind);
        const Jid sender = Jid::orNull(from);
        const bool ours = kind == OwnAccount || kind == OwnServer;
        QCOMPARE(m_rules.may(Claim::ServerAnswer, sender), ours);
        const bool thisSession = sender == Jid::orNull(u"romeo@montague.lit/orchard");
        QCOMPARE(m_rules.mayAnswer(Jid(), sender), ours || thisSession);
        QCOMPARE(m_rules.mayAnswer(Jid::orNull(u"romeo@montague.lit"), sender), ours || thisSession);
        QCOMPARE(m_rules.mayAnswer(Jid::orNull(u"montague.lit"), sender), kind == OwnServer || from.isNull());
    }

    void onlyTheOneWeAskedMayAnswer_data() { addSenders(); }
    void onlyTheOneWeAskedMayAnswer()
    {
        QFETCH(QString, from);
        const Jid sender = Jid::orNull(from);
        const Jid asked = Jid::orNull(u"juliet@capulet.lit/balcony");
        QCOMPARE(m_rules.mayAnswer(asked, sender), sender == asked);
        QCOMPARE(m_rules.mayAnswer(asked.bare(), sender), sender == asked.bare());
    }

    void personalQuestionsAreForThoseWhoMaySeeUs_data() { addSenders(); }
    void personalQuestionsAreForThoseWhoMaySeeUs()
    {
        QFETCH(QString, from);
        QFETCH(int, kind);
        const Jid sender = Jid::orNull(from);
        QCOMPARE(m_rules.may(Claim::PersonalQuery, sender, false), kind != SomebodyElse);
        QVERIFY(m_rules.may(Claim::PersonalQuery, sender, true));
    }

    void archiveIdsAreOurAccountsAlone()
    {
        const Jid self = Jid::orNull(u"romeo@montague.lit");
        QVERIFY(m_rules.mayStamp(self, true));
        QVERIFY(!m_rules.mayStamp(self, false)); // whoever does not strip those of others vouches for none
        for (const char *other : { "romeo@montague.lit/orchard", "montague.lit", "juliet@capulet.lit", "" }) {
            QVERIFY2(!m_rules.mayStamp(Jid::orNull(QString::fromLatin1(other)), true), other);
        }
    }

    void compositionOfOurOwnAddressDoesNotMatter()
    {
        const Provenance rules(Jid::orNull(u"m\u00e4rz@b\u00fccher.example/x"));
        for (const QString &from :
             { QStringLiteral("ma\u0308rz@b\u00fccher.example"), QStringLiteral("M\u00c4RZ@B\u00dcCHER.example"),
               QStringLiteral("m\u00e4rz@xn--bcher-kva.example"), QStringLiteral("m\u00e4rz@bu\u0308cher.example.") }) {
            QVERIFY2(rules.may(Claim::RosterPush, Jid::orNull(from)), qPrintable(from));
        }
        QVERIFY(!rules.may(Claim::RosterPush, Jid::orNull(u"marz@b\u00fccher.example")));
    }

    void nobodyMaySayAnythingWithoutASession()
    {
        const Provenance none;
        for (const QString &from :
             { QString(), QStringLiteral("romeo@montague.lit"), QStringLiteral("montague.lit") }) {
            const Jid sender = Jid::orNull(from);
            for (const Claim claim : { Claim::RosterPush, Claim::Carbon, Claim::OwnArchive, Claim::OwnNode,
                                       Claim::ServerAnswer, Claim::PersonalQuery }) {
                QVERIFY(!none.may(claim, sender, true));
            }
            QVERIFY(!none.mayAnswer(Jid(), sender));
            QVERIFY(!none.mayStamp(sender, true));
        }
    }
};

QTEST_GUILESS_MAIN(TestProvenance)
#include "tst_provenance.moc"
