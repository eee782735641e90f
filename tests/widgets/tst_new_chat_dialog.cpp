// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/window_world.h"

#include "widgets/new_chat_dialog.h"

#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

using namespace natter;

/// Whom to write to, and as whom.
class TestNewChatDialog : public QObject
{
    Q_OBJECT

    struct Fixture : WindowWorld
    {
        Fixture()
        {
            RosterItem contact;
            contact.jid = juliet().peer;
            contact.handle = QStringLiteral("Jule");
            addRomeo({ contact });
            AccountSettings settings;
            settings.jid = nurse();
            settings.enabled = false;
            settings.passwordPlace = AccountSettings::PasswordPlace::Keychain;
            awaited(accounts.add(settings, {}));
            show();
        }
        static Jid nurse() { return Jid::orNull(QStringLiteral("nurse@capulet.lit")); }
        void show()
        {
            dialog = std::make_unique<NewChatDialog>(accounts, nurse());
            QObject::connect(dialog.get(), &NewChatDialog::chosen, dialog.get(),
                             [this](const ConversationId &id) { chosen.append(id); });
            dialog->show();
        }
        QLineEdit &address() { return *dialog->findChild<QLineEdit *>("address"); }
        QComboBox &account() { return *dialog->findChild<QComboBox *>("account"); }
        QString problem()
        {
            const auto *label = dialog->findChild<QLabel *>("problem");
            return label->isVisible() ? label->text() : QString();
        }
        void write(const QString &text)
        {
            address().setText(text);
            QTest::keyClick(&address(), Qt::Key_Return);
        }

        std::unique_ptr<NewChatDialog> dialog;
        QList<ConversationId> chosen;
    };

private Q_SLOTS:
    void whoeverKnowsThemWrites()
    {
        Fixture f;
        QCOMPARE(f.account().currentText(), f.nurse().toString());
        f.write(QStringLiteral(" juliet@capulet.lit/balcony "));
        QCOMPARE(f.chosen, QList<ConversationId> { f.juliet() });
        QVERIFY(!f.dialog->isVisible());
    }

    void anotherAccountCanBeChosen()
    {
        Fixture f;
        f.account().setFocus();
        QTest::keyClick(&f.account(), Qt::Key_Up);
        QTest::keyClick(&f.account(), Qt::Key_Down);
        QCOMPARE(f.account().currentText(), f.nurse().toString());
        f.write(QStringLiteral("juliet@capulet.lit"));
        QCOMPARE(f.chosen, QList<ConversationId>({ { f.nurse(), f.juliet().peer } }));
    }

    void oneAccountIsNotAskedFor()
    {
        Fixture f;
        QVERIFY(f.account().isVisible());
        QVERIFY(f.accounts.remove(f.nurse()));
        f.show();
        QVERIFY(!f.account().isVisible());
        f.write(QStringLiteral("mercutio@verona.lit"));
        QCOMPARE(f.chosen.first().account, f.romeo());
    }

    void contactsAreFoundByName()
    {
        Fixture f;
        QCompleter *completer = f.address().completer();
        completer->setCompletionPrefix(QStringLiteral("jul"));
        QCOMPARE(completer->completionCount(), 1);
        QCOMPARE(completer->currentCompletion(), f.juliet().peer.toString());
    }

    void whatIsNoAddressIsSaid()
    {
        Fixture f;
        for (const char *text : { "", "capulet.lit", "juliet@", "a@b@c" }) {
            f.write(QLatin1String(text));
            QVERIFY2(!f.problem().isEmpty(), text);
        }
        QVERIFY(f.chosen.isEmpty());
        auto *copy = f.dialog->findChild<QLabel *>("problem")->findChild<QToolButton *>();
        QVERIFY(copy && copy->isVisible());
        QTest::mouseClick(copy, Qt::LeftButton);
        QVERIFY2(QGuiApplication::clipboard()->text().startsWith(f.problem() + "\nInvalidInput"),
                 qPrintable(QGuiApplication::clipboard()->text()));
        f.address().setText(QStringLiteral("j"));
        QVERIFY(f.problem().isEmpty());
    }
};

QTEST_MAIN(TestNewChatDialog)
#include "tst_new_chat_dialog.moc"
