// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "widgets/emoji_label.h"

class QToolButton;

namespace natter {

/// Says in a form what went wrong, and offers the details to copy. Hidden while there is nothing to say.
class ProblemLabel : public EmojiLabel
{
    Q_OBJECT

public:
    explicit ProblemLabel(QWidget *parent = nullptr);

    /// Empty `details` offer nothing to copy.
    void say(const QString &text, const QString &details = {});
    void say(const Error &error);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateLook();
    void placeButton();

    QToolButton *m_copy;
    QString m_details;
};

} // namespace natter
