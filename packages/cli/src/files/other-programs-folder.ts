/** Folders that other programs keep, wherever they lie. */
const foreign = ['.git', '.hg', '.svn', '.jj', '.rulebook', 'node_modules']

/** The first part of a path (`/` between its parts) that is a folder of another program; undefined for none. */
export function foreignFolderIn(file: string): string | undefined {
  return file.split('/').find((part) => foreign.includes(part.toLowerCase()))
}
