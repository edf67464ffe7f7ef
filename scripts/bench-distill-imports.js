// Imports what `rulebook distill` imports and does nothing: the floor under any change of a paper.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import '../packages/cli/dist/commands/distill.js'
import { loadTokenizer } from '../packages/distiller/dist/tokenizer.js'

const { resolve } = createRequire(new URL('../packages/cli/dist/main.js', import.meta.url))
await import(pathToFileURL(resolve('commander')).href)
await loadTokenizer('o200k_base')
