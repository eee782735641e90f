// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/data_form_widget.h"

#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QtTest>

using namespace natter;
using Field = DataForm::Field;
using Option = DataForm::Option;

/// Forms of servers: every kind of field can be filled in, and no server can make a form that cannot.
class TestDataFormWidget : public QObject
{
    Q_OBJECT

    static Field field(const QString &type, const QString &var, const QString &label = {},
                       const QStringList &values = {})
    {
        return { var, type, label, {}, false, values, {} };
    }
    static Field required(Field field)
    {
        field.required = true;
        return field;
    }
    static Field with(Field field, const QList<Option> &options)
    {
        field.options = options;
        return field;
    }
    static DataForm formOf(const QList<Field> &fields)
    {
        DataForm form;
        form.type = "form";
        form.fields = fields;
        return form;
    }
    static QList<Option> houses()
    {
        return { { "House of Montague", "montague" }, { "House of Capulet", "capulet" }, { {}, "escalus" } };
    }

    /// Its own name and those of its labels: for a list, Qt gives what is chosen for a name.
    static QStringList spokenNames(const QAccessibleInterface *accessible)
    {
        QStringList names { accessible->text(QAccessible::Name) };
        const auto labels = accessible->relations(QAccessible::Label);
        for (const auto &[label, relation] : labels) {
            names.append(label->text(QAccessible::Name));
        }
        return names;
    }

    /// The form as the wizard shows it.
    struct Shown
    {
        explicit Shown(const QList<Field> &fields) : widget(new DataFormWidget(formOf(fields)))
        {
            area.setWidgetResizable(true);
            area.setFrameShape(QFrame::NoFrame);
            area.setWidget(widget);
            area.resize(area.fontMetrics().averageCharWidth() * 64, area.fontMetrics().height() * 20);
            area.show();
            area.activateWindow();
            if (!QTest::qWaitForWindowActive(&area)) {
                qFatal("the form is not shown");
            }
        }
        /// The editor that somebody who hears the form knows by this name.
        template <typename T> T *named(const QString &name) const
        {
            const auto editors = widget->findChildren<T *>();
            for (T *editor : editors) {
                if (spokenNames(QAccessible::queryAccessibleInterface(editor)).contains(name)) {
                    return editor;
                }
            }
            return nullptr;
        }
        template <typename T> T &get(const QString &name) const
        {
            T *found = named<T>(name);
            if (!found) {
                qFatal("there is no %s", qPrintable(name));
            }
            return *found;
        }
        QStringList values(const QString &var) const
        {
            const DataForm filled = widget->filledIn();
            const Field *found = filled.field(var);
            return found ? found->values : QStringList { "no such field" };
        }
        /// The part of the editor that is seen without scrolling.
        QRect seen(const QWidget *editor) const
        {
            const QRect place(editor->mapTo(area.viewport(), QPoint(0, 0)), editor->size());
            return place & area.viewport()->rect();
        }

        QScrollArea area;
        DataFormWidget *widget;
    };

private Q_SLOTS:
    void textIsTyped_data()
    {
        QTest::addColumn<QString>("type");
        for (const char *type : { "text-single", "text-private", "jid-single", "", "of a later version" }) {
            QTest::newRow(type) << QString::fromLatin1(type);
        }
    }
    void textIsTyped()
    {
        QFETCH(QString, type);
        const Shown f({ field(type, "nick", "Nickname", { "Romeo" }) });
        auto &edit = f.get<QLineEdit>("Nickname");
        QCOMPARE(edit.echoMode(), type == "text-private" ? QLineEdit::Password : QLineEdit::Normal);
        QCOMPARE(f.values("nick"), QStringList { "Romeo" }); // what the server proposes
        edit.selectAll();
        QTest::keyClicks(&edit, "Benvolio");
        QCOMPARE(f.values("nick"), QStringList { "Benvolio" });
        QCOMPARE(f.widget->filledIn().type, QString("submit"));
        QCOMPARE(f.widget->filledIn().fields.first().type, type);
    }

    void linesAreTyped()
    {
        const Shown f({ field("text-multi", "bio", "About you", { "Two households", "both alike" }) });
        auto &edit = f.get<QPlainTextEdit>("About you");
        QCOMPARE(f.values("bio"), QStringList({ "Two households", "both alike" }));
        QTest::keyClick(&edit, Qt::Key_End, Qt::ControlModifier);
        QTest::keyClick(&edit, Qt::Key_Return);
        QTest::keyClick(&edit, Qt::Key_Return);
        QTest::keyClicks(&edit, "in dignity");
        QCOMPARE(f.values("bio"), QStringList({ "Two households", "both alike", "", "in dignity" }));
    }

    void tabLeavesTheLines()
    {
        const Shown f({ field("text-multi", "bio", "About you"), field("text-single", "nick", "Nickname") });
        f.get<QPlainTextEdit>("About you").setFocus();
        QTest::keyClick(&f.get<QPlainTextEdit>("About you"), Qt::Key_Tab);
        QVERIFY(f.get<QLineEdit>("Nickname").hasFocus());
        QCOMPARE(f.values("bio").join(QString()), QString());
    }

    void addressesAreOneToALine()
    {
        const Shown f({ field("jid-multi", "friends", "Friends", { "juliet@capulet.lit" }) });
        auto &edit = f.get<QPlainTextEdit>("Friends");
        QTest::keyClick(&edit, Qt::Key_End, Qt::ControlModifier);
        QTest::keyClick(&edit, Qt::Key_Return);
        QTest::keyClicks(&edit, " mercutio@montague.lit ");
        QTest::keyClick(&edit, Qt::Key_Return);
        QTest::keyClick(&edit, Qt::Key_Return);
        QCOMPARE(f.values("friends"), QStringList({ "juliet@capulet.lit", "mercutio@montague.lit" })); // no empty ones
    }

    void yesAndNo_data()
    {
        QTest::addColumn<QStringList>("proposed");
        QTest::addColumn<bool>("checked");
        QTest::newRow("1") << QStringList { "1" } << true;
        QTest::newRow("true") << QStringList { "true" } << true;
        QTest::newRow("0") << QStringList { "0" } << false;
        QTest::newRow("false") << QStringList { "false" } << false;
        QTest::newRow("nothing") << QStringList() << false;
        QTest::newRow("nonsense") << QStringList { "yes" } << false;
    }
    void yesAndNo()
    {
        QFETCH(QStringList, proposed);
        QFETCH(bool, checked);
        const Shown f({ field("boolean", "public", "Show me to everybody", proposed) });
        auto &box = f.get<QCheckBox>("Show me to everybody");
        QCOMPARE(box.isChecked(), checked);
        QCOMPARE(f.values("public"), QStringList { checked ? "1" : "0" });
        QTest::keyClick(&box, Qt::Key_Space);
        QCOMPARE(f.values("public"), QStringList { checked ? "0" : "1" });
    }

    void longSentenceStandsBesideItsBox()
    {
        const QString sentence = "Allow visitors to send status text when they come, go, or are away for a while";
        const Shown f({ field("boolean", "status", sentence + " & more") });
        auto &box = *f.widget->findChild<QCheckBox *>();
        auto &label = *f.widget->findChild<QLabel *>();
        QVERIFY(box.geometry().right() < label.geometry().left());
        QVERIFY(qAbs(box.geometry().top() - label.geometry().top()) < label.fontMetrics().height());
        QVERIFY2(label.height() >= 2 * label.fontMetrics().height(), qPrintable(QString::number(label.height())));
        QVERIFY(f.named<QCheckBox>(sentence + " & more"));
        QTest::mouseClick(&label, Qt::LeftButton);
        QCOMPARE(f.values("status"), QStringList { "1" });
        QTest::keyClick(&box, Qt::Key_Space);
        QCOMPARE(f.values("status"), QStringList { "0" });
    }

    /// What nobody chose is not sent, and what has to be chosen is named.
    void listWithoutADefaultChoosesNothing()
    {
        const Shown f({ with(required(field("list-single", "house", "House")), houses()) });
        auto &list = f.get<QComboBox>("House");
        QCOMPARE(list.currentIndex(), -1);
        QCOMPARE(f.values("house"), QStringList());
        QCOMPARE(f.widget->missingField(), QString("House"));
        QTest::keyClick(&list, Qt::Key_Down);
        QCOMPARE(f.widget->missingField(), QString());
    }

    void fixedTextThatTurnsTheTextRoundIsVisible()
    {
        const Shown f({ field("fixed", {}, {}, { QString::fromUtf16(u"ti\u202Elub"), "second line" }) });
        const QString shown = f.widget->findChild<QLabel *>()->text();
        QVERIFY(!shown.contains(QChar(0x202e)));
        QCOMPARE(shown.count(u'\n'), 1);
    }

    void oneIsChosen()
    {
        const Shown f({ with(field("list-single", "house", "House", { "capulet" }), houses()) });
        auto &list = f.get<QComboBox>("House");
        QCOMPARE(list.currentText(), QString("House of Capulet"));
        QCOMPARE(list.itemText(2), QString("escalus")); // it has no label
        QCOMPARE(f.values("house"), QStringList { "capulet" });
        QTest::keyClick(&list, Qt::Key_Down);
        QCOMPARE(f.values("house"), QStringList { "escalus" });
    }

    void severalAreChosen()
    {
        const Shown f({ with(field("list-multi", "houses", "Houses", { "escalus" }), houses()) });
        auto &list = f.get<QListWidget>("Houses");
        QCOMPARE(f.values("houses"), QStringList { "escalus" });
        list.setFocus();
        QTest::keyClick(&list, Qt::Key_Home);
        QTest::keyClick(&list, Qt::Key_Space);
        QCOMPARE(f.values("houses"), QStringList({ "montague", "escalus" }));
        QTest::keyClick(&list, Qt::Key_Space);
        QTest::keyClick(&list, Qt::Key_End);
        QTest::keyClick(&list, Qt::Key_Space);
        QCOMPARE(f.values("houses"), QStringList());
    }

    void hiddenOnesComeBackUntouched()
    {
        const Shown f({ field("hidden", "FORM_TYPE", {}, { "jabber:iq:register" }),
                        field("hidden", "challenge", "Not shown", { "a", "", " b " }),
                        required(field("hidden", "nothing")) });
        QVERIFY(!f.named<QWidget>("Not shown"));
        QCOMPARE(f.widget->filledIn().formType(), QString("jabber:iq:register"));
        QCOMPARE(f.values("challenge"), QStringList({ "a", "", " b " }));
        QCOMPARE(f.values("nothing"), QStringList());
        QCOMPARE(f.widget->missingField(), QString()); // the person could not help it
    }

    void fixedTextIsNoMarkupAndNoAnswer()
    {
        const Shown f({ field("fixed", "rules", {}, { "<b>Be kind</b>", "<img src='http://capulet.lit/x.png'>" }),
                        field("text-single", "nick", "Nickname") });
        const QLabel *text = nullptr;
        for (const auto *label : f.widget->findChildren<QLabel *>()) {
            text = label->text().contains("Be kind") ? label : text;
            QCOMPARE(label->textFormat(), Qt::PlainText);
        }
        QVERIFY(text && text->isVisible());
        QCOMPARE(text->text(), QString("<b>Be kind</b>\n<img src='http://capulet.lit/x.png'>"));
        QCOMPARE(f.widget->filledIn().fields.size(), 1);
    }

    void orderStaysThatOfTheServer()
    {
        const Shown f({ field("text-single", "one"), field("hidden", "two"), field("boolean", "three") });
        QStringList vars;
        const DataForm filled = f.widget->filledIn();
        for (const Field &answer : filled.fields) {
            vars.append(answer.var);
        }
        QCOMPARE(vars, QStringList({ "one", "two", "three" }));
    }

    void whatIsMissingIsNamed()
    {
        const Shown f({ field("text-single", "nick", "Nickname"), required(field("text-single", "username")),
                        required(field("text-private", "password")), required(field("text-multi", "bio", "About you")),
                        required(with(field("list-multi", "houses", "Houses"), houses())) });
        QCOMPARE(f.widget->missingField(), QString("Name"));
        QTest::keyClicks(&f.get<QLineEdit>("Name"), "   "); // is nothing
        QCOMPARE(f.widget->missingField(), QString("Name"));
        QTest::keyClicks(&f.get<QLineEdit>("Name"), "romeo");
        QCOMPARE(f.widget->missingField(), QString("Password"));
        QTest::keyClicks(&f.get<QLineEdit>("Password"), "pencil");
        QCOMPARE(f.widget->missingField(), QString("About you"));
        QTest::keyClick(&f.get<QPlainTextEdit>("About you"), Qt::Key_Return);
        QCOMPARE(f.widget->missingField(), QString("About you"));
        QTest::keyClicks(&f.get<QPlainTextEdit>("About you"), "a lover");
        QCOMPARE(f.widget->missingField(), QString("Houses"));
        f.get<QListWidget>("Houses").setFocus();
        QTest::keyClick(&f.get<QListWidget>("Houses"), Qt::Key_Home);
        QTest::keyClick(&f.get<QListWidget>("Houses"), Qt::Key_Space);
        QCOMPARE(f.widget->missingField(), QString());
    }

    void fieldsWithoutLabelsHaveNames()
    {
        const Shown f({ field("text-single", "username"), field("text-private", "password"),
                        field("text-single", "email"), field("text-single", "x-captcha") });
        for (const char *name : { "Name", "Password", "E-mail", "x-captcha" }) {
            QVERIFY2(f.named<QLineEdit>(name), name);
        }
    }

    void labelsOfStrangersAreNoMarkup()
    {
        const QString label = QString("<a href='http://capulet.lit'>Name</a>") + QChar(0x202e);
        const QString harmless = "<a href='http://capulet.lit'>Name</a><U+202E>";
        Field described = field("text-single", "nick", label);
        described.description = "<img src='http://capulet.lit/x.png'>";
        const Shown f({ described, with(field("list-single", "house", "House"), { { label, "x" } }),
                        with(field("list-multi", "houses", "Houses"), { { label, "x" } }) });
        QVERIFY(f.named<QLineEdit>(harmless));
        for (const auto *shown : f.widget->findChildren<QLabel *>()) {
            QCOMPARE(shown->textFormat(), Qt::PlainText);
        }
        QVERIFY(!f.get<QLineEdit>(harmless).toolTip().contains("<img"));
        QVERIFY(f.get<QLineEdit>(harmless).toolTip().contains("&lt;img"));
        QCOMPARE(f.get<QComboBox>("House").itemText(0), harmless);
        QCOMPARE(f.get<QListWidget>("Houses").item(0)->text(), harmless);
    }

    void ampersandsAreNoShortcuts()
    {
        const Shown f({ field("text-single", "nick", "Name & house"), field("boolean", "rules", "I & mine agree") });
        QVERIFY(f.named<QLineEdit>("Name & house"));
        const auto labels = f.widget->findChildren<QLabel *>();
        QVERIFY(QKeySequence::mnemonic(labels.first()->text()).isEmpty());
        QVERIFY(QKeySequence::mnemonic(f.get<QCheckBox>("I & mine agree").text()).isEmpty());
    }

    void longTextsLeaveTheEditorsInSight_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("one word") << QString(100'000, u'W');
        QTest::newRow("words") << QString("Wherefore art thou ").repeated(5'000);
        QTest::newRow("markup") << QString("<h1>Romeo</h1>").repeated(7'000);
    }
    void longTextsLeaveTheEditorsInSight()
    {
        QFETCH(QString, text);
        const Shown f({ field("text-single", "nick", text), field("boolean", "public", text),
                        with(field("list-single", "house", "House"), { { text, "x" } }),
                        with(field("list-multi", "houses", "Houses"), { { text, "x" } }),
                        field("text-single", "short", "Nickname"), field("fixed", {}, {}, { text }) });
        const auto editors = f.widget->findChildren<QLineEdit *>();
        QCOMPARE(editors.size(), 2);
        for (const QWidget *editor :
             { static_cast<QWidget *>(editors.first()), static_cast<QWidget *>(f.widget->findChild<QCheckBox *>()),
               static_cast<QWidget *>(&f.get<QComboBox>("House")) }) {
            QVERIFY2(editor->geometry().left() < 200, qPrintable(QString::number(editor->geometry().left())));
        }
        f.get<QListWidget>("Houses").setFocus();
        QTest::keyClick(&f.get<QListWidget>("Houses"), Qt::Key_Tab);
        QVERIFY(f.get<QLineEdit>("Nickname").hasFocus());
        QVERIFY(f.seen(&f.get<QLineEdit>("Nickname")).width() > 60); // scrolled to, and not sideways
        QVERIFY2(f.widget->width() <= f.area.viewport()->width(), qPrintable(QString::number(f.widget->width())));
    }

    void hostileFormStaysUsable()
    {
        QList<Field> fields;
        const QString text = QString("<h1>Romeo</h1>").repeated(7'000);
        const QStringList types { "text-single", "text-private", "text-multi", "boolean",
                                  "jid-multi",   "list-single",  "list-multi", "fixed" };
        QList<Option> options;
        for (int i = 0; i < 20; ++i) {
            options.append({ text, QString::number(i) });
        }
        for (int i = 0; i < 200; ++i) {
            fields.append(
                with(field(types[i % types.size()], QString::number(i), text, { text.left(1'000) }), options));
        }
        fields.append(required(field("text-single", "last", "Last")));
        QElapsedTimer clock;
        clock.start();
        const Shown f(fields);
        auto &last = f.get<QLineEdit>("Last");
        QCOMPARE(f.widget->missingField(), QString("Last"));
        f.widget->setFocus();
        for (int i = 0; i < 500 && !last.hasFocus(); ++i) {
            QVERIFY(QApplication::focusWidget());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QVERIFY(last.hasFocus());
        QVERIFY(!f.seen(&last).isEmpty());
        QTest::keyClicks(&last, "romeo");
        QCOMPARE(f.widget->missingField(), QString());
        QCOMPARE(f.values("last"), QStringList { "romeo" });
        QCOMPARE(f.widget->filledIn().fields.size(), 201 - 25); // but for the fixed ones
        QVERIFY2(clock.elapsed() < 20'000, qPrintable(QString::number(clock.elapsed())));
    }
};

QTEST_MAIN(TestDataFormWidget)
#include "tst_data_form_widget.moc"
