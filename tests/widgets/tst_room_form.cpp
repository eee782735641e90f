// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/room_form.h"

#include <QtTest>

using namespace natter;

/// The owner's form in parts that people understand, with nothing lost.
class TestRoomForm : public QObject
{
    Q_OBJECT

    static DataForm::Field field(const char *var, const char *type, const char *label, const char *value = "")
    {
        return { QString::fromLatin1(var),
                 QString::fromLatin1(type),
                 QString::fromLatin1(label),
                 {},
                 false,
                 { QString::fromLatin1(value) },
                 {} };
    }
    static QStringList headings(const QList<RoomFormGroup> &groups)
    {
        QStringList all;
        for (const RoomFormGroup &group : groups) {
            all.append(group.heading);
        }
        return all;
    }

private Q_SLOTS:
    void knownFieldsStandTogetherInOurWords()
    {
        DataForm form;
        form.fields = {
            field("FORM_TYPE", "hidden", "", "http://jabber.org/protocol/muc#roomconfig"),
            field("", "fixed", "", "Access"),
            field("muc#roomconfig_membersonly", "boolean", "Only allow members to join"),
            field("", "fixed", "", "Information"),
            field("muc#roomconfig_roomname", "text-single", "Title"),
            field("muc#roomconfig_publicroom", "boolean", "Include in lists"),
        };
        const auto groups = groupsOf(form);
        QCOMPARE(headings(groups), QStringList({ "About the room", "Who gets in", "" }));
        QCOMPARE(groups[0].form.fields.first().label, QString("Name"));
        QCOMPARE(groups[1].form.fields.size(), 2);
        QCOMPARE(groups[1].form.fields[0].var, QString("muc#roomconfig_publicroom")); // in our order
        QCOMPARE(groups[2].form.fields.size(), 1); // its name
        QCOMPARE(groups[2].form.formType(), QString("http://jabber.org/protocol/muc#roomconfig"));
    }

    void whatOnlyOneServiceAsksStaysInItsWords()
    {
        DataForm form;
        form.fields = {
            field("muc#roomconfig_roomname", "text-single", "Title"),
            field("", "fixed", "", "Riddles"),
            field("riddle", "boolean", "Ask one"),
        };
        const auto groups = groupsOf(form);
        QCOMPARE(headings(groups), QStringList({ "About the room", "More" }));
        QCOMPARE(groups[1].form.fields.size(), 2);
        QCOMPARE(groups[1].form.fields[0].value(), QString("Riddles"));
        QCOMPARE(groups[1].form.fields[1].label, QString("Ask one"));
    }

    void everyFieldIsThereOnce()
    {
        DataForm form;
        const QStringList vars { "muc#roomconfig_roomname",
                                 "muc#roomconfig_whois",
                                 "x",
                                 "mam",
                                 "muc#roomconfig_allowpm",
                                 "FORM_TYPE",
                                 "y",
                                 "muc#roomconfig_roomsecret",
                                 "muc#roomconfig_roomadmins" };
        for (const QString &var : vars) {
            form.fields.append(field(var.toLatin1(), "text-single", "label"));
        }
        QStringList there;
        for (const RoomFormGroup &group : groupsOf(form)) {
            for (const DataForm::Field &each : group.form.fields) {
                there.append(each.var);
            }
        }
        QStringList expected = vars;
        there.sort();
        expected.sort();
        QCOMPARE(there, expected);
    }

    void peopleAreNamedAlikeEverywhere()
    {
        DataForm form;
        form.fields = { field("muc#roomconfig_whois", "list-single", "May see", "moderators"),
                        field("other", "list-single", "Other", "anyone") };
        form.fields[0].options = { { "Moderators Only", "moderators" }, { "Anyone", "anyone" }, { "Cats", "cats" } };
        form.fields[1].options = { { "Anyone at all", "anyone" } };
        const auto groups = groupsOf(form);
        const auto options = groups[0].form.fields.first().options;
        QCOMPARE(options[0], (DataForm::Option { "Moderators", "moderators" }));
        QCOMPARE(options[1], (DataForm::Option { "Everybody", "anyone" }));
        QCOMPARE(options[2], (DataForm::Option { "Cats", "cats" })); // unknown
        QCOMPARE(groups[1].form.fields.first().options.first().label, QString("Anyone at all"));
    }

    void aFormOfNothingThatIsKnownHasNoHeading()
    {
        DataForm form;
        form.fields = { field("riddle", "boolean", "Ask one") };
        QCOMPARE(headings(groupsOf(form)), QStringList { "" });
    }
};

QTEST_GUILESS_MAIN(TestRoomForm)
#include "tst_room_form.moc"
