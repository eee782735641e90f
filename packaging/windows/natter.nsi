; SPDX-License-Identifier: GPL-3.0-or-later
; The installer: for one person without any rights, or for all of a computer. Given by package.sh: VERSION, INSTALL (a file
; that installs everything), REMOVE (one that takes all of that away again), SIZE (in KiB), ICON, PICTURE, OUTPUT.
;   /S silently   /CurrentUser or /AllUsers   /D=FOLDER (last)   /AUTOSTART   /DESKTOP
; The uninstaller takes /S, and /UPDATE: only the files, another version follows. What it removes is where it lies.
; Error level 3: Natter runs. 4: what is there is newer. 5: what is there cannot be changed.
Target amd64-unicode
SetCompressor /SOLID lzma
ManifestDPIAware true
ManifestSupportedOS Win10

!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_INSTALLMODE_FUNCTION chooseFolder
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Natter"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME InstallLocation
!define MULTIUSER_USE_PROGRAMFILES64
!include MultiUser.nsh
!include MUI2.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include LogicLib.nsh

!define ENTRY "${MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY}"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"
!define OPEN '"$INSTDIR\natter.exe" --uri "%1"'
!define OPEN_BEFORE '"$INSTDIR\natter.exe" "%1"' ; which a link could add words to
!define START '"$INSTDIR\natter.exe" "--minimized"' ; as Natter's own settings have it
!define SHARING_VIOLATION 32

Var isRegistered

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
LangString readOnly ${LANG_ENGLISH} "The Natter in $0 cannot be changed. You may lack the rights, or another program uses its files."
LangString readOnly ${LANG_GERMAN} "Natter in $0 lässt sich nicht ändern. Vielleicht fehlen Ihnen die Rechte, oder ein anderes Programm benutzt die Dateien."
LangString newer ${LANG_ENGLISH} "Natter $0 is installed, and this is the older ${VERSION}, which may not be able to read its messages.$\n$\nInstall the older one?"
LangString newer ${LANG_GERMAN} "Natter $0 ist installiert, und dies ist das ältere ${VERSION}, das dessen Nachrichten vielleicht nicht lesen kann.$\n$\nDas ältere installieren?"
LangString forEverybody ${LANG_ENGLISH} "This Natter is installed for everybody. Only an administrator can remove it."
LangString forEverybody ${LANG_GERMAN} "Dieses Natter ist für alle installiert. Nur ein Administrator kann es entfernen."
LangString removeData ${LANG_ENGLISH} "Delete your accounts, settings and all messages on this computer as well?$\n$\nWhat is only here cannot be brought back."
LangString removeData ${LANG_GERMAN} "Auch Ihre Konten, Einstellungen und alle Nachrichten auf diesem Computer löschen?$\n$\nWas nur hier ist, lässt sich nicht zurückholen."

; Windows has no place of its own for the programs of one person; data is beside, not within
Function chooseFolder
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

; $0: where Natter is installed, $1: here. Both as Windows has always written them, to be compared.
!macro findInstalled ROOT
  ReadRegStr $0 ${ROOT} "${ENTRY}" InstallLocation
  ${If} $0 != ""
    GetFullPathName /SHORT $0 $0
  ${EndIf}
  GetFullPathName /SHORT $1 $INSTDIR
!macroend

; A program that runs cannot be written to
!macro waitForEnd un
Function ${un}waitForEnd
  again:
  ${IfNot} ${FileExists} "$INSTDIR\natter.exe"
    Return
  ${EndIf}
  System::Call 'kernel32::CreateFileW(w "$INSTDIR\natter.exe", i 0x40000000, i 1, p 0, i 3, i 0, p 0) p.r0 ?e'
  Pop $1
  ${If} $0 P<> -1
    System::Call 'kernel32::CloseHandle(p r0)'
    Return
  ${EndIf}
  ${If} $1 = ${SHARING_VIOLATION}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(running)" /SD IDCANCEL IDRETRY again
    SetErrorLevel 3
  ${Else}
    StrCpy $0 $INSTDIR
    MessageBox MB_OK|MB_ICONSTOP "$(readOnly)" /SD IDOK
    SetErrorLevel 5
  ${EndIf}
  Quit
FunctionEnd
!macroend
!insertmacro waitForEnd ""
!insertmacro waitForEnd un.

; An older version would meet messages that it does not know
Function keepNewer
  ReadRegStr $0 SHCTX "${ENTRY}" DisplayVersion
  ${VersionCompare} "$0" "${VERSION}" $1
  ${If} $1 == 1
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(newer)" /SD IDNO IDYES older
    SetErrorLevel 4
    Quit
    older:
  ${EndIf}
FunctionEnd

; $0: a folder, $1: what else its uninstaller is told
Function removeFrom
  ${IfNot} ${FileExists} "$0\uninstall.exe"
    Return
  ${EndIf}
  ClearErrors
  ExecWait '"$0\uninstall.exe" /$MultiUser.InstallMode $1 /S _?=$0' $2
  ${If} ${Errors}
  ${OrIf} $2 <> 0
    ${If} $2 <> 3
      StrCpy $2 5
      MessageBox MB_OK|MB_ICONSTOP "$(readOnly)" /SD IDOK
    ${Else}
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(running)" /SD IDOK
    ${EndIf}
    SetErrorLevel $2
    Quit
  ${EndIf}
FunctionEnd

; There is one Natter for each person, and one for everybody: a second folder would be nobody's. What it had stays.
Function moveHere
  !insertmacro findInstalled SHCTX
  ${If} $0 == ""
  ${OrIf} $0 == $1
    Return
  ${EndIf}
  ReadRegStr $0 SHCTX "${ENTRY}" InstallLocation
  ${If} ${FileExists} "$DESKTOP\Natter.lnk"
    SectionSetFlags 2 ${SF_SELECTED}
  ${EndIf}
  ReadRegStr $1 SHCTX "${RUN}" natter
  ${If} $1 == '"$0\natter.exe" "--minimized"'
    SectionSetFlags 3 ${SF_SELECTED}
  ${EndIf}
  StrCpy $1 ""
  Call removeFrom
  Delete "$0\uninstall.exe" ; which cannot remove itself while we wait for it
  RMDir $0
FunctionEnd

; By the one who shows the desktop: as the person, and without an administrator's rights, which we may have
Function startProgram
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\natter.exe"'
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

; For whom it is installed here. A copy that is not registered has nothing but its files.
Function un.onInit
  !insertmacro MULTIUSER_UNINIT
  !insertmacro findInstalled SHCTX
  ${If} $0 == $1
    StrCpy $isRegistered yes
    Return
  ${EndIf}
  !insertmacro findInstalled HKCU
  ${If} $0 == $1
    StrCpy $isRegistered yes
    Call un.MultiUser.InstallMode.CurrentUser
    Return
  ${EndIf}
  !insertmacro findInstalled HKLM
  ${If} $0 == $1
    StrCpy $isRegistered yes
    Call un.MultiUser.InstallMode.AllUsers
    ${If} $MultiUser.InstallMode != AllUsers
      MessageBox MB_OK|MB_ICONSTOP "$(forEverybody)" /SD IDOK
      SetErrorLevel 5
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "$(program)"
  SectionIn RO
  Call keepNewer
  Call waitForEnd
  Call moveHere
  ; Files that another version installed, and this one does not
  StrCpy $0 $INSTDIR
  StrCpy $1 /UPDATE
  Call removeFrom
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
  WriteRegStr SHCTX "Software\Classes\Natter.xmpp\shell\open\command" "" '${OPEN}'
  WriteRegStr SHCTX "Software\Natter\Capabilities" ApplicationName "Natter"
  WriteRegStr SHCTX "Software\Natter\Capabilities" ApplicationDescription "$(description)"
  WriteRegStr SHCTX "Software\Natter\Capabilities\URLAssociations" xmpp "Natter.xmpp"
  WriteRegStr SHCTX "Software\RegisteredApplications" Natter "Software\Natter\Capabilities"
  ReadRegStr $0 SHCTX "Software\Classes\xmpp\shell\open\command" ""
  ${If} $0 == ""
  ${OrIf} $0 == '${OPEN_BEFORE}'
    WriteRegStr SHCTX "Software\Classes\xmpp" "" "URL:XMPP"
    WriteRegStr SHCTX "Software\Classes\xmpp" "URL Protocol" ""
    WriteRegStr SHCTX "Software\Classes\xmpp\DefaultIcon" "" "$INSTDIR\natter.exe,0"
    WriteRegStr SHCTX "Software\Classes\xmpp\shell\open\command" "" '${OPEN}'
  ${EndIf}
SectionEnd

Section /o "$(desktop)"
  CreateShortcut "$DESKTOP\Natter.lnk" "$INSTDIR\natter.exe" "" "" "" "" "" "$(description)"
SectionEnd

!macro forgetStart ROOT
  ReadRegStr $0 ${ROOT} "${RUN}" natter
  ${If} $0 == '${START}'
    DeleteRegValue ${ROOT} "${RUN}" natter
  ${EndIf}
!macroend

; As Natter's own settings do it, which can take it back; for everybody, that is an administrator's
Section /o "$(autostart)"
  !insertmacro forgetStart HKCU ; it would come twice
  WriteRegStr SHCTX "${RUN}" natter '${START}'
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
  ${If} $isRegistered == ""
    Return
  ${EndIf}
  Delete "$SMPROGRAMS\Natter.lnk"
  Delete "$DESKTOP\Natter.lnk"

  DeleteRegKey SHCTX "${ENTRY}"
  DeleteRegKey SHCTX "Software\Classes\Natter.xmpp"
  DeleteRegKey SHCTX "Software\Natter\Capabilities"
  DeleteRegKey /ifempty SHCTX "Software\Natter"
  DeleteRegValue SHCTX "Software\RegisteredApplications" Natter
  ReadRegStr $0 SHCTX "Software\Classes\xmpp\shell\open\command" ""
  ${If} $0 == '${OPEN}'
  ${OrIf} $0 == '${OPEN_BEFORE}'
    DeleteRegKey SHCTX "Software\Classes\xmpp"
  ${EndIf}
  !insertmacro forgetStart SHCTX
  !insertmacro forgetStart HKCU ; by Natter's own settings

  ; Nobody is asked for data that another Natter uses: one installed for others as well, or one that runs from anywhere
  ReadRegStr $0 HKLM "${ENTRY}" InstallLocation
  ReadRegStr $1 HKCU "${ENTRY}" InstallLocation
  SetShellVarContext current
  ${If} "$0$1" != ""
  ${OrIfNot} ${FileExists} "$LOCALAPPDATA\natter\*"
    Return
  ${EndIf}
  ClearErrors
  FileOpen $2 "$LOCALAPPDATA\natter\natter.lock" a
  ${If} ${Errors}
    Return
  ${EndIf}
  StrCpy $0 yes
  MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(removeData)" /SD IDNO IDYES answered
  StrCpy $0 no ; whatever else it was
  answered:
  FileClose $2
  Delete "$LOCALAPPDATA\natter\natter.lock" ; an empty one would lock it for ever
  ${If} $0 == yes
    RMDir /r "$LOCALAPPDATA\natter"
    DeleteRegKey HKCU "Software\natter"
  ${EndIf}
SectionEnd
