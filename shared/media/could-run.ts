/**
 * MEDIA-6: whether a file could do something by itself when a person opens it: a program, a script, a shortcut, a package, a document with
 * macros, a page. By its name, as a system decides it, and by its type. A list is never whole; who opens a file is asked in any case.
 */

const ENDINGS: ReadonlySet<string> = new Set(
  [
    // Windows
    'exe msi msix msixbundle msp mst appx appxbundle appinstaller bat cmd com scr pif cpl dll sys drv ocx gadget application hta inf ins isp',
    'lnk url scf reg ps1 ps1xml ps2 ps2xml psc1 psc2 psd1 psm1 js jse vb vbe vbs ws wsf wsh wsc sct msc chm hlp job jnlp shb shs theme themepack',
    'settingcontent-ms library-ms search-ms searchconnector-ms diagcab xbap xll wll ade adp mde mdb accde accdr ops osd pcd prg crt iso img vhd vhdx',
    // Documents with macros
    'docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm slk iqy one onetoc2',
    // macOS, Linux, Android
    'app dmg pkg mpkg command tool workflow action terminal fileloc inetloc webloc scpt scptd applescript osax kext prefpane dylib',
    'sh bash zsh fish csh ksh run bin elf out appimage desktop deb rpm flatpak flatpakref snap so service apk apks xapk aab ipa',
    // Anywhere
    'jar war class py pyc pyw pyz rb pl php lua tcl awk wasm html htm xhtml xht shtml mht mhtml svg svgz xml xsl xslt swf crx xpi vsix',
  ].flatMap((line) => line.split(' ')),
)

const TYPES: ReadonlySet<string> = new Set([
  'text/html',
  'application/xhtml+xml',
  'image/svg+xml',
  'text/xml',
  'application/xml',
  'text/javascript',
  'application/javascript',
  'application/ecmascript',
  'application/java-archive',
  'application/wasm',
  'application/hta',
  'application/x-sh',
  'application/x-shellscript',
  'application/x-bat',
  'application/x-msi',
  'application/x-ms-installer',
  'application/x-msdownload',
  'application/x-dosexec',
  'application/x-executable',
  'application/x-elf',
  'application/x-mach-binary',
  'application/x-apple-diskimage',
  'application/vnd.android.package-archive',
  'application/vnd.microsoft.portable-executable',
  'application/x-ms-shortcut',
  'application/x-desktop',
  'application/x-debian-package',
  'application/x-rpm',
])

/** `name` as `safeName` gives it, `type` a lower-case media type. */
export function couldRun(name: string, type: string): boolean {
  return TYPES.has(type) || isMacroType(type) || ENDINGS.has(lastEnding(name))
}

/** Letters of other widths and other scripts’ digits look like an ending and are read as one by some. */
function lastEnding(name: string): string {
  const plain = name.normalize('NFKC').toLowerCase().trim()
  const dot = plain.lastIndexOf('.')
  return dot < 0 ? '' : plain.slice(dot + 1)
}

function isMacroType(type: string): boolean {
  return type.startsWith('application/vnd.ms-') && type.includes('macroenabled')
}
