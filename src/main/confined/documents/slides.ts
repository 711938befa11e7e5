import { posix } from 'node:path';
import { createTextBudget } from './budget.ts';
import { readXml } from './xml.ts';
import type { DocumentFiles } from './zip.ts';

// PowerPoint (pptx, ECMA-376): `ppt/presentation.xml` lists the slides in order by relationship.
// Text is in `a:t`, a paragraph is `a:p`, and table cells are `a:tc`.

/** The targets of a file's relationships, by id. */
async function relationsOf(
  files: DocumentFiles,
  path: string,
): Promise<ReadonlyMap<string, string>> {
  const name = `${posix.dirname(path)}/_rels/${posix.basename(path)}.rels`;
  const relations = new Map<string, string>();
  const xml = await files.text(name);
  if (xml === null) return relations;
  readXml(xml, {
    open(tag, { Id: id, Target: target, TargetMode: mode }) {
      if (tag !== 'Relationship' || id === undefined || target === undefined) return;
      if (mode === 'External') return;
      const place = target.startsWith('/')
        ? target.slice(1)
        : posix.join(posix.dirname(path), target);
      relations.set(id, place);
    },
  });
  return relations;
}

async function slidePaths(files: DocumentFiles): Promise<readonly string[]> {
  const path = 'ppt/presentation.xml';
  const xml = await files.text(path);
  if (xml === null) throw new Error('It is no presentation');
  const relations = await relationsOf(files, path);
  const slides: string[] = [];
  readXml(xml, {
    open(tag, attributes) {
      const place = tag === 'p:sldId' ? relations.get(attributes['r:id'] ?? '') : undefined;
      if (place !== undefined) slides.push(place);
    },
  });
  return slides;
}

/** The text of one slide, one line per paragraph or row. */
function slideText(xml: string): string {
  let text = '';
  let isText = false;
  let cells = 0;
  readXml(xml, {
    open(tag) {
      if (tag === 'a:t') isText = true;
      else if (tag === 'a:br') text += '\n';
      else if (tag === 'a:tr') cells = 0;
      else if (tag === 'a:tc') {
        if (cells > 0) text = `${text.trimEnd()} | `;
        cells += 1;
      }
    },
    close(tag) {
      if (tag === 'a:t') isText = false;
      else if (tag === 'a:p' || tag === 'a:tr') text += '\n';
    },
    text(piece) {
      if (isText) text += piece;
    },
  });
  return text.replaceAll(/\n{2,}/g, '\n').trim();
}

/** The text of a presentation, slide by slide, with the speaker's notes. */
export async function slidesText(files: DocumentFiles): Promise<string> {
  const budget = createTextBudget();
  for (const [at, path] of (await slidePaths(files)).entries()) {
    const xml = await files.text(path);
    budget.add(`[Slide ${at + 1}]\n${xml === null ? '' : slideText(xml)}\n`);
    const related = [...(await relationsOf(files, path)).values()];
    const notes = related.find((each) => each.includes('notesSlide'));
    const notesXml = notes === undefined ? null : await files.text(notes);
    const said = notesXml === null ? '' : slideText(notesXml);
    // A notes page without notes still contains its slide number.
    if (/\p{L}/u.test(said)) budget.add(`Notes: ${said}\n`);
    budget.add('\n');
  }
  return budget.text().trim();
}
