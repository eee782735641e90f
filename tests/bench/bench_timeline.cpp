// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/shots_world.h"

#include "widgets/conversation_view.h"
#include "widgets/main_window.h"
#include "widgets/theme.h"
#include "widgets/timeline_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QLoggingCategory>
#include <QProcess>
#include <QScrollBar>

#include <algorithm>
#include <cstdio>

using namespace natter;

static constexpr int messages = 1'000'000;
static constexpr int pages = 5'000; ///< by which the page key goes, up and then down
static constexpr int openings = 9;
static constexpr double openBound = 50; ///< milliseconds
static constexpr double frameBound = 16; ///< milliseconds, for 99 % of the frames
static constexpr int memoryBound = 120; ///< MiB

static ConversationId juliet() { return { Jid::orNull(u"romeo@montague.lit"), Jid::orNull(u"juliet@capulet.lit") }; }

static bool fill(const QString &path)
{
    Store store(path);
    if (!store.open()) {
        return false;
    }
    const QDateTime start = QDateTime::currentDateTimeUtc().addYears(-10);
    const QString verse =
        QStringLiteral("But soft, what light through yonder window breaks? It is the east, and Juliet is the sun. "
                       "Arise, fair sun, and kill the envious moon, who is already sick and pale with grief.");
    for (int from = 0; from < messages; from += 5000) {
        QList<ChatMessage> batch;
        for (int i = from; i < from + 5000; ++i) {
            ChatMessage message;
            message.conversation = juliet();
            message.direction = i % 3 == 0 ? ChatMessage::Direction::Outgoing : ChatMessage::Direction::Incoming;
            message.delivery = message.isOutgoing() ? ChatMessage::Delivery::OnServer : ChatMessage::Delivery::None;
            message.body = QString::number(i) + u' ' + verse.left(10 + (i * 7919) % (verse.size() - 10));
            message.time = start.addSecs(i * 315LL);
            batch.append(message);
        }
        if (!store.messages().record(batch)) {
            return false;
        }
    }
    return true;
}

static double milliseconds(const QElapsedTimer &clock) { return static_cast<double>(clock.nsecsElapsed()) / 1e6; }

/// The value below which that share of all is.
static double quantile(QList<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values[qMin<qsizetype>(values.size() - 1,
                                  static_cast<qsizetype>(share * static_cast<double>(values.size())))];
}

static int pssInMiB()
{
    QFile file("/proc/self/smaps_rollup");
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("Pss:")) {
            return line.simplified().split(' ').value(1).toInt() / 1024;
        }
    }
    return 0;
}

/// The window with the conversation, and how long things take until they are painted.
class Stage
{
public:
    explicit Stage(const QString &path) : world(path)
    {
        AccountSettings settings;
        settings.jid = juliet().account;
        settings.enabled = false;
        settings.passwordPlace = AccountSettings::PasswordPlace::AskEachTime;
        world.accounts.add(settings, { Secret(QStringLiteral("none")) });
        until("the account", [&] { return world.accounts.find(settings.jid) != nullptr; });
        window.resize(1280, 800);
        window.show();
        QCoreApplication::processEvents();
    }
    TimelineView &view() { return *window.findChild<TimelineView *>(); }

    double open(qint64 message)
    {
        window.openConversation({ juliet().account, Jid::orNull(u"nurse@capulet.lit") });
        QCoreApplication::processEvents();
        QElapsedTimer clock;
        clock.start();
        window.openConversation(juliet());
        if (message != 0) {
            window.findChild<ConversationView *>()->showMessage(message);
        }
        const auto isThere = [&] { return message == 0 ? view().model()->rowCount() > 0 : view().rowOf(message) >= 0; };
        while (!isThere()) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        view().viewport()->repaint();
        return milliseconds(clock);
    }

    /// One press of the key, with all that comes of it, and the picture.
    double frame(Qt::Key key)
    {
        QElapsedTimer clock;
        clock.start();
        QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier);
        QCoreApplication::sendEvent(&view(), &press);
        QCoreApplication::processEvents();
        view().viewport()->repaint();
        return milliseconds(clock);
    }

private:
    World world;
    MainWindow window { world.services, world.dialogs };
};

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    QLoggingCategory::setFilterRules("natter.*=false");
    applyTheme(app, Theme::light());
    const QString path = QString::fromLocal8Bit(argc == 2 ? argv[1] : ".") + "/natter.sqlite";
    const QString filled = path + ".filled";
    if (!QFile::exists(filled)) {
        QFile::remove(path);
        QFile mark(filled);
        if (!fill(path) || !mark.open(QIODevice::WriteOnly)) {
            std::fprintf(stderr, "bench: the profile cannot be filled\n");
            return 1;
        }
        mark.close();
        return QProcess::execute(app.applicationFilePath(),
                                 app.arguments().mid(1)); // in memory that nothing was filled from
    }
    Stage stage(path);
    bool kept = true;
    std::printf("| opened at | median, ms | longest, ms |\n|---|---|---|\n");
    for (const auto &[name, message] : { std::pair("its newest", 0), std::pair("its oldest", 1),
                                         std::pair("a message in the middle", messages / 2) }) {
        QList<double> times;
        for (int i = 0; i < openings; ++i) {
            times.append(stage.open(message));
        }
        const double median = quantile(times, 0.5);
        kept = kept && median <= openBound;
        std::printf("| %s | %.1f | %.1f |\n", name, median, quantile(times, 1));
    }
    stage.open(0);
    QList<double> frames;
    int most = 0;
    for (int i = 0; i < 2 * pages; ++i) {
        frames.append(stage.frame(i < pages ? Qt::Key_PageUp : Qt::Key_PageDown));
        most = qMax(most, stage.view().model()->rowCount());
    }
    const double usual = quantile(frames, 0.99);
    const int memory = pssInMiB();
    std::printf("\n| %d page keys | value |\n|---|---|\n| median frame | %.1f ms |\n| 99 %% of the frames | %.1f ms |\n"
                "| longest frame | %.1f ms |\n| most messages in memory | %d |\n| PSS in the end | %d MiB |\n",
                2 * pages, quantile(frames, 0.5), usual, quantile(frames, 1), most, memory);
    kept = kept && usual <= frameBound && memory <= memoryBound;
    std::printf("The bounds are %.0f ms for opening, %.0f ms for 99 %% of the frames, %d MiB: %s\n", openBound,
                frameBound, memoryBound, kept ? "kept" : "missed");
    return kept ? 0 : 1;
}
