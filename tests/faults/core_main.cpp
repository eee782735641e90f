// SPDX-License-Identifier: GPL-3.0-or-later
// natter-core: all of Natter but its windows, driven by lines of JSON, so that it can be killed for real.
#include "faults/headless_core.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("natter-core"));
    QFile file(application.arguments().value(1));
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("usage: natter-core SETTINGS.json");
    }
    natter::HeadlessCore core(QJsonDocument::fromJson(file.readAll()).object());
    core.start();
    return QCoreApplication::exec();
}
