import { basename } from 'node:path';

/**
 * The name in a release of a file that a job has made, from its path below the folder of the job. The
 * lists of updates and bills of materials of two jobs have the same name: theirs gets the job's.
 */
export function placeOf(path: string): string {
  const [job = '', ...rest] = path.replaceAll('\\', '/').split('/');
  const name = basename(rest.join('/'));
  if (name === 'sbom.cdx.json') return `Parley-${job}-${name}`;
  if (/^latest(?:-mac)?\.yml$/.test(name)) return name.replace('.yml', `-${job}.yml`);
  return name;
}
