// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/served_programs.h"

using namespace natter;
using namespace natter::program;

/// What scripts do with rooms: everything that people can.
class TestProgramRooms : public QObject
{
    Q_OBJECT

    ServedPrograms m_served;
    Program m_romeo;
    Program m_juliet;

    static QString at(const char *name) { return QString::fromLatin1(name) + QStringLiteral("@chat.natter.test"); }
    static QJsonObject room(const Program &natter, const char *name)
    {
        return natter.find("room list", "room", at(name));
    }
    static bool reaches(const Program &natter, const char *name, const QString &phase)
    {
        return QTest::qWaitFor([&] { return room(natter, name)[u"phase"].toString() == phase; }, patience);
    }
    /// Values of `key`, sorted.
    static QStringList values(const Answer &answer, const QString &key)
    {
        QStringList all;
        for (const QJsonObject &line : answer.lines()) {
            all.append(line[key].toString());
        }
        all.sort();
        return all;
    }
    static bool hasHeard(const Program &natter, const QString &where, const QString &body)
    {
        return QTest::qWaitFor([&] { return ServedPrograms::bodies(natter, where).contains(body); }, patience);
    }
    /// Both are in a public room of that name, which is Romeo's.
    void meetIn(const char *name)
    {
        QVERIFY2(m_romeo.does("room create " + at(name) + " --public --nick Romeo"), m_romeo.errors());
        QVERIFY2(m_juliet.does("room join " + at(name) + " --nick Juliet"), m_juliet.errors());
        QTRY_COMPARE_WITH_TIMEOUT(values(m_romeo.ctl("room occupants " + at(name)), "nick"),
                                  QStringList({ "Juliet", "Romeo" }), patience);
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString problem = m_served.start();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QVERIFY(m_romeo.start() && m_juliet.start());
        QVERIFY2(m_served.logIn(m_romeo, m_served.romeo) && m_served.logIn(m_juliet, m_served.juliet),
                 m_romeo.errors() + m_juliet.errors());
    }
    void cleanupTestCase() { QVERIFY(m_romeo.quit() == 0 && m_juliet.quit() == 0); }

    void servicesAndRoomsAreFound()
    {
        QCOMPARE(values(m_romeo.ctl("room browse"), "service"), QStringList { "chat.natter.test" });
        QVERIFY2(m_romeo.does("room create " + at("square"), { "--public", "--name", "The square" }), m_romeo.errors());
        QVERIFY2(m_romeo.does("room create " + at("crypt"), { "--private", "--name", "The crypt" }), m_romeo.errors());
        const Answer listed = m_juliet.ctl("room browse chat.natter.test");
        QCOMPARE(values(listed, "room"), QStringList { at("square") }); // the other one is hidden
        QCOMPARE(listed.value("title"), QString("The square"));
        const Answer open = m_juliet.ctl("room info " + at("square"));
        QCOMPARE(open.value("title"), QString("The square"));
        QVERIFY(open.last()[u"public"].toBool() && open.last()[u"persistent"].toBool());
        QVERIFY(!open.last()[u"membersOnly"].toBool() && !open.last()[u"nonAnonymous"].toBool());
        QVERIFY(open.last()[u"archive"].toBool());
        const Answer closed = m_romeo.ctl("room info " + at("crypt"));
        QVERIFY(!closed.last()[u"public"].toBool() && closed.last()[u"persistent"].toBool());
        QVERIFY(closed.last()[u"membersOnly"].toBool() && closed.last()[u"nonAnonymous"].toBool());
        QVERIFY(m_juliet.ctl("room info " + at("nowhere")).isExplained());
        QVERIFY(m_romeo.ctl("room create " + at("square")).isExplained()); // which is taken
    }

    void invitationsAreRemembered()
    {
        for (const char *name : { "arbour", "cellar" }) {
            QVERIFY2(m_romeo.does("room create " + at(name) + " --nick Romeo"), m_romeo.errors());
            QVERIFY2(m_romeo.does("room invite " + at(name) + ' ' + m_served.juliet, { "--reason", "Come" }),
                     m_romeo.errors());
        }
        const auto invitations = [this] { return values(m_juliet.ctl("room invitations"), "room"); };
        QTRY_COMPARE_WITH_TIMEOUT(invitations(), QStringList({ at("arbour"), at("cellar") }), patience);
        QVERIFY2(m_juliet.does("room decline " + at("cellar")), m_juliet.errors());
        for (int run = 0; run < 2; ++run) {
            QVERIFY(m_juliet.quit() == 0 && m_juliet.start());
            QVERIFY2(m_served.logIn(m_juliet, m_served.juliet), m_juliet.errors());
            const QString body = "Awake " + QString::number(run);
            QVERIFY2(m_romeo.does("send " + m_served.juliet, { body }), m_romeo.errors());
            QVERIFY(hasHeard(m_juliet, m_served.romeo, body)); // and all that the archive had to tell
            QCOMPARE(invitations(), QStringList { at("arbour") });
            QCOMPARE(m_juliet.find("room invitations", "room", at("arbour"))[u"reason"].toString(), QString("Come"));
        }
        QVERIFY2(m_juliet.does("room join " + at("arbour")), m_juliet.errors());
        QCOMPARE(invitations(), QStringList());
    }

    void whoeverIsInvitedComesInAndTalks()
    {
        QVERIFY2(m_romeo.does("room create " + at("garden"), { "--name", "Orchard", "--nick", "Romeo" }),
                 m_romeo.errors());
        const Answer refused = m_juliet.ctl("room join " + at("garden"));
        QVERIFY(refused.isExplained());
        QCOMPARE(refused.last()[u"error"][u"condition"].toString(), QString("members-only"));
        QVERIFY(room(m_juliet, "garden").isEmpty()); // no trace is left
        QVERIFY2(m_romeo.does("room invite " + at("garden") + ' ' + m_served.juliet + " tybalt@natter.test",
                              { "--reason", "Come to the wall" }),
                 m_romeo.errors());
        QTRY_COMPARE_WITH_TIMEOUT(m_juliet.find("room invitations", "room", at("garden"))[u"reason"].toString(),
                                  QString("Come to the wall"), patience);
        QCOMPARE(values(m_romeo.ctl("room members " + at("garden") + " member"), "jid"),
                 QStringList({ m_served.juliet, "tybalt@natter.test" }));
        QVERIFY2(m_juliet.does("room accept " + at("garden")), m_juliet.errors());
        QVERIFY(reaches(m_juliet, "garden", "in"));
        QVERIFY(m_juliet.ctl("room invitations").lines().isEmpty());
        QVERIFY(room(m_juliet, "garden")[u"autojoin"].toBool());

        QVERIFY2(m_romeo.does("send " + at("garden"), { "With love's light wings", "--wait", "sent" }),
                 m_romeo.errors());
        QVERIFY(hasHeard(m_juliet, at("garden"), "With love's light wings"));
        const QJsonObject heard = m_juliet.ctl("history " + at("garden")).last();
        QCOMPARE(heard[u"kind"].toString(), QString("room"));
        QCOMPARE(heard[u"nick"].toString(), QString("Romeo"));
        QCOMPARE(heard[u"direction"].toString(), QString("in"));
        const QJsonObject said = m_romeo.ctl("history " + at("garden")).last();
        QCOMPARE(said[u"direction"].toString(), QString("out"));
        QCOMPARE(said[u"state"].toString(), QString("on-server"));
        QVERIFY2(m_juliet.does("send " + at("garden"), { "Romeo: swear not by the moon" }), m_juliet.errors());
        QVERIFY(hasHeard(m_romeo, at("garden"), "Romeo: swear not by the moon"));
        QVERIFY(m_romeo.ctl("history " + at("garden")).last()[u"mention"].toBool());
        const QJsonObject chat = m_romeo.find("chats", "peer", at("garden"));
        QCOMPARE(chat[u"kind"].toString(), QString("room"));
        QCOMPARE(chat[u"mentions"].toInt(), 1);

        // Nobody else hears that
        QVERIFY2(m_romeo.does("send " + at("garden") + "/" + room(m_juliet, "garden")[u"nick"].toString(), { "Psst" }),
                 m_romeo.errors());
        QVERIFY(hasHeard(m_juliet, at("garden") + "/Romeo", "Psst"));
        QCOMPARE(m_juliet.ctl("history " + at("garden") + "/Romeo").last()[u"kind"].toString(), QString("private"));
        QVERIFY(!m_served.bodies(m_juliet, at("garden")).contains("Psst"));
    }

    void passwordsAreNeitherArgumentsNorOutput()
    {
        QVERIFY2(m_romeo.does("room create " + at("cell") + " --public"), m_romeo.errors());
        QVERIFY(m_romeo.ctl("room configure " + at("cell"), { "muc#roomconfig_roomsecret=thisbe" }).isExplained());
        const Answer set = m_romeo.ctlReading("thisbe\n", "room configure " + at("cell") + " --password-from-stdin");
        QCOMPARE(set.code, 0);
        QTRY_VERIFY_WITH_TIMEOUT(m_juliet.ctl("room info " + at("cell")).last()[u"password"].toBool(), patience);
        const Answer without = m_juliet.ctl("room join " + at("cell"));
        QCOMPARE(without.last()[u"error"][u"condition"].toString(), QString("password-needed"));
        QCOMPARE(m_juliet.ctlReading("pyramus", "room join " + at("cell") + " --password-from-stdin").code, 1);
        const Answer with = m_juliet.ctlReading("thisbe", "room join " + at("cell") + " --password-from-stdin");
        QCOMPARE(with.code, 0);
        QCOMPARE(with.value("phase"), QString("in"));
        for (const Answer &answer :
             { set, with, m_romeo.ctl("room configure " + at("cell")), m_juliet.ctl("room list") }) {
            QVERIFY2(!answer.output.contains("thisbe") && !answer.errors.contains("thisbe"), answer.output);
        }
        QVERIFY(!m_romeo.errors().contains("thisbe") && !m_juliet.errors().contains("thisbe"));
    }

    void settingsAreReadAndChanged()
    {
        QVERIFY2(m_romeo.does("room create " + at("hall") + " --public"), m_romeo.errors());
        const auto moderated = [this] {
            return m_romeo.find("room configure " + at("hall"), "field", "muc#roomconfig_moderatedroom");
        };
        QCOMPARE(moderated()[u"type"].toString(), QString("boolean"));
        QVERIFY(moderated()[u"values"][0].toString() != u"1");
        QVERIFY2(m_romeo.does("room configure " + at("hall"),
                              { "muc#roomconfig_moderatedroom=1", "muc#roomconfig_roomdesc=Masks = welcome" }),
                 m_romeo.errors());
        QCOMPARE(moderated()[u"values"][0].toString(), QString("1"));
        QCOMPARE(m_juliet.ctl("room info " + at("hall")).value("description"), QString("Masks = welcome"));
        QVERIFY(m_romeo.ctl("room configure " + at("hall"), { "no_such_field=1" }).isExplained());
    }

    void rolesAndAffiliationsAreGivenAndTaken()
    {
        meetIn("court");
        QVERIFY2(m_romeo.does("room role " + at("court") + " Juliet visitor"), m_romeo.errors());
        QTRY_COMPARE_WITH_TIMEOUT(room(m_juliet, "court")[u"role"].toString(), QString("visitor"), patience);
        QVERIFY2(m_romeo.does("room affiliation " + at("court") + ' ' + m_served.juliet + " admin"), m_romeo.errors());
        QTRY_COMPARE_WITH_TIMEOUT(room(m_juliet, "court")[u"affiliation"].toString(), QString("admin"), patience);
        QCOMPARE(values(m_romeo.ctl("room members " + at("court") + " admin"), "jid"), QStringList { m_served.juliet });
        const QJsonObject seen = m_romeo.find("room occupants " + at("court"), "nick", "Juliet");
        QCOMPARE(seen[u"affiliation"].toString(), QString("admin"));
        QVERIFY(seen[u"jid"].toString().startsWith(m_served.juliet));
        QVERIFY(m_romeo.ctl("room role " + at("court") + " Nobody none").isExplained());

        const auto event = m_juliet.begin("events --follow --timeout 20");
        QVERIFY2(m_romeo.does("room affiliation " + at("court") + ' ' + m_served.juliet + " outcast",
                              { "--reason", "A plague" }),
                 m_romeo.errors());
        QTRY_COMPARE_WITH_TIMEOUT(room(m_juliet, "court")[u"problem"][u"kind"].toString(), QString("banned"), patience);
        QCOMPARE(room(m_juliet, "court")[u"problem"][u"reason"].toString(), QString("A plague"));
        event->kill();
        event->waitForFinished();
        const QByteArray told = event->readAllStandardOutput();
        QVERIFY2(told.contains("\"event\":\"room\"") && told.contains("\"banned\""), told);
        QVERIFY(!m_romeo.find("room members " + at("court") + " outcast", "jid", m_served.juliet).isEmpty());
        QVERIFY2(m_romeo.does("room affiliation " + at("court") + ' ' + m_served.juliet + " none"), m_romeo.errors());
        QVERIFY2(m_juliet.does("room join " + at("court")), m_juliet.errors());
    }

    void subjectAndNickAreChanged()
    {
        meetIn("balcony");
        QVERIFY2(m_romeo.does("room subject " + at("balcony"), { "Tonight\nat the wall" }), m_romeo.errors());
        QTRY_COMPARE_WITH_TIMEOUT(m_juliet.ctl("room subject " + at("balcony")).value("subject"),
                                  QString("Tonight\nat the wall"), patience);
        QVERIFY2(m_juliet.does("room nick " + at("balcony"), { "Lady of the house" }), m_juliet.errors());
        QCOMPARE(room(m_juliet, "balcony")[u"nick"].toString(), QString("Lady of the house"));
        const Answer taken = m_juliet.ctl("room nick " + at("balcony") + " Romeo");
        QVERIFY(taken.isExplained());
        QCOMPARE(taken.last()[u"error"][u"condition"].toString(), QString("conflict"));
        QVERIFY(m_juliet.ctl("room subject " + at("balcony"), { "No" }).isExplained()); // who may not
    }

    void roomsAreLeftAndClosed()
    {
        meetIn("tomb");
        QVERIFY(m_juliet.does("room leave " + at("tomb")));
        QTRY_COMPARE_WITH_TIMEOUT(values(m_romeo.ctl("room occupants " + at("tomb")), "nick"), QStringList { "Romeo" },
                                  patience);
        QTRY_VERIFY_WITH_TIMEOUT(!room(m_juliet, "tomb")[u"autojoin"].toBool(), patience);
        QVERIFY2(m_juliet.does("room join " + at("tomb")), m_juliet.errors());
        QVERIFY2(m_romeo.does("room destroy " + at("tomb"),
                              { "--reason", "All are punished", "--alternative", at("square") }),
                 m_romeo.errors());
        QTRY_COMPARE_WITH_TIMEOUT(room(m_juliet, "tomb")[u"problem"][u"kind"].toString(), QString("destroyed"),
                                  patience);
        QCOMPARE(room(m_juliet, "tomb")[u"problem"][u"alternative"].toString(), at("square"));
        QVERIFY(m_juliet.does("room leave " + at("tomb")));
    }

    void roomsAreEnteredAgainAfterAStart()
    {
        meetIn("friar");
        QCOMPARE(m_juliet.quit(), 0);
        QVERIFY(m_juliet.start());
        QVERIFY2(m_served.logIn(m_juliet, m_served.juliet), m_juliet.errors()); // no keychain has kept the password
        QVERIFY(reaches(m_juliet, "friar", "in"));
        QCOMPARE(room(m_juliet, "friar")[u"nick"].toString(), QString("Juliet"));
    }

    void whatIsWrongIsNamed_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("named");
        QTest::newRow("no room") << "room join"
                                 << "ROOM";
        QTest::newRow("nobody") << "room invite garden@chat.natter.test"
                                << "JID";
        QTest::newRow("no such list") << "room members garden@chat.natter.test friends"
                                      << "friends";
        QTest::newRow("no such role") << "room role garden@chat.natter.test Juliet king"
                                      << "king";
        QTest::newRow("foreign option") << "room list --nick Romeo"
                                        << "--nick";
        QTest::newRow("no such command") << "room paint"
                                         << "paint";
    }
    void whatIsWrongIsNamed()
    {
        QFETCH(QString, command);
        QFETCH(QString, named);
        const Answer answer = m_romeo.ctl(command);
        QCOMPARE(answer.code, 2);
        QVERIFY2(answer.message().contains(named), qPrintable(answer.message()));
    }

    void whereWeAreNotNothingIsDone()
    {
        for (const char *command : { "occupants", "subject", "leave", "configure", "destroy" }) {
            const Answer answer = m_romeo.ctl("room " + QString::fromLatin1(command) + ' ' + at("elsewhere"));
            QVERIFY2(answer.isExplained(), command);
            QCOMPARE(answer.errorKind(), QString("InvalidInput"));
        }
        QVERIFY(m_romeo.ctl("room accept " + at("elsewhere")).isExplained());
        QVERIFY(m_romeo.ctl("room join natter.test").isExplained()); // which is no room's
    }
};

QTEST_GUILESS_MAIN(TestProgramRooms)
#include "tst_program_rooms.moc"
