import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openEras } from '../../../../src/main/tools/mcp/eras.ts';
import { isSameStart } from '../../../../src/main/tools/mcp/process/process-table.ts';
import { scratch, serverOf } from './kit.ts';

function fail(error: unknown): never {
  throw error;
}

const server = serverOf({ kind: 'http', url: 'https://example.com/' });
const dayMs = 24 * 3600 * 1000;

it('what was found out of a server holds for a week, and for what it runs now', () => {
  const path = join(scratch(), 'deep/eras.json');
  let now = 0;
  const open = () => openEras(path, () => now, fail);
  open().write(server, 'sse');
  const eras = open();
  expect(eras.read(server)).toBe('sse');
  expect(eras.read({ ...server, fields: [{ name: 'X', value: '1' }] })).toBeNull();
  expect(eras.read({ ...server, name: 'Another name' })).toBe('sse');
  now = 8 * dayMs;
  expect(eras.read(server)).toBeNull();
  eras.write(server, 'legacy');
  expect(open().read(server)).toBe('legacy');
  eras.forget(server.id);
  expect(open().read(server)).toBeNull();
});

it('a damaged file is as good as none', () => {
  const path = join(scratch(), 'eras.json');
  writeFileSync(path, '{"server-1": ');
  expect(openEras(path, Date.now, fail).read(server)).toBeNull();
});

it('the start of a process is told by other systems in words of their own', () => {
  const at = Date.parse('2026-03-01T10:00:02Z');
  expect(isSameStart('2026-03-01T10:00:01.1234567Z\r\n', at)).toBe(true);
  expect(isSameStart(`  ${new Date(at).toString().slice(0, 24)}\n`, at)).toBe(true);
  expect(isSameStart('2026-03-01T11:00:01Z', at)).toBe(false);
  expect(isSameStart('', at)).toBe(false);
});
