// SPDX-License-Identifier: GPL-3.0-or-later
// natter-core: all of Natter but its windows, driven by lines of JSON, so that it can be killed for real.
#include "faults/headless_core.h"

#include "base/crash_points.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>
#include <unistd.h>

static int crashPoint = -1; // set before there are threads
static std::atomic<int> passesLeft = 0;

static void dieThere(natter::CrashPoint point)
{
    if (static_cast<int>(point) == crashPoint && --passesLeft <= 0) {
        ::kill(::getpid(), SIGKILL);
    }
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("natter-core"));
    QFile file(application.arguments().value(1));
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("usage: natter-core SETTINGS.json [CRASH-POINT PASSES]");
    }
    if (application.arguments().size() > 3) {
        crashPoint = application.arguments().at(2).toInt();
        passesLeft = application.arguments().at(3).toInt();
        natter::CrashPoints::watch(dieThere);
    }
    natter::HeadlessCore core(QJsonDocument::fromJson(file.readAll()).object());
    core.start();
    return QCoreApplication::exec();
}
