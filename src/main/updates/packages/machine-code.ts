/** Reads for which machine a program is, from its first bytes. */

/** The facts in a program's header. */
export interface ProgramHeader {
  readonly format: 'pe' | 'elf' | 'mach_o';
  /** Names of machines as Node has them; several for a universal program. */
  readonly machines: readonly string[];
}

const peMachines: Readonly<Record<number, string>> = {
  0x14c: 'ia32',
  0x8664: 'x64',
  0xaa64: 'arm64',
};
const elfMachines: Readonly<Record<number, string>> = { 3: 'ia32', 62: 'x64', 183: 'arm64' };
const machMachines: Readonly<Record<number, string>> = {
  0x0100_0007: 'x64',
  0x0100_000c: 'arm64',
};
/** The most machines of a universal program that are looked at. */
const maxUniversal = 8;

const nameOf = (table: Readonly<Record<number, string>>, code: number): string =>
  table[code] ?? `0x${code.toString(16)}`;

function readPe(bytes: Buffer): ProgramHeader | null {
  if (bytes.length < 0x40 || bytes.toString('latin1', 0, 2) !== 'MZ') return null;
  const at = bytes.readUInt32LE(0x3c);
  if (at + 6 > bytes.length || bytes.toString('latin1', at, at + 4) !== 'PE\0\0') return null;
  return { format: 'pe', machines: [nameOf(peMachines, bytes.readUInt16LE(at + 4))] };
}

function readElf(bytes: Buffer): ProgramHeader | null {
  if (bytes.length < 20 || bytes.toString('latin1', 0, 4) !== '\u007fELF') return null;
  return { format: 'elf', machines: [nameOf(elfMachines, bytes.readUInt16LE(18))] };
}

function readMachO(bytes: Buffer): ProgramHeader | null {
  if (bytes.length < 8) return null;
  if (bytes.readUInt32LE(0) === 0xfeedfacf) {
    return { format: 'mach_o', machines: [nameOf(machMachines, bytes.readUInt32LE(4))] };
  }
  if (bytes.readUInt32BE(0) !== 0xcafebabe) return null;
  const count = bytes.readUInt32BE(4);
  if (count > maxUniversal || 8 + count * 20 > bytes.length) return null;
  const machines = Array.from({ length: count }, (_, index) =>
    nameOf(machMachines, bytes.readUInt32BE(8 + index * 20)),
  );
  return { format: 'mach_o', machines };
}

/** How many first bytes of a program {@link readHeader} wants. */
export const headerBytes = 4096;

/** Reads the header of a program; null if it is none. */
export function readHeader(bytes: Buffer): ProgramHeader | null {
  return readPe(bytes) ?? readElf(bytes) ?? readMachO(bytes);
}

/** Whether these are the first bytes of an AppImage (type 2), which is an ELF program. */
export function isAppImage(bytes: Buffer): boolean {
  return bytes.toString('latin1', 8, 11) === 'AI\u0002';
}
