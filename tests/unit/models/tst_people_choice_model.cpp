// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/people_choice_model.h"

#include <QtTest>

using namespace natter;

/// Whom to choose of those who are known, and of those who are not.
class TestPeopleChoiceModel : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        Fixture()
        {
            model.setPeople({ { Jid::orNull(u"nurse@capulet.lit"), QStringLiteral("Nurse") },
                              { Jid::orNull(u"juliet@capulet.lit"), QStringLiteral("juliet") },
                              { Jid::orNull(u"benvolio@montague.lit"), QStringLiteral("Benvolio") } });
        }
        QStringList shown() const
        {
            QStringList names;
            for (int row = 0; row < model.rowCount(); ++row) {
                names.append(model.index(row).data().toString());
            }
            return names;
        }
        QStringList chosen() const
        {
            QStringList addresses;
            for (const auto &person : model.chosen()) {
                addresses.append(person.jid.toString());
            }
            return addresses;
        }

        PeopleChoiceModel model;
    };

private Q_SLOTS:
    void peopleStandByTheirNames()
    {
        const Fixture f;
        QCOMPARE(f.shown(), QStringList({ "Benvolio", "juliet", "Nurse" }));
    }

    void choosingIsTakenBackByChoosingAgain()
    {
        Fixture f;
        QSignalSpy changed(&f.model, &PeopleChoiceModel::chosenChanged);
        f.model.toggle(f.model.index(2));
        f.model.toggle(f.model.index(0));
        QCOMPARE(f.chosen(), QStringList({ "nurse@capulet.lit", "benvolio@montague.lit" }));
        QCOMPARE(f.model.index(2).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        f.model.toggle(f.model.index(2));
        QCOMPARE(f.chosen(), QStringList { "benvolio@montague.lit" });
        QCOMPARE(f.model.index(2).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
        QCOMPARE(changed.count(), 3);
        f.model.toggle({});
        QCOMPARE(changed.count(), 3);
    }

    void aScreenReaderChoosesByTheMark()
    {
        Fixture f;
        const QModelIndex juliet = f.model.index(1);
        QVERIFY(juliet.flags().testFlag(Qt::ItemIsUserCheckable));
        QVERIFY(f.model.setData(juliet, Qt::Checked, Qt::CheckStateRole));
        QVERIFY(f.model.setData(juliet, Qt::Checked, Qt::CheckStateRole)); // which changes nothing
        QCOMPARE(f.chosen(), QStringList { "juliet@capulet.lit" });
    }

    void theyAreFoundByNameAndAddress()
    {
        Fixture f;
        f.model.setText(" MONTAGUE ");
        QCOMPARE(f.shown(), QStringList { "Benvolio" });
        f.model.setText("nur");
        QCOMPARE(f.shown(), QStringList { "Nurse" });
    }

    void whoeverIsNotKnownIsChosenByTheirAddress()
    {
        Fixture f;
        f.model.setText("tybalt");
        QCOMPARE(f.shown(), QStringList()); // which is none
        f.model.setText("xmpp:tybalt@capulet.lit");
        QCOMPARE(f.shown(), QStringList { "tybalt@capulet.lit" });
        f.model.toggle(f.model.index(0));
        f.model.setText({});
        QCOMPARE(f.shown(), QStringList({ "Benvolio", "juliet", "Nurse", "tybalt@capulet.lit" }));
        QCOMPARE(f.chosen(), QStringList { "tybalt@capulet.lit" });
        f.model.toggle(f.model.index(3));
        QCOMPARE(f.chosen(), QStringList());
    }

    void whoeverIsKnownIsNotOfferedTwice()
    {
        Fixture f;
        f.model.setText("juliet@capulet.lit");
        QCOMPARE(f.shown(), QStringList { "juliet" });
    }
};

QTEST_GUILESS_MAIN(TestPeopleChoiceModel)
#include "tst_people_choice_model.moc"
