// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/people_picker.h"

#include "base/log.h"
#include "base/text.h"
#include "domain/search_text.h"
#include "stanza/xmpp_uri.h"
#include "widgets/emoji_label.h"
#include "widgets/icons.h"
#include "widgets/person_row.h"
#include "widgets/search_field.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace natter {

static constexpr int markSize = 20;
static constexpr int visibleRows = 2; ///< at the least: a small screen has no room for more

namespace {

/// Somebody who can be chosen: picture, name and address, and a mark if they are.
class ChoiceDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QString name = index.data().toString();
        const QString address = index.data(PeopleChoiceModel::AddressRole).toString();
        paintPersonRow(*painter, option, { address, name, name == address ? QString() : address, markSize });
        paintMark(*painter, endOfPersonRow(option, markSize), Theme::of(option.palette),
                  index.data(Qt::CheckStateRole).toInt() == Qt::Checked);
    }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return personRowSize(option.fontMetrics);
    }

private:
    static void paintMark(QPainter &painter, const QRect &place, const Theme &theme, bool isChosen)
    {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(isChosen ? theme.accent : theme.muted);
        painter.setBrush(isChosen ? QBrush(theme.accent) : QBrush(Qt::NoBrush));
        painter.drawEllipse(QRectF(place).adjusted(1, 1, -1, -1));
        if (isChosen) {
            tintedIcon(QStringLiteral("check"), theme.onAccent).paint(&painter, place.adjusted(4, 4, -4, -4));
        }
        painter.restore();
    }
};

} // namespace

PeoplePicker::PeoplePicker(QWidget *parent)
    : QWidget(parent)
    , m_search(new SearchField(this))
    , m_list(new QListView(this))
    , m_chosen(new EmojiLabel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_chosen);
    m_search->setPlaceholderText(tr("Search contacts, or enter an address"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setMaxLength(SearchWords::maxChars);
    m_search->installEventFilter(this);
    m_list->setModel(&m_people);
    m_list->setItemDelegate(new ChoiceDelegate(m_list));
    m_list->setAccessibleName(tr("People"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setMinimumHeight(visibleRows * personRowSize(fontMetrics()).height());
    m_list->verticalScrollBar()->setSingleStep(24);
    m_list->installEventFilter(this);
    m_chosen->setProperty("role", QLatin1String("muted"));
    connect(m_search, &QLineEdit::textChanged, this, &PeoplePicker::search);
    connect(m_list, &QListView::clicked, this, &PeoplePicker::toggle);
    connect(&m_people, &PeopleChoiceModel::chosenChanged, this, &PeoplePicker::updateChosen);
    setFocusProxy(m_search);
    updateChosen();
}

void PeoplePicker::offer(const ContactList &contacts, const QSet<Jid> &without)
{
    QList<PeopleChoiceModel::Person> people;
    for (const RosterItem &item : contacts.items()) {
        if (!without.contains(item.jid) && item.jid.hasLocal()) {
            people.append({ item.jid, contacts.displayName(item.jid) });
        }
    }
    m_people.setPeople(people);
}

QList<Jid> PeoplePicker::chosen() const
{
    QList<Jid> all;
    const auto people = m_people.chosen();
    for (const auto &person : people) {
        all.append(person.jid);
    }
    const auto typed = enteredAddress(m_search->text());
    if (typed && typed->hasLocal() && !all.contains(typed->bare())) {
        all.append(typed->bare());
    }
    return all;
}

QString PeoplePicker::unclear() const
{
    const auto typed = enteredAddress(m_search->text());
    return typed && typed->hasLocal() ? QString() : m_search->text().trimmed();
}

void PeoplePicker::focusSearch() { m_search->setFocus(); }

void PeoplePicker::search(const QString &text)
{
    m_people.setText(text);
    m_list->setCurrentIndex(text.isEmpty() ? QModelIndex() : m_people.index(0));
    updateChosen();
}

/// Whoever was found by what was typed is taken, and the next one can be typed.
void PeoplePicker::toggle(const QModelIndex &index)
{
    m_people.toggle(index);
    if (!m_search->text().isEmpty()) {
        m_search->clear();
        m_search->setFocus();
    }
}

void PeoplePicker::updateChosen()
{
    QStringList names;
    const auto people = m_people.chosen();
    for (const auto &person : people) {
        names.append(embedded(person.name));
    }
    m_chosen->setText(names.isEmpty() ? tr("Nobody is chosen yet.")
                                      : tr("Chosen: %1").arg(names.join(QStringLiteral(", "))));
    Q_EMIT changed();
}

/// From the search field, the arrows move in the list, and Enter takes what is there; in the list, space does.
bool PeoplePicker::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress) {
        return QWidget::eventFilter(watched, event);
    }
    const int key = static_cast<QKeyEvent *>(event)->key();
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (watched == m_list && (isEnter || key == Qt::Key_Space)) {
        toggle(m_list->currentIndex());
        return true;
    }
    if (watched != m_search) {
        return QWidget::eventFilter(watched, event);
    }
    const bool isMove = key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown;
    if (isMove && m_people.rowCount() > 0) {
        if (m_list->currentIndex().isValid()) {
            QCoreApplication::sendEvent(m_list, event);
        } else {
            m_list->setCurrentIndex(m_people.index(0));
        }
        return true;
    }
    if (isEnter && m_list->currentIndex().isValid()) {
        toggle(m_list->currentIndex());
        return true;
    }
    return QWidget::eventFilter(watched, event); // Enter in an empty field is for the dialog
}

} // namespace natter
