import { installPackage, isOnPath } from '../runtime.ts';

/** Programs that the check runs, and the Debian packages that have them. */
const needed = {
  'dpkg-deb': 'dpkg',
  mksquashfs: 'squashfs-tools',
  unsquashfs: 'squashfs-tools',
  'desktop-file-validate': 'desktop-file-utils',
  rpmbuild: 'rpm',
} as const;

/** Installs the programs that are missing, if this may. Throws an Error that names what stays missing. */
export function provideTools(): void {
  for (const [program, name] of Object.entries(needed)) {
    if (!isOnPath(program)) installPackage(name);
  }
  const missing = Object.entries(needed).filter(([program]) => !isOnPath(program));
  if (missing.length === 0) return;
  const list = missing.map(([program, name]) => `${program} (Debian: ${name})`).join(', ');
  throw new Error(`Packages cannot be checked here without ${list}.`);
}
