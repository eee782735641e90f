// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <QtTest>

namespace natter {

/// Goes on with the tab key through the window, which has the keyboard, as far as that widget. False: it does not come
/// by.
inline bool reachByTab(QWidget &window, const QWidget &wanted)
{
    for (int steps = 0; steps < 100 && !wanted.hasFocus(); ++steps) {
        QWidget *focus = window.focusWidget();
        QTest::keyClick(focus ? focus : &window, Qt::Key_Tab);
    }
    return wanted.hasFocus();
}

} // namespace natter
