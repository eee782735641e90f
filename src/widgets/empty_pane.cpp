// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/empty_pane.h"

#include "widgets/shortcuts.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace natter {

EmptyPane::EmptyPane(const ChatServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_text(new QLabel(this))
    , m_add(new QPushButton(tr("Add an account"), this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setProperty("role", QLatin1String("muted"));
    m_add->setProperty("primary", true);
    m_add->setAutoDefault(true); // Enter presses it
    auto *layout = new QVBoxLayout(this);
    layout->addStretch(1);
    layout->addWidget(m_text);
    layout->addSpacing(8);
    layout->addWidget(m_add, 0, Qt::AlignCenter);
    layout->addStretch(1);
    connect(&services.accounts, &Accounts::added, this, &EmptyPane::update);
    connect(&services.accounts, &Accounts::removed, this, &EmptyPane::update);
    connect(&services.preferences, &Preferences::changed, this, &EmptyPane::update);
    connect(m_add, &QPushButton::clicked, this, &EmptyPane::addAccountRequested);
    update();
}

void EmptyPane::focusFirst()
{
    if (m_add->isVisible()) {
        m_add->setFocus();
    }
}

void EmptyPane::update()
{
    const bool none = m_services.accounts.isEmpty();
    const QKeySequence keys = keysOf(Shortcut::Find, m_services.preferences).value(0);
    if (none) {
        m_text->setText(tr("Welcome to Natter."));
    } else if (keys.isEmpty()) {
        m_text->setText(tr("Choose a chat on the left."));
    } else {
        m_text->setText(
            tr("Choose a chat on the left, or press %1 to search.").arg(keys.toString(QKeySequence::NativeText)));
    }
    m_add->setVisible(none);
}

} // namespace natter
