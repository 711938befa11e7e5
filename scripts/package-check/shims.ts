import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Stands in for the runtime at the beginning of an AppImage, which cannot be downloaded here.
 * Its first bytes are those of a program for x64 that is an AppImage.
 */
export const standInRuntime = Buffer.alloc(4096, 'stand-in for the runtime of an AppImage\n');
standInRuntime.write('\u007fELF\u0002\u0001\u0001\0AI\u0002', 0, 'latin1');
standInRuntime.writeUInt16LE(62, 18);

function find(program: string): string {
  return execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
}

/**
 * Makes what electron-builder would fetch: its fpm and its tools for AppImages. Returns the
 * variables that lead it there.
 */
export function makeShims(folder: string): Readonly<Record<string, string>> {
  const fpm = join(folder, 'fpm');
  const tools = join(folder, 'appimage');
  for (const name of ['runtimes', 'lib/x64', 'lib/arm64']) {
    mkdirSync(join(tools, name), { recursive: true });
  }
  writeFileSync(
    fpm,
    `#!/bin/sh\nexec '${process.execPath}' '${join(import.meta.dirname, 'fpm.ts')}' "$@"\n`,
  );
  chmodSync(fpm, 0o755);
  for (const name of ['mksquashfs', 'desktop-file-validate']) {
    symlinkSync(find(name), join(tools, name));
  }
  for (const machine of ['x64', 'arm64']) {
    writeFileSync(join(tools, 'runtimes', `runtime-${machine}`), standInRuntime);
  }
  return { CUSTOM_FPM_PATH: fpm, APPIMAGE_TOOLS_PATH: tools };
}
