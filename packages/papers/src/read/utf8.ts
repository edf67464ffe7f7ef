/** Text, or where bytes are not UTF-8: `at` is an offset in `readable`, which holds what can be read. */
export type Decoded = { text: string } | { readable: string; at: number; problem: string }

/** Decode UTF-8, and say which byte is none. */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    return findBadByte(bytes)
  }
}

function findBadByte(bytes: Uint8Array): Decoded {
  const readable = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { readable, at: 0, problem: 'Unexpected UTF-16, expected UTF-8; save the file as UTF-8' }
  }
  // A replacement character stands for a bad byte, unless it stands in the file.
  let offset = 0
  let from = 0
  for (let at = readable.indexOf('\ufffd'); at !== -1; at = readable.indexOf('\ufffd', from)) {
    offset += Buffer.byteLength(readable.slice(from, at))
    if (bytes[offset] !== 0xef || bytes[offset + 1] !== 0xbf || bytes[offset + 2] !== 0xbd) {
      const byte = bytes[offset]!
      const meant = new TextDecoder('windows-1252').decode(Uint8Array.of(byte))
      const guess = /\p{C}/u.test(meant) ? '' : ` (“${meant}” in Windows-1252)`
      const problem = `Unexpected byte 0x${byte.toString(16).toUpperCase()}${guess}, expected UTF-8; save the file as UTF-8`
      return { readable, at, problem }
    }
    offset += 3
    from = at + 1
  }
  return { readable, at: 0, problem: 'Unexpected bytes, expected UTF-8; save the file as UTF-8' }
}
