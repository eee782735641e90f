// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/proofreader.h"

#include <QtTest>

using namespace natter;

/// Which language spelling begins with.
class TestProofreader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void languageOfThePersonIsPreferred_data()
    {
        QTest::addColumn<QStringList>("codes");
        QTest::addColumn<QString>("locale");
        QTest::addColumn<QString>("language");
        const QStringList many { "de_AT", "de_DE", "en_GB", "en_US", "fr" };
        QTest::newRow("exactly") << many << "de_AT"
                                 << "de_AT";
        QTest::newRow("another country") << many << "de_CH"
                                         << "de_DE";
        QTest::newRow("whatever country") << QStringList { "de_AT", "en_US" } << "de_DE"
                                          << "de_AT";
        QTest::newRow("no country") << many << "fr_FR"
                                    << "fr";
        QTest::newRow("English otherwise") << many << "pl_PL"
                                           << "en_US";
        QTest::newRow("British if there is no other") << QStringList { "de_DE", "en_GB" } << "pl_PL"
                                                      << "en_GB";
        QTest::newRow("without a language") << many << "C"
                                            << "en_US";
        QTest::newRow("neither") << QStringList { "de_DE" } << "pl_PL" << QString();
        QTest::newRow("none") << QStringList() << "de_DE" << QString();
    }
    void languageOfThePersonIsPreferred()
    {
        QFETCH(const QStringList, codes);
        QFETCH(const QString, locale);
        QTEST(preferredLanguage(codes, QLocale(locale)), "language");
    }
};

QTEST_APPLESS_MAIN(TestProofreader)
#include "tst_proofreader.moc"
