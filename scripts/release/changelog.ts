/** The part of a changelog about a version, without its heading. Throws if there is none. */
export function notesOf(changelog: string, version: string): string {
  const parts = changelog.split(/^## /m).slice(1);
  const part = parts.find((each) => each.split(/[\s\n]/, 1)[0] === version);
  if (part === undefined) throw new Error(`CHANGELOG.md says nothing of ${version}.`);
  return `${part.slice(part.indexOf('\n')).trim()}\n`;
}

/** Commits by their area, as lines to write a changelog from. `subjects` say `area: what`. */
export function byArea(subjects: readonly string[]): string {
  const areas = new Map<string, string[]>();
  for (const subject of subjects) {
    const [, area = 'other', what = subject] = /^([\w -]+): (.+)$/.exec(subject) ?? [];
    areas.set(area, [...(areas.get(area) ?? []), what]);
  }
  return [...areas]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([area, what]) => `${area}\n${what.map((line) => `  - ${line}\n`).join('')}`)
    .join('');
}
