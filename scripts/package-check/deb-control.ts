import { bytesIn } from './tree.ts';
import type { FpmLine } from './fpm-line.ts';

/** What Debian calls the installed size of a tree: kibibytes. */
export function installedSize(tree: string): number {
  return Math.ceil(bytesIn(tree) / 1024);
}

/** The control file of a Debian package. */
export function debControl(line: FpmLine, size: number): string {
  const fields = [
    `Package: ${line.name}`,
    `Version: ${line.version}`,
    `Architecture: ${line.architecture}`,
    `Maintainer: ${line.maintainer}`,
    `Installed-Size: ${size}`,
    `Depends: ${line.depends.join(', ')}`,
    `Recommends: ${line.recommends.join(', ')}`,
    'Section: default',
    'Priority: optional',
    `Homepage: ${line.url}`,
    `Description: ${line.description.replaceAll(/\s*\n\s*/g, '\n ')}`,
  ];
  return `${fields.join('\n')}\n`;
}
