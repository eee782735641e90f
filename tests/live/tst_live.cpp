// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/cut_proxy.h"
#include "support/live_servers.h"
#include "support/person.h"

#include "chat/registration.h"

#include <QSignalSpy>
#include <QtTest>

using namespace natter;
using Delivery = ChatMessage::Delivery;
using Kind = ServerLauncher::Kind;
using Phase = AccountStatus::Phase;
using Tls = AccountSettings::Tls;

/// Whole accounts against the servers that people use.
class TestLive : public QObject
{
    Q_OBJECT

    static constexpr int patience = 20'000; // milliseconds
    LiveServers m_servers;

    static void addServers(const QList<Kind> &kinds = { Kind::Prosody, Kind::Ejabberd, Kind::Prosody13,
                                                        Kind::Ejabberd24 })
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("tls");
        for (const Kind kind : kinds) {
            const char *name = LiveServers::nameOf(kind);
            QTest::addRow("%s, direct TLS", name) << static_cast<int>(kind) << static_cast<int>(Tls::Direct);
            QTest::addRow("%s, STARTTLS", name) << static_cast<int>(kind) << static_cast<int>(Tls::StartTls);
        }
    }

    /// The server of this row, started when it is needed first.
    ServerLauncher &server()
    {
        QFETCH(int, kind);
        return m_servers.at(static_cast<Kind>(kind));
    }
    Tls tls() const
    {
        QFETCH(int, tls);
        return static_cast<Tls>(tls);
    }
    /// A new user of the server.
    std::unique_ptr<Person> somebody(const char *role)
    {
        const QString name = m_servers.newUser(server(), role);
        return std::make_unique<Person>(server(), tls(), name, ServerLauncher::password());
    }
    /// What `author` wrote to the other of the two, as the server's archive for `person` has it.
    static QStringList archived(Person &person, const Jid &author, const Jid &other)
    {
        QStringList bodies;
        std::optional<ArchiveEnd> end;
        ArchiveQuery query;
        query.with = author == person.jid() ? other : author;
        const QString id = QStringLiteral("archived");
        const auto read = [&](const Element &element, bool sent) {
            const auto result = ArchiveResult::read(element.child(ArchiveResult::name));
            if (!sent && result && result->queryId == id && result->forwarded.message.from.bare() == author) {
                bodies.append(result->forwarded.message.body());
            } else if (!sent && element.attribute(u"id") == id) {
                end = ArchiveEnd::read(element.child(ArchiveEnd::name));
            }
        };
        person.account->setTracing(true);
        const auto reading =
            QObject::connect(person.account.get(), &Account::elementTraced, person.account.get(), read);
        while (!end || !end->complete) {
            query.set.after = end ? end->set.last : QString();
            end.reset();
            Iq iq;
            iq.type = Iq::Type::Set;
            iq.id = id;
            iq.addChild(query.write(id));
            person.account->sendRaw(iq.write());
            if (!QTest::qWaitFor([&end] { return end.has_value(); }, patience)) {
                bodies = { QStringLiteral("no answer") };
                break;
            }
        }
        QObject::disconnect(reading);
        return bodies;
    }
    static bool comesOnline(Person &person, int within = patience)
    {
        const bool online = QTest::qWaitFor([&person] { return person.phase() == Phase::Online; }, within);
        person.forgetWaiting(); // what comes from here on counts
        return online;
    }

private Q_SLOTS:
    void twoPeopleMeetAndTalk_data() { addServers(); }
    void twoPeopleMeetAndTalk()
    {
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const auto romeo = somebody("romeo");
        const auto juliet = somebody("juliet");
        romeo->go();
        juliet->go();
        QVERIFY2(comesOnline(*romeo), qPrintable(romeo->why()));
        QVERIFY2(comesOnline(*juliet), qPrintable(juliet->why()));
        QCOMPARE(romeo->account->session()->jid.bare(), romeo->jid());
        QVERIFY(romeo->account->session()->tlsProtocol.startsWith(u"TLS"));

        romeo->account->contacts().add(juliet->jid(), QStringLiteral("J\u00fclchen"), { QStringLiteral("Verona") });
        QTRY_COMPARE_WITH_TIMEOUT(juliet->account->contacts().requests().size(), 1, patience);
        QCOMPARE(juliet->account->contacts().requests().first().from, romeo->jid());
        juliet->account->contacts().accept(romeo->jid());
        const auto subscription = [](const Person &one, const Person &other) {
            return one.account->contacts().item(other.jid()).subscription;
        };
        QTRY_COMPARE_WITH_TIMEOUT(subscription(*romeo, *juliet), RosterItem::Subscription::Both, patience);
        QTRY_COMPARE_WITH_TIMEOUT(subscription(*juliet, *romeo), RosterItem::Subscription::Both, patience);
        QCOMPARE(romeo->account->contacts().displayName(juliet->jid()), QStringLiteral("J\u00fclchen"));
        QCOMPARE(romeo->account->contacts().item(juliet->jid()).groups, QStringList(QStringLiteral("Verona")));

        QTRY_VERIFY_WITH_TIMEOUT(romeo->account->contacts().presence(juliet->jid()).has_value(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(juliet->account->contacts().presence(romeo->jid()).has_value(), patience);
        QCOMPARE(juliet->account->contacts().presence(romeo->jid())->status, QStringLiteral("here"));
        romeo->account->setAvailability(Availability::DoNotDisturb, QStringLiteral("b\u00e9sch\u00e4ftigt \U0001f41d"));
        QTRY_COMPARE_WITH_TIMEOUT(juliet->account->contacts().presence(romeo->jid())->show,
                                  Presence::Show::DoNotDisturb, patience);
        QCOMPARE(juliet->account->contacts().presence(romeo->jid())->status,
                 QStringLiteral("b\u00e9sch\u00e4ftigt \U0001f41d"));

        const QString there = QStringLiteral("Wherefore \U0001f41d <art> & \u05d0\u0631 thou?\n\tRomeo");
        const QString back = QStringLiteral("\u4f60\u597d ]]> \"'");
        romeo->account->outbox().send(juliet->jid(), there);
        QTRY_COMPARE_WITH_TIMEOUT(juliet->received(there), 1, patience);
        juliet->account->outbox().send(romeo->jid(), back);
        QTRY_COMPARE_WITH_TIMEOUT(romeo->received(back), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(romeo->sent(there).delivery, Delivery::Displayed, patience); // as it was answered
        QTRY_COMPARE_WITH_TIMEOUT(juliet->sent(back).delivery, Delivery::Delivered, patience);

        romeo->account->setAvailability(Availability::Offline, QString());
        QTRY_COMPARE_WITH_TIMEOUT(romeo->phase(), Phase::Offline, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!juliet->account->contacts().presence(romeo->jid()).has_value(), patience);
    }

    void wrongPasswordIsAskedForAgain_data() { addServers(); }
    void wrongPasswordIsAskedForAgain()
    {
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const auto romeo = somebody("romeo");
        romeo->vault.passwords.insert(romeo->jid(), Secret(QStringLiteral("Rosaline")));
        romeo->go();
        QTRY_COMPARE_WITH_TIMEOUT(romeo->phase(), Phase::NeedsPassword, patience);
        QCOMPARE(romeo->account->status().error->kind, Error::Kind::NotAuthorised);
        romeo->account->providePassword(Secret(ServerLauncher::password()));
        QVERIFY2(comesOnline(*romeo), qPrintable(romeo->why()));
    }

    void newAccountIsRegisteredAndUsed_data() { addServers(); }
    void newAccountIsRegisteredAndUsed()
    {
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const QString name = m_servers.newName("rosaline");
        const auto settings = Person::settingsFor(server(), tls(), name);
        const ConnectSettings connecting = connectSettingsOf(settings);
        const auto fill = [&](RegistrationForm form) {
            form.form.type = QStringLiteral("submit");
            for (DataForm::Field &field : form.form.fields) {
                if (field.var == u"username") {
                    field.values = { name };
                } else if (field.var == u"password") {
                    field.values = { ServerLauncher::password() };
                }
            }
            return form;
        };
        for (const bool again : { false, true }) {
            Registration registration(connecting);
            QSignalSpy offered(&registration, &Registration::offered);
            QSignalSpy registered(&registration, &Registration::registered);
            QSignalSpy refused(&registration, &Registration::refused);
            RegistrationForm form;
            connect(&registration, &Registration::offered, this,
                    [&form](const RegistrationForm &empty) { form = empty; });
            registration.start();
            QTRY_COMPARE_WITH_TIMEOUT(offered.count(), 1, patience);
            QVERIFY(form.form.field(u"username"));
            QVERIFY(form.form.field(u"password"));
            registration.submit(fill(form));
            QTRY_COMPARE_WITH_TIMEOUT(registered.count() + refused.count(), 1, patience);
            QCOMPARE(refused.count(), again ? 1 : 0);
            if (again) {
                QCOMPARE(refused.first().first().value<Error>().condition, QStringLiteral("conflict"));
            }
        }
        Person rosaline(server(), tls(), name, ServerLauncher::password());
        rosaline.go();
        QVERIFY2(comesOnline(rosaline), qPrintable(rosaline.why()));
    }

    void untrustedCertificateIsAskedAboutAndPinned_data() { addServers(); }
    void untrustedCertificateIsAskedAboutAndPinned()
    {
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const auto romeo = somebody("romeo");
        romeo->settings.extraAuthority.clear();
        romeo->go();
        QTRY_COMPARE_WITH_TIMEOUT(romeo->phase(), Phase::NeedsTrust, patience);
        const auto report = romeo->account->certificateReport();
        QVERIFY(report.has_value());
        QVERIFY(report->canBePinned());
        QVERIFY(report->problems.contains(CertificateReport::Problem::Untrusted)
                || report->problems.contains(CertificateReport::Problem::SelfSigned));
        QCOMPARE(report->domain, ServerLauncher::domain());
        AccountSettings pinned = romeo->settings;
        pinned.pinnedCertificate = report->pin();
        romeo->account->setSettings(pinned);
        QVERIFY2(comesOnline(*romeo), qPrintable(romeo->why()));

        const auto juliet = somebody("juliet");
        juliet->settings.pinnedCertificate = QByteArray(32, 'x'); // another one
        juliet->go();
        QTRY_COMPARE_WITH_TIMEOUT(juliet->phase(), Phase::NeedsTrust, patience);
        QVERIFY(juliet->account->certificateReport()->problems.contains(CertificateReport::Problem::Changed));
    }

    void messageToNobodyComesBack_data() { addServers(); }
    void messageToNobodyComesBack()
    {
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const auto romeo = somebody("romeo");
        romeo->go();
        QVERIFY2(comesOnline(*romeo), qPrintable(romeo->why()));
        romeo->account->outbox().send(Jid::orNull(QString(QStringLiteral("nobody@") + ServerLauncher::domain())),
                                      QStringLiteral("Anyone?"));
        QTRY_COMPARE_WITH_TIMEOUT(romeo->sent("Anyone?").delivery, Delivery::Failed, patience);
        QCOMPARE(romeo->sent("Anyone?").failure, QStringLiteral("service-unavailable"));
    }

    void crashOfTheServerLosesNothing_data() { addServers(); }
    void crashOfTheServerLosesNothing()
    {
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const auto romeo = somebody("romeo");
        const auto juliet = somebody("juliet");
        romeo->go();
        juliet->go();
        QVERIFY2(comesOnline(*romeo), qPrintable(romeo->why()));
        QVERIFY2(comesOnline(*juliet), qPrintable(juliet->why()));
        romeo->account->outbox().send(juliet->jid(), QStringLiteral("before"));
        QTRY_COMPARE_WITH_TIMEOUT(juliet->received("before"), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(romeo->sent("before").delivery, Delivery::OnServer, patience);

        server().kill();
        QTRY_VERIFY_WITH_TIMEOUT(romeo->hasWaited(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(juliet->hasWaited(), patience);
        romeo->account->outbox().send(juliet->jid(), QStringLiteral("meanwhile"));
        QTRY_COMPARE_WITH_TIMEOUT(romeo->sent("meanwhile").delivery, Delivery::Queued, patience);

        QVERIFY2(server().start(), qPrintable(server().problem()));
        QVERIFY2(comesOnline(*juliet, 4 * patience), qPrintable(juliet->why()));
        QVERIFY2(comesOnline(*romeo, 4 * patience), qPrintable(romeo->why()));
        QTRY_COMPARE_WITH_TIMEOUT(romeo->sent("meanwhile").delivery, Delivery::OnServer, patience);
        QTRY_COMPARE_WITH_TIMEOUT(juliet->received("meanwhile"), 1, patience);
        romeo->account->outbox().send(juliet->jid(), QStringLiteral("after"));
        QTRY_COMPARE_WITH_TIMEOUT(juliet->received("after"), 1, patience);
        QCOMPARE(juliet->received("meanwhile"), 1);
        QCOMPARE(juliet->received("before"), 1);
    }

    void serverKilledInTheMiddleOfABurstLosesNothing_data()
    {
        addServers({ Kind::Prosody }); // ejabberd keeps its archive in memory for minutes
    }
    void serverKilledInTheMiddleOfABurstLosesNothing()
    {
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const auto romeo = somebody("romeo");
        const auto juliet = somebody("juliet");
        romeo->go();
        juliet->go();
        QVERIFY2(comesOnline(*romeo), qPrintable(romeo->why()));
        QVERIFY2(comesOnline(*juliet), qPrintable(juliet->why()));
        QStringList typed;
        const auto type = [&](int count) {
            for (int i = 0; i < count; ++i) {
                typed.append(QStringLiteral("O %1").arg(typed.size()));
                romeo->account->outbox().send(juliet->jid(), typed.last());
            }
        };
        constexpr int burst = 500;
        qsizetype taken = 0;
        const auto strike = connect(&juliet->conversations, &Conversations::messageChanged, this, [&] {
            const auto arrived = juliet->bodiesFrom(romeo->jid()).size();
            if (taken == 0 && arrived >= 5) {
                taken = arrived;
                server().kill();
            }
        });
        type(burst);
        QTRY_VERIFY_WITH_TIMEOUT(taken > 0, patience);
        disconnect(strike);
        QVERIFY2(taken < burst, "the burst was over too soon");
        type(20); // as if nothing had happened
        QTRY_VERIFY_WITH_TIMEOUT(romeo->hasWaited(), patience);
        QVERIFY2(server().start(), qPrintable(server().problem()));
        QVERIFY2(comesOnline(*juliet, 3 * patience), qPrintable(juliet->why()));
        QVERIFY2(comesOnline(*romeo, 3 * patience), qPrintable(romeo->why()));
        QTRY_COMPARE_WITH_TIMEOUT(romeo->sent(typed.last()).delivery, Delivery::OnServer, 3 * patience);
        for (const QString &body : std::as_const(typed)) {
            QVERIFY2(romeo->sent(body).delivery == Delivery::OnServer, qPrintable(body));
        }
        QCOMPARE(archived(*romeo, romeo->jid(), juliet->jid()), typed); // all of them, once, in order
        // The one that the server had in its hands when it died may have got into the one archive and not the other
        const auto theirs = archived(*juliet, romeo->jid(), juliet->jid());
        QVERIFY2(theirs.size() >= typed.size() - 1, qPrintable(QString::number(theirs.size())));
        auto at = typed.cbegin();
        for (const QString &body : theirs) {
            at = std::find(at, typed.cend(), body);
            QVERIFY2(at != typed.cend(), qPrintable(body));
            ++at;
        }
    }

    void swallowedConnectionLosesNothing_data() { addServers(); }
    void swallowedConnectionLosesNothing()
    {
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const auto romeo = somebody("romeo");
        const auto juliet = somebody("juliet");
        CutProxy proxy(romeo->settings.server->port);
        romeo->settings.server->port = proxy.serverPort();
        romeo->liveness = { std::chrono::seconds(2), std::chrono::seconds(5) };
        romeo->go();
        juliet->go();
        QVERIFY2(comesOnline(*romeo), qPrintable(romeo->why()));
        QVERIFY2(comesOnline(*juliet), qPrintable(juliet->why()));
        QTRY_VERIFY_WITH_TIMEOUT(romeo->account->contacts().isLoaded(), patience);
        QSignalSpy lists(&romeo->account->contacts(), &ContactList::loaded); // one for each session that begins
        QStringList ours;
        QStringList theirs;
        for (int i = 0; i < 30; ++i) {
            if (i == 10) {
                QTRY_COMPARE_WITH_TIMEOUT(juliet->bodiesFrom(romeo->jid()), ours, patience);
                proxy.setDeaf(true);
            }
            ours.append(QStringLiteral("O %1").arg(i));
            theirs.append(QStringLiteral("Ay me %1").arg(i));
            romeo->account->outbox().send(juliet->jid(), ours.last());
            juliet->account->outbox().send(romeo->jid(), theirs.last());
        }
        QTRY_VERIFY_WITH_TIMEOUT(romeo->hasWaited(), patience);
        QCOMPARE(romeo->account->status().error->kind, Error::Kind::Timeout);
        proxy.setDeaf(false);
        QVERIFY2(comesOnline(*romeo), qPrintable(romeo->why()));
        QTRY_COMPARE_WITH_TIMEOUT(juliet->bodiesFrom(romeo->jid()), ours, patience);
        QTRY_COMPARE_WITH_TIMEOUT(romeo->bodiesFrom(juliet->jid()), theirs, patience);
        QTRY_COMPARE_WITH_TIMEOUT(romeo->sent(ours.last()).delivery, Delivery::OnServer, patience);
        QCOMPARE(lists.count(), 0); // the session of before goes on
        QCOMPARE(archived(*juliet, romeo->jid(), juliet->jid()), ours);
    }

    void nobodyLooksAndMessagesComeAllTheSame_data() { addServers(); }
    void nobodyLooksAndMessagesComeAllTheSame()
    {
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const auto romeo = somebody("romeo");
        const auto juliet = somebody("juliet");
        romeo->go();
        juliet->go();
        QVERIFY2(comesOnline(*romeo), qPrintable(romeo->why()));
        QVERIFY2(comesOnline(*juliet), qPrintable(juliet->why()));
        QVERIFY(!romeo->account->session()->features.child(ClientStateIndication::feature).isNull());
        romeo->account->setClientState(ClientState::Inactive);
        juliet->account->outbox().send(romeo->jid(), QStringLiteral("Art thou gone so?"));
        QTRY_COMPARE_WITH_TIMEOUT(romeo->received("Art thou gone so?"), 1, patience);
        romeo->account->outbox().send(juliet->jid(), QStringLiteral("Farewell")); // what is no stanza is not counted
        QTRY_COMPARE_WITH_TIMEOUT(romeo->sent("Farewell").delivery, Delivery::OnServer, patience);
        romeo->account->setClientState(ClientState::Active);
        romeo->account->outbox().send(juliet->jid(), QStringLiteral("I will omit no opportunity"));
        QTRY_COMPARE_WITH_TIMEOUT(romeo->sent("I will omit no opportunity").delivery, Delivery::OnServer, patience);
        QCOMPARE(romeo->phase(), Phase::Online);
    }

    void cutsLoseNothingAndDoubleNothing_data() { addServers(); }
    void cutsLoseNothingAndDoubleNothing()
    {
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const auto romeo = somebody("romeo");
        const auto juliet = somebody("juliet");
        CutProxy proxy(romeo->settings.server->port);
        romeo->settings.server->port = proxy.serverPort();
        romeo->go();
        juliet->go();
        QVERIFY2(comesOnline(*romeo), qPrintable(romeo->why()));
        QVERIFY2(comesOnline(*juliet), qPrintable(juliet->why()));
        QTRY_VERIFY_WITH_TIMEOUT(romeo->account->contacts().isLoaded(), patience);
        QSignalSpy lists(&romeo->account->contacts(), &ContactList::loaded); // one for each session that begins
        QStringList ours;
        QStringList theirs;
        for (int i = 0; i < 40; ++i) {
            ours.append(QStringLiteral("O %1").arg(i));
            theirs.append(QStringLiteral("Ay me %1").arg(i));
            romeo->account->outbox().send(juliet->jid(), ours.last());
            juliet->account->outbox().send(romeo->jid(), theirs.last());
            if (i % 10 == 4) {
                proxy.cutAfter(150 + 97 * i); // somewhere in the middle of something
            } else if (i % 10 == 9) {
                const int before = proxy.connections();
                proxy.cut();
                QTRY_VERIFY_WITH_TIMEOUT(proxy.connections() > before, patience); // it may be over in a moment
                QVERIFY2(comesOnline(*romeo, 3 * patience), qPrintable(romeo->why()));
            }
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE_WITH_TIMEOUT(juliet->bodiesFrom(romeo->jid()), ours, 3 * patience);
        QTRY_COMPARE_WITH_TIMEOUT(romeo->bodiesFrom(juliet->jid()).size(), theirs.size(), 3 * patience);
        QCOMPARE(romeo->bodiesFrom(juliet->jid()), theirs);
        QTRY_COMPARE_WITH_TIMEOUT(romeo->sent(ours.last()).delivery, Delivery::OnServer, patience);
        QVERIFY2(comesOnline(*romeo), qPrintable(romeo->why()));
        QVERIFY(proxy.connections() > 4);
        // Every cut ends in the session of before, unless the server hears nothing on a stream that broke within a
        // stanza
        QVERIFY2(lists.count() <= 1, qPrintable(QString::number(lists.count())));
    }

    void whatTheServerTookFromAKilledProgramIsNotSentAgain_data() { addServers(); }
    void whatTheServerTookFromAKilledProgramIsNotSentAgain()
    {
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const auto romeo = somebody("romeo");
        const auto juliet = somebody("juliet");
        CutProxy proxy(romeo->settings.server->port);
        romeo->settings.server->port = proxy.serverPort();
        romeo->go();
        juliet->go();
        QVERIFY2(comesOnline(*romeo), qPrintable(romeo->why()));
        QVERIFY2(comesOnline(*juliet), qPrintable(juliet->why()));
        QStringList arrivals;
        juliet->account->setTracing(true);
        connect(juliet->account.get(), &Account::elementTraced, this, [&arrivals](const Element &element, bool sent) {
            const auto message = sent ? std::nullopt : Message::read(element);
            if (message && !message->body().isEmpty()) {
                arrivals.append(message->body());
            }
        });
        romeo->account->outbox().send(juliet->jid(), QStringLiteral("first"));
        QTRY_COMPARE_WITH_TIMEOUT(romeo->sent("first").delivery, Delivery::OnServer, patience);
        proxy.setDeaf(true);
        QStringList taken { QStringLiteral("first") };
        for (int i = 0; i < 5; ++i) {
            taken.append(QStringLiteral("taken %1").arg(i));
            romeo->account->outbox().send(juliet->jid(), taken.last());
        }
        QTRY_COMPARE_WITH_TIMEOUT(juliet->bodiesFrom(romeo->jid()), taken, patience);
        QCOMPARE(romeo->sent(taken.last()).delivery, Delivery::Written); // the word of the server did not get through
        proxy.cut();
        romeo->account.reset(); // nothing of it is left but what is on disk
        proxy.setDeaf(false);
        romeo->go();
        romeo->account->outbox().send(juliet->jid(), QStringLiteral("next"));
        QVERIFY2(comesOnline(*romeo), qPrintable(romeo->why()));
        QTRY_COMPARE_WITH_TIMEOUT(romeo->sent("next").delivery, Delivery::OnServer, patience);
        taken.append(QStringLiteral("next"));
        QTRY_COMPARE_WITH_TIMEOUT(juliet->bodiesFrom(romeo->jid()), taken, patience);
        for (const QString &body : std::as_const(taken)) {
            QCOMPARE(romeo->sent(body).delivery, Delivery::OnServer);
        }
        QCOMPARE(arrivals, taken); // her store would hide a double
    }

    void restartedProgramGoesOnWithTheStream_data() { addServers(); }
    void restartedProgramGoesOnWithTheStream()
    {
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const auto romeo = somebody("romeo");
        const auto juliet = somebody("juliet");
        CutProxy proxy(romeo->settings.server->port);
        romeo->settings.server->port = proxy.serverPort();
        romeo->go();
        juliet->go();
        QVERIFY2(comesOnline(*romeo), qPrintable(romeo->why()));
        QVERIFY2(comesOnline(*juliet), qPrintable(juliet->why()));
        romeo->account->contacts().add(juliet->jid(), {}, {});
        QTRY_COMPARE_WITH_TIMEOUT(juliet->account->contacts().requests().size(), 1, patience);
        juliet->account->contacts().accept(romeo->jid());
        const auto see = [&romeo, &juliet] { return romeo->sees(*juliet) && juliet->sees(*romeo); };
        const auto standing = [&] { return romeo->standingOf(*juliet) + u'\n' + juliet->standingOf(*romeo); };
        QVERIFY2(QTest::qWaitFor(see, patience), qPrintable(standing()));
        romeo->account->outbox().send(juliet->jid(), QStringLiteral("before"));
        QTRY_COMPARE_WITH_TIMEOUT(romeo->sent("before").delivery, Delivery::Delivered, patience);
        const Jid bound = romeo->account->session()->jid;

        proxy.cut();
        romeo->account.reset(); // nothing of it is left but what is on disk
        juliet->account->outbox().send(romeo->jid(), QStringLiteral("meanwhile"));
        QTRY_COMPARE_WITH_TIMEOUT(juliet->sent("meanwhile").delivery, Delivery::OnServer, patience);
        romeo->go();
        QVERIFY2(comesOnline(*romeo), qPrintable(romeo->why()));
        QCOMPARE(romeo->account->session()->jid, bound);
        QTRY_COMPARE_WITH_TIMEOUT(romeo->received("meanwhile"), 1, patience);
        QVERIFY2(QTest::qWaitFor(see, patience), qPrintable(standing()));
        romeo->account->outbox().send(juliet->jid(), QStringLiteral("after"));
        QTRY_COMPARE_WITH_TIMEOUT(romeo->sent("after").delivery, Delivery::Delivered, patience);
        QTRY_COMPARE_WITH_TIMEOUT(juliet->bodiesFrom(romeo->jid()),
                                  QStringList({ QStringLiteral("before"), QStringLiteral("after") }), patience);
        QCOMPARE(romeo->received("meanwhile"), 1);
    }

    void messageThatTheServerCannotTakeFailsAlone_data() { addServers(); }
    void messageThatTheServerCannotTakeFailsAlone()
    {
        QVERIFY2(server().isRunning(), qPrintable(server().problem()));
        const auto romeo = somebody("romeo");
        const auto juliet = somebody("juliet");
        romeo->go();
        juliet->go();
        QVERIFY2(comesOnline(*romeo), qPrintable(romeo->why()));
        QVERIFY2(comesOnline(*juliet), qPrintable(juliet->why()));
        const QString poison = QString(2 * ServerLauncher::stanzaLimit, u'x'); // ends the stream
        romeo->account->outbox().send(juliet->jid(), poison);
        romeo->account->outbox().send(juliet->jid(), QStringLiteral("after"));
        QTRY_COMPARE_WITH_TIMEOUT(juliet->received("after"), 1, 2 * patience);
        QTRY_COMPARE_WITH_TIMEOUT(romeo->sent("after").delivery, Delivery::OnServer, patience);
        QCOMPARE(romeo->sent(poison).delivery, Delivery::Failed);
        QCOMPARE(juliet->received("after"), 1);
    }
};

QTEST_GUILESS_MAIN(TestLive)
#include "tst_live.moc"
