; SPDX-License-Identifier: GPL-3.0-or-later
; The installer: for one person without any rights, or for all of a computer. Given by package.sh: VERSION, INSTALL (a file
; that installs everything), REMOVE (one that takes all of that away again), SIZE (in KiB), ICON, PICTURE, OUTPUT.
;   /S silently   /CurrentUser or /AllUsers   /D=FOLDER (last)   /AUTOSTART   /DESKTOP
; The uninstaller takes /S, /CurrentUser or /AllUsers, and /UPDATE: only the files, another version follows.
; Error level 3: Natter runs.
Target amd64-unicode
SetCompressor /SOLID lzma
ManifestDPIAware true
ManifestSupportedOS Win10

!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_INSTALLMODE_FUNCTION chooseFolder
!define MULTIUSER_INSTALLMODE_UNFUNCTION un.chooseFolder
!define MULTIUSER_USE_PROGRAMFILES64
!include MultiUser.nsh
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh

!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Natter"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"

Name "Natter"
OutFile "${OUTPUT}"
BrandingText "Natter ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 ProductName "Natter"
VIAddVersionKey /LANG=0 FileDescription "Natter"
VIAddVersionKey /LANG=0 FileVersion "${VERSION}"
VIAddVersionKey /LANG=0 LegalCopyright "GPL-3.0-or-later"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_COMPONENTSPAGE_NODESC
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION startProgram
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE English
!insertmacro MUI_LANGUAGE German

LangString description ${LANG_ENGLISH} "A chat client for XMPP"
LangString description ${LANG_GERMAN} "Ein Chatprogramm für XMPP"
LangString program ${LANG_ENGLISH} "Natter"
LangString program ${LANG_GERMAN} "Natter"
LangString links ${LANG_ENGLISH} "Open xmpp: links"
LangString links ${LANG_GERMAN} "xmpp:-Links öffnen"
LangString desktop ${LANG_ENGLISH} "Shortcut on the desktop"
LangString desktop ${LANG_GERMAN} "Verknüpfung auf dem Desktop"
LangString autostart ${LANG_ENGLISH} "Start Natter at login, in the tray"
LangString autostart ${LANG_GERMAN} "Natter beim Anmelden starten, im Infobereich"
LangString running ${LANG_ENGLISH} "Natter is running. Quit it, then try again."
LangString running ${LANG_GERMAN} "Natter läuft noch. Beenden Sie es und versuchen Sie es noch einmal."
LangString removeData ${LANG_ENGLISH} "Delete your accounts, settings and all messages on this computer as well?$\n$\nWhat is only here cannot be brought back."
LangString removeData ${LANG_GERMAN} "Auch Ihre Konten, Einstellungen und alle Nachrichten auf diesem Computer löschen?$\n$\nWas nur hier ist, lässt sich nicht zurückholen."

; Windows has no place of its own for the programs of one person; data is beside, not within
!macro folder un
Function ${un}chooseFolder
  ${If} $MultiUser.InstallMode == CurrentUser
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\Natter"
  ${Else}
    StrCpy $INSTDIR "$PROGRAMFILES64\Natter"
  ${EndIf}
  ReadRegStr $0 SHCTX "${ENTRY}" InstallLocation
  ${If} $0 != ""
    StrCpy $INSTDIR $0
  ${EndIf}
FunctionEnd

; A program that runs cannot be written to
Function ${un}waitForEnd
  again:
  ${IfNot} ${FileExists} "$INSTDIR\natter.exe"
    Return
  ${EndIf}
  ClearErrors
  FileOpen $0 "$INSTDIR\natter.exe" a
  ${IfNot} ${Errors}
    FileClose $0
    Return
  ${EndIf}
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(running)" /SD IDCANCEL IDRETRY again
  SetErrorLevel 3
  Quit
FunctionEnd
!macroend
!insertmacro folder ""
!insertmacro folder un.

; As the person, not as the administrator who installs
Function startProgram
  ${If} $MultiUser.InstallMode == AllUsers
    Exec '"$WINDIR\explorer.exe" "$INSTDIR\natter.exe"'
  ${Else}
    Exec '"$INSTDIR\natter.exe"'
  ${EndIf}
FunctionEnd

Function .onInit
  StrCpy $1 $INSTDIR ; what /D= says
  !insertmacro MULTIUSER_INIT
  ${If} $1 != ""
    StrCpy $INSTDIR $1
  ${EndIf}
  ${GetParameters} $0
  ${GetOptions} $0 "/DESKTOP" $1
  ${IfNot} ${Errors}
    SectionSetFlags 2 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/AUTOSTART" $1
  ${IfNot} ${Errors}
    SectionSetFlags 3 1
  ${EndIf}
FunctionEnd

Function un.onInit
  !insertmacro MULTIUSER_UNINIT
FunctionEnd

Section "$(program)"
  SectionIn RO
  Call waitForEnd
  ; Files that another version installed, and this one does not
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    ExecWait '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /UPDATE /S _?=$INSTDIR'
  ${EndIf}
  !include "${INSTALL}"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Natter.lnk" "$INSTDIR\natter.exe" "" "" "" "" "" "$(description)"

  WriteRegStr SHCTX "${ENTRY}" DisplayName "Natter"
  WriteRegStr SHCTX "${ENTRY}" DisplayVersion "${VERSION}"
  WriteRegStr SHCTX "${ENTRY}" DisplayIcon "$INSTDIR\natter.exe,0"
  WriteRegStr SHCTX "${ENTRY}" Publisher "Natter"
  WriteRegStr SHCTX "${ENTRY}" InstallLocation "$INSTDIR"
  WriteRegStr SHCTX "${ENTRY}" UninstallString '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${ENTRY}" QuietUninstallString '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${ENTRY}" EstimatedSize ${SIZE}
  WriteRegDWORD SHCTX "${ENTRY}" NoModify 1
  WriteRegDWORD SHCTX "${ENTRY}" NoRepair 1
SectionEnd

; Windows asks which program is to open such links, if there is another one
Section "$(links)"
  WriteRegStr SHCTX "Software\Classes\Natter.xmpp" "" "URL:XMPP"
  WriteRegStr SHCTX "Software\Classes\Natter.xmpp" "URL Protocol" ""
  WriteRegStr SHCTX "Software\Classes\Natter.xmpp\DefaultIcon" "" "$INSTDIR\natter.exe,0"
  WriteRegStr SHCTX "Software\Classes\Natter.xmpp\shell\open\command" "" '"$INSTDIR\natter.exe" "%1"'
  WriteRegStr SHCTX "Software\Natter\Capabilities" ApplicationName "Natter"
  WriteRegStr SHCTX "Software\Natter\Capabilities" ApplicationDescription "$(description)"
  WriteRegStr SHCTX "Software\Natter\Capabilities\URLAssociations" xmpp "Natter.xmpp"
  WriteRegStr SHCTX "Software\RegisteredApplications" Natter "Software\Natter\Capabilities"
  ReadRegStr $0 SHCTX "Software\Classes\xmpp\shell\open\command" ""
  ${If} $0 == ""
    WriteRegStr SHCTX "Software\Classes\xmpp" "" "URL:XMPP"
    WriteRegStr SHCTX "Software\Classes\xmpp" "URL Protocol" ""
    WriteRegStr SHCTX "Software\Classes\xmpp\DefaultIcon" "" "$INSTDIR\natter.exe,0"
    WriteRegStr SHCTX "Software\Classes\xmpp\shell\open\command" "" '"$INSTDIR\natter.exe" "%1"'
  ${EndIf}
SectionEnd

Section /o "$(desktop)"
  CreateShortcut "$DESKTOP\Natter.lnk" "$INSTDIR\natter.exe" "" "" "" "" "" "$(description)"
SectionEnd

; As Natter's own settings do it, which can take it back
Section /o "$(autostart)"
  WriteRegStr HKCU "${RUN}" natter '"$INSTDIR\natter.exe" "--minimized"'
SectionEnd

Section Uninstall
  Call un.waitForEnd
  !include "${REMOVE}"
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/UPDATE" $1
  ${IfNot} ${Errors}
    Return
  ${EndIf}
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Natter.lnk"
  Delete "$DESKTOP\Natter.lnk"

  DeleteRegKey SHCTX "${ENTRY}"
  DeleteRegKey SHCTX "Software\Classes\Natter.xmpp"
  DeleteRegKey SHCTX "Software\Natter\Capabilities"
  DeleteRegKey /ifempty SHCTX "Software\Natter"
  DeleteRegValue SHCTX "Software\RegisteredApplications" Natter
  ReadRegStr $0 SHCTX "Software\Classes\xmpp\shell\open\command" ""
  ${If} $0 == '"$INSTDIR\natter.exe" "%1"'
    DeleteRegKey SHCTX "Software\Classes\xmpp"
  ${EndIf}
  ReadRegStr $0 HKCU "${RUN}" natter
  ${If} $0 == '"$INSTDIR\natter.exe" "--minimized"'
    DeleteRegValue HKCU "${RUN}" natter
  ${EndIf}

  SetShellVarContext current
  ${If} ${FileExists} "$LOCALAPPDATA\natter\*"
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(removeData)" /SD IDNO IDYES remove
    Return ; whatever else was answered
    remove:
    RMDir /r "$LOCALAPPDATA\natter"
    DeleteRegKey HKCU "Software\natter"
  ${EndIf}
SectionEnd
