// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/message_layout.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cstdio>

using namespace natter;

static constexpr int rounds = 9;
static constexpr double bound = 50; ///< milliseconds for one layout
static constexpr int width = 700;

/// What somebody may send to hold up the window.
struct Case
{
    const char *name;
    ChatMessage message;
};

static ChatMessage saying(const QString &body)
{
    ChatMessage message;
    message.conversation = { Jid::orNull(u"romeo@montague.lit"), Jid::orNull(u"juliet@capulet.lit") };
    message.body = body;
    message.time = QDateTime::currentDateTimeUtc();
    return message;
}

static QList<Case> cases()
{
    ChatMessage popular = saying(QStringLiteral("Good morrow"));
    for (int i = 0; i < 10'000; ++i) {
        const char32_t emoji = 0x1f300 + static_cast<char32_t>(i % 700);
        popular.reactions.append({ QString::fromUcs4(&emoji, 1) + QString::number(i), i + 1, i % 7 == 0 });
    }
    QString emoji;
    for (int i = 0; i < 1000; ++i) {
        const char32_t one = 0x1f600 + static_cast<char32_t>(i % 70);
        emoji += QString::fromUcs4(&one, 1);
    }
    ChatMessage reply = saying(QStringLiteral("Ay"));
    reply.quote = Quote { QStringLiteral("m1"), {}, 1, QString(65'536, u'q') };
    return { { "a short text", saying(QStringLiteral("Good morrow")) },
             { "10,000 reactions", popular },
             { "1,000 emoji", saying(emoji) },
             { "64 KiB of words", saying(QStringLiteral("verona ").repeated(9'362)) },
             { "64 KiB without a space", saying(QString(65'536, u'x')) },
             { "64 KiB that begin styles", saying(QStringLiteral("*_~`").repeated(16'384)) },
             { "64 KiB of quotations", saying(QStringLiteral(">").repeated(65'536)) },
             { "64 KiB of short styles", saying(QStringLiteral("*a* _b_ ").repeated(8'192)) },
             { "a reply to 64 KiB", reply } };
}

struct Times ///< in milliseconds
{
    double laidOut;
    double drawn;
};

static Times once(const ChatMessage &message, const MessageStyle &style)
{
    QElapsedTimer clock;
    clock.start();
    const MessageLayout layout(message, MessagePlace(), style);
    const double laidOut = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    QImage image(width, 900, QImage::Format_ARGB32_Premultiplied);
    clock.restart();
    QPainter painter(&image);
    painter.setClipRect(image.rect());
    layout.paint(painter, 0, false);
    painter.end();
    return { laidOut, static_cast<double>(clock.nsecsElapsed()) / 1e6 };
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    MessageStyle style { Theme::light(), application.font(), QStringLiteral("Juliet"), false, false, width };
    std::printf("## Layouts of what somebody may send\n| message | laid out: median, ms | longest | drawn: median, ms "
                "| longest |\n|---|---|---|---|---|\n");
    bool kept = true;
    once(cases()[2].message, style); // the emoji font is read once in a run
    for (const Case &each : cases()) {
        QList<double> laidOut;
        QList<double> drawn;
        for (int round = 0; round < rounds; ++round) {
            const Times times = once(each.message, style);
            laidOut.append(times.laidOut);
            drawn.append(times.drawn);
        }
        std::sort(laidOut.begin(), laidOut.end());
        std::sort(drawn.begin(), drawn.end());
        kept = kept && laidOut.last() <= bound;
        std::printf("| %s | %.1f | %.1f | %.1f | %.1f |\n", each.name, laidOut[rounds / 2], laidOut.last(),
                    drawn[rounds / 2], drawn.last());
    }
    std::printf("The bound is %.0f ms for laying out: %s\n", bound, kept ? "kept" : "missed");
    return kept ? 0 : 1;
}
