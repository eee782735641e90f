// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/forward_dialog.h"

#include "chat/faces.h"
#include "domain/search_text.h"
#include "widgets/list_delegates.h"
#include "widgets/search_field.h"
#include "widgets/windows.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

namespace natter {

ForwardDialog::ForwardDialog(const ChatServices &services, ChatListModel &chats, QWidget *parent)
    : QDialog(parent)
    , m_filter(chats)
    , m_people(services.accounts)
    , m_messages(services)
    , m_found(m_filter, m_people, m_messages, m_commands)
    , m_search(new SearchField(this))
    , m_list(new QListView(this))
    , m_withNames(new QCheckBox(tr("Say &who wrote it, and when"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Forward to"));
    resizeWithinScreen(*this, { 420, 520 });
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_withNames, 1);
    bottom->addWidget(cancel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addLayout(bottom);
    m_search->setPlaceholderText(tr("Search chats and people"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setMaxLength(SearchWords::maxChars);
    m_search->installEventFilter(this);
    m_list->setModel(&m_found);
    m_list->setItemDelegate(new SearchDelegate(services.accounts.faces(), m_list));
    connect(&services.accounts.faces(), &Faces::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Chats and people"));
    m_list->verticalScrollBar()->setSingleStep(24);
    m_withNames->setChecked(true);
    connect(m_search, &QLineEdit::textChanged, this, &ForwardDialog::search);
    connect(m_list, &QListView::clicked, this, &ForwardDialog::choose);
    connect(m_list, &QListView::activated, this, &ForwardDialog::choose);
    connect(&m_found, &QAbstractItemModel::modelReset, this, &ForwardDialog::goToFirst);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_found.setSearching(true);
    m_search->setFocus();
}

ForwardDialog::~ForwardDialog() = default;

void ForwardDialog::search(const QString &text)
{
    m_filter.setText(text);
    m_people.setText(text);
}

void ForwardDialog::choose(const QModelIndex &index)
{
    const auto id = index.data(ChatListModel::IdRole).value<ConversationId>();
    if (!id.isNull() && isVisible()) { // once: where a click activates, it comes twice
        const bool withNames = m_withNames->isChecked();
        hide(); // the chat is opened in the window below
        Q_EMIT chosen(id, withNames);
        accept();
    }
}

void ForwardDialog::goToFirst()
{
    for (int row = 0; row < m_found.rowCount(); ++row) {
        if (m_found.index(row).flags().testFlag(Qt::ItemIsSelectable)) { // else a heading
            m_list->setCurrentIndex(m_found.index(row));
            return;
        }
    }
}

/// From the search field, the arrows move in the list, and Enter takes what is there.
bool ForwardDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress) {
        return QDialog::eventFilter(watched, event);
    }
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_list->currentIndex());
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QCoreApplication::sendEvent(m_list, event);
        return true;
    default:
        return QDialog::eventFilter(watched, event);
    }
}

} // namespace natter
