// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QListView>
#include <QMainWindow>
#include <QStringListModel>

/// The least that a Qt program with a list can be: what Natter's start is compared with.
int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QStringList rows;
    for (int i = 0; i < 200; ++i) {
        rows.append(QStringLiteral("Row %1").arg(i));
    }
    QStringListModel model(rows);
    auto *list = new QListView;
    list->setModel(&model);
    QMainWindow window;
    window.setCentralWidget(list);
    window.resize(1280, 800);
    window.show();
    return QApplication::exec();
}
