// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/login_question.h"

#include "widgets/error_text.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace natter {

struct LoginQuestion
{
    Q_DECLARE_TR_FUNCTIONS(natter::LoginQuestion)
};

static bool isForeignBinding(const Error &reason) { return reason.condition == u"foreign-binding"; }

bool mayBeAccepted(const Error &reason)
{
    return reason.kind == Error::Kind::WeakLogin && (reason.condition == u"downgrade" || isForeignBinding(reason));
}

static QString textOf(const AccountSettings &account, const Error &reason)
{
    if (isForeignBinding(reason)) {
        return LoginQuestion::tr("The server of %1 ties logins to the connection only in ways that Natter does not "
                                 "know. Some servers do; but somebody in between could have removed the way that every "
                                 "server should have. If this network is not yours, stay offline here.")
            .arg(account.jid.toString());
    }
    return LoginQuestion::tr("%1 used to log in with %2 or better. If your provider has not told you of a change, "
                             "stay offline here and ask.")
        .arg(account.jid.toString(),
             account.strongest.mechanism
                 + (account.strongest.binding == LoginRecord::Binding::Used ? QStringLiteral("-PLUS") : QString()));
}

LoginRecord acceptedRecord(const LoginRecord &before, const Error &reason)
{
    using Binding = LoginRecord::Binding;
    const bool binding = isForeignBinding(reason) || before.binding == Binding::Used; // asked about once, not twice
    return { isForeignBinding(reason) ? before.mechanism : QString(), binding ? Binding::Waived : before.binding };
}

void askAboutWeakLogin(const AccountSettings &account, const Error &reason, QWidget *parent,
                       const std::function<void()> &accepted)
{
    auto *box = new QMessageBox(QMessageBox::Warning, LoginQuestion::tr("A weaker login"), textOf(account, reason),
                                QMessageBox::Cancel, parent);
    box->setTextFormat(Qt::PlainText);
    box->setDetailedText(errorDetails(reason));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *accept = box->addButton(LoginQuestion::tr("Log in all the same"), QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    QObject::connect(accept, &QPushButton::clicked, parent, accepted);
    box->open();
}

} // namespace natter
