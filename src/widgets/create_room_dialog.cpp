// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/create_room_dialog.h"

#include "base/future.h"
#include "base/limits.h"
#include "base/text.h"
#include "models/room_texts.h"
#include "stanza/xmpp_uri.h"
#include "widgets/error_text.h"
#include "widgets/form_labels.h"
#include "widgets/room_text.h"
#include "widgets/windows.h"

#include "ui_create_room_dialog.h"

namespace natter {

CreateRoomDialog::CreateRoomDialog(Accounts &accounts, const Jid &preferred, const Jid &address, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::CreateRoomDialog>())
    , m_accounts(accounts)
    , m_addressChosen(!address.isNull())
{
    m_ui->setupUi(this);
    centreFormLabels(this);
    resizeWithinScreen(*this, { 560, 680 });
    m_ui->problem->hide();
    m_ui->local->setAccessibleName(tr("Address"));
    m_ui->service->setAccessibleName(tr("Server of the room"));
    m_ui->name->setMaxLength(limits::nameChars);
    for (const Account *each : accounts.all()) {
        m_ui->account->addItem(each->jid().toString());
    }
    m_ui->account->setCurrentText(preferred.toString());
    const bool several = m_ui->account->count() > 1;
    m_ui->account->setVisible(several);
    m_ui->accountLabel->setVisible(several);
    m_ui->local->setText(address.local());
    if (!address.isNull()) {
        m_ui->service->addItem(address.domain());
    }
    connectActions();
    changeAccount();
    setBusy(false);
    m_ui->name->setFocus();
}

CreateRoomDialog::~CreateRoomDialog() = default;

void CreateRoomDialog::connectActions()
{
    connect(m_ui->name, &QLineEdit::textChanged, this, &CreateRoomDialog::followName);
    connect(m_ui->local, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_addressChosen = !text.isEmpty();
        m_ui->problem->hide();
    });
    connect(m_ui->account, &QComboBox::activated, this, &CreateRoomDialog::changeAccount);
    connect(m_ui->people, &PeoplePicker::changed, m_ui->problem, &QWidget::hide);
    connect(m_ui->cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_ui->create, &QPushButton::clicked, this, &CreateRoomDialog::create);
    connect(&m_accounts, &Accounts::aboutToRemove, this, [this](Account *gone) {
        if (gone->jid().toString() == m_ui->account->currentText()) {
            m_making.reset();
            reject();
        }
    });
}

Account *CreateRoomDialog::account() const { return m_accounts.find(Jid::orNull(m_ui->account->currentText())); }

/// Each has contacts and services of its own.
void CreateRoomDialog::changeAccount()
{
    Account *creator = account();
    if (!creator) {
        return;
    }
    m_ui->people->offer(creator->contacts(), { creator->jid() });
    const int asked = ++m_search;
    whenDone(creator->rooms().services(), this, [this, asked](const Result<QList<RoomService>> &services) {
        Account *still = account();
        if (asked != m_search || !still) {
            return;
        }
        const bool wasEmpty = m_ui->service->currentText().isEmpty();
        const auto own = services.value_or(QList<RoomService>());
        for (const RoomService &service : own) {
            if (service.hasRooms && m_ui->service->findText(service.address.toString()) < 0) {
                m_ui->service->addItem(service.address.toString());
            }
        }
        if (wasEmpty && m_ui->service->count() > 0) {
            const int usual = m_ui->service->findText(usualService(still->bookmarks(), own).toString());
            m_ui->service->setCurrentIndex(qMax(usual, 0));
        }
        if (m_ui->service->currentText().isEmpty()) {
            complain(services ? tr("Your server has no rooms of its own. Enter another one behind the @.")
                              : roomErrorText(services.error()),
                     services ? QString() : errorDetails(services.error()));
        }
    });
}

void CreateRoomDialog::followName(const QString &name)
{
    m_ui->problem->hide();
    if (!m_addressChosen) {
        m_ui->local->setText(localpartFor(name));
    }
}

/// Nothing, and that is said, if something is missing.
std::optional<RoomPlan> CreateRoomDialog::plan()
{
    RoomPlan wanted;
    wanted.title = m_ui->name->text().simplified();
    if (wanted.title.isEmpty()) {
        complain(tr("Enter a name for the room."));
        m_ui->name->setFocus();
        return std::nullopt;
    }
    const auto address =
        Jid::parse(QString(m_ui->local->text().trimmed() + u'@' + m_ui->service->currentText().trimmed()));
    if (!address || !address->hasLocal()) {
        complain(tr("This is not an address for a room. It looks like garden@chat.capulet.lit."),
                 addressDetails(address));
        m_ui->local->setFocus();
        return std::nullopt;
    }
    if (const QString unclear = m_ui->people->unclear(); !unclear.isEmpty()) {
        complain(
            tr("“%1” is nobody who could be invited. Choose somebody, or enter an address.").arg(embedded(unclear)));
        m_ui->people->focusSearch();
        return std::nullopt;
    }
    wanted.address = address->bare();
    wanted.kind = m_ui->isPrivate->isChecked() ? RoomPlan::Kind::PrivateGroup : RoomPlan::Kind::PublicChannel;
    wanted.people = m_ui->people->chosen();
    return wanted;
}

void CreateRoomDialog::create()
{
    if (!m_made.isNull()) {
        Q_EMIT created(m_made);
        accept();
        return;
    }
    Account *creator = account();
    const auto wanted = creator ? plan() : std::nullopt;
    if (!wanted) {
        return;
    }
    const bool isSame = m_making && m_making->plan() == *wanted;
    if (!isSame) {
        if (m_making) {
            m_making->giveUp();
        }
        m_making = std::make_unique<NewRoom>(creator->rooms(), creator->bookmarks(), *wanted);
        connect(m_making.get(), &NewRoom::made, this, &CreateRoomDialog::finish);
        connect(m_making.get(), &NewRoom::taken, this, [this] {
            setBusy(false);
            complain(tr("There is a room at this address already. Choose another address."));
            m_ui->local->setFocus();
            m_ui->local->selectAll();
        });
        connect(m_making.get(), &NewRoom::refused, this, [this](const RoomProblem &problem) {
            setBusy(false);
            complain(problemText(problem), errorDetails(problem.error));
        });
        connect(m_making.get(), &NewRoom::failed, this, [this](const Error &error) {
            setBusy(false);
            complain(roomErrorText(error), errorDetails(error));
        });
    }
    setBusy(true);
    m_making->begin();
}

/// Whoever is not invited by now can be later, from inside.
void CreateRoomDialog::finish(const std::optional<Error> &notInvited)
{
    m_made = { account() ? account()->jid() : Jid(), m_making->plan().address };
    setBusy(false);
    if (!notInvited) {
        Q_EMIT created(m_made);
        accept();
        return;
    }
    m_ui->content->setEnabled(false);
    m_ui->create->setText(tr("Go to the room"));
    complain(tr("The room is there, but the people were not invited. %1").arg(roomErrorText(*notInvited)),
             errorDetails(*notInvited));
}

void CreateRoomDialog::complain(const QString &text, const QString &details) { m_ui->problem->say(text, details); }

void CreateRoomDialog::setBusy(bool busy)
{
    m_ui->progress->setVisible(busy);
    m_ui->content->setEnabled(!busy);
    m_ui->create->setEnabled(!busy);
    if (busy) {
        m_ui->problem->hide();
    }
}

/// What was begun is not left half done.
void CreateRoomDialog::reject()
{
    if (m_making && m_made.isNull()) {
        m_making->giveUp();
    }
    QDialog::reject();
}

} // namespace natter
