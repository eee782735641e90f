// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/commands_dialog.h"

#include "base/future.h"
#include "base/log.h"
#include "base/text.h"
#include "widgets/data_form_widget.h"
#include "widgets/emoji_label.h"
#include "widgets/error_text.h"
#include "widgets/form_result.h"
#include "widgets/room_text.h"
#include "widgets/windows.h"

#include "ui_commands_dialog.h"

#include <QLabel>

namespace natter {

using Status = CommandStage::Status;
using Note = CommandStage::Note;

CommandsDialog::CommandsDialog(Account &account, const Responder &responder, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::CommandsDialog>())
    , m_account(&account)
    , m_responder(responder)
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    resizeWithinScreen(*this, { 520, 480 });
    m_ui->responder->setText(withVisibleControls(responder.title));
    m_ui->commands->setAccessibleName(windowTitle());
    m_ui->problem->hide();
    build();
    load();
}

CommandsDialog::~CommandsDialog() = default;

void CommandsDialog::build()
{
    connect(m_ui->retry, &QPushButton::clicked, this, &CommandsDialog::load);
    connect(m_ui->list, &QPushButton::clicked, this, &CommandsDialog::backToList);
    connect(m_ui->back, &QPushButton::clicked, this, [this] { perform(Action::Previous); });
    connect(m_ui->next, &QPushButton::clicked, this, [this] { perform(Action::Next); });
    connect(m_ui->finish, &QPushButton::clicked, this, [this] {
        // Where no action is offered, this one is equivalent to completing it (3.4)
        perform(m_stage && m_stage->allowed.isEmpty() ? Action::Execute : Action::Complete);
    });
    connect(m_ui->start, &QPushButton::clicked, this, &CommandsDialog::begin);
    connect(m_ui->commands, &QListWidget::itemActivated, this, &CommandsDialog::begin);
    connect(m_ui->commands, &QListWidget::currentRowChanged, this,
            [this](int row) { m_ui->start->setEnabled(row >= 0); });
    connect(m_ui->close, &QPushButton::clicked, this, &CommandsDialog::reject);
    connect(m_account, &QObject::destroyed, this, [this] { QDialog::reject(); });
}

void CommandsDialog::load()
{
    if (!m_account) {
        return;
    }
    clear();
    showTitle(windowTitle());
    m_stage.reset();
    m_ui->pages->setCurrentWidget(m_ui->listPage);
    setBusy(true);
    whenDone(m_account->commands().list(m_responder.address), this,
             [this, question = ++m_question](const Result<Iq> &answer) {
                 if (question != m_question) {
                     return;
                 }
                 setBusy(false);
                 if (answer) {
                     showList(offeredCommands(answer));
                 } else {
                     complain(answer.error());
                     m_ui->retry->show();
                     m_ui->retry->setFocus();
                 }
             });
}

void CommandsDialog::showList(const QList<OfferedCommand> &offered)
{
    m_offered = offered;
    m_ui->commands->clear();
    for (const OfferedCommand &command : offered) {
        const QString label = command.label.isEmpty() ? command.node : command.label;
        m_ui->commands->addItem(withVisibleControls(label.simplified()));
    }
    m_ui->commands->setCurrentRow(offered.isEmpty() ? -1 : 0);
    m_ui->commands->setFocus();
    if (offered.isEmpty()) {
        m_ui->problem->say(tr("There is nothing that you can have done here."));
    }
    showButtons();
}

void CommandsDialog::begin()
{
    const int row = m_ui->commands->currentRow();
    if (row < 0 || row >= m_offered.size()) {
        return;
    }
    m_command = m_offered[row];
    m_stage.reset();
    perform(Action::Execute);
}

/// Going back, and cancelling, nothing has to be filled in.
void CommandsDialog::perform(Action action)
{
    if (!m_account) {
        return;
    }
    const QString missing = m_form && action != Action::Previous ? m_form->missingField() : QString();
    if (!missing.isEmpty()) {
        m_ui->problem->say(tr("Fill in “%1”.").arg(embedded(missing)));
        return;
    }
    CommandStage stage { m_command.node };
    stage.session = m_stage ? m_stage->session : QString();
    stage.action = action;
    if (m_form && action != Action::Previous) {
        stage.form = m_form->filledIn();
    }
    setBusy(true);
    whenDone(m_account->commands().perform(m_command.address, stage), this,
             [this, question = ++m_question](const Result<Iq> &answer) {
                 if (question == m_question) {
                     setBusy(false);
                     take(answer);
                 }
             });
}

/// What is refused can be changed and tried again, as long as the command goes on.
void CommandsDialog::take(const Result<Iq> &answer)
{
    const auto stage = answer ? answer->payload<CommandStage>() : std::nullopt;
    if (!stage) {
        complain(answer ? Error { Error::Kind::Malformed, QStringLiteral("that is no command"), {}, {} }
                        : answer.error());
        return;
    }
    m_stage = stage;
    m_stage->status = stage->status.value_or(Status::Completed);
    if (m_stage->status == Status::Cancelled) {
        backToList();
    } else {
        showStage();
    }
}

static QLabel *newParagraph(const QString &text, const char *role, QWidget *parent)
{
    QStringList lines = text.split(u'\n');
    for (QString &line : lines) {
        line = withVisibleControls(line);
    }
    auto *label = new EmojiLabel(parent);
    label->setText(lines.join(u'\n'));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setProperty("role", QLatin1String(role));
    label->setAlignment((parent->isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute);
    return label;
}

static const char *roleOf(Note::Kind kind)
{
    return kind == Note::Kind::Problem ? "problem" : (kind == Note::Kind::Warning ? "warning" : "");
}

void CommandsDialog::showStage()
{
    clear();
    const QString label = m_command.label.isEmpty() ? m_command.node : m_command.label;
    const DataForm form = m_stage->form.value_or(DataForm());
    showTitle((form.title.isEmpty() ? label : form.title).simplified());
    auto *layout = static_cast<QVBoxLayout *>(m_ui->content->layout());
    for (const Note &note : std::as_const(m_stage->notes)) {
        layout->addWidget(newParagraph(note.text, roleOf(note.kind), m_ui->content));
    }
    if (!form.instructions.isEmpty()) {
        layout->addWidget(newParagraph(form.instructions, "muted", m_ui->content));
    }
    if (m_stage->form && isUnderWay() && form.type != u"result") {
        m_form = new DataFormWidget(form, m_ui->content);
        layout->addWidget(m_form);
    } else if (m_stage->form) {
        layout->addWidget(new FormResult(form, m_ui->content));
    }
    if (layout->count() == 0) {
        layout->addWidget(newParagraph(tr("Done."), "", m_ui->content));
    }
    layout->addStretch(1);
    m_ui->pages->setCurrentWidget(m_ui->stagePage);
    showButtons();
    QWidget *first = m_form ? m_form->nextInFocusChain() : nullptr;
    if (first && m_form->isAncestorOf(first)) {
        first->setFocus();
    }
}

/// What is usual is what Enter does.
void CommandsDialog::showButtons()
{
    const bool isList = !m_stage;
    const bool isBusy = m_ui->progress->isVisibleTo(this);
    const auto may = [this](Action action) { return isUnderWay() && m_stage->allowed.contains(action); };
    m_ui->list->setVisible(!isList && !isUnderWay());
    m_ui->back->setVisible(may(Action::Previous));
    m_ui->next->setVisible(may(Action::Next));
    m_ui->finish->setVisible(may(Action::Complete) || (isUnderWay() && m_stage->allowed.isEmpty()));
    m_ui->start->setVisible(isList && !m_offered.isEmpty());
    m_ui->close->setText(isUnderWay() ? tr("Cancel") : tr("Close"));
    for (QPushButton *button : { m_ui->back, m_ui->next, m_ui->finish, m_ui->start, m_ui->list }) {
        button->setEnabled(!isBusy);
    }
    m_ui->start->setEnabled(!isBusy && m_ui->commands->currentRow() >= 0);
    QPushButton *usual = m_ui->start;
    if (isUnderWay()) {
        usual = m_stage->usual == Action::Next   ? m_ui->next
            : m_stage->usual == Action::Previous ? m_ui->back
                                                 : m_ui->finish;
    } else if (!isList) {
        usual = m_ui->close;
    }
    usual->setDefault(true);
    if (!isList && !isUnderWay() && !isBusy) {
        m_ui->close->setFocus();
    }
}

void CommandsDialog::backToList()
{
    load(); // others may be offered by now
}

/// Nobody waits for the answer.
void CommandsDialog::cancel()
{
    if (m_account && isUnderWay()) {
        CommandStage stage { m_command.node };
        stage.session = m_stage->session;
        stage.action = Action::Cancel;
        m_account->commands().perform(m_command.address, stage);
    }
}

void CommandsDialog::reject()
{
    cancel();
    QDialog::reject();
}

void CommandsDialog::complain(const Error &error)
{
    m_ui->problem->say(m_responder.address.hasLocal() ? roomErrorText(error) : errorText(error, WhoRetries::Person),
                       errorDetails(error));
}

void CommandsDialog::setBusy(bool busy)
{
    m_ui->progress->setVisible(busy);
    m_ui->pages->setEnabled(!busy);
    if (busy) {
        m_ui->problem->hide();
        m_ui->retry->hide();
    }
    showButtons();
}

void CommandsDialog::clear()
{
    delete m_form;
    while (QLayoutItem *item = m_ui->content->layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void CommandsDialog::showTitle(const QString &title)
{
    m_ui->title->setAlignment((isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute);
    m_ui->title->setText(withVisibleControls(title));
}

} // namespace natter
