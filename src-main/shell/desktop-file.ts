/** A desktop file for autostart, as the Desktop Entry Specification quotes arguments: inside double quotes, `"`, `` ` ``, `$` and `\` are escaped, `%` is doubled. */
export function autostartFile(command: readonly [string, ...string[]]): string {
  const lines = [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Sarangbang',
    'Name[ko]=사랑방',
    `Exec=${command.map(quoted).join(' ')}`,
    'X-GNOME-Autostart-enabled=true',
    'NoDisplay=true',
  ]
  return `${lines.join('\n')}\n`
}

/** Twice: once for the quoting of arguments, once because a value of type string unescapes backslashes itself. */
function quoted(argument: string): string {
  const inQuotes = argument.replaceAll(/["`$\\]/g, (character) => `\\${character}`).replaceAll('%', '%%')
  return `"${inQuotes.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}"`
}
