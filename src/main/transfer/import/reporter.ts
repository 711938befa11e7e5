import type { ImportItem, ImportReport } from '../../../shared/model/jobs.ts';

/** The most items listed in a report; the counts include all. */
const listed = 10_000;

/** Collects the results of everything in an import. */
export interface Reporter {
  note(item: ImportItem): void;
  /** Number of conversations processed so far, including skipped ones. */
  count(): number;
  report(attachments: number): ImportReport;
}

/** Creates an empty reporter. */
export function createReporter(): Reporter {
  const items: ImportItem[] = [];
  const counts = {
    added: 0,
    extended: 0,
    already_there: 0,
    skipped: 0,
    assistant: 0,
    assistant_there: 0,
  };
  let messages = 0;
  return {
    note(item) {
      counts[item.kind] += 1;
      if (item.kind === 'added' || item.kind === 'extended') messages += item.messages;
      if (items.length < listed) items.push(item);
    },
    count: () => Object.values(counts).reduce((sum, each) => sum + each, 0),
    report: (attachments) => ({
      added: counts.added,
      extended: counts.extended,
      alreadyThere: counts.already_there + counts.assistant_there,
      skipped: counts.skipped,
      assistants: counts.assistant,
      messages,
      attachments,
      items,
    }),
  };
}
