// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

class QApplication;
class QWidget;

namespace natter {

/// The colours of everything we paint, by what they are for.
struct Theme
{
    bool dark = false;
    QColor background; ///< behind the timeline
    QColor panel; ///< lists, header, composer, details
    QColor field; ///< inputs
    QColor text;
    QColor muted;
    QColor line; ///< hairlines
    QColor accent;
    QColor onAccent; ///< text on accent
    QColor selectedRow;
    QColor bubbleIn;
    QColor bubbleOut;
    QColor mutedOnBubbleOut; ///< time and state in our own bubbles
    QColor good;
    QColor warning;
    QColor danger;

    static Theme light();
    static Theme darkTheme();
    /// The theme that a widget's palette stands for.
    static Theme of(const QPalette &palette);
    static Theme of(const QWidget *widget);

    QPalette palette() const;
    /// For the standard controls that a palette alone leaves plain.
    QString styleSheet() const;
};

/// Contrast of two colours as WCAG 2.1 counts it: 1 to 21.
double contrast(const QColor &a, const QColor &b);

/// Makes the whole program look like `theme`.
void applyTheme(QApplication &application, const Theme &theme);

} // namespace natter
