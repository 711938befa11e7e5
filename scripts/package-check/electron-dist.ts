import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The mark that Electron's executable carries before its fuses, see @electron/fuses. */
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Version 1 of the wire, its nine fuses and what Electron ships them with. */
const shippedFuses = [1, 9, ...Buffer.from('101100011')];

/** What ELF calls the machines that packages are made for. */
const elfMachines = { x64: 0x3e, arm64: 0xb7 } as const;

/** A machine that packages are made for here. */
export type Machine = keyof typeof elfMachines;

/** The header of a Linux program for this machine; nothing follows that could run. */
function elfHeader(machine: Machine): Buffer {
  const header = Buffer.alloc(64);
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  header.writeUInt16LE(2, 16);
  header.writeUInt16LE(elfMachines[machine], 18);
  header.writeUInt32LE(1, 20);
  return header;
}

/**
 * Makes a folder that electron-builder takes for an unpacked Electron: it has every file that
 * packaging looks at, and none that could run.
 */
export function makeElectronDist(folder: string, machine: Machine, version: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'), { recursive: true });
  const fuses = Buffer.concat([Buffer.from(fuseMark), Buffer.from(shippedFuses)]);
  const files: Readonly<Record<string, string | Buffer>> = {
    electron: Buffer.concat([elfHeader(machine), fuses]),
    'chrome-sandbox': elfHeader(machine),
    chrome_crashpad_handler: elfHeader(machine),
    version,
    LICENSE: 'Electron’s licence\n',
    'LICENSES.chromium.html': 'Chromium’s licences\n',
    'locales/en-US.pak': 'locale\n',
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  for (const name of ['electron', 'chrome-sandbox', 'chrome_crashpad_handler']) {
    chmodSync(join(folder, name), 0o755);
  }
}
