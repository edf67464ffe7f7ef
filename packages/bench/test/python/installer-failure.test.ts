import { expect, test } from 'vitest'
import { refusalIn } from '../../src/python/installer-failure.ts'

/** What installers printed, and what is made of it. */
const cases: [string, string[], { reason: string | RegExp; outage: boolean }][] = [
  [
    'a hash mismatch, by pip, whose last telling line is an address',
    [
      'Collecting orjson==3.13.0 (from -r requirements.txt (line 1))',
      'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes.',
      '    orjson==3.13.0 from https://files.test/orjson-3.13.0-cp311-none-any.whl (from -r requirements.txt (line 1)):',
      '        Expected sha256 0000',
      '             Got        9571',
    ],
    {
      reason: 'hash mismatch: orjson==3.13.0, as downloaded, is not what the lock names',
      outage: false,
    },
  ],
  [
    'a hash mismatch, by uv',
    [
      '  × Failed to download `orjson==3.13.0`',
      '  ╰─▶ Hash mismatch for `orjson==3.13.0`',
      '      Expected:',
      '        sha256:0000',
    ],
    {
      reason: 'hash mismatch: orjson==3.13.0, as downloaded, is not what the lock names',
      outage: false,
    },
  ],
  [
    'no network, by pip, which then finds no version',
    [
      "WARNING: Retrying (Retry(total=1, connect=None)) after connection broken by 'ProxyError('Cannot connect to proxy.', NewConnectionError('<C>: Failed to establish a new connection: [Errno 111] Connection refused'))': /simple/orjson/",
      "WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by 'ProxyError('Cannot connect to proxy.', NewConnectionError('<C>: Failed to establish a new connection: [Errno 111] Connection refused'))': /simple/orjson/",
      'ERROR: Could not find a version that satisfies the requirement orjson==3.13.0 (from versions: none)',
      'ERROR: No matching distribution found for orjson==3.13.0',
    ],
    {
      reason: 'no connection to the index of packages: cannot connect to proxy, connection refused',
      outage: true,
    },
  ],
  [
    'no network, by uv',
    [
      'error: Failed to fetch: `https://index.test/simple/orjson/`',
      '  Caused by: error sending request for url (https://index.test/simple/orjson/)',
      '  Caused by: client error (Connect)',
      '  Caused by: dns error: failed to lookup address information: Name or service not known',
    ],
    { reason: /^no connection to the index of packages: dns error/, outage: true },
  ],
  [
    'a version that is not there, after a retry that helped',
    [
      'WARNING: Retrying (Retry(total=1, connect=None)) after connection broken by \'ReadTimeoutError("Read timed out.")\': /simple/orjson/',
      'ERROR: Could not find a version that satisfies the requirement orjson==3.13.0 (from versions: 3.12.0)',
      'ERROR: No matching distribution found for orjson==3.13.0',
    ],
    { reason: 'No matching distribution found for orjson==3.13.0', outage: false },
  ],
  [
    'a package that is named after the network',
    ['ERROR: No matching distribution found for connection-proxy==1.0'],
    { reason: 'No matching distribution found for connection-proxy==1.0', outage: false },
  ],
  [
    'a full disk',
    ['ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device', 'hint: none'],
    {
      reason: 'Could not install packages due to an OSError: [Errno 28] No space left on device',
      outage: false,
    },
  ],
  ['nothing', [], { reason: 'failed', outage: false }],
]

test.each(cases)('%s', (_, output, { reason, outage }) => {
  const refusal = refusalIn(output.join('\n'), 'failed')
  if (typeof reason === 'string') expect(refusal.reason).toBe(reason)
  else expect(refusal.reason).toMatch(reason)
  expect(refusal.outage).toBe(outage)
})
