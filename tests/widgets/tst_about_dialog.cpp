// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/about_dialog.h"

#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QtTest>

using namespace natter;

static QString contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The one place where it stands.
static QString statedVersion()
{
    const QRegularExpression project("project\\(Natter VERSION ([0-9.]+)");
    return project.match(contentOf(NATTER_SOURCE_DIR "/CMakeLists.txt")).captured(1);
}

class AboutDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesVersionLicenceAndParts()
    {
        const AboutDialog about;
        QVERIFY(!statedVersion().isEmpty());
        QCOMPARE(about.findChild<QLabel *>("version")->text(), "Version " + statedVersion());
        QVERIFY(about.findChild<QLabel *>("description")
                    ->text()
                    .contains("GNU General Public License, version 3 or later"));
        const auto *parts = about.findChild<QListWidget *>("parts");
        QCOMPARE(parts->item(0)->text(), "Natter " + statedVersion() + " – GPL-3.0-or-later");
        const QString openSsl = QSslSocket::sslLibraryVersionString().section(u' ', 0, 1);
        const QStringList named { QStringLiteral("Qt %1 – LGPL-3.0-only").arg(QString::fromLatin1(qVersion())),
                                  openSsl + " – Apache-2.0",
                                  "ICU – Unicode-DFS-2016",
                                  "SQLite – blessing",
                                  "QtKeychain – BSD-2-Clause",
                                  "tl::expected – CC0-1.0" };
        for (const QString &part : named) {
            QVERIFY2(parts->findItems(part, Qt::MatchExactly).size() == 1, qPrintable(part));
        }
    }

    void licenceOfEachPartCanBeRead()
    {
        const AboutDialog about;
        auto *parts = about.findChild<QListWidget *>("parts");
        const auto *licence = about.findChild<QPlainTextEdit *>("licence");
        const auto *label = about.findChild<QLabel *>("licenceLabel");
        QVERIFY(licence->toPlainText().contains("GNU GENERAL PUBLIC LICENSE")); // Natter's, from the start
        for (int row = 0; row < parts->count(); ++row) {
            parts->setCurrentRow(row);
            const ProgramPart part = programParts().value(row);
            QCOMPARE(label->text(), "The licence of " + part.name + ":");
            QCOMPARE(licence->toPlainText().trimmed(), licenceText(part).trimmed());
            QVERIFY2(licence->toPlainText().size() > 200, qPrintable(part.name));
        }
        parts->setCurrentRow(1);
        QVERIFY(licence->toPlainText().contains("GNU LESSER GENERAL PUBLIC LICENSE"));
    }

    void versionsAreCopiedWithTheSystem()
    {
        const AboutDialog about;
        QGuiApplication::clipboard()->clear();
        about.findChild<QPushButton *>("copy")->click();
        const QStringList lines = QGuiApplication::clipboard()->text().split('\n');
        const auto *parts = about.findChild<QListWidget *>("parts");
        QCOMPARE(lines.size(), parts->count() + 1);
        for (int row = 0; row < parts->count(); ++row) {
            QCOMPARE(lines[row], parts->item(row)->text());
        }
        QCOMPARE(lines.last(), QSysInfo::prettyProductName());
    }

    /// A package with everything in it says what that is in a file of its own.
    void partsOfAPackageAreRead_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("licences");
        QTest::newRow("archive") << "bin"
                                 << "share/doc/natter/licences";
        QTest::newRow("Windows") << "."
                                 << "licenses";
        QTest::newRow("macOS") << "Contents/MacOS"
                               << "Contents/Resources/licences";
    }
    void partsOfAPackageAreRead()
    {
        QFETCH(QString, program);
        QFETCH(QString, licences);
        const QTemporaryDir package;
        const QDir place(package.path());
        QVERIFY(place.mkpath(program) && place.mkpath(licences));
        QCOMPARE(bundledParts(place.filePath(program)).size(), 0);
        for (const auto &[name, content] :
             { std::pair("parts.json",
                         R"([{"name": "libpng", "version": "1.6.39", "licence": "libpng-2.0", "text": "libpng.txt"}])"),
               std::pair("libpng.txt", "Altered source versions must be plainly marked as such") }) {
            QFile file(place.filePath(licences + u'/' + QLatin1String(name)));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) > 0);
        }
        const auto parts = bundledParts(place.filePath(program));
        QCOMPARE(parts.size(), 1);
        QCOMPARE(parts[0].name, "libpng");
        QCOMPARE(parts[0].version, "1.6.39");
        QCOMPARE(parts[0].licence, "libpng-2.0");
        QCOMPARE(licenceText(parts[0]), "Altered source versions must be plainly marked as such");
    }
};

QTEST_MAIN(AboutDialogTest)
#include "tst_about_dialog.moc"
