// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

#include <functional>

class QTextLayout;

namespace natter {

/// Plain text of others that breaks into lines, with emoji in colour. Each line of it runs as its own letters do, and
/// all of them begin where lines begin in the window. No word of it is too long: it breaks as well, and does not widen
/// the window.
class EmojiLabel : public QLabel
{
    Q_OBJECT

public:
    explicit EmojiLabel(QWidget *parent = nullptr);

    /// What does not fit into so many lines is left out, and a tool tip says it; 0: there is room for all.
    void setMaximumLines(int lines);
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    bool isSelectable() const;
    void breakWords() const;
    QString shown() const;
    using Visit = std::function<void(const QTextLayout &layout, double y)>;
    double layOut(const QString &text, int width, const Visit &visit) const;
    QString fitting(int width) const;

    int m_maximumLines = 0;
};

} // namespace natter
