import { installPackage, isOnPath } from '../runtime.ts';

/** Programs that the quick check runs, and the Debian packages that have them. */
const neededQuickly: Readonly<Record<string, string>> = {
  'dpkg-deb': 'dpkg',
  mksquashfs: 'squashfs-tools',
  unsquashfs: 'squashfs-tools',
  'desktop-file-validate': 'desktop-file-utils',
};

/** The same for the whole check. */
const needed: Readonly<Record<string, string>> = { ...neededQuickly, rpmbuild: 'rpm' };

/**
 * Installs the programs that are missing, if this may. Returns a sentence that names those that stay
 * missing; null if there are none.
 */
export function provideTools({ isQuick }: { readonly isQuick: boolean }): string | null {
  const wanted = Object.entries(isQuick ? neededQuickly : needed);
  for (const [program, name] of wanted) {
    if (!isOnPath(program)) installPackage(name);
  }
  const missing = wanted.filter(([program]) => !isOnPath(program));
  if (missing.length === 0) return null;
  const list = missing.map(([program, name]) => `${program} (Debian: ${name})`).join(', ');
  return `Packages cannot be checked here without ${list}.`;
}
