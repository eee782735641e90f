// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/new_room.h"

#include <QtTest>

using namespace natter;
using Kind = RoomPlan::Kind;

/// What a room is to become, said to the service in its own form.
class TestNewRoom : public QObject
{
    Q_OBJECT

    static DataForm::Field field(const char *var, const char *type, const QStringList &values = {},
                                 const QStringList &options = {})
    {
        DataForm::Field made { QString::fromLatin1(var), QString::fromLatin1(type), {}, {}, false, values, {} };
        for (const QString &option : options) {
            made.options.append({ {}, option });
        }
        return made;
    }
    static RoomPlan plan(Kind kind)
    {
        RoomPlan made;
        made.address = Jid::orNull(u"garden@chat.capulet.lit");
        made.title = QStringLiteral("Orchard");
        made.kind = kind;
        return made;
    }
    static QString valueOf(const DataForm &form, const QString &var)
    {
        const DataForm::Field *found = form.field(var);
        return found ? found->values.join(u',') : QStringLiteral("none");
    }

private Q_SLOTS:
    void eachKindIsConfigured_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("isForMembers");
        QTest::addColumn<QString>("isListed");
        QTest::addColumn<QString>("whoSees");
        QTest::newRow("private") << Kind::PrivateGroup << "1"
                                 << "0"
                                 << "anyone";
        QTest::newRow("public") << Kind::PublicChannel << "0"
                                << "1"
                                << "moderators";
    }
    void eachKindIsConfigured()
    {
        QFETCH(Kind, kind);
        QFETCH(QString, isForMembers);
        QFETCH(QString, isListed);
        QFETCH(QString, whoSees);
        DataForm offered;
        offered.type = QStringLiteral("form");
        offered.fields = {
            field("FORM_TYPE", "hidden", { "http://jabber.org/protocol/muc#roomconfig" }),
            field("", "fixed", { "Room information" }),
            field("muc#roomconfig_roomname", "text-single", { "garden" }),
            field("muc#roomconfig_membersonly", "boolean", { "0" }),
            field("muc#roomconfig_publicroom", "boolean", { "1" }),
            field("muc#roomconfig_persistentroom", "boolean", { "0" }),
            field("muc#roomconfig_moderatedroom", "boolean", { "1" }),
            field("muc#roomconfig_whois", "list-single", { "moderators" }, { "moderators", "anyone" }),
            field("muc#roomconfig_enablearchiving", "boolean", { "0" }),
            field("muc#roomconfig_maxusers", "list-single", { "30" }, { "10", "30" }),
        };
        const DataForm form = configured(offered, plan(kind));
        QCOMPARE(form.type, QString("submit"));
        QCOMPARE(form.formType(), QString("http://jabber.org/protocol/muc#roomconfig"));
        QCOMPARE(form.fields.size(), offered.fields.size() - 1); // a heading is no answer
        QCOMPARE(valueOf(form, "muc#roomconfig_roomname"), QString("Orchard"));
        QCOMPARE(valueOf(form, "muc#roomconfig_membersonly"), isForMembers);
        QCOMPARE(valueOf(form, "muc#roomconfig_publicroom"), isListed);
        QCOMPARE(valueOf(form, "muc#roomconfig_whois"), whoSees);
        QCOMPARE(valueOf(form, "muc#roomconfig_persistentroom"), QString("1"));
        QCOMPARE(valueOf(form, "muc#roomconfig_moderatedroom"), QString("0"));
        QCOMPARE(valueOf(form, "muc#roomconfig_enablearchiving"), QString("1"));
        QCOMPARE(valueOf(form, "muc#roomconfig_maxusers"), QString("30")); // as the service has it
    }

    void nothingIsAnsweredThatIsNotAsked()
    {
        DataForm offered;
        offered.fields = { field("mam", "boolean", { "0" }),
                           field("muc#roomconfig_whois", "list-single", { "moderators" }, { "moderators" }) };
        const DataForm form = configured(offered, plan(Kind::PrivateGroup));
        QCOMPARE(form.fields.size(), 2);
        QCOMPARE(valueOf(form, "mam"), QString("1")); // which is what another service calls it
        QCOMPARE(valueOf(form, "muc#roomconfig_whois"), QString("moderators")); // it has no other
    }

    void titlesSuggestAddresses_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("local");
        QTest::newRow("words") << "Capulet's Orchard"
                               << "capulet-s-orchard";
        QTest::newRow("signs") << "  ** The / Hall: 2 ** "
                               << "the-hall-2";
        QTest::newRow("accents") << QString::fromUtf8("Café Vérone") << "cafe-verone";
        QTest::newRow("another script") << QString::fromUtf8("Сад Капулетти") << QString::fromUtf8("сад-капулетти");
        QTest::newRow("nothing of use") << "@/&'"
                                        << "";
        QTest::newRow("too long") << QString(100, u'a') << QString(40, u'a');
    }
    void titlesSuggestAddresses()
    {
        QFETCH(QString, title);
        QFETCH(QString, local);
        QCOMPARE(localpartFor(title), local);
    }
};

QTEST_GUILESS_MAIN(TestNewRoom)
#include "tst_new_room.moc"
