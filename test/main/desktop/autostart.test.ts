import { expect, test } from 'vitest';
import { autostartEntry, isAutostarted } from '../../../src/main/desktop/autostart.ts';

test('the entry starts exactly the command, whatever its path holds', () => {
  const entry = autostartEntry('Parley', ['/opt/My "Apps"/100%/a$b\\c', '--at-login']);
  expect(entry.split('\n')).toContain(
    String.raw`Exec="/opt/My \\"Apps\\"/100%%/a\\$b\\\\c" "--at-login"`,
  );
  expect(entry).toMatch(/^\[Desktop Entry\]\nType=Application\nName=Parley\n/);
  expect(isAutostarted(entry)).toBe(true);
});

test('an entry that the desktop switched off counts as off', () => {
  const entry = autostartEntry('Parley', ['/opt/parley']);
  expect(isAutostarted(entry.replace('enabled=true', 'enabled=false'))).toBe(false);
  expect(isAutostarted(`${entry}Hidden = true\n`)).toBe(false);
});
