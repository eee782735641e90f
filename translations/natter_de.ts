<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>Shortcut</name>
    <message>
        <source>Find chats, people, messages and actions</source>
        <translation>Chats, Personen, Nachrichten und Aktionen finden</translation>
    </message>
    <message>
        <source>Search the open chat</source>
        <translation>Im offenen Chat suchen</translation>
    </message>
    <message>
        <source>Next chat</source>
        <translation>Nächster Chat</translation>
    </message>
    <message>
        <source>Previous chat</source>
        <translation>Voriger Chat</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>Nächster Teil des Fensters</translation>
    </message>
    <message>
        <source>Narrow or widen the list</source>
        <translation>Liste schmal oder breit machen</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größerer Text</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinerer Text</translation>
    </message>
    <message>
        <source>Text in its normal size</source>
        <translation>Text in normaler Größe</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Reply to the message</source>
        <translation>Auf die Nachricht antworten</translation>
    </message>
    <message>
        <source>React to the message</source>
        <translation>Auf die Nachricht reagieren</translation>
    </message>
    <message>
        <source>Send what is written later</source>
        <translation>Später senden, was geschrieben ist</translation>
    </message>
</context>
<context>
    <name>natter::AboutDialog</name>
    <message>
        <source>About Natter</source>
        <translation>Über Natter</translation>
    </message>
    <message>
        <source>Natter</source>
        <translation>Natter</translation>
    </message>
    <message>
        <source>A desktop chat client for XMPP, the open network for messages. Free software under the GNU General Public License, version 3 or later, without any warranty.</source>
        <translation>Ein Chat-Programm für XMPP, das offene Netz für Nachrichten. Freie Software unter der GNU General Public License, Version 3 oder neuer, ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <source>Copy the versions</source>
        <translation>Versionen kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>&amp;Parts that Natter is made of, and their licences:</source>
        <translation>Woraus Natter besteht, und unter welchen &amp;Lizenzen:</translation>
    </message>
    <message>
        <source>The licence of %1:</source>
        <translation>Die Lizenz von %1:</translation>
    </message>
</context>
<context>
    <name>natter::AccountBar</name>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>No account</source>
        <translation>Kein Konto</translation>
    </message>
    <message>
        <source>Add one to begin</source>
        <translation>Jetzt eins hinzufügen</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>%1 of %2 accounts</source>
        <translation>%1 von %2 Konten</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbinde…</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message numerus="yes">
        <source>%n accounts</source>
        <translation>
            <numerusform>%n Konto</numerusform>
            <numerusform>%n Konten</numerusform>
        </translation>
    </message>
    <message>
        <source>Status text…</source>
        <translation>Statustext…</translation>
    </message>
    <message>
        <source>Status text</source>
        <translation>Statustext</translation>
    </message>
    <message>
        <source>What your contacts see beside your name:</source>
        <translation>Das sehen deine Kontakte neben deinem Namen:</translation>
    </message>
    <message>
        <source>New chat…</source>
        <translation>Neuer Chat…</translation>
    </message>
    <message>
        <source>Add a contact…</source>
        <translation>Kontakt hinzufügen…</translation>
    </message>
    <message>
        <source>Add an account…</source>
        <translation>Konto hinzufügen…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>XML console…</source>
        <translation>XML-Konsole…</translation>
    </message>
    <message>
        <source>About Natter…</source>
        <translation>Über Natter…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Connection security…</source>
        <translation>Sicherheit der Verbindung…</translation>
    </message>
    <message>
        <source>Connect this account</source>
        <translation>Dieses Konto verbinden</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Presence: %1</source>
        <translation>Anwesenheit: %1</translation>
    </message>
    <message>
        <source>Fetching missed messages…</source>
        <translation>Verpasste Nachrichten werden geholt…</translation>
    </message>
    <message>
        <source>Fetching history…</source>
        <translation>Verlauf wird geholt…</translation>
    </message>
    <message>
        <source>History: %1…</source>
        <translation>Verlauf: %1…</translation>
    </message>
    <message>
        <source>Join a room…</source>
        <translation>Raum betreten…</translation>
    </message>
    <message>
        <source>Create a room…</source>
        <translation>Raum anlegen…</translation>
    </message>
    <message>
        <source>Commands of %1…</source>
        <extracomment>What a server does on demand; the server, or the account on it</extracomment>
        <translation>Befehle von %1…</translation>
    </message>
</context>
<context>
    <name>natter::AccountWizard</name>
    <message>
        <source>Add an account</source>
        <translation>Konto hinzufügen</translation>
    </message>
    <message>
        <source>Welcome to Natter</source>
        <translation>Willkommen bei Natter</translation>
    </message>
    <message>
        <source>I have an account: log in</source>
        <translation>Ich habe ein Konto: anmelden</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>romeo@montague.lit</source>
        <translation>romeo@montague.lit</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>&amp;Server</translation>
    </message>
    <message>
        <source>P&amp;ort</source>
        <translation>P&amp;ort</translation>
    </message>
    <message>
        <source>&amp;Encryption</source>
        <translation>&amp;Verschlüsselung</translation>
    </message>
    <message>
        <source>STARTTLS</source>
        <translation>STARTTLS</translation>
    </message>
    <message>
        <source>Direct TLS</source>
        <translation>Direktes TLS</translation>
    </message>
    <message>
        <source>Allow the &amp;bare password to be sent (inside the encryption)</source>
        <translation>Passwort im &amp;Klartext erlauben (innerhalb der Verschlüsselung)</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Create an account</source>
        <translation>Konto erstellen</translation>
    </message>
    <message>
        <source>montague.lit</source>
        <translation>montague.lit</translation>
    </message>
    <message>
        <source>&amp;Host</source>
        <translation>&amp;Host</translation>
    </message>
    <message>
        <source>Where should the password be kept?</source>
        <translation>Wo soll das Passwort gespeichert werden?</translation>
    </message>
    <message>
        <source>Ask me each time Natter starts</source>
        <translation>Bei jedem Start von Natter fragen</translation>
    </message>
    <message>
        <source>Keep it in a file that only I can read</source>
        <translation>In einer Datei speichern, die nur ich lesen kann</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Create the account</source>
        <translation>Konto erstellen</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt)</source>
        <translation>Zertifikate (*.pem *.crt)</translation>
    </message>
    <message>
        <source>There is no certificate in that file. Choose a PEM file.</source>
        <translation>In dieser Datei ist kein Zertifikat. Wähle eine PEM-Datei.</translation>
    </message>
    <message>
        <source>Enter the password as well.</source>
        <translation>Gib auch das Passwort ein.</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Verbinde mit %1…</translation>
    </message>
    <message>
        <source>Asking %1 for its form…</source>
        <translation>Hole das Formular von %1…</translation>
    </message>
    <message>
        <source>Fill in: %1</source>
        <translation>Fülle noch aus: %1</translation>
    </message>
    <message>
        <source>This name cannot be used in an address. Choose another one.</source>
        <translation>Dieser Name kann nicht in einer Adresse stehen. Wähle einen anderen.</translation>
    </message>
    <message>
        <source>Creating %1…</source>
        <translation>Erstelle %1…</translation>
    </message>
    <message>
        <source>XMPP is an open network: people with accounts on different servers talk to each other, just as with e-mail.</source>
        <translation>XMPP ist ein offenes Netz: Menschen mit Konten auf verschiedenen Servern reden miteinander, genau wie bei E-Mail.</translation>
    </message>
    <message>
        <source>found automatically</source>
        <translation>wird automatisch gefunden</translation>
    </message>
    <message>
        <source>Certificate authority</source>
        <translation>Zertifizierungsstelle</translation>
    </message>
    <message>
        <source>only those of the system</source>
        <translation>nur die des Systems</translation>
    </message>
    <message>
        <source>Enter a server that lets people register an account. Its rules and its privacy policy apply to your account.</source>
        <translation>Gib einen Server an, auf dem sich alle registrieren können. Für dein Konto gelten seine Regeln und seine Datenschutzerklärung.</translation>
    </message>
    <message>
        <source>found automatically; or host:port</source>
        <translation>wird automatisch gefunden; oder Host:Port</translation>
    </message>
    <message>
        <source>No system keychain answers, so Natter cannot keep the password there.</source>
        <translation>Kein Schlüsselbund des Systems antwortet, Natter kann das Passwort dort also nicht aufbewahren.</translation>
    </message>
    <message>
        <source>Whoever can read your files, for example in a backup, can read the password there.</source>
        <translation>Wer deine Dateien lesen kann, etwa in einer Sicherung, kann dort das Passwort lesen.</translation>
    </message>
    <message>
        <source>Choose a certificate authority</source>
        <translation>Zertifizierungsstelle wählen</translation>
    </message>
    <message>
        <source>This is not an address. An address looks like name@server.</source>
        <translation>Das ist keine Adresse. Eine Adresse sieht aus wie name@server.</translation>
    </message>
    <message>
        <source>This account is already set up.</source>
        <translation>Dieses Konto ist schon eingerichtet.</translation>
    </message>
    <message>
        <source>This is not a server. A server looks like montague.lit.</source>
        <translation>Das ist kein Server. Ein Server sieht aus wie montague.lit.</translation>
    </message>
    <message>
        <source>The server asks you to register on its website: %1</source>
        <translation>Der Server bittet dich, dich auf seiner Website zu registrieren: %1</translation>
    </message>
    <message>
        <source>Your own certificate</source>
        <translation>Eigenes Zertifikat</translation>
    </message>
    <message>
        <source>Enter the host of the proxy as well.</source>
        <translation>Gib auch den Rechner des Proxys ein.</translation>
    </message>
    <message>
        <source>This is not a host. A host looks like chat.montague.lit:5222.</source>
        <translation>Das ist kein Rechner. Ein Rechner sieht aus wie chat.montague.lit:5222.</translation>
    </message>
    <message>
        <source>Open the page in the browser</source>
        <translation>Seite im Browser öffnen</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Eine Sicherung wiederherstellen</translation>
    </message>
    <message>
        <source>Natter is portable here and leaves this computer&apos;s keychain alone.</source>
        <translation>Natter ist hier portabel und lässt den Schlüsselbund dieses Computers in Ruhe.</translation>
    </message>
</context>
<context>
    <name>natter::ArrivalAnnouncer</name>
    <message numerus="yes">
        <source>%n new messages</source>
        <translation>
            <numerusform>eine neue Nachricht</numerusform>
            <numerusform>%n neue Nachrichten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>natter::Calendar</name>
    <message>
        <source>Previous month</source>
        <translation>Voriger Monat</translation>
    </message>
    <message>
        <source>Next month</source>
        <translation>Nächster Monat</translation>
    </message>
</context>
<context>
    <name>natter::CardStack</name>
    <message>
        <source>Claimed by the sender</source>
        <translation>Angabe des Absenders</translation>
    </message>
    <message>
        <source>%1 · claimed by the sender</source>
        <translation>%1 · Angabe des Absenders</translation>
    </message>
</context>
<context>
    <name>natter::CertificateDialog</name>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Is this really your server?</source>
        <translation>Ist das wirklich dein Server?</translation>
    </message>
    <message>
        <source>Issued for</source>
        <translation>Ausgestellt für</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Ausgestellt von</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Gültig</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>If you do not know why this happens, do not go on: somebody may be listening between you and your server. If the server is yours, compare the fingerprint with the one it shows.</source>
        <translation>Wenn du nicht weißt, warum das passiert, mach nicht weiter: Jemand könnte zwischen dir und deinem Server mithören. Wenn der Server dir gehört, vergleiche den Fingerabdruck mit dem, den er anzeigt.</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>Accept this certificate</source>
        <translation>Dieses Zertifikat akzeptieren</translation>
    </message>
    <message>
        <source>Do not connect</source>
        <translation>Nicht verbinden</translation>
    </message>
    <message>
        <source>%1 was not connected: the certificate that the server for %2 showed is not trusted.</source>
        <translation>%1 wurde nicht verbunden: Das Zertifikat, das der Server für %2 gezeigt hat, ist nicht vertrauenswürdig.</translation>
    </message>
</context>
<context>
    <name>natter::CertificateField</name>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Choose a file with your own certificate</source>
        <translation>Eine Datei mit dem eigenen Zertifikat wählen</translation>
    </message>
    <message>
        <source>Log in without your own certificate</source>
        <translation>Ohne eigenes Zertifikat anmelden</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>Choose your certificate</source>
        <translation>Wähle dein Zertifikat</translation>
    </message>
    <message>
        <source>Certificates with a key (*.p12 *.pfx *.pem)</source>
        <translation>Zertifikate mit Schlüssel (*.p12 *.pfx *.pem)</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>Die Datei kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Your certificate</source>
        <translation>Dein Zertifikat</translation>
    </message>
    <message>
        <source>The file is protected. Enter its password:</source>
        <translation>Die Datei ist geschützt. Gib ihr Passwort ein:</translation>
    </message>
    <message>
        <source>The password does not open the file.</source>
        <translation>Das Passwort öffnet die Datei nicht.</translation>
    </message>
    <message>
        <source>There is no certificate with its key in that file. Choose a PKCS #12 or PEM file.</source>
        <translation>In dieser Datei ist kein Zertifikat mit seinem Schlüssel. Wähle eine PKCS-#12- oder PEM-Datei.</translation>
    </message>
    <message>
        <source>%1 (choose the file again)</source>
        <translation>%1 (wähle die Datei noch einmal)</translation>
    </message>
    <message>
        <source>%1 (until Natter ends)</source>
        <translation>%1 (bis Natter beendet wird)</translation>
    </message>
</context>
<context>
    <name>natter::CertificateText</name>
    <message>
        <source>%1 to %2</source>
        <extracomment>The first and the last moment at which a certificate is valid</extracomment>
        <translation>%1 bis %2</translation>
    </message>
</context>
<context>
    <name>natter::ChatDelegate</name>
    <message>
        <source>typing…</source>
        <translation>schreibt…</translation>
    </message>
    <message>
        <source>Draft:</source>
        <translation>Entwurf:</translation>
    </message>
    <message>
        <source>You:</source>
        <translation>Du:</translation>
    </message>
    <message>
        <source>Not sent:</source>
        <translation>Nicht gesendet:</translation>
    </message>
    <message>
        <source>Editing:</source>
        <translation>In Bearbeitung:</translation>
    </message>
</context>
<context>
    <name>natter::ChatListModel</name>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n ungelesen</numerusform>
            <numerusform>%n ungelesen</numerusform>
        </translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stummgeschaltet</translation>
    </message>
    <message>
        <source>marked as unread</source>
        <translation>als ungelesen markiert</translation>
    </message>
    <message numerus="yes">
        <source>%n mention you</source>
        <translation>
            <numerusform>%n erwähnt dich</numerusform>
            <numerusform>%n erwähnen dich</numerusform>
        </translation>
    </message>
    <message>
        <source>room</source>
        <translation>Raum</translation>
    </message>
    <message>
        <source>You are not in this room.</source>
        <translation>Du bist nicht in diesem Raum.</translation>
    </message>
</context>
<context>
    <name>natter::ChatNames</name>
    <message>
        <source>%1 (%2)</source>
        <extracomment>Somebody in a room, and the room</extracomment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>natter::ChatSearchBar</name>
    <message>
        <source>Search this chat</source>
        <translation>In diesem Chat suchen</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>Älter</translation>
    </message>
    <message>
        <source>Newer</source>
        <translation>Neuer</translation>
    </message>
    <message>
        <source>End the search</source>
        <translation>Suche beenden</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Nichts gefunden.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>Of the messages that were found, the newest is the first</extracomment>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>natter::ChatsPane</name>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Leute</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
    <message>
        <source>Show offline</source>
        <translation>Offline zeigen</translation>
    </message>
    <message>
        <source>Add an account to begin.</source>
        <translation>Füge ein Konto hinzu, um loszulegen.</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Nichts gefunden.</translation>
    </message>
    <message>
        <source>No contacts here yet. Add one with the + below.</source>
        <translation>Noch keine Kontakte. Füge einen mit dem + unten hinzu.</translation>
    </message>
    <message>
        <source>No chats yet. Open one from People, or with the + below.</source>
        <translation>Noch keine Chats. Öffne einen unter „Leute“ oder mit dem + unten.</translation>
    </message>
    <message>
        <source>Nobody is online.</source>
        <translation>Niemand ist online.</translation>
    </message>
    <message>
        <source>No unread messages.</source>
        <translation>Keine ungelesenen Nachrichten.</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation>Alle Konten</translation>
    </message>
    <message>
        <source>Whose chats and contacts are shown</source>
        <translation>Wessen Chats und Kontakte gezeigt werden</translation>
    </message>
    <message>
        <source>Opening your messages…</source>
        <translation>Deine Nachrichten werden geöffnet…</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Finds chats, people, messages, actions and settings. For messages, from:name, in:name, before:2026-11-29, after:2026-11, has:link, has:file and has:image narrow it down, and &quot;two words&quot; are found together.</source>
        <translation>Findet Chats, Leute, Nachrichten, Aktionen und Einstellungen. Nachrichten grenzt du ein mit from:Name, in:Name, before:2026-11-29, after:2026-11, has:link, has:file und has:image; &quot;zwei Wörter&quot; werden zusammen gefunden.</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archiviert</translation>
    </message>
    <message>
        <source>Direct</source>
        <translation>Einzeln</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
    <message>
        <source>No rooms yet. Join one with the + below.</source>
        <translation>Noch keine Räume. Betritt einen mit dem + unten.</translation>
    </message>
</context>
<context>
    <name>natter::ChoiceBar</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Forward…</source>
        <translation>Weiterleiten…</translation>
    </message>
    <message>
        <source>Delete here…</source>
        <translation>Hier löschen…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n ausgewählt</numerusform>
            <numerusform>%n ausgewählt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chosen, the most</source>
        <translation>
            <numerusform>%n ausgewählt, mehr geht nicht</numerusform>
            <numerusform>%n ausgewählt, mehr geht nicht</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>natter::CommandCompletion</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
</context>
<context>
    <name>natter::CommandsDialog</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Noch einmal versuchen</translation>
    </message>
    <message>
        <source>&amp;Other commands</source>
        <translation>&amp;Andere Befehle</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation>&amp;Fertig</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Ausführen</translation>
    </message>
    <message>
        <source>There is nothing that you can have done here.</source>
        <translation>Hier gibt es nichts, was du ausführen lassen kannst.</translation>
    </message>
    <message>
        <source>Fill in “%1”.</source>
        <translation>Fülle „%1“ aus.</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Erledigt.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>natter::Composer</name>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Message to %1</source>
        <translation>Nachricht an %1</translation>
    </message>
    <message>
        <source>Another text for the message</source>
        <translation>Anderer Text für die Nachricht</translation>
    </message>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
</context>
<context>
    <name>natter::ComposerCommands</name>
    <message>
        <source>There is no command /%1. Send it once more to say it as it is, or write /help for all commands.</source>
        <translation>Einen Befehl /%1 gibt es nicht. Sende es noch einmal ab, um es so zu sagen, wie es dasteht, oder schreibe /help, um alle Befehle zu sehen.</translation>
    </message>
    <message>
        <source>Something is missing behind /%1.</source>
        <translation>Hinter /%1 fehlt etwas.</translation>
    </message>
    <message>
        <source>Nothing can stand behind /%1.</source>
        <translation>Hinter /%1 kann nichts stehen.</translation>
    </message>
    <message>
        <source>Send it as a message</source>
        <translation>Als Nachricht senden</translation>
    </message>
</context>
<context>
    <name>natter::ContactDialog</name>
    <message>
        <source>Contact</source>
        <translation>Kontakt</translation>
    </message>
    <message>
        <source>Add a contact</source>
        <translation>Kontakt hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>juliet@capulet.lit</source>
        <translation>juliet@capulet.lit</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>As you want to call them</source>
        <translation>So möchtest du den Kontakt nennen</translation>
    </message>
    <message>
        <source>&amp;Groups</source>
        <translation>&amp;Gruppen</translation>
    </message>
    <message>
        <source>Friends, Family</source>
        <translation>Freunde, Familie</translation>
    </message>
    <message>
        <source>A&amp;ccount</source>
        <translation>&amp;Konto</translation>
    </message>
    <message>
        <source>Remove the contact…</source>
        <translation>Kontakt entfernen…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Edit the contact</source>
        <translation>Kontakt bearbeiten</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Add an account first.</source>
        <translation>Füge zuerst ein Konto hinzu.</translation>
    </message>
    <message>
        <source>This is not an address. An address looks like name@server.</source>
        <translation>Das ist keine Adresse. Eine Adresse sieht aus wie name@server.</translation>
    </message>
    <message>
        <source>Really remove</source>
        <translation>Wirklich entfernen</translation>
    </message>
    <message>
        <source>You will no longer see when they are online, and they will not see you.</source>
        <translation>Ihr seht dann beide nicht mehr, wann die andere Person online ist.</translation>
    </message>
    <message>
        <source>This is your own address. Enter the address of somebody else.</source>
        <translation>Das ist deine eigene Adresse. Gib die Adresse von jemand anderem ein.</translation>
    </message>
    <message>
        <source>They are asked whether you may see when they are online, and may then see it of you.</source>
        <translation>Der Kontakt wird gefragt, ob du sehen darfst, wann er online ist, und darf es dann auch von dir sehen.</translation>
    </message>
</context>
<context>
    <name>natter::ContactMenu</name>
    <message>
        <source>Open in its own window</source>
        <translation>In eigenem Fenster öffnen</translation>
    </message>
    <message>
        <source>Edit the contact…</source>
        <translation>Kontakt bearbeiten…</translation>
    </message>
    <message>
        <source>Add to contacts…</source>
        <translation>Zu Kontakten hinzufügen…</translation>
    </message>
</context>
<context>
    <name>natter::ConversationView</name>
    <message>
        <source>Back to the chats</source>
        <translation>Zurück zu den Chats</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>typing…</source>
        <translation>schreibt…</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>Jump to newest (%1)</source>
        <translation>Zum Neuesten (%1)</translation>
    </message>
    <message>
        <source>Jump to newest</source>
        <translation>Zum Neuesten</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>This message is too long, or contains no text that can be sent. Shorten it or send it in parts.</source>
        <translation>Diese Nachricht ist zu lang oder enthält keinen Text, der sich senden lässt. Kürze sie oder sende sie in Teilen.</translation>
    </message>
    <message>
        <source>Characters that messages cannot carry were left out.</source>
        <translation>Zeichen, die Nachrichten nicht enthalten können, wurden weggelassen.</translation>
    </message>
    <message>
        <source>Search this chat</source>
        <translation>In diesem Chat suchen</translation>
    </message>
    <message>
        <source>Go to a date…</source>
        <translation>Zu einem Datum gehen…</translation>
    </message>
    <message>
        <source>This message was retracted or deleted meanwhile, so it cannot be changed.</source>
        <translation>Diese Nachricht wurde inzwischen zurückgezogen oder gelöscht und lässt sich deshalb nicht ändern.</translation>
    </message>
    <message>
        <source>Back to the reply</source>
        <translation>Zurück zur Antwort</translation>
    </message>
    <message>
        <source>Back to the reply (%1)</source>
        <translation>Zurück zur Antwort (%1)</translation>
    </message>
    <message>
        <source>This room</source>
        <translation>Dieser Raum</translation>
    </message>
    <message>
        <source>Go to what is new</source>
        <translation>Zu dem gehen, was neu ist</translation>
    </message>
    <message>
        <source>Send it to somebody else?</source>
        <translation>Jemand anderem senden?</translation>
    </message>
    <message>
        <source>Another person is called %1 now than the one who you were talking with.</source>
        <translation>%1 heißt jetzt jemand anderes als die Person, mit der du gesprochen hast.</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>It was for another person than the one who is called %1 now, as far as the room tells.</source>
        <translation>Es war für eine andere Person als die, die jetzt %1 heißt, soweit der Raum das sagt.</translation>
    </message>
</context>
<context>
    <name>natter::CreateRoomDialog</name>
    <message>
        <source>Create a room</source>
        <translation>Raum anlegen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Capulet’s orchard</source>
        <translation>Capulets Garten</translation>
    </message>
    <message>
        <source>A&amp;ddress</source>
        <translation>A&amp;dresse</translation>
    </message>
    <message>
        <source>@</source>
        <translation>@</translation>
    </message>
    <message>
        <source>&amp;Account</source>
        <translation>&amp;Konto</translation>
    </message>
    <message>
        <source>&amp;Private group</source>
        <translation>&amp;Private Gruppe</translation>
    </message>
    <message>
        <source>For those who are invited. It is in no list, and its members see each other’s addresses.</source>
        <translation>Für Eingeladene. Sie steht in keiner Liste, und ihre Mitglieder sehen die Adressen der anderen.</translation>
    </message>
    <message>
        <source>P&amp;ublic channel</source>
        <translation>Ö&amp;ffentlicher Kanal</translation>
    </message>
    <message>
        <source>For everybody who finds it in the list of rooms. Only those who run it see addresses.</source>
        <translation>Für alle, die ihn in der Liste der Räume finden. Nur wer ihn leitet, sieht Adressen.</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Einladen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Create</source>
        <translation>An&amp;legen</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Server of the room</source>
        <translation>Server des Raums</translation>
    </message>
    <message>
        <source>Your server has no rooms of its own. Enter another one behind the @.</source>
        <translation>Dein Server hat keine eigenen Räume. Gib hinter dem @ einen anderen ein.</translation>
    </message>
    <message>
        <source>Enter a name for the room.</source>
        <translation>Gib dem Raum einen Namen.</translation>
    </message>
    <message>
        <source>This is not an address for a room. It looks like garden@chat.capulet.lit.</source>
        <translation>Das ist keine Adresse für einen Raum. Sie sieht aus wie garden@chat.capulet.lit.</translation>
    </message>
    <message>
        <source>“%1” is nobody who could be invited. Choose somebody, or enter an address.</source>
        <translation>„%1“ kann nicht eingeladen werden. Wähle jemanden oder gib eine Adresse ein.</translation>
    </message>
    <message>
        <source>There is a room at this address already. Choose another address.</source>
        <translation>Unter dieser Adresse gibt es schon einen Raum. Wähle eine andere.</translation>
    </message>
    <message>
        <source>Go to the room</source>
        <translation>Zum Raum</translation>
    </message>
    <message>
        <source>The room is there, but the people were not invited. %1</source>
        <translation>Der Raum ist da, aber die Einladungen gingen nicht hinaus. %1</translation>
    </message>
</context>
<context>
    <name>natter::DataFormWidget</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>nicht gewählt</translation>
    </message>
</context>
<context>
    <name>natter::DateDialog</name>
    <message>
        <source>Go to a date</source>
        <translation>Zu einem Datum gehen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Go there</source>
        <translation>&amp;Hingehen</translation>
    </message>
</context>
<context>
    <name>natter::DestroyRoomDialog</name>
    <message>
        <source>Close the room for good</source>
        <translation>Raum für immer schließen</translation>
    </message>
    <message>
        <source>Close the room for good?</source>
        <translation>Raum für immer schließen?</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Grund</translation>
    </message>
    <message>
        <source>For its people to read (optional)</source>
        <translation>Für die Leute darin (freiwillig)</translation>
    </message>
    <message>
        <source>&amp;Go to</source>
        <translation>&amp;Weiter in</translation>
    </message>
    <message>
        <source>Address of another room (optional)</source>
        <translation>Adresse eines anderen Raums (freiwillig)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Close it for good</source>
        <translation>Für immer s&amp;chließen</translation>
    </message>
    <message>
        <source>%1 (%2) is closed for everybody, and nobody can go into it any more. This cannot be undone. What was said stays on your computer.</source>
        <extracomment>%1 is the title of a room, %2 its address</extracomment>
        <translation>%1 (%2) wird für alle geschlossen, und niemand kann mehr hinein. Das lässt sich nicht rückgängig machen. Was gesagt wurde, bleibt auf deinem Computer.</translation>
    </message>
    <message>
        <source>This is not the address of a room. It looks like garden@chat.capulet.lit.</source>
        <translation>Das ist nicht die Adresse eines Raums. Sie sieht aus wie garden@chat.capulet.lit.</translation>
    </message>
</context>
<context>
    <name>natter::DetailsPane</name>
    <message>
        <source>Ask to see their presence</source>
        <translation>Anwesenheit anfragen</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>Anwesenheit</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>none online</source>
        <translation>keins online</translation>
    </message>
    <message>
        <source>You see when they are online.</source>
        <translation>Du siehst, wann diese Person online ist.</translation>
    </message>
    <message>
        <source>You do not see when they are online.</source>
        <translation>Du siehst nicht, wann diese Person online ist.</translation>
    </message>
    <message>
        <source>They see when you are online.</source>
        <translation>Diese Person sieht, wann du online bist.</translation>
    </message>
    <message>
        <source>They do not see when you are online.</source>
        <translation>Diese Person sieht nicht, wann du online bist.</translation>
    </message>
    <message>
        <source>Edit the contact…</source>
        <translation>Kontakt bearbeiten…</translation>
    </message>
    <message>
        <source>Add to contacts…</source>
        <translation>Zu Kontakten hinzufügen…</translation>
    </message>
    <message>
        <source>They have not answered yet whether you may see when they are online.</source>
        <translation>Noch keine Antwort, ob du sehen darfst, wann diese Person online ist.</translation>
    </message>
    <message>
        <source>Let them see your presence</source>
        <translation>Deine Präsenz zeigen</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>They ask to see when you are online.</source>
        <translation>Bittet darum, zu sehen, wann du online bist.</translation>
    </message>
    <message>
        <source>Private conversation in %1</source>
        <translation>Privates Gespräch in %1</translation>
    </message>
</context>
<context>
    <name>natter::EditBanner</name>
    <message>
        <source>Do not edit</source>
        <translation>Nicht bearbeiten</translation>
    </message>
    <message>
        <source>Editing: %1</source>
        <translation>Bearbeitet wird: %1</translation>
    </message>
    <message>
        <source>Edit the message</source>
        <translation>Nachricht bearbeiten</translation>
    </message>
    <message>
        <source>Reply to %1</source>
        <translation>Antwort an %1</translation>
    </message>
    <message>
        <source>Do not reply</source>
        <translation>Nicht antworten</translation>
    </message>
    <message>
        <source>Reply to %1: %2</source>
        <translation>Antwort an %1: %2</translation>
    </message>
</context>
<context>
    <name>natter::EmojiCompletion</name>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
</context>
<context>
    <name>natter::EmojiList</name>
    <message>
        <source>Smileys and emotions</source>
        <translation>Smileys und Gefühle</translation>
    </message>
    <message>
        <source>People and gestures</source>
        <translation>Menschen und Gesten</translation>
    </message>
    <message>
        <source>Animals and nature</source>
        <translation>Tiere und Natur</translation>
    </message>
    <message>
        <source>Food and drink</source>
        <translation>Essen und Trinken</translation>
    </message>
    <message>
        <source>Travel and places</source>
        <translation>Reisen und Orte</translation>
    </message>
    <message>
        <source>Activities</source>
        <translation>Aktivitäten</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Gegenstände</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Symbole</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>Flaggen</translation>
    </message>
</context>
<context>
    <name>natter::EmojiPicker</name>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
    <message>
        <source>Search emoji</source>
        <translation>Emoji suchen</translation>
    </message>
    <message>
        <source>No emoji is called that.</source>
        <translation>So heißt kein Emoji.</translation>
    </message>
    <message>
        <source>No skin tone</source>
        <translation>Ohne Hautfarbe</translation>
    </message>
    <message>
        <source>Light skin</source>
        <translation>Helle Haut</translation>
    </message>
    <message>
        <source>Medium light skin</source>
        <translation>Mittelhelle Haut</translation>
    </message>
    <message>
        <source>Medium skin</source>
        <translation>Mittlere Haut</translation>
    </message>
    <message>
        <source>Medium dark skin</source>
        <translation>Mitteldunkle Haut</translation>
    </message>
    <message>
        <source>Dark skin</source>
        <translation>Dunkle Haut</translation>
    </message>
    <message>
        <source>Recently used</source>
        <translation>Zuletzt verwendet</translation>
    </message>
</context>
<context>
    <name>natter::EmptyPane</name>
    <message>
        <source>Add an account</source>
        <translation>Konto hinzufügen</translation>
    </message>
    <message>
        <source>Welcome to Natter.</source>
        <translation>Willkommen bei Natter.</translation>
    </message>
    <message>
        <source>Choose a chat on the left, or press %1 to search.</source>
        <translation>Wähle links einen Chat aus oder drücke %1, um zu suchen.</translation>
    </message>
    <message>
        <source>Choose a chat on the left.</source>
        <translation>Wähle links einen Chat.</translation>
    </message>
</context>
<context>
    <name>natter::ErrorText</name>
    <message>
        <source>The server ended the connection because the same device logged in a second time. Natter will connect again.</source>
        <translation>Der Server hat die Verbindung beendet, weil sich dasselbe Gerät ein zweites Mal angemeldet hat. Natter verbindet sich wieder.</translation>
    </message>
    <message>
        <source>The server is being shut down. Natter will connect again as soon as it is back.</source>
        <translation>Der Server wird gerade heruntergefahren. Natter verbindet sich wieder, sobald er zurück ist.</translation>
    </message>
    <message>
        <source>The server does not serve this address. Check the part after the @.</source>
        <translation>Der Server ist für diese Adresse nicht zuständig. Prüfe den Teil nach dem @.</translation>
    </message>
    <message>
        <source>The server ended the connection because it was asked for too much. Natter will try again.</source>
        <translation>Der Server hat die Verbindung beendet, weil zu viel von ihm verlangt wurde. Natter versucht es wieder.</translation>
    </message>
    <message>
        <source>The server gave up on the connection. Natter will connect again.</source>
        <translation>Der Server hat die Verbindung aufgegeben. Natter verbindet sich wieder.</translation>
    </message>
    <message>
        <source>The server ended the connection with an error. Natter will try again.</source>
        <translation>Der Server hat die Verbindung mit einem Fehler beendet. Natter versucht es wieder.</translation>
    </message>
    <message>
        <source>That name is already taken. Choose another one.</source>
        <translation>Dieser Name ist schon vergeben. Wähle einen anderen.</translation>
    </message>
    <message>
        <source>The server did not accept what was entered. Fill in every field and try again.</source>
        <translation>Der Server hat die Eingaben nicht angenommen. Fülle alle Felder aus und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>The server is too busy for this now. Try again in a while.</source>
        <translation>Der Server ist dafür gerade zu ausgelastet. Versuche es später noch einmal.</translation>
    </message>
    <message>
        <source>The server does not accept this address and password. Check both and try again.</source>
        <translation>Der Server akzeptiert diese Adresse mit diesem Passwort nicht. Prüfe beides und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>The password has expired. Change it with your provider, then enter the new one.</source>
        <translation>Das Passwort ist abgelaufen. Ändere es bei deinem Anbieter und gib dann das neue ein.</translation>
    </message>
    <message>
        <source>The server has disabled this account. Ask your provider.</source>
        <translation>Der Server hat dieses Konto gesperrt. Frag deinen Anbieter.</translation>
    </message>
    <message>
        <source>The server cannot check passwords at the moment. Natter will try again.</source>
        <translation>Der Server kann gerade keine Passwörter prüfen. Natter versucht es wieder.</translation>
    </message>
    <message>
        <source>The server only offers to log in with the bare password. Allow that in the account&apos;s settings if you trust the server.</source>
        <translation>Der Server bietet nur die Anmeldung mit dem Passwort im Klartext an. Erlaube das in den Einstellungen des Kontos, wenn du dem Server vertraust.</translation>
    </message>
    <message>
        <source>This cannot be used as it is. Check what was entered.</source>
        <translation>Das lässt sich so nicht verwenden. Prüfe die Eingabe.</translation>
    </message>
    <message>
        <source>There is no connection at the moment. Try again once the account is online.</source>
        <translation>Es gibt gerade keine Verbindung. Versuche es noch einmal, wenn das Konto online ist.</translation>
    </message>
    <message>
        <source>The disk is full. Free some space: what arrives meanwhile is kept in memory and stored then.</source>
        <translation>Der Datenträger ist voll. Schaffe etwas Platz: Was inzwischen ankommt, bleibt im Arbeitsspeicher und wird dann gespeichert.</translation>
    </message>
    <message>
        <source>A file of this profile was damaged. Natter kept a copy of it beside it and began a new one. Enter again what is missing, or put back the file from a backup.</source>
        <translation>Eine Datei dieses Profils war beschädigt. Natter hat daneben eine Kopie behalten und eine neue begonnen. Gib noch einmal ein, was fehlt, oder spiele die Datei aus einer Sicherung zurück.</translation>
    </message>
    <message>
        <source>This profile was used with a newer version of Natter. Install that version to open it.</source>
        <translation>Dieses Profil wurde mit einer neueren Version von Natter benutzt. Installiere diese Version, um es zu öffnen.</translation>
    </message>
    <message>
        <source>A file of this profile cannot be read or written. Check the permissions of the file and its folder.</source>
        <translation>Eine Datei dieses Profils kann nicht gelesen oder geschrieben werden. Prüfe die Rechte der Datei und ihres Ordners.</translation>
    </message>
    <message>
        <source>Enter the password to connect this account.</source>
        <translation>Gib das Passwort ein, um dieses Konto zu verbinden.</translation>
    </message>
    <message>
        <source>The disk did not accept this. Natter will try again.</source>
        <translation>Das konnte nicht auf dem Datenträger gespeichert werden. Natter versucht es wieder.</translation>
    </message>
    <message>
        <source>There is no such server. Check the part of the address after the @, and your connection.</source>
        <translation>Diesen Server gibt es nicht. Prüfe den Teil der Adresse nach dem @ und deine Verbindung.</translation>
    </message>
    <message>
        <source>The server does not accept connections. It may be down; Natter will try again.</source>
        <translation>Der Server nimmt keine Verbindungen an. Vielleicht ist er gerade ausgefallen; Natter versucht es wieder.</translation>
    </message>
    <message>
        <source>The network is not reachable. Check your connection; Natter will try again.</source>
        <translation>Das Netz ist nicht erreichbar. Prüfe deine Verbindung; Natter versucht es wieder.</translation>
    </message>
    <message>
        <source>The server does not answer. Natter will try again.</source>
        <translation>Der Server antwortet nicht. Natter versucht es wieder.</translation>
    </message>
    <message>
        <source>The connection was lost. Natter will connect again.</source>
        <translation>Die Verbindung ist abgebrochen. Natter verbindet sich wieder.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>What answers there is not a chat server. Check the server and the port.</source>
        <translation>Was dort antwortet, ist kein Chat-Server. Prüfe den Server und den Port.</translation>
    </message>
    <message>
        <source>No encrypted connection could be made. Check the server, the port and the kind of encryption.</source>
        <translation>Es kam keine verschlüsselte Verbindung zustande. Prüfe den Server, den Port und die Art der Verschlüsselung.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted. Look at it before you go on.</source>
        <translation>Das Zertifikat des Servers ist nicht vertrauenswürdig. Sieh es dir an, bevor du weitermachst.</translation>
    </message>
    <message>
        <source>not delivered: nobody there</source>
        <translation>nicht zugestellt: niemand da</translation>
    </message>
    <message>
        <source>not delivered: their server cannot be reached</source>
        <translation>nicht zugestellt: Server der Person nicht erreichbar</translation>
    </message>
    <message>
        <source>not delivered: their mailbox is full</source>
        <translation>nicht zugestellt: Postfach der Person ist voll</translation>
    </message>
    <message>
        <source>not delivered</source>
        <translation>nicht zugestellt</translation>
    </message>
    <message>
        <source>The server asks to connect to another one. Enter that one in the account&apos;s settings if you trust it.</source>
        <translation>Der Server bittet, sich mit einem anderen zu verbinden. Trage diesen in den Einstellungen des Kontos ein, wenn du ihm vertraust.</translation>
    </message>
    <message>
        <source>The certificate was issued by somebody this computer does not trust.</source>
        <translation>Das Zertifikat stammt von einer Stelle, der dieser Computer nicht vertraut.</translation>
    </message>
    <message>
        <source>The server issued the certificate to itself, so nobody vouches for it.</source>
        <translation>Der Server hat sich das Zertifikat selbst ausgestellt, niemand bürgt also dafür.</translation>
    </message>
    <message>
        <source>The certificate has expired.</source>
        <translation>Das Zertifikat ist abgelaufen.</translation>
    </message>
    <message>
        <source>The certificate is not valid yet. Check the clock of this computer.</source>
        <translation>Das Zertifikat ist noch nicht gültig. Prüfe die Uhr dieses Computers.</translation>
    </message>
    <message>
        <source>The certificate was issued for another server.</source>
        <translation>Das Zertifikat wurde für einen anderen Server ausgestellt.</translation>
    </message>
    <message>
        <source>The certificate was revoked. Natter will not connect with it.</source>
        <translation>Das Zertifikat wurde widerrufen. Natter verbindet sich damit nicht.</translation>
    </message>
    <message>
        <source>The certificate is not the one that you accepted for this account.</source>
        <translation>Das Zertifikat ist nicht das, das du für dieses Konto akzeptiert hast.</translation>
    </message>
    <message>
        <source>The certificate is not fit for its purpose.</source>
        <translation>Das Zertifikat taugt nicht für diesen Zweck.</translation>
    </message>
    <message>
        <source>The server does not accept connections. Check the server and the port, or try later.</source>
        <translation>Der Server nimmt keine Verbindungen an. Prüfe Server und Port, oder versuche es später.</translation>
    </message>
    <message>
        <source>The network is not reachable. Check your connection and try again.</source>
        <translation>Das Netz ist nicht erreichbar. Prüfe deine Verbindung und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>The server does not answer. Check the server and the port, or try later.</source>
        <translation>Der Server antwortet nicht. Prüfe Server und Port, oder versuche es später.</translation>
    </message>
    <message>
        <source>The server ended the connection. Try again.</source>
        <translation>Der Server hat die Verbindung beendet. Versuche es noch einmal.</translation>
    </message>
    <message>
        <source>The server asks for a second step after the password, which Natter cannot do yet.</source>
        <translation>Der Server verlangt nach dem Passwort einen zweiten Schritt, den Natter noch nicht kann.</translation>
    </message>
    <message>
        <source>The server offers a weaker login than before. Natter did not log in, as somebody between you and the server may have changed the offer.</source>
        <translation>Der Server bietet eine schwächere Anmeldung an als früher. Natter hat sich nicht angemeldet, denn jemand zwischen dir und dem Server könnte das Angebot verändert haben.</translation>
    </message>
    <message>
        <source>This account logs in from another program as well, and the server lets in only one of them. End the other one, then connect again.</source>
        <translation>Mit diesem Konto meldet sich auch ein anderes Programm an, und der Server lässt nur eines zu. Beende das andere und verbinde dich dann erneut.</translation>
    </message>
    <message>
        <source>not delivered: too long for your server</source>
        <translation>nicht zugestellt: zu lang für deinen Server</translation>
    </message>
    <message>
        <source>The proxy does not answer. Check its host and port, and that it is running; Natter will try again.</source>
        <translation>Der Proxy antwortet nicht. Prüfe Rechner und Port und ob er läuft; Natter versucht es wieder.</translation>
    </message>
    <message>
        <source>The proxy does not allow this connection, or it is of another kind. Check its settings.</source>
        <translation>Der Proxy erlaubt diese Verbindung nicht, oder er ist von anderer Art. Prüfe seine Einstellungen.</translation>
    </message>
    <message>
        <source>The proxy does not accept its user name and password. Check both.</source>
        <translation>Der Proxy nimmt Benutzernamen und Passwort nicht an. Prüfe beide.</translation>
    </message>
    <message>
        <source>The proxy cannot reach the server. Enter the server and the port by hand if they are special: a proxy does not find them; Natter will try again.</source>
        <translation>Der Proxy erreicht den Server nicht. Gib Server und Port von Hand ein, wenn sie besonders sind: Ein Proxy findet sie nicht; Natter versucht es wieder.</translation>
    </message>
    <message>
        <source>The proxy does not answer. Check its host and port, and that it is running.</source>
        <translation>Der Proxy antwortet nicht. Prüfe Rechner und Port und ob er läuft.</translation>
    </message>
    <message>
        <source>The proxy cannot reach the server. Enter the server and the port by hand if they are special: a proxy does not find them.</source>
        <translation>Der Proxy erreicht den Server nicht. Gib Server und Port von Hand ein, wenn sie besonders sind: Ein Proxy findet sie nicht.</translation>
    </message>
    <message>
        <source>not confirmed: the server may have lost it</source>
        <translation>nicht bestätigt: der Server könnte sie verloren haben</translation>
    </message>
    <message>
        <source>not sent: the server does not take it</source>
        <translation>nicht gesendet: der Server nimmt sie nicht an</translation>
    </message>
    <message>
        <source>The server shows another certificate than before and refuses the login that is bound to it. Somebody may be between you and the server, so Natter did not log in. Enter the password again only if it has changed.</source>
        <translation>Der Server zeigt ein anderes Zertifikat als bisher und weist die daran gebundene Anmeldung zurück. Vielleicht steht jemand zwischen dir und dem Server, deshalb hat sich Natter nicht angemeldet. Gib das Passwort nur dann neu ein, wenn es sich geändert hat.</translation>
    </message>
    <message>
        <source>The server only offers to log in with the bare password. Allow that under Advanced, or in the account&apos;s settings, if you trust the server.</source>
        <translation>Der Server bietet nur die Anmeldung mit dem bloßen Passwort an. Erlaube das unter „Erweitert“ oder in den Einstellungen des Kontos, wenn du dem Server vertraust.</translation>
    </message>
    <message>
        <source>What arrived is not what the server offers for logging in. Natter did not log in, as somebody between you and the server may have changed it. Ask your provider.</source>
        <translation>Was ankam, ist nicht das, was der Server zum Anmelden anbietet. Natter hat sich nicht angemeldet, denn jemand zwischen dir und dem Server kann es verändert haben. Frage deinen Anbieter.</translation>
    </message>
    <message>
        <source>The server is being shut down. Try again in a while.</source>
        <translation>Der Server wird heruntergefahren. Versuch es in einer Weile noch einmal.</translation>
    </message>
    <message>
        <source>The server ended the connection because it was asked for too much. Try again in a while.</source>
        <translation>Der Server hat die Verbindung beendet, weil zu viel von ihm verlangt wurde. Versuch es in einer Weile noch einmal.</translation>
    </message>
    <message>
        <source>The server gave up on the connection. Try again.</source>
        <translation>Der Server hat die Verbindung aufgegeben. Versuch es noch einmal.</translation>
    </message>
    <message>
        <source>The server ended the connection with an error. Try again, or ask your provider.</source>
        <translation>Der Server hat die Verbindung mit einem Fehler beendet. Versuch es noch einmal, oder frag deinen Anbieter.</translation>
    </message>
    <message>
        <source>The server ended the connection because it no longer accepts this login. Check the password.</source>
        <translation>Der Server hat die Verbindung beendet, weil er diese Anmeldung nicht mehr annimmt. Prüfe das Passwort.</translation>
    </message>
    <message>
        <source>The server does not allow this. Ask your provider.</source>
        <translation>Der Server erlaubt das nicht. Frag deinen Anbieter.</translation>
    </message>
    <message>
        <source>The server does not offer this. Ask your provider, or choose another server.</source>
        <translation>Der Server bietet das nicht an. Frag deinen Anbieter, oder wähle einen anderen Server.</translation>
    </message>
    <message>
        <source>The server answered with an error. Try again in a while.</source>
        <translation>Der Server hat mit einem Fehler geantwortet. Versuch es in einer Weile noch einmal.</translation>
    </message>
    <message>
        <source>The server offers no way to log in that Natter knows. Ask your provider.</source>
        <translation>Der Server bietet keine Anmeldung an, die Natter kennt. Frag deinen Anbieter.</translation>
    </message>
    <message>
        <source>The server could not prove that it knows your password, so Natter did not log in. It may not be your server: ask your provider before you try again.</source>
        <translation>Der Server konnte nicht beweisen, dass er dein Passwort kennt; deshalb hat Natter sich nicht angemeldet. Vielleicht ist es nicht dein Server: Frag deinen Anbieter, bevor du es noch einmal versuchst.</translation>
    </message>
    <message>
        <source>The server asked for a login that is not secure. Natter did not log in, as it may not be your server: ask your provider.</source>
        <translation>Der Server hat eine Anmeldung verlangt, die nicht sicher ist. Natter hat sich nicht angemeldet, denn vielleicht ist es nicht dein Server: Frag deinen Anbieter.</translation>
    </message>
    <message>
        <source>Something went wrong with the encryption. Try again, and if it fails again, report it.</source>
        <translation>Bei der Verschlüsselung ist etwas schiefgegangen. Versuch es noch einmal, und melde es, wenn es wieder geschieht.</translation>
    </message>
    <message>
        <source>The server cannot check passwords at the moment. Try again in a while.</source>
        <translation>Der Server kann im Augenblick keine Passwörter prüfen. Versuch es in einer Weile noch einmal.</translation>
    </message>
    <message>
        <source>This domain says that it offers no chat service. Check the part of the address after the @.</source>
        <translation>Diese Domain sagt, dass sie keinen Chat-Dienst anbietet. Prüfe den Teil der Adresse hinter dem @.</translation>
    </message>
    <message>
        <source>The server offers no encryption, so Natter did not log in. Ask your provider to switch it on.</source>
        <translation>Der Server bietet keine Verschlüsselung an; deshalb hat Natter sich nicht angemeldet. Bitte deinen Anbieter, sie einzuschalten.</translation>
    </message>
    <message>
        <source>The server sent something that Natter does not accept. The connection was closed to be safe. If it happens again, tell your provider.</source>
        <translation>Der Server hat etwas geschickt, das Natter nicht annimmt. Die Verbindung wurde sicherheitshalber geschlossen. Wenn es wieder geschieht, sag es deinem Anbieter.</translation>
    </message>
    <message>
        <source>No system keychain answers. Start one, or choose another place for the password in the account&apos;s settings.</source>
        <translation>Kein Schlüsselbund des Systems antwortet. Starte einen, oder wähle in den Einstellungen des Kontos einen anderen Platz für das Passwort.</translation>
    </message>
    <message>
        <source>The server does not offer a protected login that Natter knows and every server should have. Natter did not log in, as somebody between you and the server may have removed it.</source>
        <translation>Der Server bietet die geschützte Anmeldung nicht an, die Natter kennt und die jeder Server haben sollte. Natter hat sich nicht angemeldet, denn jemand zwischen dir und dem Server könnte sie entfernt haben.</translation>
    </message>
    <message>
        <source>The key of your own certificate is not kept. Choose its file again in the account&apos;s settings, or enter the password.</source>
        <translation>Der Schlüssel deines eigenen Zertifikats wird nicht aufbewahrt. Wähle seine Datei noch einmal in den Einstellungen des Kontos, oder gib das Passwort ein.</translation>
    </message>
    <message>
        <source>not delivered: it was not accepted</source>
        <translation>nicht zugestellt: nicht angenommen</translation>
    </message>
    <message>
        <source>Logging in would keep this computer busy for longer than any server should ask for. Natter will try again; if it stays so, ask your provider.</source>
        <translation>Die Anmeldung würde diesen Computer länger beschäftigen, als ein Server verlangen sollte. Natter versucht es wieder; wenn es so bleibt, frage deinen Anbieter.</translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>wird noch gesendet</translation>
    </message>
    <message>
        <source>sent, not yet confirmed</source>
        <translation>gesendet, noch nicht bestätigt</translation>
    </message>
    <message>
        <source>on the server</source>
        <translation>auf dem Server</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>zugestellt</translation>
    </message>
    <message>
        <source>Something else is being exported or imported. Wait until that is done.</source>
        <translation>Es wird gerade etwas anderes exportiert oder importiert. Warte, bis das fertig ist.</translation>
    </message>
    <message>
        <source>This is no file that Natter can import: neither an export of Natter nor the database of Gajim or Dino.</source>
        <translation>Diese Datei kann Natter nicht importieren: Sie ist weder ein Export von Natter noch die Datenbank von Gajim oder Dino.</translation>
    </message>
    <message>
        <source>The file is damaged, or was not written as it should be. Nothing of it was used.</source>
        <translation>Die Datei ist beschädigt oder nicht so geschrieben, wie sie sein sollte. Nichts davon wurde verwendet.</translation>
    </message>
    <message>
        <source>The passphrase does not open this backup.</source>
        <translation>Diese Passphrase öffnet die Sicherung nicht.</translation>
    </message>
    <message>
        <source>The backup is damaged or incomplete. Nothing of it was used.</source>
        <translation>Die Sicherung ist beschädigt oder unvollständig. Nichts davon wurde verwendet.</translation>
    </message>
    <message>
        <source>This was written by a newer version of Natter. Install that version first.</source>
        <translation>Das wurde von einer neueren Version von Natter geschrieben. Installiere zuerst diese.</translation>
    </message>
    <message>
        <source>There is not enough space for it. Free some, or choose another place.</source>
        <translation>Dafür ist nicht genug Platz. Schaffe welchen oder wähle einen anderen Ort.</translation>
    </message>
    <message>
        <source>The file or folder cannot be used. Check that you may write there, or read it.</source>
        <translation>Die Datei oder der Ordner ist nicht zugänglich. Prüfe, ob du dort schreiben oder sie lesen darfst.</translation>
    </message>
    <message>
        <source>The file cannot be read or written: the disk or the database refused.</source>
        <translation>Die Datei kann nicht gelesen oder geschrieben werden: Der Datenträger oder die Datenbank lässt es nicht zu.</translation>
    </message>
    <message>
        <source>the server does not know yet that it was retracted</source>
        <translation>der Server weiß noch nicht, dass sie zurückgezogen wurde</translation>
    </message>
    <message>
        <source>the server does not have the edited text yet</source>
        <translation>der Server hat den bearbeiteten Text noch nicht</translation>
    </message>
    <message>
        <source>displayed</source>
        <translation>angezeigt</translation>
    </message>
    <message>
        <source>No preview: there is no such host.</source>
        <translation>Keine Vorschau: Diesen Rechner gibt es nicht.</translation>
    </message>
    <message>
        <source>No preview: the page takes too long.</source>
        <translation>Keine Vorschau: Die Seite braucht zu lange.</translation>
    </message>
    <message>
        <source>No preview: the host could not prove who it is.</source>
        <translation>Keine Vorschau: Der Rechner konnte nicht beweisen, wer er ist.</translation>
    </message>
    <message>
        <source>No preview: the account&apos;s proxy does not lead there.</source>
        <translation>Keine Vorschau: Der Proxy des Kontos führt nicht dorthin.</translation>
    </message>
    <message>
        <source>No preview: the page cannot be reached.</source>
        <translation>Keine Vorschau: Die Seite ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>No preview: the link leads into a private network.</source>
        <translation>Keine Vorschau: Der Link führt in ein privates Netz.</translation>
    </message>
    <message>
        <source>No preview: the page is not encrypted on its way.</source>
        <translation>Keine Vorschau: Die Seite ist unterwegs nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>No preview: the link leads on and on.</source>
        <translation>Keine Vorschau: Der Link führt immer weiter.</translation>
    </message>
    <message>
        <source>No preview: the page says nothing about itself.</source>
        <translation>Keine Vorschau: Die Seite sagt nichts über sich.</translation>
    </message>
    <message>
        <source>No preview: the link leads to no page that can be read.</source>
        <translation>Keine Vorschau: Der Link führt zu keiner lesbaren Seite.</translation>
    </message>
    <message>
        <source>the room has it</source>
        <translation>der Raum hat sie</translation>
    </message>
    <message>
        <source>not delivered: too soon after another. Try again in a while</source>
        <translation>nicht zugestellt: zu bald nach einer anderen. Versuche es nach einer Weile noch einmal</translation>
    </message>
    <message>
        <source>read by some</source>
        <translation>von einigen gelesen</translation>
    </message>
    <message>
        <source>not sent: it may be somebody else who has that name now</source>
        <translation>nicht gesendet: So heißt jetzt vielleicht jemand anders</translation>
    </message>
    <message>
        <source>Natter is portable here and leaves this computer&apos;s keychain alone. Choose another place for the password in the account&apos;s settings.</source>
        <translation>Natter ist hier portabel und lässt den Schlüsselbund dieses Computers in Ruhe. Wähle in den Einstellungen des Kontos einen anderen Ort für das Passwort.</translation>
    </message>
    <message>
        <source>An administrator chose this for everybody on this computer, and only they can change it.</source>
        <translation>Das hat ein Administrator für alle an diesem Computer so festgelegt, und nur er kann es ändern.</translation>
    </message>
</context>
<context>
    <name>natter::FormResult</name>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
</context>
<context>
    <name>natter::ForwardDialog</name>
    <message>
        <source>Say &amp;who wrote it, and when</source>
        <translation>&amp;Dazuschreiben, von wem und wann es ist</translation>
    </message>
    <message>
        <source>Forward to</source>
        <translation>Weiterleiten an</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Search chats and people</source>
        <translation>Chats und Kontakte durchsuchen</translation>
    </message>
    <message>
        <source>Chats and people</source>
        <translation>Chats und Kontakte</translation>
    </message>
</context>
<context>
    <name>natter::FriendlyTime</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <extracomment>Formats of a day, see QDate::toString(): without and with the year</extracomment>
        <translation>dddd, d. MMMM</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <translation>d. MMMM yyyy</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>Morgen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>A day, such as &quot;Tomorrow&quot; or &quot;Tuesday, 17 November&quot;, and a time of it</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>natter::HistoryMenu</name>
    <message>
        <source>for a day</source>
        <translation>einen Tag lang</translation>
    </message>
    <message>
        <source>for a week</source>
        <translation>eine Woche lang</translation>
    </message>
    <message>
        <source>for a month</source>
        <translation>einen Monat lang</translation>
    </message>
    <message>
        <source>for three months</source>
        <translation>drei Monate lang</translation>
    </message>
    <message>
        <source>for a year</source>
        <translation>ein Jahr lang</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>für immer</translation>
    </message>
    <message numerus="yes">
        <source>for %n days</source>
        <translation>
            <numerusform>%n Tag lang</numerusform>
            <numerusform>%n Tage lang</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep the messages with %1 %2?</source>
        <translation>Die Nachrichten mit %1 %2 aufbewahren?</translation>
    </message>
    <message>
        <source>Older messages of this chat are deleted on this computer, now and from now on. The server, other devices and the other side may still have them.</source>
        <translation>Ältere Nachrichten dieses Chats werden auf diesem Rechner gelöscht, jetzt und in Zukunft. Der Server, andere Geräte und die andere Seite haben sie vielleicht noch.</translation>
    </message>
    <message>
        <source>Delete older ones</source>
        <translation>Ältere löschen</translation>
    </message>
    <message>
        <source>Keep messages here</source>
        <translation>Nachrichten hier aufbewahren</translation>
    </message>
    <message>
        <source>Export the chat</source>
        <translation>Chat exportieren</translation>
    </message>
    <message>
        <source>Page for a browser (*.html);;JSON lines, to be imported (*.jsonl)</source>
        <translation>Seite für einen Browser (*.html);;JSON-Zeilen, zum Importieren (*.jsonl)</translation>
    </message>
    <message>
        <source>Export the chat…</source>
        <translation>Chat exportieren…</translation>
    </message>
    <message>
        <source>Delete the history here…</source>
        <translation>Verlauf hier löschen…</translation>
    </message>
    <message>
        <source>Delete the history with %1 here?</source>
        <translation>Den Verlauf mit %1 hier löschen?</translation>
    </message>
    <message>
        <source>All messages of this chat are deleted on this computer, and are not fetched again. The server, other devices and the other side may still have them.</source>
        <translation>Alle Nachrichten dieses Chats werden auf diesem Rechner gelöscht und nicht wieder geholt. Der Server, andere Geräte und die andere Seite haben sie vielleicht noch.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete here…</source>
        <translation>Hier löschen…</translation>
    </message>
    <message>
        <source>Delete this message here?</source>
        <translation>Diese Nachricht hier löschen?</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n messages here?</source>
        <translation>
            <numerusform>%n Nachricht hier löschen?</numerusform>
            <numerusform>%n Nachrichten hier löschen?</numerusform>
        </translation>
    </message>
    <message>
        <source>What is deleted is gone on this computer, and is not fetched again. The server, other devices and the other side may still have it.</source>
        <translation>Was gelöscht wird, ist auf diesem Rechner fort und wird nicht wieder geholt. Der Server, andere Geräte und die andere Seite haben es vielleicht noch.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n messages here…</source>
        <translation>
            <numerusform>%n Nachricht hier löschen…</numerusform>
            <numerusform>%n Nachrichten hier löschen…</numerusform>
        </translation>
    </message>
    <message>
        <source>What is to be sent later is deleted as well, and not sent.</source>
        <translation>Was später gesendet werden soll, wird auch gelöscht und nicht gesendet.</translation>
    </message>
</context>
<context>
    <name>natter::HistoryPage</name>
    <message>
        <source>not sent</source>
        <translation>nicht gesendet</translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>noch nicht gesendet</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Unterhaltungen</translation>
    </message>
    <message>
        <source>%1 · account %2 · times in %3</source>
        <translation>%1 · Konto %2 · Zeiten in %3</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>bearbeitet</translation>
    </message>
    <message>
        <source>This message was retracted.</source>
        <translation>Diese Nachricht wurde zurückgezogen.</translation>
    </message>
    <message>
        <source>Hidden message</source>
        <translation>Verborgene Nachricht</translation>
    </message>
    <message>
        <source>%1 · claimed by the sender</source>
        <translation>%1 · Angabe des Absenders</translation>
    </message>
</context>
<context>
    <name>natter::HistoryText</name>
    <message numerus="yes">
        <source>Fetching: %n messages so far</source>
        <translation>
            <numerusform>Wird geholt: bisher %n Nachricht</numerusform>
            <numerusform>Wird geholt: bisher %n Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, back to %2</source>
        <translation>%1, zurück bis %2</translation>
    </message>
    <message>
        <source>All that the server has is here.</source>
        <translation>Alles, was der Server hat, ist hier.</translation>
    </message>
    <message>
        <source>Stopped until the next start.</source>
        <translation>Angehalten bis zum nächsten Start.</translation>
    </message>
    <message>
        <source>Older messages are still on the server.</source>
        <translation>Ältere Nachrichten sind noch auf dem Server.</translation>
    </message>
    <message>
        <source>Here back to %1; older messages are still on the server.</source>
        <translation>Hier zurück bis %1; ältere Nachrichten sind noch auf dem Server.</translation>
    </message>
</context>
<context>
    <name>natter::InvitationTexts</name>
    <message>
        <source>You are invited to the room %1.</source>
        <translation>Du bist in den Raum %1 eingeladen.</translation>
    </message>
    <message>
        <source>%1 invites you to the room %2.</source>
        <extracomment>%1 is somebody, %2 a room</extracomment>
        <translation>%1 lädt dich in den Raum %2 ein.</translation>
    </message>
    <message>
        <source>The room %1 says that %2 invites you.</source>
        <extracomment>%1 is a room, %2 somebody: nobody else vouches for that</extracomment>
        <translation>Der Raum %1 sagt, dass %2 dich einlädt.</translation>
    </message>
    <message>
        <source>They say: %1</source>
        <extracomment>What somebody wrote with an invitation</extracomment>
        <translation>Dazu heißt es: %1</translation>
    </message>
</context>
<context>
    <name>natter::InvitationsDialog</name>
    <message>
        <source>&amp;Keep its password with the bookmark, on the server</source>
        <translation>Passwort beim Lesezeichen &amp;behalten, auf dem Server</translation>
    </message>
    <message>
        <source>&amp;Join</source>
        <translation>Bei&amp;treten</translation>
    </message>
    <message>
        <source>&amp;Decline</source>
        <translation>Ab&amp;lehnen</translation>
    </message>
    <message>
        <source>Decline &amp;all</source>
        <translation>&amp;Alle ablehnen</translation>
    </message>
    <message>
        <source>Invitations of people whom you do not know</source>
        <translation>Einladungen von Leuten, die du nicht kennst</translation>
    </message>
    <message>
        <source>Invitations to rooms</source>
        <translation>Einladungen in Räume</translation>
    </message>
    <message>
        <source>They are forgotten, and nobody is told</source>
        <translation>Sie werden vergessen, und niemand erfährt davon</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>You can answer once you are online.</source>
        <translation>Du kannst antworten, sobald du online bist.</translation>
    </message>
</context>
<context>
    <name>natter::InviteDialog</name>
    <message>
        <source>Invite people</source>
        <translation>Leute einladen</translation>
    </message>
    <message>
        <source>&amp;Message</source>
        <translation>&amp;Nachricht</translation>
    </message>
    <message>
        <source>What it is about (optional)</source>
        <translation>Worum es geht (freiwillig)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Invite</source>
        <translation>&amp;Einladen</translation>
    </message>
    <message>
        <source>“%1” is nobody who could be invited. Choose somebody, or enter an address.</source>
        <translation>„%1“ kann nicht eingeladen werden. Wähle jemanden oder gib eine Adresse ein.</translation>
    </message>
    <message>
        <source>Choose whom to invite.</source>
        <translation>Wähle, wen du einladen willst.</translation>
    </message>
</context>
<context>
    <name>natter::JoinRoomDialog</name>
    <message>
        <source>Join a room</source>
        <translation>Raum betreten</translation>
    </message>
    <message>
        <source>&amp;Account</source>
        <translation>&amp;Konto</translation>
    </message>
    <message>
        <source>Search, or enter the address of a room</source>
        <translation>Suchen oder die Adresse eines Raums eingeben</translation>
    </message>
    <message>
        <source>Rooms &amp;of</source>
        <translation>Räume &amp;von</translation>
    </message>
    <message>
        <source>&amp;Sort by</source>
        <translation>&amp;Sortieren nach</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Leute</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Your &amp;name there</source>
        <translation>Dein &amp;Name dort</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>&amp;Keep it with the bookmark, on the server</source>
        <translation>Mit dem Lesezeichen auf dem Server be&amp;halten</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>C&amp;reate a room…</source>
        <translation>Raum an&amp;legen…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>&amp;Join</source>
        <translation>&amp;Betreten</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
    <message>
        <source>Looking for rooms…</source>
        <translation>Räume werden gesucht…</translation>
    </message>
    <message>
        <source>Your server has no rooms. Enter the address of a room, or another server.</source>
        <translation>Dein Server hat keine Räume. Gib die Adresse eines Raums oder einen anderen Server ein.</translation>
    </message>
    <message>
        <source>This is not the address of a server. It looks like chat.capulet.lit.</source>
        <translation>Das ist nicht die Adresse eines Servers. Sie sieht aus wie chat.capulet.lit.</translation>
    </message>
    <message>
        <source>%1 lists no rooms. Those that are not listed can be joined by their addresses.</source>
        <translation>%1 nennt keine Räume. Wer ihre Adresse kennt, kann auch die anderen betreten.</translation>
    </message>
    <message>
        <source>Go on to see what %1 is.</source>
        <translation>Weiter zeigt, was %1 ist.</translation>
    </message>
    <message>
        <source>No room has these words. The address of a room can be entered as well.</source>
        <translation>Kein Raum hat diese Wörter. Auch die Adresse eines Raums kann eingegeben werden.</translation>
    </message>
    <message>
        <source>Choose a room, or enter the address of one. It looks like garden@chat.capulet.lit.</source>
        <translation>Wähle einen Raum oder gib seine Adresse ein. Sie sieht aus wie garden@chat.capulet.lit.</translation>
    </message>
    <message>
        <source>Asking what it is…</source>
        <translation>Es wird gefragt, was das ist…</translation>
    </message>
    <message>
        <source>This is the address of something else than a room. Check it.</source>
        <translation>Unter dieser Adresse ist kein Raum, sondern etwas anderes. Prüfe sie.</translation>
    </message>
    <message>
        <source>There is no room at this address. Check it, or create the room.</source>
        <translation>Unter dieser Adresse gibt es keinen Raum. Prüfe sie oder lege den Raum an.</translation>
    </message>
    <message>
        <source>The room does not say what it is. You may be able to join all the same.</source>
        <translation>Der Raum sagt nicht, was er ist. Vielleicht kannst du ihn trotzdem betreten.</translation>
    </message>
    <message>
        <source>Enter the name that the others in the room are to see.</source>
        <translation>Gib den Namen ein, den die anderen im Raum sehen sollen.</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Suche läuft…</translation>
    </message>
    <message>
        <source>This service knows no rooms. One can be joined by its address.</source>
        <translation>Dieser Dienst kennt keine Räume. Du kannst einem Raum über seine Adresse beitreten.</translation>
    </message>
    <message>
        <source>No room was found for these words. The address of a room can be entered as well.</source>
        <translation>Zu diesen Wörtern wurde kein Raum gefunden. Du kannst auch die Adresse eines Raums eingeben.</translation>
    </message>
    <message>
        <source>Enter words to search for.</source>
        <translation>Gib Wörter ein, nach denen gesucht werden soll.</translation>
    </message>
    <message>
        <source>The service cannot search for this. Try longer or other words.</source>
        <extracomment>%1 is what the service says, in its own words</extracomment>
        <translation>Danach kann der Dienst nicht suchen. Versuche es mit längeren oder anderen Wörtern.</translation>
    </message>
    <message>
        <source>The service cannot search for this. It says: %1</source>
        <translation>Danach kann der Dienst nicht suchen. Er sagt: %1</translation>
    </message>
    <message>
        <source>The service is asked too much. It is asked again in a while.</source>
        <translation>Der Dienst wird zu viel gefragt. Er wird in einer Weile noch einmal gefragt.</translation>
    </message>
</context>
<context>
    <name>natter::KeysButton</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Press the new keys…</source>
        <translation>Neue Tasten drücken…</translation>
    </message>
    <message>
        <source>Esc leaves them as they are, Backspace wants none.</source>
        <translation>Esc lässt sie, wie sie sind, die Rücktaste entfernt sie.</translation>
    </message>
</context>
<context>
    <name>natter::LaterDialog</name>
    <message>
        <source>&amp;Send now</source>
        <translation>Jetzt &amp;senden</translation>
    </message>
    <message>
        <source>Change the &amp;time…</source>
        <translation>&amp;Zeit ändern…</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Löschen…</translation>
    </message>
    <message>
        <source>To be sent later</source>
        <translation>Wird später gesendet</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>%1 · missed, and not sent by itself any more</source>
        <translation>%1 · verpasst, wird nicht mehr von selbst gesendet</translation>
    </message>
    <message>
        <source>%1 · came with a backup, and may be out already</source>
        <translation>%1 · kam mit einer Sicherung, ist vielleicht schon gesendet</translation>
    </message>
    <message>
        <source>%1 · waits for a connection</source>
        <translation>%1 · wartet auf eine Verbindung</translation>
    </message>
    <message>
        <source>Delete what is to be sent later?</source>
        <translation>Löschen, was später gesendet werden soll?</translation>
    </message>
    <message>
        <source>It is not sent, and what you wrote is gone for good.</source>
        <translation>Es wird nicht gesendet, und was du geschrieben hast, ist endgültig weg.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>natter::LaterTimes</name>
    <message>
        <source>Send in an hour (%1)</source>
        <translation>In einer Stunde senden (%1)</translation>
    </message>
    <message>
        <source>Send this evening (%1)</source>
        <translation>Heute Abend senden (%1)</translation>
    </message>
    <message>
        <source>Send tomorrow (%1)</source>
        <translation>Morgen senden (%1)</translation>
    </message>
    <message>
        <source>Send on %1 (%2)</source>
        <extracomment>%1 is a day such as &quot;Monday, 7 December&quot;</extracomment>
        <translation>Am %1 senden (%2)</translation>
    </message>
</context>
<context>
    <name>natter::LeavingRoom</name>
    <message>
        <source>You are the last one in it. Once you have left, the room is gone.</source>
        <translation>Du bist als Letzter darin. Sobald du gegangen bist, ist der Raum weg.</translation>
    </message>
    <message>
        <source>Only members can enter it: you can come back as long as you are one of them.</source>
        <translation>Nur Mitglieder kommen hinein: Du kannst zurückkommen, solange du eines bist.</translation>
    </message>
    <message>
        <source>Leave the room</source>
        <translation>Raum verlassen</translation>
    </message>
    <message>
        <source>Leave the room…</source>
        <translation>Raum verlassen…</translation>
    </message>
    <message>
        <source>Leave %1?</source>
        <translation>%1 verlassen?</translation>
    </message>
    <message>
        <source>What was said stays here, on this device.</source>
        <translation>Was gesagt wurde, bleibt hier, auf diesem Gerät.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Forget %1?</source>
        <translation>%1 vergessen?</translation>
    </message>
    <message>
        <source>Its bookmark goes from all your devices. What was said stays here until you delete the history.</source>
        <translation>Das Lesezeichen verschwindet von allen deinen Geräten. Was gesagt wurde, bleibt hier, bis du den Verlauf löschst.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
</context>
<context>
    <name>natter::LoginQuestion</name>
    <message>
        <source>The server of %1 ties logins to the connection only in ways that Natter does not know. Some servers do; but somebody in between could have removed the way that every server should have. If this network is not yours, stay offline here.</source>
        <translation>Der Server von %1 bindet Anmeldungen nur auf Arten an die Verbindung, die Natter nicht kennt. Manche Server tun das; aber jemand dazwischen könnte die Art entfernt haben, die jeder Server haben sollte. Wenn dieses Netz nicht deines ist, bleib hier offline.</translation>
    </message>
    <message>
        <source>%1 used to log in with %2 or better. If your provider has not told you of a change, stay offline here and ask.</source>
        <translation>%1 hat sich bisher mit %2 oder besser angemeldet. Wenn dein Anbieter keine Änderung angekündigt hat, bleib hier offline und frage nach.</translation>
    </message>
    <message>
        <source>A weaker login</source>
        <translation>Eine schwächere Anmeldung</translation>
    </message>
    <message>
        <source>Log in all the same</source>
        <translation>Trotzdem anmelden</translation>
    </message>
</context>
<context>
    <name>natter::MainWindow</name>
    <message>
        <source>“%1” is not an address. An address looks like name@server.</source>
        <translation>„%1“ ist keine Adresse. Eine Adresse sieht aus wie name@server.</translation>
    </message>
    <message>
        <source>Back to the chat</source>
        <translation>Zurück zum Chat</translation>
    </message>
    <message>
        <source>There is no account yet that could write to %1. Add one first.</source>
        <translation>Es gibt noch kein Konto, das %1 schreiben könnte. Füge zuerst eines hinzu.</translation>
    </message>
    <message>
        <source>Write to %1</source>
        <translation>An %1 schreiben</translation>
    </message>
    <message>
        <source>(%1) %2</source>
        <translation>(%1) %2</translation>
    </message>
    <message>
        <source>The message that the link means is not on this computer.</source>
        <translation>Die Nachricht, auf die der Link zeigt, ist nicht auf diesem Rechner.</translation>
    </message>
    <message>
        <source>The link means a message of another account.</source>
        <translation>Der Link meint eine Nachricht eines anderen Kontos.</translation>
    </message>
    <message>
        <source>Join the room %1…</source>
        <translation>Raum %1 betreten…</translation>
    </message>
    <message>
        <source>“%1” is not the address of a room. It looks like garden@chat.capulet.lit.</source>
        <translation>„%1“ ist nicht die Adresse eines Raums. Sie sieht aus wie garden@chat.capulet.lit.</translation>
    </message>
    <message>
        <source>There is no account yet that could join %1. Add one first.</source>
        <translation>Noch kein Konto könnte %1 betreten. Füge erst eines hinzu.</translation>
    </message>
    <message>
        <source>Open this link?</source>
        <translation>Diesen Link öffnen?</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>It may not lead where it seems to. Its server is:
%1</source>
        <translation>Er führt vielleicht nicht dorthin, wo er hinzuführen scheint. Sein Server ist:
%1</translation>
    </message>
</context>
<context>
    <name>natter::MessageActions</name>
    <message>
        <source>Copy the text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>React</source>
        <translation>Reagieren</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antworten</translation>
    </message>
</context>
<context>
    <name>natter::MessageDetailsDialog</name>
    <message>
        <source>Details of the message</source>
        <translation>Details der Nachricht</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>Bearbeitet</translation>
    </message>
    <message>
        <source>Retracted</source>
        <translation>Zurückgezogen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message numerus="yes">
        <source>%n characters</source>
        <translation>
            <numerusform>%n Zeichen</numerusform>
            <numerusform>%n Zeichen</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>One character</source>
        <translation>Ein Zeichen</translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Identifier in the archive</source>
        <translation>Kennung im Archiv</translation>
    </message>
    <message>
        <source>Nickname</source>
        <translation>Spitzname</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Raum</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>people who have read a message</comment>
        <translation>
            <numerusform>%n weitere Person</numerusform>
            <numerusform>%n weitere Personen</numerusform>
        </translation>
    </message>
    <message>
        <source>Read by</source>
        <translation>Gelesen von</translation>
    </message>
</context>
<context>
    <name>natter::MessageEdit</name>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
</context>
<context>
    <name>natter::MessageEditing</name>
    <message>
        <source>Retract this message?</source>
        <translation>Diese Nachricht zurückziehen?</translation>
    </message>
    <message>
        <source>It is taken back here, on your other devices and from the other side, as far as their programs heed that. Whoever has read it may remember it.</source>
        <translation>Sie wird hier, auf deinen anderen Geräten und bei der anderen Seite zurückgenommen, soweit deren Programme das beachten. Wer sie gelesen hat, erinnert sich vielleicht.</translation>
    </message>
    <message>
        <source>Retract</source>
        <translation>Zurückziehen</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Retract…</source>
        <translation>Zurückziehen…</translation>
    </message>
    <message>
        <source>Earlier versions…</source>
        <translation>Frühere Fassungen…</translation>
    </message>
    <message>
        <source>yourself</source>
        <translation>dich selbst</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>React…</source>
        <translation>Reagieren…</translation>
    </message>
    <message>
        <source>It waits to be sent. It is deleted, and nobody else gets it.</source>
        <translation>Sie wartet noch auf das Senden. Sie wird gelöscht, und niemand sonst bekommt sie.</translation>
    </message>
</context>
<context>
    <name>natter::MessageHitDelegate</name>
    <message>
        <source>You to %1</source>
        <translation>Du an %1</translation>
    </message>
    <message>
        <source>You in %1</source>
        <translation>Du in %1</translation>
    </message>
</context>
<context>
    <name>natter::MessageHitsModel</name>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
</context>
<context>
    <name>natter::MessageLayout</name>
    <message>
        <source>Retry</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>Show the whole message (%1 characters)…</source>
        <translation>Die ganze Nachricht zeigen (%1 Zeichen)…</translation>
    </message>
    <message>
        <source>Fetching messages…</source>
        <translation>Nachrichten werden geholt…</translation>
    </message>
    <message>
        <source>The server no longer has what was said here</source>
        <translation>Der Server hat nicht mehr, was hier gesagt wurde</translation>
    </message>
    <message>
        <source>Older messages are still on the server</source>
        <translation>Ältere Nachrichten sind noch auf dem Server</translation>
    </message>
    <message>
        <source>Messages are missing here</source>
        <translation>Hier fehlen Nachrichten</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>Holen</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>bearbeitet</translation>
    </message>
    <message>
        <source>%1 · edited</source>
        <translation>%1 · bearbeitet</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antwort</translation>
    </message>
    <message numerus="yes">
        <source>%n new since you left</source>
        <translation>
            <numerusform>%n neu, seit du weg warst</numerusform>
            <numerusform>%n neu, seit du weg warst</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 may be somebody else from here on</source>
        <translation>Ab hier ist %1 vielleicht jemand anders</translation>
    </message>
</context>
<context>
    <name>natter::MessageMenu</name>
    <message>
        <source>Copy what is selected</source>
        <translation>Auswahl kopieren</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>Forward…</source>
        <translation>Weiterleiten…</translation>
    </message>
    <message>
        <source>Copy the link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Copy a link to the message</source>
        <translation>Link zur Nachricht kopieren</translation>
    </message>
    <message>
        <source>Show the hidden message</source>
        <translation>Verborgene Nachricht zeigen</translation>
    </message>
    <message>
        <source>Show the whole message</source>
        <translation>Die ganze Nachricht zeigen</translation>
    </message>
    <message>
        <source>Fetch what is missing above</source>
        <translation>Holen, was darüber fehlt</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Do not choose it</source>
        <translation>Nicht auswählen</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Copy what is chosen</source>
        <translation>Ausgewähltes kopieren</translation>
    </message>
    <message>
        <source>Forward what is chosen…</source>
        <translation>Ausgewähltes weiterleiten…</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Details…</translation>
    </message>
    <message>
        <source>Go to what it answers</source>
        <translation>Zu dem, was sie beantwortet</translation>
    </message>
</context>
<context>
    <name>natter::MessageReacting</name>
    <message>
        <source>Reactions…</source>
        <translation>Reaktionen…</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
</context>
<context>
    <name>natter::MessageText</name>
    <message>
        <source>You retracted this message</source>
        <translation>Du hast diese Nachricht zurückgezogen</translation>
    </message>
    <message>
        <source>This message was retracted</source>
        <translation>Diese Nachricht wurde zurückgezogen</translation>
    </message>
    <message>
        <source>A message was to be retracted</source>
        <translation>Eine Nachricht sollte zurückgezogen werden</translation>
    </message>
    <message>
        <source>Hidden message</source>
        <translation>Verborgene Nachricht</translation>
    </message>
    <message>
        <source>Hidden message: %1</source>
        <translation>Verborgene Nachricht: %1</translation>
    </message>
    <message>
        <source>A message that is not here</source>
        <translation>Eine Nachricht, die nicht hier ist</translation>
    </message>
    <message>
        <source>To be sent later</source>
        <translation>Wird später gesendet</translation>
    </message>
    <message>
        <source>A moderator retracted this message</source>
        <translation>Die Moderation hat diese Nachricht zurückgenommen</translation>
    </message>
    <message>
        <source>%1 retracted this message, as a moderator</source>
        <translation>%1 moderiert und hat diese Nachricht zurückgenommen</translation>
    </message>
</context>
<context>
    <name>natter::NewChatDialog</name>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>juliet@capulet.lit</source>
        <translation>juliet@capulet.lit</translation>
    </message>
    <message>
        <source>Write &amp;as</source>
        <translation>Schreiben &amp;als</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>This is not an address. An address looks like name@server.</source>
        <translation>Das ist keine Adresse. Eine Adresse sieht aus wie name@server.</translation>
    </message>
    <message>
        <source>Add an account first.</source>
        <translation>Füge zuerst ein Konto hinzu.</translation>
    </message>
</context>
<context>
    <name>natter::NewMessagesButton</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n neu</numerusform>
            <numerusform>%n neu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new: go to the first</source>
        <translation>
            <numerusform>%n neu: zur ersten gehen</numerusform>
            <numerusform>%n neu: zur ersten gehen</numerusform>
        </translation>
    </message>
    <message>
        <source>Go to the first</source>
        <translation>Zur ersten gehen</translation>
    </message>
</context>
<context>
    <name>natter::NickCompletion</name>
    <message>
        <source>People</source>
        <translation>Leute</translation>
    </message>
</context>
<context>
    <name>natter::NoticeBar</name>
    <message>
        <source>Copy the details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>natter::NoticesPane</name>
    <message>
        <source>The password of %1 could not be kept. It will be asked for again.</source>
        <translation>Das Passwort von %1 konnte nicht gespeichert werden. Du wirst wieder danach gefragt.</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Enter the password…</source>
        <translation>Passwort eingeben…</translation>
    </message>
    <message>
        <source>Look at the certificate…</source>
        <translation>Zertifikat ansehen…</translation>
    </message>
    <message>
        <source>%1 asks to see when you are online.</source>
        <translation>%1 möchte sehen, wann du online bist.</translation>
    </message>
    <message>
        <source>They say: %1</source>
        <extracomment>What a stranger wrote with a contact request</extracomment>
        <translation>Dazu schreibt die Person: %1</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Ablehnen</translation>
    </message>
    <message numerus="yes">
        <source>And %n more.</source>
        <translation>
            <numerusform>Und noch eine.</numerusform>
            <numerusform>Und noch %n.</numerusform>
        </translation>
    </message>
    <message>
        <source>Accept it…</source>
        <translation>Hinnehmen…</translation>
    </message>
    <message>
        <source>%1
The server shows another key than before.
Before: %2
Now: %3</source>
        <extracomment>%1 is the account; %2 and %3 are the beginnings of fingerprints</extracomment>
        <translation>%1
Der Server zeigt einen anderen Schlüssel als bisher.
Bisher: %2
Jetzt: %3</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>You can answer once you are online.</source>
        <translation>Du kannst antworten, sobald du online bist.</translation>
    </message>
    <message>
        <source>The key of your own certificate for %1 is still in a file of the profile, as its new place does not take it. Natter will try again at the next start.</source>
        <translation>Der Schlüssel deines eigenen Zertifikats für %1 ist noch in einer Datei des Profils, denn sein neuer Platz nimmt ihn nicht an. Natter versucht es beim nächsten Start noch einmal.</translation>
    </message>
    <message>
        <source>The password of %1 or the key of its certificate is still where it was kept before. Delete it there by hand.</source>
        <translation>Das Passwort von %1 oder der Schlüssel seines Zertifikats ist noch da, wo es vorher aufbewahrt wurde. Lösche es dort von Hand.</translation>
    </message>
    <message>
        <source>The key of your own certificate for %1 is still in a file of the profile, as nothing secret is kept for this account. Choose a place for the password in the account&apos;s settings, and the key moves there as well.</source>
        <translation>Der Schlüssel deines eigenen Zertifikats für %1 ist noch in einer Datei des Profils, denn für dieses Konto wird nichts Geheimes aufbewahrt. Wähle in den Einstellungen des Kontos einen Platz für das Passwort, dann zieht auch der Schlüssel dorthin um.</translation>
    </message>
    <message>
        <source>%1 asks to see when %2 is online.</source>
        <extracomment>%2 is one of the person&apos;s own accounts</extracomment>
        <translation>%1 möchte sehen, wann %2 online ist.</translation>
    </message>
    <message>
        <source>A message to %1 was not sent at its time. Send it now, or at another time.</source>
        <translation>Eine Nachricht an %1 wurde nicht zu ihrer Zeit gesendet. Sende sie jetzt oder zu einer anderen Zeit.</translation>
    </message>
    <message numerus="yes">
        <source>%n messages were not sent at their times. Send them now, or at other times.</source>
        <translation>
            <numerusform>%n Nachricht wurde nicht zu ihrer Zeit gesendet. Sende sie jetzt oder zu einer anderen Zeit.</numerusform>
            <numerusform>%n Nachrichten wurden nicht zu ihrer Zeit gesendet. Sende sie jetzt oder zu anderen Zeiten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>The invitation is for %1.</source>
        <translation>Die Einladung ist für %1.</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Betreten</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Keep its password</source>
        <translation>Passwort behalten</translation>
    </message>
    <message>
        <source>With the bookmark, on the server</source>
        <translation>Beim Lesezeichen, auf dem Server</translation>
    </message>
    <message>
        <source>There is one more invitation to a room.</source>
        <translation>Es gibt noch eine Einladung in einen Raum.</translation>
    </message>
    <message numerus="yes">
        <source>There are %n more invitations to rooms.</source>
        <translation>
            <numerusform>Es gibt noch %n Einladung in einen Raum.</numerusform>
            <numerusform>Es gibt noch %n Einladungen in Räume.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show…</source>
        <translation>Zeigen…</translation>
    </message>
    <message>
        <source>Somebody whom you do not know invites you to a room.</source>
        <translation>Jemand, den du nicht kennst, lädt dich in einen Raum ein.</translation>
    </message>
    <message>
        <source>Somebody whom you do not know invites you to rooms.</source>
        <translation>Jemand, den du nicht kennst, lädt dich in Räume ein.</translation>
    </message>
    <message numerus="yes">
        <source>%n people whom you do not know invite you to rooms.</source>
        <translation>
            <numerusform>%n Person, die du nicht kennst, lädt dich in Räume ein.</numerusform>
            <numerusform>%n Personen, die du nicht kennst, laden dich in Räume ein.</numerusform>
        </translation>
    </message>
    <message>
        <source>The invitations are for %1.</source>
        <translation>Die Einladungen sind für %1.</translation>
    </message>
    <message>
        <source>Decline all</source>
        <translation>Alle ablehnen</translation>
    </message>
</context>
<context>
    <name>natter::NotificationCenter</name>
    <message>
        <source>New message</source>
        <translation>Neue Nachricht</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n new messages</source>
        <translation>
            <numerusform>%1: eine neue Nachricht</numerusform>
            <numerusform>%1: %n neue Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Not sent to %1</source>
        <translation>Nicht gesendet an %1</translation>
    </message>
    <message>
        <source>What you wrote waits in the chat as a draft.</source>
        <translation>Was du geschrieben hast, wartet als Entwurf im Chat.</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n mentions</source>
        <translation>
            <numerusform>%1: %n Erwähnung</numerusform>
            <numerusform>%1: %n Erwähnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>Somebody says something in a room</extracomment>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Invites you to the room %1.</source>
        <translation>Lädt dich in den Raum %1 ein.</translation>
    </message>
    <message>
        <source>The room %1 says that they invite you.</source>
        <translation>Der Raum %1 sagt, dass du von dort eingeladen wirst.</translation>
    </message>
    <message>
        <source>Invitation to a room</source>
        <translation>Einladung in einen Raum</translation>
    </message>
</context>
<context>
    <name>natter::Notifier</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>Als gelesen markieren</translation>
    </message>
    <message>
        <source>Write a reply</source>
        <translation>Antwort schreiben</translation>
    </message>
</context>
<context>
    <name>natter::OccupantDelegate</name>
    <message>
        <source>you</source>
        <translation>du</translation>
    </message>
</context>
<context>
    <name>natter::OccupantDialog</name>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Not in the room any more</source>
        <translation>Nicht mehr im Raum</translation>
    </message>
    <message>
        <source>Both of you are in</source>
        <translation>Ihr seid beide auch in</translation>
    </message>
    <message>
        <source>What they say of themselves</source>
        <translation>Was sie von sich sagen</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Wird gefragt…</translation>
    </message>
    <message>
        <source>Nothing.</source>
        <translation>Nichts.</translation>
    </message>
    <message>
        <source>Name: %1</source>
        <translation>Name: %1</translation>
    </message>
    <message>
        <source>Called: %1</source>
        <translation>Genannt: %1</translation>
    </message>
    <message>
        <source>Organisation: %1</source>
        <translation>Organisation: %1</translation>
    </message>
    <message>
        <source>Position: %1</source>
        <translation>Stellung: %1</translation>
    </message>
    <message>
        <source>E-mail: %1</source>
        <translation>E-Mail: %1</translation>
    </message>
    <message>
        <source>Web page: %1</source>
        <translation>Webseite: %1</translation>
    </message>
</context>
<context>
    <name>natter::OccupantMenu</name>
    <message>
        <source>Mention</source>
        <translation>Erwähnen</translation>
    </message>
    <message>
        <source>Message privately</source>
        <translation>Privat schreiben</translation>
    </message>
    <message>
        <source>Open the chat with %1</source>
        <translation>Chat mit %1 öffnen</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Let them speak</source>
        <translation>Reden lassen</translation>
    </message>
    <message>
        <source>Take their voice away</source>
        <translation>Nicht mehr reden lassen</translation>
    </message>
    <message>
        <source>Remove from the room…</source>
        <translation>Aus dem Raum entfernen…</translation>
    </message>
    <message>
        <source>Ban…</source>
        <translation>Verbannen…</translation>
    </message>
    <message>
        <source>Make them</source>
        <translation>Machen zu</translation>
    </message>
    <message>
        <source>An owner</source>
        <translation>Mitbesitz</translation>
    </message>
    <message>
        <source>An admin</source>
        <translation>Verwaltung</translation>
    </message>
    <message>
        <source>A member</source>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>Nothing special</source>
        <translation>Nichts Besonderem</translation>
    </message>
    <message>
        <source>Remove %1 from the room?</source>
        <translation>%1 aus dem Raum entfernen?</translation>
    </message>
    <message>
        <source>They can come back, unless the room is for members only.</source>
        <translation>Zurückkommen geht, wenn der Raum nicht nur für Mitglieder ist.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Ban %1 from the room?</source>
        <translation>%1 aus dem Raum verbannen?</translation>
    </message>
    <message>
        <source>%1 is removed, and cannot come back until somebody who runs the room allows it.</source>
        <translation>%1 wird entfernt und kann erst zurück, wenn jemand von der Leitung es erlaubt.</translation>
    </message>
    <message>
        <source>Ban</source>
        <translation>Verbannen</translation>
    </message>
    <message>
        <source>Retract this message for everybody?</source>
        <translation>Diese Nachricht für alle zurücknehmen?</translation>
    </message>
    <message>
        <source>The room takes it back, as far as the programs of those who are in it heed that.</source>
        <translation>Der Raum nimmt sie zurück, soweit die Programme derer darin das beachten.</translation>
    </message>
    <message>
        <source>Retract</source>
        <translation>Zurückziehen</translation>
    </message>
    <message>
        <source>Who is this?</source>
        <translation>Wer ist das?</translation>
    </message>
</context>
<context>
    <name>natter::OccupantsModel</name>
    <message>
        <source>Moderators</source>
        <translation>Moderation</translation>
    </message>
    <message>
        <source>Participants</source>
        <translation>Mitredende</translation>
    </message>
    <message>
        <source>Visitors</source>
        <translation>Zuhörende</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
</context>
<context>
    <name>natter::OwnDataPage</name>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>All messages that are here, as pages for a browser, or as JSON lines that Natter and scripts can read. One chat is exported from its own menu.</source>
        <translation>Alle Nachrichten, die hier sind, als Seiten für einen Browser oder als JSON-Zeilen, die Natter und Skripte lesen können. Ein einzelner Chat wird aus seinem Menü exportiert.</translation>
    </message>
    <message>
        <source>save history HTML JSON download</source>
        <comment>Other words for what is done with the person&apos;s data</comment>
        <translation>speichern Verlauf HTML JSON herunterladen</translation>
    </message>
    <message>
        <source>Export as &amp;pages…</source>
        <translation>Als &amp;Seiten exportieren…</translation>
    </message>
    <message>
        <source>Export as &amp;JSON lines…</source>
        <translation>Als &amp;JSON-Zeilen exportieren…</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Gajim Dino migrate history</source>
        <comment>Other words for what is done with the person&apos;s data</comment>
        <translation>Gajim Dino umziehen Verlauf</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren…</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>save restore move computer</source>
        <comment>Other words for what is done with the person&apos;s data</comment>
        <translation>speichern wiederherstellen umziehen Rechner</translation>
    </message>
    <message>
        <source>&amp;Back up…</source>
        <translation>&amp;Sichern…</translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation>&amp;Wiederherstellen…</translation>
    </message>
    <message>
        <source>Backups of Natter (*.tar.age)</source>
        <translation>Sicherungen von Natter (*.tar.age)</translation>
    </message>
    <message>
        <source>Export all chats into a folder</source>
        <translation>Alle Chats in einen Ordner exportieren</translation>
    </message>
    <message>
        <source>Export all chats</source>
        <translation>Alle Chats exportieren</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON-Zeilen (*.jsonl)</translation>
    </message>
    <message>
        <source>Import messages</source>
        <translation>Nachrichten importieren</translation>
    </message>
    <message>
        <source>Messages of Natter, Gajim or Dino (*.jsonl *.db *.sqlite);;All files (*)</source>
        <translation>Nachrichten von Natter, Gajim oder Dino (*.jsonl *.db *.sqlite);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Back up</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Whoever has this passphrase can open the backup, and nobody else. It is kept nowhere: without it the backup is lost.</source>
        <translation>Wer diese Passphrase hat, kann die Sicherung öffnen, und sonst niemand. Sie wird nirgends aufbewahrt: ohne sie ist die Sicherung verloren.</translation>
    </message>
    <message>
        <source>Put a backup in the place of this profile?</source>
        <translation>Eine Sicherung an die Stelle dieses Profils setzen?</translation>
    </message>
    <message>
        <source>Accounts, settings and messages become those of the backup, and Natter starts anew. What is here now is kept in a folder of the profile.</source>
        <translation>Konten, Einstellungen und Nachrichten werden die der Sicherung, und Natter startet neu. Was jetzt hier ist, wird in einem Ordner des Profils aufbewahrt.</translation>
    </message>
    <message>
        <source>Choose the backup…</source>
        <translation>Sicherung wählen…</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Eine Sicherung wiederherstellen</translation>
    </message>
    <message>
        <source>;;All files (*)</source>
        <translation>;;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The passphrase of the backup:</source>
        <translation>Die Passphrase der Sicherung:</translation>
    </message>
    <message>
        <source>Messages that Natter exported as JSON lines, or those of Gajim (.local/share/gajim/logs.db) and Dino (.local/share/dino/dino.db). They go where they belong among those that are here; what is here already is left out.</source>
        <translation>Nachrichten, die Natter als JSON-Zeilen exportiert hat, oder die von Gajim (.local/share/gajim/logs.db) und Dino (.local/share/dino/dino.db). Sie kommen dorthin, wo sie zwischen die vorhandenen gehören; was schon hier ist, bleibt weg.</translation>
    </message>
    <message>
        <source>The whole profile in one file that is encrypted with a passphrase: messages, accounts and settings. Passwords in the system keychain are not in it. A backup that is restored takes the place of this profile; the files of this one are kept in a folder of it.</source>
        <translation>Das ganze Profil in einer Datei, die mit einer Passphrase verschlüsselt ist: Nachrichten, Konten und Einstellungen. Passwörter im Schlüsselbund des Systems sind nicht darin. Eine wiederhergestellte Sicherung tritt an die Stelle dieses Profils, dessen Dateien in einem Ordner darin aufbewahrt werden.</translation>
    </message>
</context>
<context>
    <name>natter::PassphraseDialog</name>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Passphrase</translation>
    </message>
    <message>
        <source>Once &amp;more</source>
        <translation>Noch &amp;einmal</translation>
    </message>
    <message>
        <source>&amp;Show what is typed</source>
        <translation>Eingabe &amp;zeigen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message numerus="yes">
        <source>Choose at least %n characters. Several words are easy to remember.</source>
        <translation>
            <numerusform>Wählen Sie mindestens %n Zeichen. Mehrere Wörter kann man sich leicht merken.</numerusform>
            <numerusform>Wählen Sie mindestens %n Zeichen. Mehrere Wörter kann man sich leicht merken.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two are not the same. Enter it once more.</source>
        <translation>Die beiden sind nicht gleich. Gib sie noch einmal ein.</translation>
    </message>
</context>
<context>
    <name>natter::PasswordDialog</name>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Enter the password</source>
        <translation>Passwort eingeben</translation>
    </message>
    <message>
        <source>&amp;Remember the password</source>
        <translation>Passwort &amp;merken</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Password for %1</source>
        <translation>Passwort für %1</translation>
    </message>
    <message>
        <source>Logging in…</source>
        <translation>Anmeldung läuft…</translation>
    </message>
</context>
<context>
    <name>natter::PeopleModel</name>
    <message>
        <source>Contacts</source>
        <translation>Kontakte</translation>
    </message>
    <message>
        <source>Group %1, %2 of %3 online</source>
        <translation>Gruppe %1, %2 von %3 online</translation>
    </message>
    <message>
        <source>waiting for their permission</source>
        <translation>Erlaubnis steht noch aus</translation>
    </message>
    <message>
        <source>does not share their presence</source>
        <translation>teilt die Anwesenheit nicht</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
</context>
<context>
    <name>natter::PeoplePicker</name>
    <message>
        <source>Search contacts, or enter an address</source>
        <translation>Kontakte suchen oder eine Adresse eingeben</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Leute</translation>
    </message>
    <message>
        <source>Nobody is chosen yet.</source>
        <translation>Noch niemand ist gewählt.</translation>
    </message>
    <message>
        <source>Chosen: %1</source>
        <translation>Gewählt: %1</translation>
    </message>
</context>
<context>
    <name>natter::PictureFrame</name>
    <message>
        <source>No picture</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
</context>
<context>
    <name>natter::Presence</name>
    <message>
        <source>free to chat</source>
        <translation>bereit zum Chatten</translation>
    </message>
    <message>
        <source>away</source>
        <translation>abwesend</translation>
    </message>
    <message>
        <source>away for longer</source>
        <translation>länger abwesend</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>beschäftigt</translation>
    </message>
    <message>
        <source>online</source>
        <translation>online</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Abwesend</translation>
    </message>
    <message>
        <source>Away for longer</source>
        <translation>Länger abwesend</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Beschäftigt</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>unknown while you are not connected</source>
        <translation>unbekannt, solange du nicht verbunden bist</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbinde…</translation>
    </message>
    <message>
        <source>Not connected, tries again</source>
        <translation>Nicht verbunden, versucht es wieder</translation>
    </message>
    <message>
        <source>Needs its password</source>
        <translation>Braucht sein Passwort</translation>
    </message>
    <message>
        <source>Its certificate is not accepted</source>
        <translation>Sein Zertifikat wird nicht akzeptiert</translation>
    </message>
</context>
<context>
    <name>natter::PreviewBar</name>
    <message>
        <source>Do not offer it</source>
        <translation>Nicht anbieten</translation>
    </message>
    <message>
        <source>Add a preview of %1</source>
        <translation>Vorschau von %1 hinzufügen</translation>
    </message>
    <message>
        <source>Fetches the page from there, once</source>
        <translation>Holt die Seite von dort, einmal</translation>
    </message>
    <message>
        <source>Looking at %1…</source>
        <translation>%1 wird angesehen…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Remove the preview</source>
        <translation>Vorschau entfernen</translation>
    </message>
    <message>
        <source>Preview of %1: %2</source>
        <translation>Vorschau von %1: %2</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>natter::ProblemLabel</name>
    <message>
        <source>Copy the details</source>
        <translation>Details kopieren</translation>
    </message>
</context>
<context>
    <name>natter::ProxyFields</name>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>Tor (on this computer)</source>
        <translation>Tor (auf diesem Computer)</translation>
    </message>
    <message>
        <source>SOCKS5</source>
        <translation>SOCKS5</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>Port of the proxy</source>
        <translation>Port des Proxys</translation>
    </message>
    <message>
        <source>only if the proxy asks for one</source>
        <translation>nur wenn der Proxy danach fragt</translation>
    </message>
    <message>
        <source>Pro&amp;xy</source>
        <translation>Pro&amp;xy</translation>
    </message>
    <message>
        <source>Proxy&apos;s &amp;host and port</source>
        <translation>Rec&amp;hner und Port des Proxys</translation>
    </message>
    <message>
        <source>Proxy&apos;s &amp;user name</source>
        <translation>Ben&amp;utzername beim Proxy</translation>
    </message>
    <message>
        <source>Proxy&apos;s pass&amp;word</source>
        <translation>Pass&amp;wort beim Proxy</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>unverändert</translation>
    </message>
</context>
<context>
    <name>natter::ReactionChoice</name>
    <message>
        <source>React</source>
        <translation>Reagieren</translation>
    </message>
    <message>
        <source>Other reactions</source>
        <translation>Andere Reaktionen</translation>
    </message>
</context>
<context>
    <name>natter::ReactionsDialog</name>
    <message>
        <source>Reactions</source>
        <translation>Reaktionen</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <extracomment>Read by screen readers: a person, their reactions, and the time</extracomment>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>natter::ReasonDialog</name>
    <message>
        <source>Reason, if you want to give one</source>
        <translation>Grund, wenn du einen nennen willst</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>natter::RoomBanner</name>
    <message>
        <source>Remember the password</source>
        <translation>Passwort merken</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Join again</source>
        <translation>Wieder betreten</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Betreten</translation>
    </message>
    <message>
        <source>Go to the other room</source>
        <translation>Zum anderen Raum</translation>
    </message>
    <message>
        <source>Write to who runs it</source>
        <translation>Der Leitung schreiben</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>You are not in this room.</source>
        <translation>Du bist nicht in diesem Raum.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Nickname</source>
        <translation>Spitzname</translation>
    </message>
    <message>
        <source>This room is new. Nobody else can enter it before it is set up.</source>
        <translation>Dieser Raum ist neu. Niemand sonst kann hinein, bevor er eingerichtet ist.</translation>
    </message>
    <message>
        <source>Configure…</source>
        <translation>Einrichten…</translation>
    </message>
    <message>
        <source>Use it as it is</source>
        <translation>So verwenden</translation>
    </message>
    <message>
        <source>You may only read here. Those who run the room were asked to let you speak.</source>
        <translation>Du darfst hier nur lesen. Die Leitung des Raums wurde gebeten, dich reden zu lassen.</translation>
    </message>
    <message>
        <source>You may only read here.</source>
        <translation>Du darfst hier nur lesen.</translation>
    </message>
    <message>
        <source>Ask to speak</source>
        <translation>Um Rederecht bitten</translation>
    </message>
    <message numerus="yes">
        <source>%n others ask as well.</source>
        <translation>
            <numerusform>%n andere Person bittet auch.</numerusform>
            <numerusform>%n andere bitten auch.</numerusform>
        </translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>Erlauben</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Make it anew</source>
        <translation>Neu anlegen</translation>
    </message>
    <message>
        <source>This room does not answer yet.</source>
        <translation>Dieser Raum antwortet noch nicht.</translation>
    </message>
    <message>
        <source>You are called %1 here, as somebody else is called %2.</source>
        <translation>Du heißt hier %1, da jemand anders %2 heißt.</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>With the bookmark, on the server</source>
        <translation>Beim Lesezeichen, auf dem Server</translation>
    </message>
</context>
<context>
    <name>natter::RoomCommands</name>
    <message>
        <source>ADDRESS</source>
        <translation>ADRESSE</translation>
    </message>
    <message>
        <source>Enters a room</source>
        <translation>Betritt einen Raum</translation>
    </message>
    <message>
        <source>NICKNAME</source>
        <translation>SPITZNAME</translation>
    </message>
    <message>
        <source>Changes what you are called in this room</source>
        <translation>Ändert, wie du in diesem Raum heißt</translation>
    </message>
    <message>
        <source>[TEXT]</source>
        <translation>[TEXT]</translation>
    </message>
    <message>
        <source>Shows the subject of this room, or changes it</source>
        <translation>Zeigt das Thema dieses Raums oder ändert es</translation>
    </message>
    <message>
        <source>NICKNAME [TEXT]</source>
        <translation>SPITZNAME [TEXT]</translation>
    </message>
    <message>
        <source>Writes to somebody in this room alone</source>
        <translation>Schreibt jemandem in diesem Raum allein</translation>
    </message>
    <message>
        <source>ADDRESS [REASON]</source>
        <translation>ADRESSE [GRUND]</translation>
    </message>
    <message>
        <source>Invites somebody into this room</source>
        <translation>Lädt jemanden in diesen Raum ein</translation>
    </message>
    <message>
        <source>NICKNAME [REASON]</source>
        <translation>SPITZNAME [GRUND]</translation>
    </message>
    <message>
        <source>Removes somebody from this room</source>
        <translation>Entfernt jemanden aus diesem Raum</translation>
    </message>
    <message>
        <source>Removes somebody from this room, for as long as they are not allowed back</source>
        <translation>Entfernt jemanden aus diesem Raum, bis die Rückkehr erlaubt wird</translation>
    </message>
    <message>
        <source>Leaves this room</source>
        <translation>Verlässt diesen Raum</translation>
    </message>
    <message>
        <source>You are not in this room.</source>
        <translation>Du bist nicht in diesem Raum.</translation>
    </message>
    <message>
        <source>Nobody in this room is called “%1”.</source>
        <translation>Niemand in diesem Raum heißt „%1“.</translation>
    </message>
    <message>
        <source>“%1” is not the address of a room. It looks like room@server.</source>
        <translation>„%1“ ist nicht die Adresse eines Raums. Sie sieht aus wie raum@server.</translation>
    </message>
    <message>
        <source>This room has no subject.</source>
        <translation>Dieser Raum hat kein Thema.</translation>
    </message>
    <message>
        <source>“%1” is not an address. An address looks like name@server.</source>
        <translation>„%1“ ist keine Adresse. Eine Adresse sieht aus wie name@server.</translation>
    </message>
    <message>
        <source>%1 was invited.</source>
        <translation>%1 wurde eingeladen.</translation>
    </message>
    <message>
        <source>The room does not tell you the address of %1, so you cannot ban them.</source>
        <translation>Der Raum verrät dir die Adresse von %1 nicht, also kannst du sie nicht verbannen.</translation>
    </message>
</context>
<context>
    <name>natter::RoomConfigurationDialog</name>
    <message>
        <source>Configure the room</source>
        <translation>Raum einrichten</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Noch einmal</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Fill in “%1”.</source>
        <translation>Fülle „%1“ aus.</translation>
    </message>
    <message>
        <source>Close without saving?</source>
        <translation>Ohne Speichern schließen?</translation>
    </message>
    <message>
        <source>What you changed in the configuration is lost.</source>
        <translation>Was du an der Einrichtung geändert hast, geht verloren.</translation>
    </message>
    <message>
        <source>Discard the changes</source>
        <translation>Änderungen verwerfen</translation>
    </message>
</context>
<context>
    <name>natter::RoomCrowd</name>
    <message>
        <source>%1 joined</source>
        <translation>%1 ist gekommen</translation>
    </message>
    <message>
        <source>%1 and %2 joined</source>
        <translation>%1 und %2 sind gekommen</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n others joined</source>
        <translation>
            <numerusform>%1 und %n andere Person sind gekommen</numerusform>
            <numerusform>%1 und %n andere sind gekommen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>%1 ist gegangen</translation>
    </message>
    <message>
        <source>%1 and %2 left</source>
        <translation>%1 und %2 sind gegangen</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n others left</source>
        <translation>
            <numerusform>%1 und %n andere Person sind gegangen</numerusform>
            <numerusform>%1 und %n andere sind gegangen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more changes</source>
        <translation>
            <numerusform>%n weitere Änderung</numerusform>
            <numerusform>%n weitere Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is called %2 now</source>
        <translation>%1 heißt jetzt %2</translation>
    </message>
    <message numerus="yes">
        <source>%1, and %n more changes of names</source>
        <extracomment>Behind the last of several sentences about who changed their name</extracomment>
        <translation>
            <numerusform>%1, und %n weiterer Name geändert</numerusform>
            <numerusform>%1, und %n weitere Namen geändert</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>natter::RoomForm</name>
    <message>
        <source>About the room</source>
        <translation>Über den Raum</translation>
    </message>
    <message>
        <source>Who gets in</source>
        <translation>Wer hineinkommt</translation>
    </message>
    <message>
        <source>Who may do what</source>
        <translation>Wer was darf</translation>
    </message>
    <message>
        <source>What is kept</source>
        <translation>Was behalten wird</translation>
    </message>
    <message>
        <source>Who runs it</source>
        <translation>Wer ihn leitet</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Its code, such as en or de</source>
        <translation>Ihr Kürzel, etwa en oder de</translation>
    </message>
    <message>
        <source>In the public list of rooms</source>
        <translation>In der öffentlichen Liste der Räume</translation>
    </message>
    <message>
        <source>Only for members</source>
        <translation>Nur für Mitglieder</translation>
    </message>
    <message>
        <source>Everybody in it may invite others</source>
        <translation>Alle darin dürfen andere einladen</translation>
    </message>
    <message>
        <source>Ask for a password</source>
        <translation>Nach einem Passwort fragen</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Most people at once</source>
        <translation>Höchstens so viele zugleich</translation>
    </message>
    <message>
        <source>Who sees addresses</source>
        <translation>Wer Adressen sieht</translation>
    </message>
    <message>
        <source>To speak, one needs permission</source>
        <translation>Reden braucht Erlaubnis</translation>
    </message>
    <message>
        <source>Everybody may change the subject</source>
        <translation>Alle dürfen das Thema ändern</translation>
    </message>
    <message>
        <source>Who may write private messages</source>
        <translation>Wer privat schreiben darf</translation>
    </message>
    <message>
        <source>Who may see the members</source>
        <translation>Wer die Mitglieder sehen darf</translation>
    </message>
    <message>
        <source>Whose coming and going is told</source>
        <translation>Wessen Kommen und Gehen erzählt wird</translation>
    </message>
    <message>
        <source>Keep the room when everybody has left</source>
        <translation>Den Raum behalten, wenn alle gegangen sind</translation>
    </message>
    <message>
        <source>Keep what is said, for those who were away</source>
        <translation>Behalten, was gesagt wird, für die, die weg waren</translation>
    </message>
    <message>
        <source>Publish what is said</source>
        <translation>Veröffentlichen, was gesagt wird</translation>
    </message>
    <message>
        <source>Messages kept for whoever comes in</source>
        <translation>Nachrichten, die für Ankommende behalten werden</translation>
    </message>
    <message>
        <source>Messages shown to whoever comes in</source>
        <translation>Nachrichten, die Ankommenden gezeigt werden</translation>
    </message>
    <message>
        <source>Admins</source>
        <translation>Verwaltung</translation>
    </message>
    <message>
        <source>One address on each line</source>
        <translation>Eine Adresse in jeder Zeile</translation>
    </message>
    <message>
        <source>Owners</source>
        <translation>Besitz</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Those who may speak</source>
        <translation>Wer reden darf</translation>
    </message>
    <message>
        <source>Moderators</source>
        <translation>Moderation</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Niemand</translation>
    </message>
    <message>
        <source>Visitors</source>
        <translation>Zuhörende</translation>
    </message>
    <message>
        <source>Seconds between two messages</source>
        <translation>Sekunden zwischen zwei Nachrichten</translation>
    </message>
    <message>
        <source>How long everybody waits who has sent one; 0: not at all</source>
        <translation>Wie lange jeder wartet, der eine gesendet hat; 0: gar nicht</translation>
    </message>
</context>
<context>
    <name>natter::RoomInfoDialog</name>
    <message>
        <source>About the room</source>
        <translation>Über den Raum</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>&amp;Actions</source>
        <translation>&amp;Aktionen</translation>
    </message>
    <message>
        <source>&amp;Invite…</source>
        <translation>&amp;Einladen…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The room has not said yet what it is.</source>
        <translation>Der Raum hat noch nicht gesagt, was er ist.</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <extracomment>%1 is what the person is called in a room, %2 what they are there, such as &quot;Member&quot;</extracomment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>You are not in the room at the moment.</source>
        <translation>Du bist gerade nicht im Raum.</translation>
    </message>
</context>
<context>
    <name>natter::RoomNames</name>
    <message>
        <source>%1 · not %2</source>
        <extracomment>A name in a room that can be taken for another&apos;s: %1 is that name, %2 the other</extracomment>
        <translation>%1 · nicht %2</translation>
    </message>
    <message>
        <source>%1 · another person</source>
        <translation>%1 · jemand anderes</translation>
    </message>
</context>
<context>
    <name>natter::RoomNickDialog</name>
    <message>
        <source>Your name in the room</source>
        <translation>Dein Name im Raum</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Enter the name that the others in the room are to see.</source>
        <translation>Gib den Namen ein, den die anderen im Raum sehen sollen.</translation>
    </message>
</context>
<context>
    <name>natter::RoomPane</name>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Thema</translation>
    </message>
    <message>
        <source>This room</source>
        <translation>Dieser Raum</translation>
    </message>
    <message>
        <source>For every message</source>
        <translation>Bei jeder Nachricht</translation>
    </message>
    <message>
        <source>When I am mentioned</source>
        <translation>Wenn ich erwähnt werde</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Search people</source>
        <translation>Leute suchen</translation>
    </message>
    <message>
        <source>People in the room</source>
        <translation>Leute im Raum</translation>
    </message>
    <message>
        <source>Join the room</source>
        <translation>Raum betreten</translation>
    </message>
    <message>
        <source>There is no connection. These people were here before.</source>
        <translation>Es gibt keine Verbindung. Diese Leute waren vorher hier.</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Leute</translation>
    </message>
</context>
<context>
    <name>natter::RoomParts</name>
    <message>
        <source>entering…</source>
        <translation>wird betreten…</translation>
    </message>
    <message>
        <source>you are not in it</source>
        <translation>du bist nicht darin</translation>
    </message>
    <message>
        <source>waiting to enter</source>
        <translation>wartet auf Einlass</translation>
    </message>
    <message>
        <source>Private, in %1</source>
        <translation>Privat, in %1</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>nicht da</translation>
    </message>
    <message>
        <source>You are banned: nobody will get what you write here</source>
        <translation>Du bist verbannt: Niemand bekommt, was du hier schreibst</translation>
    </message>
    <message>
        <source>Private message to %1</source>
        <translation>Private Nachricht an %1</translation>
    </message>
    <message>
        <source>You may only read here</source>
        <translation>Du darfst hier nur lesen</translation>
    </message>
    <message>
        <source>Message to %1</source>
        <translation>Nachricht an %1</translation>
    </message>
    <message>
        <source>Message to %1, once you are in</source>
        <translation>Nachricht an %1, sobald du darin bist</translation>
    </message>
    <message>
        <source>Retract for everybody…</source>
        <translation>Für alle zurücknehmen…</translation>
    </message>
    <message>
        <source>This room was closed: nobody will get what you write here</source>
        <translation>Dieser Raum wurde geschlossen: was du hier schreibst, bekommt niemand</translation>
    </message>
    <message>
        <source>Somebody else is called %1 now</source>
        <translation>%1 heißt jetzt jemand anderes</translation>
    </message>
    <message>
        <source>You are not in this room, so nobody would get it. It stays here until you are.</source>
        <translation>Du bist nicht in diesem Raum, also bekäme es niemand. Es bleibt hier stehen, bis du drin bist.</translation>
    </message>
    <message>
        <source>You may only read in this room, so nobody would get it. It stays here until you may speak.</source>
        <translation>Du darfst in diesem Raum nur lesen, also bekäme es niemand. Es bleibt hier stehen, bis du sprechen darfst.</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>keine Verbindung</translation>
    </message>
</context>
<context>
    <name>natter::RoomPeopleDialog</name>
    <message>
        <source>People of the room</source>
        <translation>Leute des Raums</translation>
    </message>
    <message>
        <source>Search this list</source>
        <translation>Diese Liste durchsuchen</translation>
    </message>
    <message>
        <source>&amp;Change to</source>
        <translation>Ä&amp;ndern zu</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Reason (optional)</source>
        <translation>Grund (freiwillig)</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>People of %1</source>
        <translation>Leute von %1</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Admins</source>
        <translation>Verwaltung</translation>
    </message>
    <message>
        <source>Owners</source>
        <translation>Besitz</translation>
    </message>
    <message>
        <source>Banned</source>
        <translation>Verbannt</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Leute</translation>
    </message>
    <message>
        <source>&amp;Ban</source>
        <translation>&amp;Verbannen</translation>
    </message>
    <message>
        <source>&amp;Add a member</source>
        <translation>Mitglied &amp;hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Add an admin</source>
        <translation>Zur Verwaltung &amp;hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Add an owner</source>
        <translation>Zum Besitz &amp;hinzufügen</translation>
    </message>
    <message>
        <source>Nobody is in this list.</source>
        <translation>Niemand steht in dieser Liste.</translation>
    </message>
    <message>
        <source>Nobody in this list is called that.</source>
        <translation>Niemand in dieser Liste heißt so.</translation>
    </message>
    <message>
        <source>&amp;Lift the ban</source>
        <translation>Bann auf&amp;heben</translation>
    </message>
    <message numerus="yes">
        <source>%n chosen</source>
        <translation>
            <numerusform>%n ausgewählt</numerusform>
            <numerusform>%n ausgewählt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in the list</source>
        <translation>
            <numerusform>%n in der Liste</numerusform>
            <numerusform>%n in der Liste</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is not an address. An address looks like name@server.</source>
        <translation>„%1“ ist keine Adresse. Eine Adresse sieht aus wie name@server.</translation>
    </message>
    <message>
        <source>Enter an address first.</source>
        <translation>Gib erst eine Adresse ein.</translation>
    </message>
    <message>
        <source>Change what you are yourself?</source>
        <translation>Ändern, was du selbst bist?</translation>
    </message>
    <message>
        <source>You may no longer be able to run the room, or to come in, and cannot undo it alone.</source>
        <translation>Vielleicht kannst du den Raum dann nicht mehr leiten oder betreten und das allein nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Ändern</translation>
    </message>
</context>
<context>
    <name>natter::RoomPictureDialog</name>
    <message>
        <source>Picture of the room</source>
        <translation>Bild des Raums</translation>
    </message>
    <message>
        <source>&amp;Choose a picture…</source>
        <translation>&amp;Ein Bild wählen…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>Ent&amp;fernen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Ein Bild wählen</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.gif)</source>
        <translation>Bilder (*.png *.jpg *.jpeg *.webp *.gif)</translation>
    </message>
    <message>
        <source>This is no picture that can be used. Choose another file.</source>
        <translation>Das ist kein Bild, das verwendet werden kann. Wähle eine andere Datei.</translation>
    </message>
</context>
<context>
    <name>natter::RoomSubjectDialog</name>
    <message>
        <source>Subject of the room</source>
        <translation>Thema des Raums</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
</context>
<context>
    <name>natter::RoomText</name>
    <message>
        <source>The server of the rooms does not answer. Check the address, or try again in a while.</source>
        <translation>Der Server der Räume antwortet nicht. Prüfe die Adresse oder versuche es später noch einmal.</translation>
    </message>
    <message>
        <source>The room does not allow you to do that.</source>
        <translation>Der Raum erlaubt dir das nicht.</translation>
    </message>
    <message>
        <source>That is not possible: the name is taken, or somebody is needed to run the room.</source>
        <translation>Das geht nicht: Der Name ist vergeben, oder jemand muss den Raum leiten.</translation>
    </message>
    <message>
        <source>There is no such room or person. Check the address.</source>
        <translation>Diesen Raum oder diese Person gibt es nicht. Prüfe die Adresse.</translation>
    </message>
    <message>
        <source>The room did not accept what was entered. Change it and try again.</source>
        <translation>Der Raum hat die Eingaben nicht angenommen. Ändere sie und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>The server of the rooms does not offer this.</source>
        <translation>Der Server der Räume bietet das nicht an.</translation>
    </message>
    <message>
        <source>Only members can join.</source>
        <translation>Nur Mitglieder können ihn betreten.</translation>
    </message>
    <message>
        <source>Anybody can join.</source>
        <translation>Alle können ihn betreten.</translation>
    </message>
    <message>
        <source>A password is needed.</source>
        <translation>Ein Passwort ist nötig.</translation>
    </message>
    <message>
        <source>It is in the public list of rooms.</source>
        <translation>Er steht in der öffentlichen Liste der Räume.</translation>
    </message>
    <message>
        <source>It is in no public list of rooms.</source>
        <translation>Er steht in keiner öffentlichen Liste der Räume.</translation>
    </message>
    <message>
        <source>Everybody in it sees your address.</source>
        <translation>Alle darin sehen deine Adresse.</translation>
    </message>
    <message>
        <source>Only those who run it see your address.</source>
        <translation>Nur die Leitung sieht deine Adresse.</translation>
    </message>
    <message>
        <source>To speak, one needs the permission of those who run it.</source>
        <translation>Reden darf nur, wem die Leitung es erlaubt.</translation>
    </message>
    <message>
        <source>The server keeps what is said in it.</source>
        <translation>Der Server hält fest, was darin gesagt wird.</translation>
    </message>
    <message>
        <source>It is gone once everybody has left.</source>
        <translation>Er verschwindet, wenn alle gegangen sind.</translation>
    </message>
    <message>
        <source>Banned</source>
        <translation>Verbannt</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>Verwaltung</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Besitz</translation>
    </message>
    <message>
        <source>Not a member</source>
        <translation>Kein Mitglied</translation>
    </message>
    <message>
        <source>One can send one message every %1.</source>
        <translation>Zwischen zwei Nachrichten muss man %1 warten.</translation>
    </message>
    <message>
        <source>Its language: %1</source>
        <translation>Die Sprache: %1</translation>
    </message>
    <message>
        <source>Write to %1, who runs it</source>
        <translation>An %1 schreiben, der den Raum betreibt</translation>
    </message>
    <message>
        <source>Read what was said: %1</source>
        <translation>Nachlesen, was gesagt wurde: %1</translation>
    </message>
    <message>
        <source>Moderator</source>
        <translation>Moderator</translation>
    </message>
    <message>
        <source>May only read</source>
        <translation>Darf nur lesen</translation>
    </message>
    <message>
        <source>Somebody in the room is called that already. Choose another name.</source>
        <translation>Jemand im Raum heißt schon so. Wähle einen anderen Namen.</translation>
    </message>
</context>
<context>
    <name>natter::RoomTexts</name>
    <message>
        <source>owner</source>
        <translation>besitzt den Raum</translation>
    </message>
    <message>
        <source>admin</source>
        <translation>verwaltet</translation>
    </message>
    <message>
        <source>member</source>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>1 person</source>
        <translation>1 Person</translation>
    </message>
    <message numerus="yes">
        <source>%1 people</source>
        <translation>
            <numerusform>%1 Person</numerusform>
            <numerusform>%1 Personen</numerusform>
        </translation>
    </message>
    <message>
        <source>moderator</source>
        <translation>moderiert</translation>
    </message>
    <message>
        <source>visitor</source>
        <translation>hört zu</translation>
    </message>
    <message>
        <source>This room needs a password.</source>
        <translation>Dieser Raum verlangt ein Passwort.</translation>
    </message>
    <message>
        <source>You are banned from this room.</source>
        <translation>Du bist aus diesem Raum verbannt.</translation>
    </message>
    <message>
        <source>%1 banned you from this room.</source>
        <translation>%1 hat dich aus diesem Raum verbannt.</translation>
    </message>
    <message>
        <source>Only members may enter this room, and you are not one of them.</source>
        <translation>Nur Mitglieder dürfen diesen Raum betreten, und du bist keines.</translation>
    </message>
    <message>
        <source>This room is full.</source>
        <translation>Dieser Raum ist voll.</translation>
    </message>
    <message>
        <source>Somebody in this room has your nickname. Choose another one.</source>
        <translation>Jemand in diesem Raum hat deinen Spitznamen. Wähle einen anderen.</translation>
    </message>
    <message>
        <source>This room does not accept your nickname. Choose another one.</source>
        <translation>Dieser Raum nimmt deinen Spitznamen nicht an. Wähle einen anderen.</translation>
    </message>
    <message>
        <source>There is no such room.</source>
        <translation>Diesen Raum gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no room at this address.</source>
        <translation>Unter dieser Adresse ist kein Raum.</translation>
    </message>
    <message>
        <source>This room was closed for good.</source>
        <translation>Dieser Raum wurde für immer geschlossen.</translation>
    </message>
    <message>
        <source>This room was closed. It goes on as %1.</source>
        <translation>Dieser Raum wurde geschlossen. Er geht als %1 weiter.</translation>
    </message>
    <message>
        <source>You were removed from this room.</source>
        <translation>Du wurdest aus diesem Raum entfernt.</translation>
    </message>
    <message>
        <source>%1 removed you from this room.</source>
        <translation>%1 hat dich aus diesem Raum entfernt.</translation>
    </message>
    <message>
        <source>You are no longer a member of this room, which only members may enter.</source>
        <translation>Du bist kein Mitglied dieses Raums mehr, den nur Mitglieder betreten dürfen.</translation>
    </message>
    <message>
        <source>The room has lost you. You enter it again soon.</source>
        <translation>Der Raum kennt dich nicht mehr. Du betrittst ihn gleich wieder.</translation>
    </message>
    <message>
        <source>The room does not answer. It is tried again.</source>
        <translation>Der Raum antwortet nicht. Es wird wieder versucht.</translation>
    </message>
    <message>
        <source>The room’s server stops. You enter the room again as soon as it is back.</source>
        <translation>Der Server des Raums hält an. Du betrittst den Raum wieder, sobald er zurück ist.</translation>
    </message>
    <message>
        <source>You could not enter this room.</source>
        <translation>Du konntest diesen Raum nicht betreten.</translation>
    </message>
    <message>
        <source>%1 Reason: %2</source>
        <extracomment>What a program says, and the reason that somebody gave for it, in their own words</extracomment>
        <translation>%1 Grund: %2</translation>
    </message>
    <message>
        <source>%1 is a moderator now</source>
        <translation>%1 moderiert jetzt</translation>
    </message>
    <message>
        <source>%1 may speak now</source>
        <translation>%1 darf jetzt reden</translation>
    </message>
    <message>
        <source>%1 may only read now</source>
        <translation>%1 darf jetzt nur lesen</translation>
    </message>
    <message>
        <source>%1 is an owner now</source>
        <translation>%1 besitzt den Raum jetzt mit</translation>
    </message>
    <message>
        <source>%1 is an admin now</source>
        <translation>%1 verwaltet den Raum jetzt mit</translation>
    </message>
    <message>
        <source>%1 is a member now</source>
        <translation>%1 ist jetzt Mitglied</translation>
    </message>
    <message>
        <source>%1 is no longer a member</source>
        <translation>%1 ist kein Mitglied mehr</translation>
    </message>
    <message>
        <source>From now on the room keeps a record of what is said here.</source>
        <translation>Von jetzt an hält der Raum fest, was hier gesagt wird.</translation>
    </message>
    <message>
        <source>The room no longer keeps a record of what is said here.</source>
        <translation>Der Raum hält nicht mehr fest, was hier gesagt wird.</translation>
    </message>
    <message>
        <source>From now on everybody in this room sees your address.</source>
        <translation>Von jetzt an sehen alle in diesem Raum deine Adresse.</translation>
    </message>
    <message>
        <source>From now on only moderators of this room see your address.</source>
        <translation>Von jetzt an sieht nur die Moderation dieses Raums deine Adresse.</translation>
    </message>
    <message>
        <source>The settings of this room have changed</source>
        <translation>Die Einstellungen dieses Raums haben sich geändert</translation>
    </message>
    <message>
        <source>%1 joined</source>
        <translation>%1 ist gekommen</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>%1 ist gegangen</translation>
    </message>
    <message>
        <source>%1 is called %2 now</source>
        <translation>%1 heißt jetzt %2</translation>
    </message>
    <message>
        <source>%1 removed %2</source>
        <translation>%1 hat %2 entfernt</translation>
    </message>
    <message>
        <source>%1 was removed</source>
        <translation>%1 wurde entfernt</translation>
    </message>
    <message>
        <source>%1 banned %2</source>
        <translation>%1 hat %2 verbannt</translation>
    </message>
    <message>
        <source>%1 was banned</source>
        <translation>%1 wurde verbannt</translation>
    </message>
    <message>
        <source>The subject has changed</source>
        <translation>Das Thema hat sich geändert</translation>
    </message>
    <message>
        <source>%1 changed the subject</source>
        <translation>%1 hat das Thema geändert</translation>
    </message>
    <message>
        <source>%1 asks to be allowed to speak.</source>
        <translation>%1 möchte reden dürfen.</translation>
    </message>
    <message>
        <source>%1 (%2) asks to be allowed to speak.</source>
        <translation>%1 (%2) möchte reden dürfen.</translation>
    </message>
    <message>
        <source>anybody can join</source>
        <translation>alle können beitreten</translation>
    </message>
    <message>
        <source>not everybody can join</source>
        <translation>nicht alle können beitreten</translation>
    </message>
    <message>
        <source>That is not the password of this room.</source>
        <translation>Das ist nicht das Passwort dieses Raums.</translation>
    </message>
    <message>
        <source>You are a moderator now</source>
        <translation>Du moderierst jetzt</translation>
    </message>
    <message>
        <source>You may speak now</source>
        <translation>Du darfst jetzt reden</translation>
    </message>
    <message>
        <source>You may only read now</source>
        <translation>Du darfst jetzt nur lesen</translation>
    </message>
    <message>
        <source>You are an owner now</source>
        <translation>Du besitzt den Raum jetzt mit</translation>
    </message>
    <message>
        <source>You are an admin now</source>
        <translation>Du verwaltest den Raum jetzt mit</translation>
    </message>
    <message>
        <source>You are a member now</source>
        <translation>Du bist jetzt Mitglied</translation>
    </message>
    <message>
        <source>You are no longer a member</source>
        <translation>Du bist kein Mitglied mehr</translation>
    </message>
    <message>
        <source>You are called %1 now</source>
        <translation>Du heißt jetzt %1</translation>
    </message>
    <message>
        <source>%1 is neither a member nor banned now</source>
        <translation>%1 ist jetzt weder Mitglied noch verbannt</translation>
    </message>
    <message>
        <source>You changed the subject</source>
        <translation>Du hast das Thema geändert</translation>
    </message>
    <message>
        <source>You removed %1</source>
        <translation>Du hast %1 entfernt</translation>
    </message>
    <message>
        <source>You banned %1</source>
        <translation>Du hast %1 verbannt</translation>
    </message>
</context>
<context>
    <name>natter::RoomWindows</name>
    <message>
        <source>About the room…</source>
        <translation>Über den Raum…</translation>
    </message>
    <message>
        <source>Invite people…</source>
        <translation>Leute einladen…</translation>
    </message>
    <message>
        <source>Change the subject…</source>
        <translation>Thema ändern…</translation>
    </message>
    <message>
        <source>Your name in the room…</source>
        <translation>Dein Name im Raum…</translation>
    </message>
    <message>
        <source>Members, admins and bans…</source>
        <translation>Mitglieder, Verwaltung und Verbannte…</translation>
    </message>
    <message>
        <source>Configure the room…</source>
        <translation>Raum einrichten…</translation>
    </message>
    <message>
        <source>Copy the link to the room</source>
        <translation>Link zum Raum kopieren</translation>
    </message>
    <message>
        <source>Close the room for good…</source>
        <translation>Raum für immer schließen…</translation>
    </message>
    <message>
        <source>Change the picture…</source>
        <translation>Das Bild ändern…</translation>
    </message>
    <message>
        <source>Commands of the room…</source>
        <translation>Befehle des Raums…</translation>
    </message>
    <message>
        <source>Join the room…</source>
        <translation>Raum betreten…</translation>
    </message>
    <message>
        <source>Forget the room…</source>
        <translation>Raum vergessen…</translation>
    </message>
</context>
<context>
    <name>natter::SearchModel</name>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Leute</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
</context>
<context>
    <name>natter::SecurityDialog</name>
    <message>
        <source>Connection security</source>
        <translation>Sicherheit der Verbindung</translation>
    </message>
    <message>
        <source>&amp;Account</source>
        <translation>&amp;Konto</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Login tied to the connection</source>
        <translation>Anmeldung an die Verbindung gebunden</translation>
    </message>
    <message>
        <source>Certificate checked</source>
        <translation>Zertifikat geprüft</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Zertifikate</translation>
    </message>
    <message>
        <source>Natter has not yet seen a certificate of this server.</source>
        <translation>Natter hat noch kein Zertifikat dieses Servers gesehen.</translation>
    </message>
    <message>
        <source>Compare the marked fingerprint with the one that the server&apos;s operator publishes.</source>
        <translation>Vergleiche den markierten Fingerabdruck mit dem, den der Betreiber des Servers veröffentlicht.</translation>
    </message>
    <message>
        <source>I have &amp;compared it</source>
        <translation>Ich habe ihn &amp;verglichen</translation>
    </message>
    <message>
        <source>Issued for</source>
        <translation>Ausgestellt für</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Ausgestellt von</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Gültig</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>SHA-256 of the key</source>
        <translation>SHA-256 des Schlüssels</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Certificates of the server</source>
        <translation>Zertifikate des Servers</translation>
    </message>
    <message>
        <source>in use</source>
        <extracomment>Beside the certificate that the connection uses now</extracomment>
        <translation>in Gebrauch</translation>
    </message>
</context>
<context>
    <name>natter::SecurityText</name>
    <message>
        <source>This connection is not encrypted. Whoever is on the way can read and change everything.</source>
        <translation>Diese Verbindung ist nicht verschlüsselt. Wer auf dem Weg sitzt, kann alles lesen und ändern.</translation>
    </message>
    <message>
        <source>This connection is encrypted, but not protected as well as it should be.</source>
        <translation>Diese Verbindung ist verschlüsselt, aber nicht so gut geschützt, wie sie sein sollte.</translation>
    </message>
    <message>
        <source>This connection is protected against eavesdropping. That the server is the right one rests on its certificate alone.</source>
        <translation>Diese Verbindung ist gegen Mithören geschützt. Dass es der richtige Server ist, verbürgt allein sein Zertifikat.</translation>
    </message>
    <message>
        <source>This connection is protected against eavesdropping and against a forged server.</source>
        <translation>Diese Verbindung ist gegen Mithören und gegen einen gefälschten Server geschützt.</translation>
    </message>
    <message>
        <source>This account is not connected.</source>
        <translation>Dieses Konto ist nicht verbunden.</translation>
    </message>
    <message>
        <source>The server uses an outdated version of TLS. Its operator should update it.</source>
        <translation>Der Server verwendet eine veraltete Version von TLS. Sein Betreiber sollte ihn erneuern.</translation>
    </message>
    <message>
        <source>The cipher that the server chose can be broken. Its operator should update it.</source>
        <translation>Die Chiffre, die der Server gewählt hat, lässt sich brechen. Sein Betreiber sollte ihn erneuern.</translation>
    </message>
    <message>
        <source>Whoever records this connection and gets the server&apos;s key later can read it then.</source>
        <translation>Wer diese Verbindung aufzeichnet und später den Schlüssel des Servers bekommt, kann sie dann lesen.</translation>
    </message>
    <message>
        <source>The server was sent your password itself, not only a proof that you know it. If the server is forged, its owner knows your password now.</source>
        <translation>Der Server hat dein Passwort selbst bekommen, nicht nur einen Beweis, dass du es kennst. Ist der Server gefälscht, kennt sein Besitzer jetzt dein Passwort.</translation>
    </message>
    <message>
        <source>The way of logging in is outdated and can be broken.</source>
        <translation>Die Art der Anmeldung ist veraltet und lässt sich brechen.</translation>
    </message>
    <message>
        <source>The server shows a key that it has not shown before. Compare the fingerprint with the one that its operator publishes.</source>
        <translation>Der Server zeigt einen Schlüssel, den er bisher nicht gezeigt hat. Vergleiche den Fingerabdruck mit dem, den sein Betreiber veröffentlicht.</translation>
    </message>
    <message>
        <source>The server offers to tie the login to the connection, but did not accept it. A certificate that was issued to a stranger would not be noticed.</source>
        <translation>Der Server bietet an, die Anmeldung an die Verbindung zu binden, hat es aber nicht angenommen. Ein Zertifikat, das für einen Fremden ausgestellt wurde, würde nicht bemerkt.</translation>
    </message>
    <message>
        <source>The login is not tied to the connection. A certificate that was issued to a stranger would not be noticed.</source>
        <translation>Die Anmeldung ist nicht an die Verbindung gebunden. Ein Zertifikat, das für einen Fremden ausgestellt wurde, würde nicht bemerkt.</translation>
    </message>
    <message>
        <source>yes, by %1</source>
        <extracomment>Channel binding was used; %1 is its technical name</extracomment>
        <translation>ja, durch %1</translation>
    </message>
    <message>
        <source>not needed: your own certificate takes part in the encryption</source>
        <translation>nicht nötig: Dein eigenes Zertifikat ist Teil der Verschlüsselung</translation>
    </message>
    <message>
        <source>no: the server offers it, but did not accept it</source>
        <translation>nein: der Server bietet es an, hat es aber nicht angenommen</translation>
    </message>
    <message>
        <source>no: not with this server and this kind of login</source>
        <translation>nein: nicht mit diesem Server und dieser Art der Anmeldung</translation>
    </message>
    <message>
        <source>by an authority that this computer trusts, or the one that was added for this account</source>
        <translation>durch eine Stelle, der dieser Computer vertraut, oder die für dieses Konto hinzugefügte</translation>
    </message>
    <message>
        <source>exactly the one that you accepted, and no other</source>
        <translation>genau das, das du angenommen hast, und kein anderes</translation>
    </message>
    <message>
        <source>by an authority that this computer trusts</source>
        <translation>durch eine Stelle, der dieser Computer vertraut</translation>
    </message>
    <message>
        <source>seen on %1</source>
        <extracomment>%1 is the only time at which a certificate was seen</extracomment>
        <translation>gesehen am %1</translation>
    </message>
    <message>
        <source>seen from %1 to %2</source>
        <extracomment>The first and the last time at which a certificate was seen</extracomment>
        <translation>gesehen vom %1 bis zum %2</translation>
    </message>
    <message>
        <source>confirmed by a login</source>
        <translation>durch eine Anmeldung bestätigt</translation>
    </message>
    <message>
        <source>accepted by you</source>
        <translation>von dir angenommen</translation>
    </message>
    <message>
        <source>unexpected key</source>
        <translation>unerwarteter Schlüssel</translation>
    </message>
</context>
<context>
    <name>natter::SendTimeDialog</name>
    <message>
        <source>Send later</source>
        <translation>Später senden</translation>
    </message>
    <message>
        <source>&amp;Time:</source>
        <translation>&amp;Zeit:</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Send then</source>
        <translation>&amp;Dann senden</translation>
    </message>
    <message>
        <source>That time is past.</source>
        <translation>Diese Zeit ist vorbei.</translation>
    </message>
</context>
<context>
    <name>natter::SendingLater</name>
    <message>
        <source>Send. Hold to send later</source>
        <translation>Senden. Gedrückt halten, um später zu senden</translation>
    </message>
    <message>
        <source>Hold to send later</source>
        <translation>Gedrückt halten, um später zu senden</translation>
    </message>
    <message>
        <source>Send at another time…</source>
        <translation>Zu einer anderen Zeit senden…</translation>
    </message>
    <message>
        <source>What is to be sent later…</source>
        <translation>Was später gesendet wird…</translation>
    </message>
    <message>
        <source>Send later</source>
        <translation>Später senden</translation>
    </message>
    <message>
        <source>A message missed its time</source>
        <translation>Eine Nachricht hat ihre Zeit verpasst</translation>
    </message>
    <message numerus="yes">
        <source>%n messages missed their time</source>
        <translation>
            <numerusform>%n Nachricht hat ihre Zeit verpasst</numerusform>
            <numerusform>%n Nachrichten haben ihre Zeit verpasst</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n messages to be sent later</source>
        <translation>
            <numerusform>%n Nachricht wird später gesendet</numerusform>
            <numerusform>%n Nachrichten werden später gesendet</numerusform>
        </translation>
    </message>
    <message>
        <source>A message is to be sent as soon as there is a connection</source>
        <translation>Eine Nachricht wird gesendet, sobald es eine Verbindung gibt</translation>
    </message>
    <message>
        <source>A message to be sent later: %1</source>
        <translation>Eine Nachricht wird später gesendet: %1</translation>
    </message>
    <message>
        <source>A message went out late, as Natter did not run at its time or had no connection.
To be sent: %1 · Sent: %2</source>
        <extracomment>%1 and %2 are days and times</extracomment>
        <translation>Eine Nachricht ging verspätet hinaus, da Natter zu ihrer Zeit nicht lief oder keine Verbindung hatte.
Geplant: %1 · Gesendet: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n messages went out late, as Natter did not run at their times or had no connection.
The last one: to be sent: %1 · Sent: %2</source>
        <translation>
            <numerusform>%n Nachricht ging verspätet hinaus, da Natter zu ihrer Zeit nicht lief oder keine Verbindung hatte.
Geplant: %1 · Gesendet: %2</numerusform>
            <numerusform>%n Nachrichten gingen verspätet hinaus, da Natter zu ihren Zeiten nicht lief oder keine Verbindung hatte.
Die letzte: geplant: %1 · Gesendet: %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Send at its time (%1)</source>
        <translation>Zu ihrer Zeit senden (%1)</translation>
    </message>
    <message>
        <source>This was to be sent: %1. It goes out at once if you send it now; hold the button to send it later.</source>
        <translation>Das sollte gesendet werden: %1. Es geht sofort hinaus, wenn du es jetzt sendest; halte den Knopf, um es später zu senden.</translation>
    </message>
</context>
<context>
    <name>natter::ServiceContacts</name>
    <message>
        <source>Help: %1</source>
        <translation>Hilfe: %1</translation>
    </message>
    <message>
        <source>Who runs it: %1</source>
        <translation>Betreiber: %1</translation>
    </message>
    <message>
        <source>Report abuse: %1</source>
        <translation>Missbrauch melden: %1</translation>
    </message>
    <message>
        <source>Security: %1</source>
        <translation>Sicherheit: %1</translation>
    </message>
    <message>
        <source>Feedback: %1</source>
        <translation>Rückmeldungen: %1</translation>
    </message>
    <message>
        <source>Sales: %1</source>
        <translation>Vertrieb: %1</translation>
    </message>
    <message>
        <source>Does it work? %1</source>
        <translation>Läuft er? %1</translation>
    </message>
    <message>
        <source>Whom to turn to about this service</source>
        <translation>An wen du dich wegen dieses Dienstes wenden kannst</translation>
    </message>
    <message>
        <source>%1 (e-mail)</source>
        <translation>%1 (E-Mail)</translation>
    </message>
</context>
<context>
    <name>natter::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>&amp;Connect this account</source>
        <translation>&amp;Dieses Konto verbinden</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>&amp;Server</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>&amp;Port</translation>
    </message>
    <message>
        <source>&amp;Encryption</source>
        <translation>&amp;Verschlüsselung</translation>
    </message>
    <message>
        <source>STARTTLS</source>
        <translation>STARTTLS</translation>
    </message>
    <message>
        <source>Direct TLS</source>
        <translation>Direktes TLS</translation>
    </message>
    <message>
        <source>Allow the &amp;bare password to be sent (inside the encryption)</source>
        <translation>Passwort im &amp;Klartext erlauben (innerhalb der Verschlüsselung)</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Check normally again</source>
        <translation>Wieder normal prüfen</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>&amp;Enter sends the message, Shift+Enter starts a new line</source>
        <translation>&amp;Enter sendet die Nachricht, Umschalt+Enter beginnt eine neue Zeile</translation>
    </message>
    <message>
        <source>Let my contacts see when I am &amp;typing</source>
        <translation>Meinen Kontakten &amp;zeigen, wenn ich schreibe</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Show a &amp;notification when a message arrives</source>
        <translation>&amp;Benachrichtigung zeigen, wenn eine Nachricht ankommt</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Keep running in the &amp;tray when the window is closed</source>
        <translation>Im &amp;Infobereich weiterlaufen, wenn das Fenster geschlossen wird</translation>
    </message>
    <message>
        <source>Start &amp;hidden in the tray</source>
        <translation>Versteckt im Infobereich s&amp;tarten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>only the one you accepted</source>
        <translation>nur das von dir akzeptierte</translation>
    </message>
    <message>
        <source>checked normally</source>
        <translation>wird normal geprüft</translation>
    </message>
    <message>
        <source>Remove %1 from Natter?</source>
        <translation>%1 aus Natter entfernen?</translation>
    </message>
    <message>
        <source>Its password, contacts and messages are removed from this computer. The account on the server stays.</source>
        <translation>Passwort, Kontakte und Nachrichten dieses Kontos werden von diesem Computer entfernt. Das Konto auf dem Server bleibt bestehen.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>found automatically</source>
        <translation>wird automatisch gefunden</translation>
    </message>
    <message>
        <source>Show the &amp;message in the notification</source>
        <translation>&amp;Nachricht in der Benachrichtigung zeigen</translation>
    </message>
    <message>
        <source>&amp;Allow my own programs to control Natter (natter ctl)</source>
        <translation>Eigenen Programmen &amp;erlauben, Natter zu steuern (natter ctl)</translation>
    </message>
    <message>
        <source>Every program that runs under your user account can then read and send your messages.</source>
        <translation>Jedes Programm, das unter deinem Benutzerkonto läuft, kann dann deine Nachrichten lesen und senden.</translation>
    </message>
    <message>
        <source>Compact c&amp;hats: one line for each message, no bubbles</source>
        <translation>Kompakte C&amp;hats: eine Zeile je Nachricht, ohne Blasen</translation>
    </message>
    <message>
        <source>&amp;Security…</source>
        <translation>&amp;Sicherheit…</translation>
    </message>
    <message>
        <source>Your own certificate</source>
        <translation>Eigenes Zertifikat</translation>
    </message>
    <message>
        <source>Enter the host of the proxy. Until then nothing is changed.</source>
        <translation>Gib den Rechner des Proxys ein. Bis dahin wird nichts geändert.</translation>
    </message>
    <message>
        <source>Pass&amp;word</source>
        <translation>Pass&amp;wort</translation>
    </message>
    <message>
        <source>kept in the system keychain</source>
        <translation>im Schlüsselbund des Systems</translation>
    </message>
    <message>
        <source>asked for each time</source>
        <translation>jedes Mal erfragt</translation>
    </message>
    <message>
        <source>kept in a file that only you can read</source>
        <translation>in einer Datei, die nur du lesen kannst</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>theme appearance design night</source>
        <comment>Other words for the colours of the window</comment>
        <translation>Design Thema Aussehen Darstellung Nacht</translation>
    </message>
    <message>
        <source>They may until Natter ends, whatever is chosen here: it was started with --enable-ctl.</source>
        <translation>Bis Natter endet, dürfen sie das, was auch immer hier gewählt ist: Es wurde mit --enable-ctl gestartet.</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Nichts gefunden.</translation>
    </message>
    <message>
        <source>Neither a notification service nor a tray answers here, so nothing is shown when a message arrives. Start the notification service of your desktop.</source>
        <translation>Hier antwortet weder ein Benachrichtigungsdienst noch ein Benachrichtigungsfeld, deshalb wird nichts angezeigt, wenn eine Nachricht ankommt. Starte den Benachrichtigungsdienst deiner Arbeitsumgebung.</translation>
    </message>
    <message>
        <source>There is no tray here, so Natter ends when its window is closed, and starts in a window. Some desktops have a tray as an extension that can be installed.</source>
        <translation>Hier gibt es kein Benachrichtigungsfeld, deshalb endet Natter, wenn das Fenster geschlossen wird, und startet in einem Fenster. Manche Arbeitsumgebungen haben dafür eine Erweiterung, die sich installieren lässt.</translation>
    </message>
    <message>
        <source>keychain file secret</source>
        <comment>Other words for the place of the password</comment>
        <translation>Schlüsselbund Datei geheim</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>&amp;Verlauf</translation>
    </message>
    <message>
        <source>archive sync older messages MAM</source>
        <comment>Other words for how much history is fetched</comment>
        <translation>Archiv Synchronisierung ältere Nachrichten MAM</translation>
    </message>
    <message>
        <source>fetch everything from the server</source>
        <translation>alles vom Server holen</translation>
    </message>
    <message>
        <source>fetch the last year</source>
        <translation>das letzte Jahr holen</translation>
    </message>
    <message>
        <source>fetch the last month</source>
        <translation>den letzten Monat holen</translation>
    </message>
    <message>
        <source>fetch nothing older</source>
        <translation>nichts Älteres holen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>The server &amp;keeps</source>
        <translation>Der Server &amp;behält</translation>
    </message>
    <message>
        <source>archive preferences privacy MAM</source>
        <comment>Other words for what the server archives</comment>
        <translation>Archiv Einstellungen Privatsphäre MAM</translation>
    </message>
    <message>
        <source>all messages</source>
        <translation>alle Nachrichten</translation>
    </message>
    <message>
        <source>messages with contacts</source>
        <translation>Nachrichten mit Kontakten</translation>
    </message>
    <message>
        <source>no messages</source>
        <translation>keine Nachrichten</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>Deine Daten</translation>
    </message>
    <message>
        <source>Let my contacts see that their messages &amp;arrived</source>
        <translation>Meine Kontakte sehen lassen, dass ihre Nachrichten &amp;angekommen sind</translation>
    </message>
    <message>
        <source>Contacts &amp;learn</source>
        <translation>Kontakte er&amp;fahren</translation>
    </message>
    <message>
        <source>Let my contacts see that I have &amp;read them</source>
        <translation>Meine Kontakte sehen lassen, dass ich sie &amp;gelesen habe</translation>
    </message>
    <message>
        <source>Play a &amp;sound</source>
        <translation>Einen &amp;Ton abspielen</translation>
    </message>
    <message>
        <source>as chosen for all accounts</source>
        <translation>wie für alle Konten gewählt</translation>
    </message>
    <message>
        <source>as chosen for this account</source>
        <translation>wie für dieses Konto gewählt</translation>
    </message>
    <message>
        <source>receipts read privacy</source>
        <comment>Other words for what contacts learn</comment>
        <translation>Lesebestätigung Empfangsbestätigung gelesen Privatsphäre</translation>
    </message>
    <message>
        <source>&amp;Offer previews of the links that I write</source>
        <translation>Vorschauen der &amp;Links anbieten, die ich schreibe</translation>
    </message>
    <message>
        <source>A page is fetched only when you ask for its preview, and what it says of itself goes out with the message. Previews that others send are shown without fetching anything.</source>
        <translation>Eine Seite wird nur geholt, wenn du ihre Vorschau verlangst, und was sie über sich sagt, geht mit der Nachricht hinaus. Vorschauen, die andere senden, werden gezeigt, ohne dass etwas geholt wird.</translation>
    </message>
    <message>
        <source>Start Natter when I &amp;log in</source>
        <translation>Natter starten, wenn ich mich &amp;anmelde</translation>
    </message>
    <message>
        <source>&amp;Words that I want to hear of in rooms</source>
        <translation>&amp;Wörter, von denen ich in Räumen hören will</translation>
    </message>
    <message>
        <source>keywords highlights mentions</source>
        <comment>Other words for the words that one is told of</comment>
        <translation>Stichwörter Schlüsselwörter Hervorhebungen Erwähnungen</translation>
    </message>
    <message>
        <source>garden party, roses</source>
        <translation>Gartenfest, Rosen</translation>
    </message>
    <message>
        <source>With commas between them. Whoever says one means you, as if they said your name.</source>
        <translation>Mit Kommas dazwischen. Wer eines davon sagt, meint dich, als hätte er deinen Namen genannt.</translation>
    </message>
    <message>
        <source>Natter is portable here: it keeps everything beside its program and leaves nothing on this computer. So it does not start by itself, and the keychain is not used.</source>
        <translation>Natter ist hier portabel: Es legt alles neben seinem Programm ab und hinterlässt nichts auf diesem Computer. Deshalb startet es nicht von selbst und nutzt den Schlüsselbund nicht.</translation>
    </message>
    <message>
        <source>There is no account here yet. Add one that you have, or create a new one.</source>
        <translation>Hier ist noch kein Konto. Füge eines hinzu, das du hast, oder lege ein neues an.</translation>
    </message>
    <message>
        <source>As a Flatpak, Natter cannot ask to be started. The settings of your desktop can do that: add Natter to the programs that start when you log in.</source>
        <translation>Als Flatpak kann Natter nicht darum bitten, gestartet zu werden. Die Einstellungen deines Desktops können das: Füge Natter dort zu den Programmen hinzu, die beim Anmelden starten.</translation>
    </message>
</context>
<context>
    <name>natter::ShortcutsPage</name>
    <message>
        <source>The usual keys: %1</source>
        <translation>Die üblichen Tasten: %1</translation>
    </message>
    <message>
        <source>Back to %1</source>
        <translation>Zurück zu %1</translation>
    </message>
    <message>
        <source>%1 is already used for “%2”. Give that other keys first.</source>
        <translation>%1 gehört schon zu „%2“. Gib dem zuerst andere Tasten.</translation>
    </message>
    <message>
        <source>Press a button, then the keys that you want; Backspace for none.</source>
        <translation>Drücke eine Schaltfläche, dann die gewünschten Tasten; die Rücktaste für keine.</translation>
    </message>
    <message>
        <source>%1 is needed for writing and in lists. Choose other keys.</source>
        <translation>%1 wird zum Schreiben und in Listen gebraucht. Wähle andere Tasten.</translation>
    </message>
</context>
<context>
    <name>natter::SlowModeLine</name>
    <message>
        <source>This room is slow. Your next message goes out in %1.</source>
        <translation>Dieser Raum ist langsam. Deine nächste Nachricht geht in %1 hinaus.</translation>
    </message>
    <message>
        <source>This room is slow: you can send one message every %1.</source>
        <translation>Dieser Raum ist langsam: Zwischen zwei Nachrichten musst du %1 warten.</translation>
    </message>
</context>
<context>
    <name>natter::SpellingMenu</name>
    <message>
        <source>Spelling</source>
        <translation>Rechtschreibung</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Looking for suggestions…</source>
        <translation>Suche Vorschläge…</translation>
    </message>
    <message>
        <source>No suggestions</source>
        <translation>Keine Vorschläge</translation>
    </message>
    <message>
        <source>Add to the dictionary</source>
        <translation>Ins Wörterbuch aufnehmen</translation>
    </message>
</context>
<context>
    <name>natter::StartProblem</name>
    <message>
        <source>Another Natter uses this profile but does not answer. End it, or choose another profile with --profile.</source>
        <translation>Ein anderes Natter benutzt dieses Profil, antwortet aber nicht. Beende es oder wähle mit --profile ein anderes Profil.</translation>
    </message>
    <message>
        <source>Natter cannot write to its profile. Check the permissions of that folder, or choose another one with --profile.</source>
        <translation>Natter kann nicht in sein Profil schreiben. Prüfe die Rechte dieses Ordners oder wähle mit --profile einen anderen.</translation>
    </message>
    <message>
        <source>The backup could not be put into its place. Check the permissions of the profile&apos;s folder, then start Natter again.</source>
        <translation>Die Sicherung konnte nicht an ihre Stelle gesetzt werden. Prüfe die Rechte des Profilordners und starte Natter dann neu.</translation>
    </message>
    <message>
        <source>Natter is portable here, but cannot write beside its program. Move it to a folder that is yours, or start it without --portable and without the file “portable”.</source>
        <translation>Natter ist hier portabel, kann aber neben seinem Programm nicht schreiben. Verschiebe es in einen Ordner, der dir gehört, oder starte es ohne --portable und ohne die Datei „portable“.</translation>
    </message>
</context>
<context>
    <name>natter::TimelineView</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>edited: %1</source>
        <translation>bearbeitet: %1</translation>
    </message>
    <message>
        <source>You and %1</source>
        <translation>Du und %1</translation>
    </message>
    <message>
        <source>reactions: %1</source>
        <translation>Reaktionen: %1</translation>
    </message>
    <message>
        <source>in reply to: %1</source>
        <translation>als Antwort auf: %1</translation>
    </message>
    <message>
        <source>preview of %1</source>
        <translation>Vorschau von %1</translation>
    </message>
    <message>
        <source>claimed by the sender: preview of %1</source>
        <translation>Angabe des Absenders: Vorschau von %1</translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n Person</numerusform>
            <numerusform>%n Personen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You and %n others</source>
        <translation>
            <numerusform>Du und %n andere Person</numerusform>
            <numerusform>Du und %n andere</numerusform>
        </translation>
    </message>
    <message>
        <source>in reply to %1: %2</source>
        <translation>als Antwort auf %1: %2</translation>
    </message>
    <message>
        <source>mentions you</source>
        <translation>erwähnt dich</translation>
    </message>
    <message>
        <source>Leads to %1</source>
        <translation>Führt zu %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n others</source>
        <translation>
            <numerusform>%1 und %n weiterer</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>natter::TransferDialog</name>
    <message>
        <source>&amp;Show in the folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>The messages are being written…</source>
        <translation>Die Nachrichten werden geschrieben…</translation>
    </message>
    <message>
        <source>Written to %1. Messages: %2</source>
        <translation>Geschrieben nach %1. Nachrichten: %2</translation>
    </message>
    <message>
        <source>Messages imported: %1</source>
        <translation>Importierte Nachrichten: %1</translation>
    </message>
    <message>
        <source>Were here already: %1</source>
        <translation>Waren schon hier: %1</translation>
    </message>
    <message>
        <source>Left out, as they are from rooms: %1</source>
        <translation>Weggelassen, da aus Räumen: %1</translation>
    </message>
    <message>
        <source>Add these accounts first to import their messages as well: %1</source>
        <translation>Füge erst diese Konten hinzu, um auch deren Nachrichten zu importieren: %1</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>The messages are being imported…</source>
        <translation>Die Nachrichten werden importiert…</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>The backup is being written…</source>
        <translation>Die Sicherung wird geschrieben…</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>The backup is being opened…</source>
        <translation>Die Sicherung wird geöffnet…</translation>
    </message>
    <message>
        <source>The backup is ready. Natter starts anew with it now.</source>
        <translation>Die Sicherung ist bereit. Natter startet jetzt damit neu.</translation>
    </message>
    <message>
        <source>This is no backup of Natter. Nothing was changed.</source>
        <translation>Das ist keine Sicherung von Natter. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Left out, as their chats keep messages for a while only: %1</source>
        <translation>Weggelassen, da ihre Chats Nachrichten nur eine Weile aufbewahren: %1</translation>
    </message>
    <message>
        <source>The backup was written to %1. Keep the passphrase: without it nobody can open the backup.</source>
        <translation>Die Sicherung wurde nach %1 geschrieben. Bewahre die Passphrase auf: ohne sie kann niemand die Sicherung öffnen.</translation>
    </message>
</context>
<context>
    <name>natter::TrayIcon</name>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n ungelesen</numerusform>
            <numerusform>%n ungelesen</numerusform>
        </translation>
    </message>
    <message>
        <source>Hide Natter</source>
        <translation>Natter ausblenden</translation>
    </message>
    <message>
        <source>Show Natter</source>
        <translation>Natter zeigen</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>natter::TreatmentMenu</name>
    <message>
        <source>Unmute</source>
        <translation>Stummschaltung aufheben</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stummschalten</translation>
    </message>
    <message>
        <source>For an hour</source>
        <translation>Eine Stunde lang</translation>
    </message>
    <message>
        <source>For eight hours</source>
        <translation>Acht Stunden lang</translation>
    </message>
    <message>
        <source>For a week</source>
        <translation>Eine Woche lang</translation>
    </message>
    <message>
        <source>Until I unmute it</source>
        <translation>Bis ich es aufhebe</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>Als gelesen markieren</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>Als ungelesen markieren</translation>
    </message>
    <message>
        <source>That messages arrived</source>
        <translation>Dass Nachrichten ankamen</translation>
    </message>
    <message>
        <source>That I have read them</source>
        <translation>Dass ich sie gelesen habe</translation>
    </message>
    <message>
        <source>That I am typing</source>
        <translation>Dass ich schreibe</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>Wie sonst</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Loslösen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>Aus dem Archiv holen</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>What %1 learns</source>
        <translation>Was %1 erfährt</translation>
    </message>
    <message>
        <source>Notify me</source>
        <translation>Benachrichtigen</translation>
    </message>
    <message>
        <source>For every message</source>
        <translation>Bei jeder Nachricht</translation>
    </message>
    <message>
        <source>When I am mentioned</source>
        <translation>Wenn ich erwähnt werde</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>What I have read</source>
        <translation>Was ich gelesen habe</translation>
    </message>
</context>
<context>
    <name>natter::UsualCommands</name>
    <message>
        <source>TEXT</source>
        <translation>TEXT</translation>
    </message>
    <message>
        <source>Says what you do</source>
        <translation>Sagt, was du tust</translation>
    </message>
    <message>
        <source>[HINT |] TEXT</source>
        <extracomment>The bar stands between the hint and the text</extracomment>
        <translation>[HINWEIS |] TEXT</translation>
    </message>
    <message>
        <source>Sends text that is hidden until it is wanted</source>
        <translation>Sendet einen Text, der verborgen ist, bis man ihn sehen will</translation>
    </message>
    <message>
        <source>[TEXT]</source>
        <translation>[TEXT]</translation>
    </message>
    <message>
        <source>Puts %1 behind the text</source>
        <translation>Setzt %1 hinter den Text</translation>
    </message>
    <message>
        <source>Sends text as code, in letters of one width</source>
        <translation>Sendet den Text als Code, in Buchstaben einer Breite</translation>
    </message>
    <message>
        <source>Sends text as a quotation</source>
        <translation>Sendet den Text als Zitat</translation>
    </message>
    <message>
        <source>Sends text as it is, also if it begins with a slash</source>
        <translation>Sendet den Text, wie er ist, auch wenn er mit einem Schrägstrich beginnt</translation>
    </message>
    <message>
        <source>[DURATION]</source>
        <translation>[DAUER]</translation>
    </message>
    <message>
        <source>Silences this chat: for 30m, 8h, 2d or 1w, or until you unmute it</source>
        <translation>Schaltet diesen Chat stumm: für 30m, 8h, 2d oder 1w, oder bis du das aufhebst</translation>
    </message>
    <message>
        <source>Lets this chat be heard again</source>
        <translation>Hebt die Stummschaltung dieses Chats auf</translation>
    </message>
    <message>
        <source>Keeps this chat above the others</source>
        <translation>Hält diesen Chat über den anderen</translation>
    </message>
    <message>
        <source>This chat is pinned.</source>
        <translation>Dieser Chat ist angeheftet.</translation>
    </message>
    <message>
        <source>Lets this chat take its turn among the others</source>
        <translation>Reiht diesen Chat wieder unter die anderen ein</translation>
    </message>
    <message>
        <source>Puts this chat out of sight until something is said in it</source>
        <translation>Legt diesen Chat weg, bis darin etwas gesagt wird</translation>
    </message>
    <message>
        <source>This chat is in the archive.</source>
        <translation>Dieser Chat ist im Archiv.</translation>
    </message>
    <message>
        <source>Takes this chat out of the archive</source>
        <translation>Holt diesen Chat aus dem Archiv</translation>
    </message>
    <message>
        <source>[WORDS]</source>
        <translation>[WÖRTER]</translation>
    </message>
    <message>
        <source>Searches this chat</source>
        <translation>Durchsucht diesen Chat</translation>
    </message>
    <message>
        <source>[DAY]</source>
        <translation>[TAG]</translation>
    </message>
    <message>
        <source>Goes to a day of this chat</source>
        <translation>Geht zu einem Tag dieses Chats</translation>
    </message>
    <message>
        <source>ADDRESS</source>
        <translation>ADRESSE</translation>
    </message>
    <message>
        <source>Opens the chat with somebody</source>
        <translation>Öffnet den Chat mit jemandem</translation>
    </message>
    <message>
        <source>Closes this chat</source>
        <translation>Schließt diesen Chat</translation>
    </message>
    <message>
        <source>online|away|xa|busy|offline [TEXT]</source>
        <extracomment>What is translated here is what stands for the text alone: the words are the same in every language</extracomment>
        <translation>online|away|xa|busy|offline [TEXT]</translation>
    </message>
    <message>
        <source>Changes how you appear to your contacts</source>
        <translation>Ändert, wie du deinen Kontakten erscheinst</translation>
    </message>
    <message>
        <source>Asks the devices of the other side whether they answer</source>
        <translation>Fragt die Geräte der Gegenseite, ob sie antworten</translation>
    </message>
    <message>
        <source>Asks the devices of the other side which program they run</source>
        <translation>Fragt die Geräte der Gegenseite, welches Programm auf ihnen läuft</translation>
    </message>
    <message>
        <source>Shows all commands</source>
        <translation>Zeigt alle Befehle</translation>
    </message>
    <message>
        <source>“%1” is not a duration. Write 30m, 8h, 2d or 1w, or nothing.</source>
        <translation>„%1“ ist keine Dauer. Schreibe 30m (Minuten), 8h (Stunden), 2d (Tage), 1w (Wochen) oder nichts.</translation>
    </message>
    <message>
        <source>This chat is muted until %1.</source>
        <translation>Dieser Chat ist bis %1 stummgeschaltet.</translation>
    </message>
    <message>
        <source>This chat is muted until you unmute it.</source>
        <translation>Dieser Chat ist stummgeschaltet, bis du es aufhebst.</translation>
    </message>
    <message>
        <source>“%1” is not an address. An address looks like name@server.</source>
        <translation>„%1“ ist keine Adresse. Eine Adresse sieht aus wie name@server.</translation>
    </message>
    <message>
        <source>“%1” is not a day. Write it as %2, or nothing to choose one.</source>
        <translation>„%1“ ist kein Tag. Schreibe ihn wie %2, oder nichts, um einen auszuwählen.</translation>
    </message>
    <message>
        <source>“%1” is no presence. Write online, away, xa, busy or offline, and behind it what your contacts are to read.</source>
        <translation>„%1“ ist kein Status. Schreibe online, away, xa, busy oder offline, und dahinter, was deine Kontakte lesen sollen.</translation>
    </message>
    <message>
        <source>You appear as: %1</source>
        <translation>Du erscheinst als: %1</translation>
    </message>
    <message>
        <source>%1 answered after %2 ms.</source>
        <translation>%1 hat nach %2 ms geantwortet.</translation>
    </message>
    <message>
        <source>%1 does not say which program it is.</source>
        <translation>%1 sagt nicht, welches Programm es ist.</translation>
    </message>
    <message>
        <source>%1 uses %2.</source>
        <translation>%1 benutzt %2.</translation>
    </message>
    <message>
        <source>You are not connected, so nobody can be asked.</source>
        <translation>Du bist nicht verbunden, deshalb kann niemand gefragt werden.</translation>
    </message>
    <message>
        <source>%1 is not online as far as you may know, so nobody can be asked.</source>
        <translation>%1 ist nicht online, soweit du das wissen darfst, deshalb kann niemand gefragt werden.</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>Frage %1…</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>A person and the name of one of their devices</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 does not answer such questions.</source>
        <translation>%1 beantwortet solche Fragen nicht.</translation>
    </message>
    <message>
        <source>%1 did not answer.</source>
        <translation>%1 hat nicht geantwortet.</translation>
    </message>
    <message>
        <source>Nothing was said on that day or since.</source>
        <translation>An diesem Tag und seitdem wurde nichts gesagt.</translation>
    </message>
    <message>
        <source>This chat is no longer muted.</source>
        <translation>Dieser Chat ist nicht mehr stummgeschaltet.</translation>
    </message>
    <message>
        <source>This chat is no longer pinned.</source>
        <translation>Dieser Chat ist nicht mehr angeheftet.</translation>
    </message>
    <message>
        <source>This chat is no longer in the archive.</source>
        <translation>Dieser Chat ist nicht mehr im Archiv.</translation>
    </message>
</context>
<context>
    <name>natter::VersionsDialog</name>
    <message>
        <source>Versions of the message</source>
        <translation>Fassungen der Nachricht</translation>
    </message>
    <message>
        <source>%1 · now</source>
        <translation>%1 · jetzt</translation>
    </message>
    <message>
        <source>%1 · at first</source>
        <translation>%1 · zuerst</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>natter::WholeTextDialog</name>
    <message>
        <source>The whole message</source>
        <translation>Die ganze Nachricht</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>natter::XmlConsole</name>
    <message>
        <source>XML console</source>
        <translation>XML-Konsole</translation>
    </message>
    <message>
        <source>A&amp;ccount</source>
        <translation>&amp;Konto</translation>
    </message>
    <message>
        <source>Show message &amp;texts</source>
        <translation>Nachrichten&amp;texte zeigen</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>&amp;Leeren</translation>
    </message>
    <message>
        <source>Co&amp;py all</source>
        <translation>Alles ko&amp;pieren</translation>
    </message>
    <message>
        <source>What is typed here goes to the server as it is.</source>
        <translation>Was du hier eingibst, geht unverändert an den Server.</translation>
    </message>
    <message>
        <source>&lt;iq type=&quot;get&quot; id=&quot;1&quot;&gt;&lt;ping xmlns=&quot;urn:xmpp:ping&quot;/&gt;&lt;/iq&gt;</source>
        <translation>&lt;iq type=&quot;get&quot; id=&quot;1&quot;&gt;&lt;ping xmlns=&quot;urn:xmpp:ping&quot;/&gt;&lt;/iq&gt;</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>&amp;Senden</translation>
    </message>
    <message>
        <source>What was sent and received</source>
        <translation>Gesendetes und Empfangenes</translation>
    </message>
    <message>
        <source>XML to send</source>
        <translation>XML zum Senden</translation>
    </message>
    <message>
        <source>There is nothing to send.</source>
        <translation>Es gibt nichts zu senden.</translation>
    </message>
    <message>
        <source>Add an account first.</source>
        <translation>Füge zuerst ein Konto hinzu.</translation>
    </message>
    <message>
        <source>This account is not online, so nothing was sent.</source>
        <translation>Dieses Konto ist nicht online, deshalb wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>This is plain text, not a stanza.</source>
        <translation>Das ist einfacher Text, keine Stanza.</translation>
    </message>
    <message>
        <source>This stanza is not complete: something in it is not closed, or stands where it may not.</source>
        <translation>Diese Stanza ist nicht vollständig: Etwas darin ist nicht geschlossen oder steht, wo es nicht stehen darf.</translation>
    </message>
    <message>
        <source>This is more than one stanza.</source>
        <translation>Das ist mehr als eine Stanza.</translation>
    </message>
    <message>
        <source>“%1” is no stanza.</source>
        <translation>„%1“ ist keine Stanza.</translation>
    </message>
    <message>
        <source>Enter one complete stanza: &lt;message&gt;, &lt;presence&gt; or &lt;iq&gt;, with all that is in it and its closing tag.</source>
        <translation>Gib eine vollständige Stanza ein: &lt;message&gt;, &lt;presence&gt; oder &lt;iq&gt;, mit allem, was hineingehört, und dem schließenden Tag.</translation>
    </message>
</context>
</TS>
