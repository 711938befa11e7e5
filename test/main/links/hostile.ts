import fc from 'fast-check';

/** Texts that have fooled somebody: controls, turned directions, paths, switches, markup. */
const fooling = fc.constantFrom(
  '\0',
  '\u202E',
  '\u2066',
  '\u200B',
  '\u{E0041}',
  '\r\n',
  '\u001B[2J',
  '../',
  '..\\',
  '%2e%2e%2f',
  '%00',
  '%E2%80%AE',
  '%F0%28%8C%28',
  '" --inspect=0 "',
  ' --renderer-cmd-prefix=calc',
  '<script>alert(1)</script>',
  '![x](https://evil.invalid/x.png)',
  'javascript:alert(1)',
  'file:///etc/passwd',
  '\uD800',
  '__proto__',
  'parley://new',
);

const noise = fc.oneof(fooling, fc.string({ maxLength: 12, unit: 'binary' }), fc.webUrl());
const text = fc.array(noise, { maxLength: 4 }).map((parts) => parts.join(''));
const id = fc.oneof(fc.uuid(), fc.constant('11111111-2222-4333-8444-555555555555'), text);
const encoded = fc.oneof(
  text,
  text.map((each) => encodeURIComponent(each.toWellFormed())),
);
const field = fc
  .tuple(
    fc.constantFrom('prompt', 'model', 'q', 'send', 'servers', 'url', 'key', '__proto__'),
    encoded,
  )
  .map(([name, value]) => `${name}=${value}`);
const query = fc.array(field, { maxLength: 3 }).map((fields) => fields.join('&'));

const close = fc.oneof(
  fc.tuple(id).map(([one]) => `open/${one}`),
  fc.tuple(id, id).map(([one, two]) => `open/${one}/${two}`),
  encoded.map((q) => `search?q=${q}`),
  encoded.map((prompt) => `new?prompt=${prompt}`),
  fc.tuple(encoded, encoded).map(([prompt, model]) => `new?prompt=${prompt}&model=${model}`),
  query.map((fields) => `new?${fields}`),
  fc.constantFrom('providers', 'api', 'keys', 'constructor').map((page) => `settings/${page}`),
  fc.constantFrom(
    'install?server=x',
    'mcp/install?servers=e30=',
    'import?file=x',
    'tools/run?name=x',
    'call?tool=shell&arguments=rm',
    'settings/api?enable=1',
    'send?prompt=x',
  ),
  fc.constant(`new?prompt=${'x'.repeat(100_000)}`),
);

/** Addresses that claim to be links of ours; some are well formed. */
export const hostileLinks = fc.oneof(
  { weight: 6, arbitrary: close.map((rest) => `parley://${rest}`) },
  {
    weight: 1,
    arbitrary: fc.tuple(noise, close).map(([user, rest]) => `parley://${user}@${rest}`),
  },
  { weight: 1, arbitrary: fc.tuple(fooling, close).map(([x, rest]) => `${x}parley://${x}${rest}`) },
  { weight: 1, arbitrary: fc.tuple(close, fooling).map(([rest, x]) => `PARLEY:${rest}#${x}`) },
  { weight: 1, arbitrary: text },
);

const others = fc.oneof(
  fc.constantFrom(
    '--inspect',
    '--inspect-brk=0.0.0.0:9229',
    '--renderer-cmd-prefix=calc.exe',
    '--gpu-launcher=calc.exe',
    '--utility-cmd-prefix=calc.exe',
    '--load-extension=/tmp/x',
    '--user-data-dir=//evil/share',
    '--no-sandbox',
    '--serve',
    '--send',
    '--',
    'ask',
    'open',
    '/etc/passwd',
    '\\\\evil\\share\\x',
  ),
  noise,
);

/** Command lines with at least one thing that claims to be a link of ours. */
export const hostileArguments = fc
  .tuple(
    fc.array(others, { maxLength: 3 }),
    close.map((rest) => `parley://${rest}`),
    fc.array(fc.oneof(others, hostileLinks), { maxLength: 3 }),
  )
  .map(([before, link, after]) => [...before, link, ...after]);
