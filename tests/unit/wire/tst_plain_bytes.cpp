// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "wire/plain_bytes.h"

using namespace natter;

/// Where the plain bytes end, whatever they stand beside in the words that they are read in.
class TestPlainBytes : public QObject
{
    Q_OBJECT

private:
    /// As the name says, one at a time.
    static bool isPlain(uchar byte, QByteArrayView special)
    {
        const bool space = byte == '\n' || byte == '\t' || byte == '\r';
        return space || (byte >= 0x20 && byte < 0x80 && !special.contains(static_cast<char>(byte)));
    }

private Q_SLOTS:
    void everyByteAtEveryPlace_data()
    {
        QTest::addColumn<char>("filling");
        for (const char filling : { 'a', ' ', '\n', '!', '#', '%', '(', ';', '=', '?', '~', '\x7f' }) {
            QTest::addRow("0x%02x", static_cast<uint>(filling)) << filling;
        }
    }
    void everyByteAtEveryPlace()
    {
        QFETCH(char, filling);
        for (int value = 0; value < 256; ++value) {
            const auto byte = static_cast<uchar>(value);
            for (qsizetype place = 0; place <= 40; ++place) {
                QByteArray bytes(41, filling);
                bytes[place] = static_cast<char>(byte);
                const auto end = [&](QByteArrayView special) { return isPlain(byte, special) ? bytes.size() : place; };
                QCOMPARE((plainBytes<'<', '&'>(bytes)), end("<&"));
                QCOMPARE((plainBytes<'<', '&', '\''>(bytes)), end("<&'"));
                QCOMPARE((plainBytes<'<', '&', '"'>(bytes)), end("<&\""));
                QCOMPARE((plainBytes<'<', '>', '&', '\'', '"'>(bytes)), end("<>&'\""));
            }
        }
    }

    void everyCut()
    {
        QByteArray bytes(41, 'x');
        for (qsizetype place = 0; place <= 40; ++place) {
            bytes[place] = '<';
            for (qsizetype from = 0; from <= 41; ++from) {
                for (qsizetype to = from; to <= 41; ++to) {
                    const qsizetype end = place >= from && place < to ? place : to;
                    QCOMPARE((plainBytes<'<', '&'>(QByteArrayView(bytes).sliced(from, to - from))), end - from);
                }
            }
            bytes[place] = 'x';
        }
    }

    /// What is found first counts, though what stands behind it can look like anything.
    void theFirstOfTwo()
    {
        for (int value = 0; value < 256; ++value) {
            for (const char first : { '<', '&', '\x01', '\x1f', '\x80', '\xff' }) {
                for (qsizetype place = 0; place < 16; ++place) {
                    QByteArray bytes(24, 'x');
                    bytes[place] = first;
                    bytes[place + 1] = static_cast<char>(value);
                    QCOMPARE((plainBytes<'<', '&'>(bytes)), place);
                }
            }
        }
    }

    /// A line break stops the search inside of a word, and it has to go on right behind it.
    void lineBreaksAreSteppedOver()
    {
        for (quint32 breaks = 0; breaks < 1U << 12; ++breaks) {
            QByteArray bytes(20, 'x');
            for (int place = 0; place < 12; ++place) {
                bytes[place] = (breaks >> place & 1U) != 0 ? '\n' : ' ';
            }
            QCOMPARE((plainBytes<'<', '&'>(bytes)), bytes.size());
            bytes[13] = '&';
            QCOMPARE((plainBytes<'<', '&'>(bytes)), 13);
        }
    }
};

QTEST_APPLESS_MAIN(TestPlainBytes)
#include "tst_plain_bytes.moc"
