// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl_history_commands.h"

#include "app/ctl_account_commands.h"
#include "app/ctl_session.h"
#include "base/future.h"

#include <QJsonArray>

namespace natter {

static Error invalid(const QString &what) { return { Error::Kind::InvalidInput, what, {}, {} }; }

/// Prints what `json` makes of the answer, or fails.
template <typename T, typename Json>
static void answer(CtlSession &session, const QFuture<Result<T>> &future, Json json)
{
    whenDone(future, &session, [&session, json](const Result<T> &result) {
        if (result) {
            session.print(json(*result));
            session.finish();
        } else {
            session.fail(result.error());
        }
    });
}

static QString fileOf(CtlSession &session) { return session.arguments().path(session.arguments().words.value(1)); }

void exportHistory(CtlSession &session)
{
    const auto &options = session.arguments().options;
    HistoryOrder order;
    order.target = fileOf(session);
    const bool isPage = order.target.endsWith(u".html", Qt::CaseInsensitive);
    const QString format =
        options.value(QStringLiteral("format"), isPage ? QStringLiteral("pages") : QStringLiteral("jsonl"));
    order.format = format == u"pages" ? HistoryOrder::Format::Pages : HistoryOrder::Format::JsonLines;
    if (options.contains(QStringLiteral("with"))) {
        const Account *account = session.account();
        const Jid peer = Jid::orNull(options.value(QStringLiteral("with"))).bare();
        if (!account) {
            return;
        }
        if (peer.isNull()) {
            session.fail(invalid(QStringLiteral("--with: no address")));
            return;
        }
        order.only = ConversationId { account->jid(), peer };
    }
    answer(session, session.services().chat.transfer.write(order), [](const HistoryWritten &written) {
        return QJsonObject { { QStringLiteral("file"), written.place },
                             { QStringLiteral("messages"), written.messages },
                             { QStringLiteral("chats"), written.conversations } };
    });
}

void importHistory(CtlSession &session)
{
    answer(session, session.services().chat.transfer.import(fileOf(session)), [](const HistoryImported &imported) {
        return QJsonObject { { QStringLiteral("added"), imported.added },
                             { QStringLiteral("known"), imported.known },
                             { QStringLiteral("expired"), imported.expired },
                             { QStringLiteral("left"), imported.left },
                             { QStringLiteral("unknownAccounts"),
                               QJsonArray::fromStringList(imported.unknownAccounts) } };
    });
}

static QJsonObject fileJson(const QString &file) { return { { QStringLiteral("file"), file } }; }

void backUpProfile(CtlSession &session)
{
    if (const auto password = passwordOf(session, QStringLiteral("password-file"))) {
        answer(session, session.services().chat.transfer.backUp(fileOf(session), *password), fileJson);
    }
}

void restoreProfile(CtlSession &session)
{
    if (const auto password = passwordOf(session, QStringLiteral("password-file"))) {
        answer(session, session.services().chat.transfer.restore(fileOf(session), *password), fileJson);
    }
}

static QJsonObject deletedJson(int count) { return { { QStringLiteral("deleted"), count } }; }

void keepHistory(CtlSession &session)
{
    Account *account = session.account();
    const Jid peer = account ? session.peer(*account, 1) : Jid();
    if (peer.isNull()) {
        return;
    }
    bool isNumber = false;
    const int days = session.arguments().words.value(2).toInt(&isNumber);
    if (!isNumber || days < 0) {
        session.fail(invalid(QStringLiteral("DAYS is a number of days, 0 for ever")));
        return;
    }
    answer(session, session.services().chat.keeper.keep({ account->jid(), peer }, days), deletedJson);
}

void deleteHistory(CtlSession &session)
{
    Account *account = session.account();
    const Jid peer = account ? session.peer(*account, 1) : Jid();
    if (peer.isNull()) {
        return;
    }
    const ConversationId id { account->jid(), peer };
    const auto &options = session.arguments().options;
    HistoryKeeper &keeper = session.services().chat.keeper;
    answer(session,
           options.contains(QStringLiteral("row"))
               ? keeper.remove(id, { options.value(QStringLiteral("row")).toLongLong() })
               : keeper.removeAll(id),
           deletedJson);
}

} // namespace natter
