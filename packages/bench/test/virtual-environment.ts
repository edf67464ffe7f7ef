import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { execa } from 'execa'
import { type FoundInterpreter, findInterpreter } from '../src/index.ts'
import { python } from './laboratory.ts'

/** A virtual environment into which distributions are written as installers write them; none is downloaded. */
export class VirtualEnvironment {
  readonly interpreter: FoundInterpreter
  readonly #packages: string

  static async make(folder: string): Promise<VirtualEnvironment> {
    const base = await python()
    await execa(base.path, ['-m', 'venv', '--without-pip', folder])
    const { found } = await findInterpreter(path.join(folder, 'bin', 'python'))
    const place = 'import sysconfig; print(sysconfig.get_path("purelib"))'
    const { stdout } = await execa(found!.path, ['-c', place])
    return new VirtualEnvironment(found!, stdout)
  }

  private constructor(interpreter: FoundInterpreter, packages: string) {
    this.interpreter = interpreter
    this.#packages = packages
  }

  /** Install a version of a distribution, with its files by path from the folder of packages. */
  install(name: string, version: string, files: Record<string, string>, record = true): void {
    for (const [file, text] of Object.entries(files)) this.#write(file, text)
    const info = this.#info(name, version, {})
    if (record)
      this.#write(
        `${info}/RECORD`,
        Object.keys(files)
          .map((file) => `${file},,\n`)
          .join(''),
      )
    else {
      const tops = new Set(Object.keys(files).map((file) => file.split('/')[0]!.replace(/\.py$/, '')))
      this.#write(`${info}/top_level.txt`, [...tops].join('\n'))
    }
  }

  /** Install the code in a folder as `pip install -e` does. */
  link(name: string, version: string, folder: string, code: string): void {
    this.#write(`_${name}.pth`, `${code}\n`)
    const url = JSON.stringify({ url: `file://${folder}`, dir_info: { editable: true } })
    this.#info(name, version, { RECORD: `_${name}.pth,,\n`, 'direct_url.json': url })
  }

  remove(...files: string[]): void {
    for (const file of files) rmSync(path.join(this.#packages, file), { recursive: true })
  }

  #info(name: string, version: string, files: Record<string, string>): string {
    const info = `${name.replaceAll('-', '_')}-${version}.dist-info`
    this.#write(`${info}/METADATA`, `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`)
    for (const [file, text] of Object.entries(files)) this.#write(`${info}/${file}`, text)
    return info
  }

  #write(file: string, text: string): void {
    const place = path.join(this.#packages, file)
    mkdirSync(path.dirname(place), { recursive: true })
    writeFileSync(place, text)
  }
}
