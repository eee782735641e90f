// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

#include <functional>

class QTextLayout;

namespace natter {

/// Plain text of others that breaks into lines, with emoji in colour. Each line of it runs as its own letters do, and
/// all of them begin where lines begin in the window.
class EmojiLabel : public QLabel
{
    Q_OBJECT

public:
    explicit EmojiLabel(QWidget *parent = nullptr);

    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool isSelectable() const;
    double layOut(int width, const std::function<void(const QTextLayout &layout, double y)> &visit) const;
};

} // namespace natter
