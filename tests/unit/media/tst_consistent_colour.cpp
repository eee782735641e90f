// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/consistent_colour.h"

#include <QtTest>

using namespace natter;

/// The same person has the same colour in every client.
class TestConsistentColour : public QObject
{
    Q_OBJECT

    /// WCAG 2.1: from 1 to 21.
    static double contrast(const QColor &a, const QColor &b)
    {
        const auto luminance = [](const QColor &colour) {
            const auto light = [](float part) {
                const double value = static_cast<double>(part);
                return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
            };
            return 0.2126 * light(colour.redF()) + 0.7152 * light(colour.greenF()) + 0.0722 * light(colour.blueF());
        };
        const auto [dark, bright] = std::minmax({ luminance(a), luminance(b) });
        return (bright + 0.05) / (dark + 0.05);
    }

private Q_SLOTS:
    /// XEP-0392, 12.1
    void vectorsOfTheSpecification_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("hue");
        QTest::addColumn<QList<double>>("rgb");
        const auto row = [](const char *text, double hue, const QList<double> &rgb) {
            QTest::newRow(text) << QString::fromUtf8(text) << hue << rgb;
        };
        row("Romeo", 327.255249, { 0.865, 0.000, 0.686 });
        row("juliet@capulet.lit", 209.410400, { 0.000, 0.515, 0.573 });
        row("😺", 331.199341, { 0.872, 0.000, 0.659 });
        row("council", 359.994507, { 0.918, 0.000, 0.394 });
        row("Board", 171.430664, { 0.000, 0.527, 0.457 });
    }
    void vectorsOfTheSpecification()
    {
        QFETCH(QString, text);
        QFETCH(double, hue);
        QFETCH(QList<double>, rgb);
        QVERIFY(std::abs(consistentHue(text) - hue) < 1e-5);
        const QColor colour = hsluvColour(hue, 100, 50);
        QVERIFY2(std::abs(static_cast<double>(colour.redF()) - rgb[0]) < 0.001, qPrintable(colour.name()));
        QVERIFY2(std::abs(static_cast<double>(colour.greenF()) - rgb[1]) < 0.001, qPrintable(colour.name()));
        QVERIFY2(std::abs(static_cast<double>(colour.blueF()) - rgb[2]) < 0.001, qPrintable(colour.name()));
    }

    void everyNameCanBeRead()
    {
        for (int i = 0; i < 500; ++i) {
            const QString text = QString::number(i);
            QVERIFY(contrast(consistentBackground(text), Qt::white) >= 4.5);
            QVERIFY(contrast(consistentColour(text, false), Qt::white) >= 4.5);
            QVERIFY(contrast(consistentColour(text, true), QColor(0x17, 0x1a, 0x1f)) >= 4.5);
        }
    }

    void extremesAreBlackAndWhite()
    {
        QCOMPARE(hsluvColour(120, 100, 0), QColor(Qt::black));
        QCOMPARE(hsluvColour(120, 100, 100), QColor(Qt::white));
        const QColor grey = hsluvColour(120, 0, 50);
        QCOMPARE(grey.red(), grey.green());
        QCOMPARE(grey.green(), grey.blue());
    }
};

QTEST_GUILESS_MAIN(TestConsistentColour)
#include "tst_consistent_colour.moc"
