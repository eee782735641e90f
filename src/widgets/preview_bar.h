// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/link_card.h"

#include <QWidget>

class QPushButton;
class QToolButton;

namespace natter {

/// Above the composer: offers a card of the link that is written there, and shows what came of that. Nothing waits for
/// it.
class PreviewBar : public QWidget
{
    Q_OBJECT

public:
    explicit PreviewBar(QWidget *parent = nullptr);

    void offer(const QString &host);
    void showReading(const QString &host);
    void showCard(const LinkCard &card);
    void showProblem(const QString &text);

Q_SIGNALS:
    void wanted();
    /// What it shows is not wanted, or not any more.
    void dismissed();

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void show(const QString &title, const QString &text, const QString &dismissal);
    void updateLook();
    int lines() const { return m_title.isEmpty() ? 1 : 2; }

    QPushButton *m_offer;
    QToolButton *m_close;
    QString m_title; ///< of a card; else empty
    QString m_text;
};

} // namespace natter
