// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

class QTextLayout;

namespace natter {

/// Plain text of others that breaks into lines, with emoji in colour.
class EmojiLabel : public QLabel
{
    Q_OBJECT

public:
    explicit EmojiLabel(QWidget *parent = nullptr);

    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double layOut(QTextLayout &layout, int width) const;
};

} // namespace natter
