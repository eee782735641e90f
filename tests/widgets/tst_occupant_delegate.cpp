// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/occupant_delegate.h"

#include "models/occupants_model.h"

#include <QPainter>
#include <QtTest>

using namespace natter;

/// How somebody looks in the list of a room's people.
class TestOccupantDelegate : public QObject
{
    Q_OBJECT

    /// The end of the row of somebody with these hats.
    static QImage endOfRow(const QStringList &hats)
    {
        Occupant who;
        who.nick = QStringLiteral("Tybalt");
        who.role = RoomRole::Participant;
        for (const QString &hat : hats) {
            who.hats.append({ QStringLiteral("urn:") + hat, hat });
        }
        OccupantsModel model;
        model.show([&who](const QString &) { return &who; }, { who.nick });
        if (!QTest::qWaitFor([&model] { return model.rowCount() == 2; })) { // behind the header
            return {};
        }
        QWidget widget;
        QStyleOptionViewItem option;
        option.initFrom(&widget);
        option.rect = { 0, 0, 400, 40 };
        QImage image(400, 40, QImage::Format_ARGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        OccupantDelegate([](const QString &) { return QImage(); }, nullptr).paint(&painter, option, model.index(1));
        painter.end();
        return image.copy(360, 0, 40, 40);
    }

private Q_SLOTS:
    void hatsStandInTheirOrder()
    {
        const QImage both = endOfRow({ QStringLiteral("Prince of Cats"), QStringLiteral("Nephew") });
        QCOMPARE(both, endOfRow({ QStringLiteral("Nephew") }));
        QVERIFY(both != endOfRow({ QStringLiteral("Prince of Cats") }));
        QVERIFY(both != endOfRow({}));
    }
};

QTEST_MAIN(TestOccupantDelegate)
#include "tst_occupant_delegate.moc"
