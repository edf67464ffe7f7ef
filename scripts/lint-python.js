// Lints and format-checks every committed Python file with ruff, as WebAssembly: no Python and no
// download is needed. `--write` formats the files. Syntax errors are reported by the linter.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs'

const settings = {
  'line-length': 110,
  'target-version': 'py310',
  format: { 'quote-style': 'double' },
  lint: {
    select: ['E', 'F', 'W', 'I', 'B', 'UP'],
    // What is measured is often what a linter would mend: values nobody uses, slow ways to format.
    ignore: ['B018', 'B015', 'E711', 'E712', 'F841', 'UP031', 'UP032'],
  },
}
const write = process.argv.includes('--write')
const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.py'], {
  encoding: 'utf8',
})
// Fixtures are faulty on purpose.
const files = listed.split('\n').filter((file) => file && !file.includes('/test/fixtures/'))

const ruff = new Workspace(settings, PositionEncoding.Utf16)
let findings = 0
for (const file of files) {
  const source = readFileSync(file, 'utf8')
  for (const { code, message, start_location: at } of ruff.check(source)) {
    console.error(`${file}:${at.row}:${at.column}: ${message} [${code ?? 'syntax'}]`)
    findings++
  }
  let formatted
  try {
    formatted = ruff.format(source)
  } catch {
    continue // not Python; the linter has said so
  }
  if (formatted === source) continue
  if (write) writeFileSync(file, formatted)
  else {
    console.error(`${file}: not formatted; run \`npm run lint:python -- --write\``)
    findings++
  }
}
console.log(`${files.length} Python files, ${findings} findings`)
process.exitCode = findings > 0 ? 1 : 0
