import type { Coded, Result } from '../../../../shared/model/errors.ts';
import { useEffect, useRef, useState } from 'react';
import type { Attached } from '../../../../shared/model/attachments.ts';
import type { AttachmentPart, Id } from '../../../../shared/model/conversation.ts';
import { maxAttachments } from '../../../../shared/model/attachments.ts';
import { useController } from '../../../client/use-app.ts';
import type { PageParts } from '../page/page.ts';
import type { DraftBox } from './use-draft.ts';

/** Attaches files to the draft on show. */
export interface AttachBox {
  /** Names of files still being read for the current conversation. */
  readonly pending: readonly string[];
  /** Resolves once none are pending: true if all were attached. */
  readonly settled: () => Promise<boolean>;
  readonly add: (files: readonly File[]) => void;
  /** Opens the file dialog. */
  readonly choose: () => void;
  /** Attaches what a command returns. `name` is shown until it is there; '' shows nothing. */
  readonly attachFrom: (name: string, work: () => Promise<Result<Attached>>) => void;
}

/** Work in progress: the conversation and the names of the files. */
interface Work {
  readonly conversationId: Id | null;
  readonly names: readonly string[];
}

// Loaded on first use, so that the window starts sooner.
const loadActions = () => import('./attach-files.ts');
type Actions = Awaited<ReturnType<typeof loadActions>>;

/** Attaches pasted, dropped or chosen files to the draft in which the action started. */
export function useAttachments(
  draft: DraftBox,
  conversationId: Id | null,
  page: PageParts,
): AttachBox {
  const to = { controller: useController(), conversationId };
  const [works, setWorks] = useState<readonly Work[]>([]);
  /** Runs in progress; each resolves to whether everything was attached. */
  const runs = useRef(new Set<Promise<boolean>>());
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const run = async (
    before: Promise<unknown>,
    names: readonly string[],
    attach: (actions: Actions) => Promise<Attached>,
  ): Promise<boolean> => {
    const work: Work = { conversationId, names };
    if (names.length > 0) setWorks((known) => [...known, work]);
    // Errors such as a missing part of the program are reported and do not block the person.
    const { parts, problems } = await before
      .then(loadActions)
      .then(attach)
      .catch((): Attached => ({
        parts: [],
        problems: [{ code: 'attaching_failed', params: {} }],
      }));
    setWorks((known) => known.filter((each) => each !== work));
    const left = parts.length === 0 ? 0 : draft.attach(conversationId, parts);
    const tooMany: Coded = { code: 'too_many_attachments', params: { most: maxAttachments } };
    const all = left === 0 ? problems : [...problems, tooMany];
    const [first, ...more] = all;
    if (first !== undefined) page.report({ ...first, kind: 'invalid', retryable: false, more });
    else if (parts.length > 0) page.report(null);
    page.focusComposer();
    return first === undefined;
  };
  const start = (
    names: readonly string[],
    attach: (actions: Actions) => Promise<Attached>,
  ): void => {
    // One after the other: if an image is pasted twice, the second run must not find the first half
    // done.
    const running = run(queue.current, names, attach);
    queue.current = running;
    runs.current.add(running);
    void running.finally(() => runs.current.delete(running));
  };

  const add = (files: readonly File[]): void => {
    start(
      files.map(({ name }) => name),
      ({ attachFiles }) => attachFiles(to, files),
    );
  };

  const attachFrom: AttachBox['attachFrom'] = (name, work) =>
    start(name === '' ? [] : [name], ({ attachStored }) => attachStored(to, work));
  const again = (part: AttachmentPart): void =>
    attachFrom('', () => Promise.resolve({ ok: true, value: { parts: [part], problems: [] } }));

  useEffect(() => {
    page.setAttach({ files: add, again, stored: attachFrom });
    return () => page.setAttach(null);
  });

  return {
    pending: works.flatMap((work) => (work.conversationId === conversationId ? work.names : [])),
    add,
    async settled() {
      let isWhole = true;
      while (runs.current.size > 0) {
        const all = await Promise.all(runs.current);
        isWhole &&= all.every(Boolean);
      }
      return isWhole;
    },
    choose: () => start([], ({ chooseFiles }) => chooseFiles(to)),
    attachFrom,
  };
}
