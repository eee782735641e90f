// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/room_list_model.h"

#include "base/future.h"

#include <QtTest>

using namespace natter;
using Order = RoomListModel::Order;

/// What a service lists, and what is learnt of it while it is looked at.
class TestRoomListModel : public QObject
{
    Q_OBJECT

    static Jid room(const QString &name) { return Jid::orNull(QString(name + QStringLiteral("@chat.capulet.lit"))); }

    /// Rooms that answer when they are told to.
    struct Service
    {
        QFuture<Result<RoomInfo>> ask(const Jid &asked)
        {
            order.append(asked.local());
            auto promise = std::make_shared<QPromise<Result<RoomInfo>>>();
            promise->start();
            open.insert(asked, promise);
            return promise->future();
        }
        void answer(const QString &name, int occupants, const QString &title = {}, const QString &about = {})
        {
            RoomInfo info;
            info.occupants = occupants;
            info.title = title;
            info.description = about;
            finish(name, info);
        }
        void finish(const QString &name, const Result<RoomInfo> &info)
        {
            const auto promise = open.take(room(name));
            QVERIFY2(promise, qPrintable(name));
            promise->addResult(info);
            promise->finish();
        }

        QStringList order; ///< in which they were asked
        QHash<Jid, std::shared_ptr<QPromise<Result<RoomInfo>>>> open;
    };

    struct Fixture
    {
        static QList<RoomListing> listed(const QStringList &names)
        {
            QList<RoomListing> rooms;
            for (const QString &name : names) {
                rooms.append({ room(name), {} });
            }
            return rooms;
        }
        QStringList shown() const
        {
            QStringList names;
            for (int row = 0; row < model.rowCount(); ++row) {
                names.append(model.index(row).data().toString());
            }
            return names;
        }
        void answerAll(int occupants)
        {
            while (!service.open.isEmpty()) {
                service.answer(service.open.keys().first().local(), occupants);
                QCoreApplication::processEvents();
            }
        }

        Service service;
        RoomListModel model { [this](const Jid &asked) { return service.ask(asked); } };
    };

private Q_SLOTS:
    void roomsAreNamedByWhatTheySay()
    {
        Fixture f;
        f.model.setRooms({ { room("garden"), QStringLiteral("Capulet's \u202eorchard") }, { room("hall"), {} } });
        QCOMPARE(f.shown(), QStringList({ "Capulet's <U+202E>orchard", "hall" }));
        f.service.answer("hall", 3, "The hall", "Come and\ndance");
        QTRY_COMPARE(f.shown(), QStringList({ "The hall", "Capulet's <U+202E>orchard" }));
        QCOMPARE(f.model.index(0).data(Qt::AccessibleTextRole).toString(),
                 QString("The hall, hall@chat.capulet.lit, 3 people, anybody can join, Come and dance"));
    }

    void mostPeopleComeFirst()
    {
        Fixture f;
        f.model.setRooms(f.listed({ "cell", "garden", "hall", "tomb" }));
        f.service.answer("garden", 2);
        f.service.answer("hall", 9);
        f.service.answer("cell", 2);
        f.service.finish("tomb", failure(Error::Kind::Remote));
        QTRY_COMPARE(f.shown(), QStringList({ "hall", "cell", "garden", "tomb" }));
        f.model.setOrder(Order::Name);
        QCOMPARE(f.shown(), QStringList({ "cell", "garden", "hall", "tomb" }));
        f.model.setOrder(Order::People);
        QCOMPARE(f.shown().first(), QString("hall"));
    }

    void rowsStandStillForWhoIsAboutToChoose()
    {
        Fixture f;
        f.model.setRooms(f.listed({ "cell", "garden", "hall" }));
        f.model.setSteady(true);
        QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
        QSignalSpy moved(&f.model, &QAbstractItemModel::layoutChanged);
        f.service.answer("hall", 9);
        QTRY_COMPARE(changed.count(), 1);
        f.service.answer("garden", 1);
        f.service.answer("cell", 1);
        QVERIFY(!QTest::qWaitFor([&] { return moved.count() > 0; }, 500));
        QCOMPARE(f.shown(), QStringList({ "cell", "garden", "hall" }));
        f.model.setText("a"); // a new search
        QCOMPARE(f.shown(), QStringList({ "hall", "cell", "garden" }));
    }

    void theChosenRowMovesAlong()
    {
        Fixture f;
        f.model.setRooms(f.listed({ "cell", "garden" }));
        const QPersistentModelIndex chosen(f.model.indexOf(room("garden")));
        QCOMPARE(chosen.row(), 1);
        f.service.answer("garden", 5);
        QTRY_COMPARE(chosen.row(), 0);
        QCOMPARE(chosen.data().toString(), QString("garden"));
    }

    void everyWordIsFoundSomewhere()
    {
        Fixture f;
        f.model.setRooms(f.listed({ "cell", "garden", "hall" }));
        f.service.answer("garden", 1, "Orchard", "Where walls are h\u00edgh");
        QTRY_VERIFY(f.shown().contains("Orchard"));
        for (const char *text : { "garden", "ORCH", "high walls", "chat.capulet.lit orch" }) {
            f.model.setText(QString::fromLatin1(text));
            QCOMPARE(f.shown(), QStringList { "Orchard" });
        }
        f.model.setText("high tower");
        QCOMPARE(f.shown(), QStringList());
        f.model.setText({});
        QCOMPARE(f.shown().size(), 3);
        QCOMPARE(f.model.total(), 3);
    }

    void whatIsInSightIsAskedFirstAndOnce()
    {
        Fixture f;
        QStringList names;
        for (int i = 0; i < 300; ++i) {
            names.append(QStringLiteral("room%1").arg(i, 3, 10, QChar(u'0')));
        }
        f.model.setRooms(f.listed(names));
        QCOMPARE(f.service.order, QStringList()); // there are too many to ask them all
        f.model.setInSight(100, 109);
        QCOMPARE(f.service.order.size(), 5); // at once
        QCOMPARE(f.service.order.first(), QString("room100"));
        f.model.setInSight(105, 114);
        f.answerAll(1);
        QCOMPARE(f.service.order.size(), 15);
        QCOMPARE(QSet<QString>(f.service.order.begin(), f.service.order.end()).size(), 15);
        QVERIFY(f.service.order.contains("room114") && !f.service.order.contains("room115"));
    }

    void ofAFewRoomsAllAreAsked()
    {
        Fixture f;
        f.model.setRooms(f.listed({ "a", "b", "c", "d", "e", "f", "g" }));
        QCOMPARE(f.service.order.size(), 5);
        f.answerAll(1);
        QCOMPARE(f.service.order.size(), 7);
    }

    void answersAboutAnotherServiceAreOfNoUse()
    {
        Fixture f;
        f.model.setRooms(f.listed({ "garden" }));
        const auto late = f.service.open.take(room("garden"));
        f.model.setRooms({ { Jid::orNull(u"tavern@rooms.mantua.lit"), {} } });
        RoomInfo info;
        info.title = QStringLiteral("Orchard");
        late->addResult(info);
        late->finish();
        QCoreApplication::processEvents();
        QCOMPARE(f.shown(), QStringList { "tavern" });
        QCOMPARE(f.service.order.last(), QString("tavern"));
    }
};

QTEST_GUILESS_MAIN(TestRoomListModel)
#include "tst_room_list_model.moc"
