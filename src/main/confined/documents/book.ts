import { posix } from 'node:path';
import { createTextBudget } from './budget.ts';
import { pageText } from './page.ts';
import { readXml } from './xml.ts';
import type { DocumentFiles } from './zip.ts';

// EPUB 2 and 3: `META-INF/container.xml` names the package, whose `spine` gives the order of the
// pages.

async function packagePath(files: DocumentFiles): Promise<string> {
  const xml = await files.text('META-INF/container.xml');
  let path: string | null = null;
  if (xml !== null) {
    readXml(xml, {
      open(name, { 'full-path': place }) {
        if (name.endsWith('rootfile')) path ??= place ?? null;
      },
    });
  }
  if (path === null) throw new Error('It is no book');
  return path;
}

async function pagePaths(files: DocumentFiles): Promise<readonly string[]> {
  const path = await packagePath(files);
  const xml = await files.text(path);
  if (xml === null) throw new Error('It has no package');
  const places = new Map<string, string>();
  const pages: string[] = [];
  readXml(xml, {
    open(name, attributes) {
      const tag = name.split(':').at(-1);
      if (tag === 'item') places.set(attributes['id'] ?? '', attributes['href'] ?? '');
      if (tag === 'itemref') pages.push(attributes['idref'] ?? '');
    },
  });
  return pages.flatMap((id) => {
    const place = places.get(id);
    return place === undefined
      ? []
      : [posix.join(posix.dirname(path), decodeURI(place.split('#')[0] ?? ''))];
  });
}

/** The text of a book, page by page, as Markdown. */
export async function bookText(files: DocumentFiles): Promise<string> {
  const budget = createTextBudget();
  for (const path of await pagePaths(files)) {
    const xml = await files.text(path);
    const text = xml === null ? '' : await pageText(xml);
    if (text !== '') budget.add(`${text}\n\n`);
  }
  return budget.text().trimEnd();
}
