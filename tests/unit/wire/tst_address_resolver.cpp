// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "base/future.h"
#include "wire/address_resolver.h"

using namespace natter;
using namespace std::chrono_literals;

using Addresses = QList<QHostAddress>;
using Answer = Result<Addresses>;

static const Addresses four { QHostAddress("192.0.2.4") };
static const Addresses six { QHostAddress("2001:db8::6") };
static const Addresses hosts { QHostAddress("192.0.2.1") }; // of /etc/hosts

/// Says nothing until the test does.
class PromisedNames final : public NameService
{
public:
    QPromise<Answer> system;
    QPromise<Answer> records4;
    QPromise<Answer> records6;
    int questions = 0;

    QFuture<Answer> addresses(const QString & /*host*/) override { return asked(system); }
    QFuture<Answer> addresses(const QString & /*host*/, QAbstractSocket::NetworkLayerProtocol family) override
    {
        return asked(family == QAbstractSocket::IPv6Protocol ? records6 : records4);
    }

private:
    QFuture<Answer> asked(QPromise<Answer> &question)
    {
        ++questions;
        question.start();
        return question.future();
    }
};

/// Which addresses a name has, when the system and DNS answer at different times or not at all.
class TestAddressResolver : public QObject
{
    Q_OBJECT

    /// A question, and what was said to it.
    struct Question
    {
        PromisedNames names;
        AddressResolver resolver { names };
        QList<Addresses> found;
        QList<Error> ends;

        explicit Question(std::chrono::milliseconds deadline = 1h, const QString &host = QStringLiteral("xmpp.lit"))
        {
            connect(&resolver, &AddressResolver::found, &resolver,
                    [this](const Addresses &addresses) { found.append(addresses); });
            connect(&resolver, &AddressResolver::ended, &resolver,
                    [this](const Error &reason) { ends.append(reason); });
            resolver.resolve(host, deadline);
        }
    };
    static void answer(QPromise<Answer> &promise, const Answer &with)
    {
        promise.addResult(with);
        promise.finish();
    }
    static Answer unknown() { return failure(Error::Kind::HostNotFound); }

private Q_SLOTS:
    void systemIsEnough()
    {
        Question question;
        answer(question.names.system, six + four);
        QTRY_COMPARE(question.ends.size(), 1);
        QCOMPARE(question.found, QList<Addresses> { six + four });
        answer(question.names.records4, four);
        QCoreApplication::processEvents();
        QCOMPARE(question.found.size(), 1);
        QCOMPARE(question.ends.size(), 1);
    }

    void systemHasTheLastWord()
    {
        Question question;
        answer(question.names.records4, four);
        answer(question.names.records6, six);
        answer(question.names.system, hosts);
        QTRY_COMPARE(question.ends.size(), 1);
        QCOMPARE(question.found, QList<Addresses> { hosts });
    }

    void oneFamilyIsEnough_data()
    {
        QTest::addColumn<bool>("isSix");
        QTest::newRow("IPv4") << false;
        QTest::newRow("IPv6") << true;
    }
    void oneFamilyIsEnough()
    {
        QFETCH(bool, isSix);
        Question question;
        answer(isSix ? question.names.records6 : question.names.records4, isSix ? six : four);
        QTRY_COMPARE(question.found, QList<Addresses> { isSix ? six : four });
        QVERIFY2(question.ends.isEmpty(), "the others may still answer");
        answer(isSix ? question.names.records4 : question.names.records6, isSix ? four : six);
        QTRY_COMPARE(question.found.size(), 2);
        QCOMPARE(question.found.last(), isSix ? four : six);
        answer(question.names.system, unknown());
        QTRY_COMPARE(question.ends.size(), 1);
        QCOMPARE(question.found.size(), 2);
    }

    void familiesThatAnswerAtOnceComeTogether()
    {
        Question question;
        answer(question.names.records4, four);
        answer(question.names.records6, six);
        QTRY_COMPARE(question.found.size(), 1);
        QCOMPARE(question.found.first().size(), 2);
    }

    void systemThatFindsNothingIsNotWaitedFor()
    {
        Question question;
        answer(question.names.system, unknown());
        answer(question.names.records4, four);
        QTRY_COMPARE(question.found, QList<Addresses> { four });
        QVERIFY(question.ends.isEmpty());
        answer(question.names.records6, Addresses());
        QTRY_COMPARE(question.ends.size(), 1);
        QCOMPARE(question.found.size(), 1);
    }

    void endsWhenAllHaveFoundNothing()
    {
        Question question;
        answer(question.names.records4, Addresses());
        answer(question.names.records6, unknown());
        QCoreApplication::processEvents();
        QVERIFY(question.ends.isEmpty());
        answer(question.names.system, failure(Error::Kind::HostNotFound, QStringLiteral("the system's word")));
        QTRY_COMPARE(question.ends.size(), 1);
        QCOMPARE(question.ends.first().kind, Error::Kind::HostNotFound);
        QCOMPARE(question.ends.first().detail, QStringLiteral("the system's word"));
        QVERIFY(question.found.isEmpty());
    }

    void silenceEndsAtTheDeadline()
    {
        Question question(50ms);
        answer(question.names.records4, unknown());
        QTRY_COMPARE(question.ends.size(), 1);
        QCOMPARE(question.ends.first().kind, Error::Kind::Timeout);
        QVERIFY(question.found.isEmpty());
        answer(question.names.system, four);
        QCoreApplication::processEvents();
        QVERIFY2(question.found.isEmpty(), "it is over");
    }

    void whatOnlyTheSystemKnowsIsNotForDns_data()
    {
        QTest::addColumn<QString>("host");
        for (const char *host : { "localhost", "xmpp", "xmpp.local", "xmpp.LOCAL.", "example.onion", "a.localhost" }) {
            QTest::newRow(host) << QString::fromLatin1(host);
        }
    }
    void whatOnlyTheSystemKnowsIsNotForDns()
    {
        QFETCH(QString, host);
        Question question(1h, host);
        QCOMPARE(question.names.questions, 1);
        answer(question.names.system, unknown());
        QTRY_COMPARE(question.ends.size(), 1);
    }

    void cancelledMeansNoAnswer()
    {
        Question question;
        answer(question.names.records4, four);
        answer(question.names.system, six);
        question.resolver.cancel();
        QCoreApplication::processEvents();
        QVERIFY(question.found.isEmpty());
        QVERIFY(question.ends.isEmpty());
    }

    void whoAsksMayGoFirst()
    {
        PromisedNames names;
        {
            AddressResolver resolver(names);
            resolver.resolve(QStringLiteral("xmpp.lit"), 1h);
        }
        answer(names.records4, four);
        answer(names.system, six);
        QCoreApplication::processEvents();
    }
};

QTEST_GUILESS_MAIN(TestAddressResolver)
#include "tst_address_resolver.moc"
