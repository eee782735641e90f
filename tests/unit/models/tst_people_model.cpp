// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/window_world.h"

#include "models/people_model.h"

#include <QAbstractItemModelTester>

using namespace natter;
using Subscription = RosterItem::Subscription;

/// The contacts under their groups, as the person wants to see them.
class TestPeopleModel : public QObject
{
    Q_OBJECT

    static RosterItem contact(const QString &name, const QStringList &groups,
                              Subscription subscription = Subscription::Both, bool asked = false)
    {
        return { WindowWorld::chatWith(name).peer, name, subscription, asked, groups };
    }

    struct Fixture : WindowWorld
    {
        explicit Fixture(const QList<RosterItem> &contacts, qsizetype rows)
        {
            addRomeo(contacts);
            until([&] { return people.rowCount() == rows; });
        }
        QStringList names()
        {
            QStringList all;
            for (int row = 0; row < people.rowCount(); ++row) {
                all.append(people.index(row).data().toString());
            }
            return all;
        }
        QVariant at(int row, int role) { return people.index(row).data(role); }
        PeopleModel people { accounts };
        QAbstractItemModelTester tester { &people, QAbstractItemModelTester::FailureReportingMode::QtTest };
    };

private Q_SLOTS:
    void peopleAreSortedUnderTheirGroups()
    {
        Fixture f({ contact("tybalt", { "b" }), contact("Juliet", { "A", "b" }), contact("nurse", {}) }, 7);
        QCOMPARE(f.names(), (QStringList { "A", "Juliet", "b", "Juliet", "tybalt", "Contacts", "nurse" }));
    }

    void groupsThatDifferInCaseOnlyHaveOneHeaderEach()
    {
        Fixture f({ contact("juliet", { "verona" }), contact("nurse", { "Verona" }), contact("paris", { "verona" }),
                    contact("tybalt", { "Verona" }) },
                  6);
        const QStringList names = f.names();
        QCOMPARE(names.count("verona"), 1);
        QCOMPARE(names.count("Verona"), 1);
    }

    void headersCount()
    {
        Fixture f({ contact("juliet", { "Verona" }), contact("paris", { "Verona" }) }, 3);
        QVERIFY(f.at(0, PeopleModel::IsHeaderRole).toBool());
        QCOMPARE(f.at(0, PeopleModel::CountRole).toString(), QString("0 / 2"));
        QCOMPARE(f.at(0, Qt::AccessibleTextRole).toString(), QString("Group Verona, 0 of 2 online"));
        QVERIFY(f.at(0, PeopleModel::IdRole).value<ConversationId>().isNull());
    }

    void statusSaysWhatTheSubscriptionLacks()
    {
        Fixture f({ contact("a", {}, Subscription::Both), contact("b", {}, Subscription::None),
                    contact("c", {}, Subscription::From, true) },
                  4);
        QCOMPARE(f.at(1, PeopleModel::StatusRole).toString(), QString("unknown while you are not connected"));
        QCOMPARE(f.at(2, PeopleModel::StatusRole).toString(), QString("does not share their presence"));
        QCOMPARE(f.at(3, PeopleModel::StatusRole).toString(), QString("waiting for their permission"));
    }

    void offlinePeopleCanBeHiddenButAreFound()
    {
        Fixture f({ contact("juliet", { "Verona" }), contact("paris", { "Verona" }) }, 3);
        f.people.setShowOffline(false);
        QCOMPARE(f.names(), QStringList());
        f.people.setText("PAR");
        QCOMPARE(f.names(), (QStringList { "Verona", "paris" }));
    }

    void foldedGroupOpensForASearch()
    {
        Fixture f({ contact("juliet", { "Verona" }) }, 2);
        f.people.toggleGroup("Verona");
        QCOMPARE(f.names(), QStringList { "Verona" });
        QVERIFY(f.at(0, PeopleModel::CollapsedRole).toBool());
        f.people.setText("jul");
        QCOMPARE(f.names(), (QStringList { "Verona", "juliet" }));
        f.people.setText({});
        QCOMPARE(f.names(), QStringList { "Verona" });
    }

    void removedAccountTakesItsPeopleAlong()
    {
        Fixture f({ contact("juliet", {}) }, 2);
        QVERIFY(f.accounts.remove(f.romeo()));
        f.until([&] { return f.people.rowCount() == 0; });
    }
};

QTEST_GUILESS_MAIN(TestPeopleModel)
#include "tst_people_model.moc"
