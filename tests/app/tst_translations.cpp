// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/translations.h"

#include <QApplication>
#include <QTranslator>
#include <QtTest>

using namespace natter;

/// Which of the person's languages the texts are in.
class TestTranslations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        const auto kept = qApp->findChildren<QTranslator *>();
        qDeleteAll(kept);
        QLocale::setDefault(QLocale::c());
    }

    void onlyWhatIsFoundIsKept_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("german");
        QTest::newRow("German") << "de_DE" << true;
        QTest::newRow("Breton") << "br_FR" << false;
        QTest::newRow("English") << "en_GB" << false;
    }
    void onlyWhatIsFoundIsKept()
    {
        QFETCH(QString, language);
        QFETCH(bool, german);
        QLocale::setDefault(QLocale(language));
        installTranslators(*qApp);
        const auto kept = qApp->findChildren<QTranslator *>();
        for (const QTranslator *translator : kept) {
            QVERIFY(!translator->isEmpty());
        }
        QCOMPARE(QCoreApplication::translate("natter::ChatsPane", "People"), german ? "Leute" : "People");
    }
};

QTEST_MAIN(TestTranslations)
#include "tst_translations.moc"
