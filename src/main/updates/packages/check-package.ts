import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expected } from '../../../shared/expected.ts';
import type { UpdateFile } from '../manifest.ts';
import { headerBytes, isAppImage, readHeader, type ProgramHeader } from './machine-code.ts';
import { programInZip } from './mac-zip.ts';

const run = promisify(execFile);

/** How long reading the fields of a package may take (ms). */
const fieldsMs = 20_000;

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function checkHeader(
  header: ProgramHeader | null,
  format: ProgramHeader['format'],
  machines: readonly string[],
): void {
  if (header?.format !== format) throw expected('update_other_kind', {});
  if (header.machines.some((machine) => machines.includes(machine))) return;
  throw expected('update_wrong_machine', { machine: header.machines.join(', ').slice(0, 100) });
}

/** What Debian calls a machine. */
const debianNames = { x64: 'amd64', arm64: 'arm64' } as const;

/** Debian's own reader knows every compression that Debian has. */
async function checkDeb(path: string, machine: UpdateFile['machine'], version: string) {
  const fields = ['Package', 'Version', 'Architecture'];
  const { stdout } = await run('dpkg-deb', ['--field', path, ...fields], {
    timeout: fieldsMs,
    maxBuffer: 10_000,
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  }).catch(() => ({ stdout: '' }));
  const lines = stdout.split('\n');
  const field = (name: string): string => {
    const line = lines.find((each) => each.startsWith(`${name}: `));
    return line?.slice(name.length + 2).trim() ?? '';
  };
  const found = field('Version').replace(/-\d+$/, '');
  if (field('Package') !== 'parley' || found !== version) throw expected('update_other_kind', {});
  const architecture = field('Architecture');
  if (architecture !== debianNames[machine]) {
    throw expected('update_wrong_machine', { machine: architecture.slice(0, 100) });
  }
}

/**
 * Throws an ExpectedError unless the package is what the list says: of this kind, and for this
 * machine by its own header. Its signature was checked before.
 */
export async function checkPackage(
  path: string,
  { kind, machine }: Pick<UpdateFile, 'kind' | 'machine'>,
  version: string,
): Promise<void> {
  switch (kind) {
    case 'nsis':
      // The installers of both machines are 32-bit programs, so only the list tells them apart.
      return checkHeader(readHeader(await firstBytes(path)), 'pe', ['ia32', machine]);
    case 'app_image': {
      const bytes = await firstBytes(path);
      if (!isAppImage(bytes)) throw expected('update_other_kind', {});
      return checkHeader(readHeader(bytes), 'elf', [machine]);
    }
    case 'mac_zip': {
      const bytes = await programInZip(path).catch(() => null);
      return checkHeader(bytes === null ? null : readHeader(bytes), 'mach_o', [machine]);
    }
    case 'deb':
      return checkDeb(path, machine, version);
  }
}
