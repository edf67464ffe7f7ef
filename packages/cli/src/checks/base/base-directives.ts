import path from 'node:path'
import { type Catalogue, parseCatalogue } from '@rulebook/bench'
import { isPaperName, type Paper, parsePaper } from '@rulebook/papers'
import { z } from 'zod'
import { configFile } from '../../files/root.ts'
import { configSchema } from '../../repository/settings.ts'
import { filesAt, textOf } from './base-tree.ts'

/** What agents were handed before. */
export interface BaseTexts {
  /** The heading of the rulebook. */
  title: string
  papers: Paper[]
}

/** The settings that say where papers lie; whatever else stands there belongs to another version. */
const placesSchema = z.object({
  title: configSchema.shape.title,
  papers: configSchema.shape.papers,
  catalogue: configSchema.shape.catalogue,
})

/** Bytes; a catalogue is larger than a paper. */
const largestCatalogue = 16 * 1024 * 1024

/**
 * The papers of a commit, by its own settings and catalogue. What cannot be used there counts as absent, so that what is
 * read here in its place is new. Throws a Failure when git cannot read the commit.
 */
export async function readBaseTexts(folder: string, commit: string): Promise<BaseTexts> {
  const settings = placesSchema.safeParse(parsedJson(await fileText(folder, commit, configFile)))
  const places = settings.data ?? placesSchema.parse({})
  const catalogue = parsedCatalogue(await fileText(folder, commit, places.catalogue, largestCatalogue))
  if (!settings.success || catalogue === null) return { title: places.title, papers: [] }
  const files = await filesAt(folder, commit, `${path.posix.normalize(places.papers).replace(/\/$/, '')}/`)
  const papers: Paper[] = []
  for (const file of files.filter((candidate) => isPaperName(path.posix.basename(candidate.path)))) {
    const content = await textOf(folder, file)
    const paper = content === null ? null : parsePaper({ path: file.path, content }, catalogue).paper
    // What is no more than a draft there is handed to nobody yet.
    if (paper?.status === 'accepted') papers.push(paper)
  }
  return { title: places.title, papers }
}

async function fileText(
  folder: string,
  commit: string,
  name: string,
  limit?: number,
): Promise<string | null> {
  const [file] = await filesAt(folder, commit, path.posix.normalize(name))
  return file ? textOf(folder, file, limit) : null
}

function parsedJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return null
  }
}

function parsedCatalogue(text: string | null): Catalogue | null {
  try {
    return text === null ? null : parseCatalogue(text, '')
  } catch {
    return null
  }
}
