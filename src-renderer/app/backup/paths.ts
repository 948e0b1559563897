/** Paths of the engine's computer, as somebody types them: whole ones, and one to begin with. */

/** `/…`, `C:\…`, `\\server\…`: one that means the same wherever the engine was started. */
export function isWholePath(path: string): boolean {
  return /^(\/|[A-Za-z]:[\\/]|\\\\[^\\])/.test(path)
}

/** As it was meant: file managers copy paths in quotation marks. */
export function typedPath(text: string): string {
  const trimmed = text.trim()
  return /^"(.+)"$|^'(.+)'$/.exec(trimmed)?.slice(1).find(Boolean) ?? trimmed
}

export function folderOf(file: string): string {
  const end = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'))
  // Of `/file` and `C:\file` the root keeps its separator.
  return end <= 0 || file[end - 1] === ':' ? file.slice(0, end + 1) : file.slice(0, end)
}

/** As the engine is asked to write into it: what ends so is a folder, and never the name of a file to be. */
export function intoFolder(folder: string): string {
  return /[\\/]$/.test(folder) ? folder : `${folder}/`
}

/** Where a person's own files are, told from where the profile is; else the folder around the profile. */
export function homeOf(profile: string): string {
  return /^(\/home\/[^/]+|\/Users\/[^/]+|\/root(?=\/)|[A-Za-z]:\\Users\\[^\\]+)/.exec(profile)?.[0] ?? folderOf(profile)
}
