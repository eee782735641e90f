// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/occupants_model.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QHash>
#include <QtTest>

using namespace natter;

/// Who is in a room, under what they are there, in order, and never holding up the window.
class TestOccupantsModel : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        Occupant &add(const QString &nick, RoomRole role = RoomRole::Participant,
                      RoomAffiliation affiliation = RoomAffiliation::None)
        {
            Occupant occupant;
            occupant.nick = nick;
            occupant.role = role;
            occupant.affiliation = affiliation;
            return *there.insert(nick, occupant);
        }
        void fill()
        {
            const auto find = [this](const QString &nick) -> const Occupant * {
                const auto found = there.constFind(nick);
                return found == there.cend() ? nullptr : &*found;
            };
            model.show(find, there.keys());
            wait();
        }
        void note(const QStringList &nicks)
        {
            model.note(nicks);
            wait();
        }
        void wait()
        {
            QVERIFY(QTest::qWaitFor([this] { return model.isComplete(); }, 20'000));
        }
        QStringList rows() const
        {
            QStringList all;
            for (int row = 0; row < model.rowCount(); ++row) {
                all.append(model.index(row).data().toString());
            }
            return all;
        }

        QHash<QString, Occupant> there;
        OccupantsModel model;
        QAbstractItemModelTester tester { &model, QAbstractItemModelTester::FailureReportingMode::QtTest };
    };

private Q_SLOTS:
    void peopleStandUnderWhatTheyAre()
    {
        Fixture f;
        f.add("Nurse", RoomRole::Moderator, RoomAffiliation::Member);
        f.add("benvolio");
        f.add("Élise");
        f.add("Capulet", RoomRole::Moderator, RoomAffiliation::Owner);
        f.add("Tybalt", RoomRole::Participant, RoomAffiliation::Admin); // has no voice at the moment
        f.add("Paris", RoomRole::Visitor);
        f.add("Romeo");
        f.fill();
        QCOMPARE(f.rows(),
                 (QStringList { "Moderators", "Capulet", "Tybalt", "Nurse", "Participants", "benvolio", "Élise",
                                "Romeo", "Visitors", "Paris" }));
        QVERIFY(f.model.index(0).data(OccupantsModel::IsHeaderRole).toBool());
        QVERIFY(!f.model.index(0).flags().testFlag(Qt::ItemIsSelectable));
        QCOMPARE(f.model.index(4).data(OccupantsModel::CountRole).toInt(), 3);
    }

    void whoComesGoesAndChangesIsFollowed()
    {
        Fixture f;
        f.add("Romeo");
        f.add("Juliet");
        f.fill();
        f.add("Nurse", RoomRole::Visitor);
        f.note({ "Nurse" });
        QCOMPARE(f.rows(), (QStringList { "Participants", "Juliet", "Romeo", "Visitors", "Nurse" }));
        f.there["Juliet"].role = RoomRole::Moderator;
        f.there.remove("Nurse");
        f.note({ "Juliet", "Nurse" });
        QCOMPARE(f.rows(), (QStringList { "Moderators", "Juliet", "Participants", "Romeo" }));
        QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
        f.there["Romeo"].status = "in the\norchard";
        f.note({ "Romeo", "Romeo", "nobody" });
        QCOMPARE(changed.size(), 1);
        QCOMPARE(f.model.index(3).data(OccupantsModel::StatusRole).toString(), QString("in the orchard"));
        f.note({ "Romeo" }); // as they were
        QCOMPARE(changed.size(), 1);
    }

    void weAreMarked()
    {
        Fixture f;
        f.add("Romeo");
        f.add("Juliet");
        f.fill();
        f.model.setSelf("Romeo");
        QVERIFY(f.model.index(2).data(OccupantsModel::IsSelfRole).toBool());
        QVERIFY(f.model.index(2).data(Qt::AccessibleTextRole).toString().startsWith("You: Romeo"));
        QVERIFY(!f.model.index(1).data(OccupantsModel::IsSelfRole).toBool());
        QVERIFY(!f.model.index(1).data(Qt::AccessibleTextRole).toString().contains("You"));
    }

    void whoLooksLikeSomebodyElseIsToldApart()
    {
        Fixture f;
        f.add("bob", RoomRole::Moderator);
        f.add(QString::fromUtf8("b\u043eb")); // with a Cyrillic letter
        f.fill();
        QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
        GuardedNames names;
        names.add({ "bob" });
        f.model.setGuarded(names);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(f.rows(),
                 (QStringList { "Moderators", "bob", "Participants", QString::fromUtf8("b\u043eb · not bob") }));
        QVERIFY(f.model.index(3).data(Qt::AccessibleTextRole).toString().contains("not bob"));
        QCOMPARE(f.model.index(3).data(OccupantsModel::NickRole).toString(), QString::fromUtf8("b\u043eb"));
    }

    void searchFindsPartsOfNamesWhateverTheirCase()
    {
        Fixture f;
        for (const char *nick : { "Romeo", "Juliet", "Élise", "Roméo d’Été" }) {
            f.add(QString::fromUtf8(nick));
        }
        f.fill();
        f.model.setText(" romeo ");
        QCOMPARE(f.rows(), (QStringList { "Participants", "Romeo", "Roméo d’Été" }));
        QCOMPARE(f.model.index(0).data(OccupantsModel::CountRole).toInt(), 2); // that are shown
        QVERIFY(f.model.index(0).data(Qt::AccessibleTextRole).toString().contains("2 people"));
        f.add("Mercutio");
        f.add("Young Romeo", RoomRole::Visitor);
        f.note({ "Mercutio", "Young Romeo" });
        QCOMPARE(f.rows(), (QStringList { "Participants", "Romeo", "Roméo d’Été", "Visitors", "Young Romeo" }));
        f.there.remove("Young Romeo");
        f.note({ "Young Romeo" });
        f.model.setText("nobody");
        QCOMPARE(f.model.rowCount(), 0);
        f.model.setText({});
        QCOMPARE(f.rows(), (QStringList { "Participants", "Élise", "Juliet", "Mercutio", "Romeo", "Roméo d’Été" }));
    }

    void namesAndHatsShowWhatIsInThem()
    {
        Fixture f;
        Occupant &trickster = f.add(QStringLiteral("Ju\u202eliet"), RoomRole::Visitor, RoomAffiliation::Member);
        trickster.hats = { { "http://capulet.lit/hat", QStringLiteral("<b>Lady\u200b</b>") } };
        trickster.show = Presence::Show::Away;
        f.fill();
        const QModelIndex row = f.model.index(1);
        QCOMPARE(row.data().toString(), QString("Ju<U+202E>liet"));
        QCOMPARE(row.data(OccupantsModel::NickRole).toString(), trickster.nick); // to do something with
        QCOMPARE(row.data(OccupantsModel::HatsRole).toStringList(), QStringList("<b>Lady<U+200B></b>"));
        QCOMPARE(row.data(Qt::AccessibleTextRole).toString(),
                 QString("Ju<U+202E>liet, member, visitor, <b>Lady<U+200B></b>, away"));
    }

    void manyPeopleAreListedInSlices()
    {
        QHash<QString, Occupant> there;
        for (int i = 0; i < 10'000; ++i) {
            const QString nick = QStringLiteral("guest %1").arg(i * 7919 % 10'000);
            there[nick].nick = nick;
            there[nick].role = i % 50 == 0 ? RoomRole::Moderator : RoomRole::Participant;
        }
        OccupantsModel model;
        model.show([&there](const QString &nick) { return &*there.constFind(nick); }, there.keys());
        QVERIFY(!model.isComplete());
        qint64 longest = 0;
        int slices = 0;
        while (!model.isComplete()) {
            QElapsedTimer since;
            since.start();
            QCoreApplication::processEvents();
            longest = qMax(longest, since.elapsed());
            ++slices;
        }
        QCOMPARE(model.rowCount(), 10'002);
        QVERIFY2(slices > 1, qPrintable(QString::number(slices)));
        QVERIFY2(longest < 100, qPrintable(QString::number(longest))); // 4 ms, on a machine that has nothing else to do
        QCOMPARE(model.index(1).data().toString(), QString("guest 0"));
    }
};

QTEST_GUILESS_MAIN(TestOccupantsModel)

#include "tst_occupants_model.moc"
