// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop_application.h"

#include <QFileOpenEvent>
#include <QSignalSpy>
#include <QtTest>

using namespace natter;

/// What systems tell by an event: a click on a link, and that the program is to end.
class TestDesktopApplication : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addressIsOpenedAsItWasWritten_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("opened"); // empty: not by us
        QTest::newRow("address") << "xmpp:juliet@capulet.lit"
                                 << "xmpp:juliet@capulet.lit";
        QTest::newRow("with a text") << "xmpp:juliet@capulet.lit?message;body=Good%20morrow"
                                     << "xmpp:juliet@capulet.lit?message;body=Good%20morrow";
        QTest::newRow("with its scheme in capitals") << "XMPP:juliet@capulet.lit"
                                                     << "xmpp:juliet@capulet.lit";
        QTest::newRow("page") << "https://capulet.lit/" << QString();
    }
    void addressIsOpenedAsItWasWritten()
    {
        QFETCH(QString, url);
        QFETCH(QString, opened);
        auto &application = *static_cast<DesktopApplication *>(qApp);
        QSignalSpy spy(&application, &DesktopApplication::uriOpened);
        QFileOpenEvent event { QUrl(url) };
        QCoreApplication::sendEvent(&application, &event);
        QCOMPARE(spy.size(), opened.isEmpty() ? 0 : 1);
        QCOMPARE(spy.value(0).value(0).toString(), opened);
    }

    /// Windows that only hide when they are closed do not keep it from that.
    void endIsAskedFor()
    {
        auto &application = *static_cast<DesktopApplication *>(qApp);
        const QSignalSpy spy(&application, &DesktopApplication::quitAsked);
        QEvent event(QEvent::Quit);
        QCoreApplication::sendEvent(&application, &event);
        QVERIFY(event.isAccepted());
        QCOMPARE(spy.size(), 1);
    }
};

int main(int argc, char *argv[])
{
    DesktopApplication application(argc, argv);
    TestDesktopApplication test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_desktop_application.moc"
