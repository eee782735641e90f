// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_picture.h"

#include "chat/picture_shelf.h"

#include "protocol/xep/xep0153_vcard_avatars.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace natter;

/// Pictures are kept by what they are.
class TestPictureShelf : public QObject
{
    Q_OBJECT

    static QByteArray picture(Qt::GlobalColor colour = Qt::red) { return writtenImage(plainImage({ 16, 16 }, colour)); }
    static QImage awaited(const QFuture<QImage> &future)
    {
        if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 10'000)) {
            qFatal("waited in vain");
        }
        return future.result();
    }

private Q_SLOTS:
    void whatWasKeptIsThereInTheNextRun()
    {
        QTemporaryDir folder;
        const QByteArray hash = pictureHashOf(picture());
        {
            PictureShelf shelf;
            shelf.setFolder(folder.filePath("pictures"));
            QVERIFY(awaited(shelf.fetch(hash)).isNull());
            QVERIFY(!awaited(shelf.add(hash, picture())).isNull());
            QVERIFY(!shelf.find(hash).isNull());
        }
        PictureShelf shelf;
        shelf.setFolder(folder.filePath("pictures"));
        QVERIFY(shelf.find(hash).isNull());
        QVERIFY(!awaited(shelf.fetch(hash)).isNull());
        QVERIFY(!shelf.find(hash).isNull());
    }

    void nothingIsKeptUnderAnothersHash()
    {
        QTemporaryDir folder;
        PictureShelf shelf;
        shelf.setFolder(folder.path());
        const QByteArray hash = pictureHashOf(picture(Qt::blue));
        QVERIFY(awaited(shelf.add(hash, picture())).isNull());
        QVERIFY(awaited(shelf.add(pictureHashOf("text"), "text")).isNull());
        QVERIFY(shelf.find(hash).isNull());
        QVERIFY(QDir(folder.path()).entryList(QDir::Files).isEmpty());
    }

    void whatTheDiskSpoiltIsForgotten()
    {
        QTemporaryDir folder;
        const QByteArray hash = pictureHashOf(picture());
        QFile file(folder.filePath(QString::fromLatin1(hash)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(picture().left(40));
        file.close();
        PictureShelf shelf;
        shelf.setFolder(folder.path());
        QVERIFY(awaited(shelf.fetch(hash)).isNull());
        QVERIFY(!file.exists());
    }

    void withoutAPlaceItIsInMemory()
    {
        PictureShelf shelf;
        const QByteArray hash = pictureHashOf(picture());
        QVERIFY(!awaited(shelf.add(hash, picture())).isNull());
        QVERIFY(!shelf.find(hash).isNull());
    }
};

QTEST_GUILESS_MAIN(TestPictureShelf)
#include "tst_picture_shelf.moc"
