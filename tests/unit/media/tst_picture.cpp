// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_picture.h"

#include "media/picture.h"

#include "base/limits.h"

#include <QtTest>

using namespace natter;

/// Pictures of others are looked at with care.
class TestPicture : public QObject
{
    Q_OBJECT

    /// The head of a PNG of that size, and nothing of what it promises.
    static QByteArray promising(quint32 width, quint32 height)
    {
        QByteArray bytes = writtenImage(plainImage({ 1, 1 }));
        for (int i = 0; i < 4; ++i) {
            bytes[16 + i] = char(width >> (24 - 8 * i));
            bytes[20 + i] = char(height >> (24 - 8 * i));
        }
        quint32 crc = 0xffffffff; // of the head: whoever looks at nothing else takes it for whole
        for (const char byte : bytes.mid(12, 17)) {
            crc ^= quint8(byte);
            for (int bit = 0; bit < 8; ++bit) {
                crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320 : 0);
            }
        }
        for (int i = 0; i < 4; ++i) {
            bytes[29 + i] = char(~crc >> (24 - 8 * i));
        }
        return bytes;
    }

private Q_SLOTS:
    void theMiddleIsTaken()
    {
        QImage image = plainImage({ 300, 100 }, Qt::blue);
        for (int y = 0; y < 100; ++y) {
            for (int x = 100; x < 200; ++x) {
                image.setPixelColor(x, y, Qt::red);
            }
        }
        const QImage square = squarePicture(writtenImage(image), 50);
        QCOMPARE(square.size(), QSize(50, 50));
        for (const QPoint &corner : { QPoint(1, 1), QPoint(48, 48) }) {
            QCOMPARE(square.pixelColor(corner), QColor(Qt::red));
        }
        QCOMPARE(squarePicture(writtenImage(plainImage({ 20, 30 })), 50).size(), QSize(20, 20)); // is not blown up
        QVERIFY(!squarePicture(writtenImage(plainImage({ 64, 64 }), "jpeg"), 50).isNull());
    }

    void whatMovesStandsStill()
    {
        const QByteArray gif = QByteArray::fromBase64( // two moments of one pixel: red, blue
            "R0lGODlhAQABAPAAAP8AAAAA/yH/"
            "C05FVFNDQVBFMi4wAwEAAAAh+QQAAQAAACwAAAAAAQABAAACAkQBACH5BAABAAAALAAAAAABAAEAAAIC"
            "TAEAOw==");
        QCOMPARE(squarePicture(gif, 50).size(), QSize(1, 1));
    }

    void nothingElseIsRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("text") << QByteArray("picture");
        QTest::newRow("broken") << writtenImage(plainImage({ 64, 64 })).left(60);
        QTest::newRow("drawing") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
        QTest::newRow("unusual") << writtenImage(plainImage({ 8, 8 }), "ppm");
        QTest::newRow("wide") << promising(limits::picturePixels + 1, 1);
        QTest::newRow("high") << promising(1, limits::picturePixels + 1);
        QTest::newRow("huge") << promising(2'000'000'000, 2'000'000'000);
    }
    void nothingElseIsRead()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(squarePicture(bytes, 50).isNull());
        QVERIFY(pictureToSend(bytes, 50).bytes.isEmpty());
    }

    void ownPicturesAreMadeSmall()
    {
        const SentPicture sent =
            pictureToSend(writtenImage(plainImage({ 5000, 200 })), 64); // larger than what others may send
        QCOMPARE(sent.type, QString("image/png"));
        QCOMPARE(QImage::fromData(sent.bytes).size(), QSize(64, 64));
        QImage noise(700, 700, QImage::Format_RGB32);
        quint32 state = 1;
        for (int y = 0; y < noise.height(); ++y) {
            for (int x = 0; x < noise.width(); ++x) {
                state = state * 1664525 + 1013904223;
                noise.setPixel(x, y, 0xff000000 | (state >> 8));
            }
        }
        const SentPicture smaller = pictureToSend(writtenImage(noise), 512);
        QCOMPARE(smaller.type, QString("image/jpeg"));
        QVERIFY(smaller.bytes.size() <= limits::pictureBytes);
    }
};

QTEST_GUILESS_MAIN(TestPicture)
#include "tst_picture.moc"
