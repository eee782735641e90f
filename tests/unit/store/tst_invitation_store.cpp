// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace natter;
using Stored = InvitationStore::Stored;

/// Invitations on disk: one for each room of an account, and none of another's.
class TestInvitationStore : public QObject
{
    Q_OBJECT

    const Jid m_romeo = Jid::orNull(u"romeo@montague.lit");
    const Jid m_other = Jid::orNull(u"benvolio@montague.lit");
    QTemporaryDir m_folder;
    std::unique_ptr<Store> m_store;
    int m_files = 0;

    static Stored stored(const QString &room, qint64 time)
    {
        Stored invitation;
        invitation.room = Jid::orNull(QString(room + QStringLiteral("@chat.capulet.lit")));
        invitation.time = QDateTime::fromMSecsSinceEpoch(time, Qt::UTC);
        return invitation;
    }
    QList<Stored> load(const Jid &account)
    {
        const auto found = m_store->invitations().load(account);
        return found ? *found : QList { stored("failed", 0) };
    }

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<Store>(m_folder.filePath(QStringLiteral("%1.db").arg(++m_files)));
        QVERIFY(m_store->open().has_value());
    }

    void whatWasStoredComesBack()
    {
        QVERIFY(load(m_romeo).isEmpty());
        Stored whole = stored("garden", 2000);
        whole.from = Jid::orNull(u"juliet@capulet.lit/balcony");
        whole.reason = QStringLiteral("O'Romeo \"%_\\\n\u0416\U0001f41d");
        whole.isDirect = true;
        whole.stanzaId = QStringLiteral("s1");
        whole.archiveId = QStringLiteral("a1");
        whole.isAnswered = true;
        const Stored bare = stored("ball", 1000);
        QVERIFY(m_store->invitations().write(m_romeo, { whole, bare }, {}).has_value());
        QCOMPARE(load(m_romeo), QList({ bare, whole })); // the oldest first
        QVERIFY(load(m_other).isEmpty());
    }

    void roomHasOne()
    {
        QVERIFY(m_store->invitations().write(m_romeo, { stored("garden", 1000) }, {}).has_value());
        QVERIFY(m_store->invitations().write(m_other, { stored("garden", 1500) }, {}).has_value());
        Stored newer = stored("garden", 2000);
        newer.isAnswered = true;
        QVERIFY(m_store->invitations().writeQuickly(m_romeo, { newer }, {}).has_value());
        QCOMPARE(load(m_romeo), QList { newer });
        QVERIFY(m_store->invitations().write(m_romeo, {}, { newer.room }).has_value());
        QVERIFY(load(m_romeo).isEmpty());
        QCOMPARE(load(m_other), QList { stored("garden", 1500) });
    }

    void theyGoWithTheAccount()
    {
        QVERIFY(m_store->invitations().write(m_romeo, { stored("garden", 1000) }, {}).has_value());
        QVERIFY(m_store->messages().removeAccount(m_romeo).has_value());
        QVERIFY(load(m_romeo).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestInvitationStore)
#include "tst_invitation_store.moc"
