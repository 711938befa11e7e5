import { useEffect, useState } from 'react';
import type { Attached } from '../../../shared/attachments.ts';
import type { Id } from '../../../shared/conversation.ts';
import { mostAttachments } from '../../../shared/attachments.ts';
import { useController } from '../../use-app.ts';
import type { PageParts } from './page.ts';
import type { DraftBox } from './use-draft.ts';

/** Files on their way into a message. */
export interface AttachBox {
  /** Names of files that are still being read for the conversation on show. */
  readonly pending: readonly string[];
  readonly add: (files: readonly File[]) => void;
  /** Asks for files. */
  readonly choose: () => void;
}

/** What is under way: for which conversation, and the names of the files. */
interface Work {
  readonly conversationId: Id | null;
  readonly names: readonly string[];
}

// Loaded when first needed: the window is there sooner.
const loadActions = () => import('./attach-files.ts');

/** Attaches what is pasted, dropped or chosen to the draft of the conversation in which it was begun. */
export function useAttachments(
  draft: DraftBox,
  conversationId: Id | null,
  page: PageParts,
): AttachBox {
  const controller = useController();
  const [works, setWorks] = useState<readonly Work[]>([]);

  const run = async (
    names: readonly string[],
    attach: (actions: Awaited<ReturnType<typeof loadActions>>) => Promise<Attached>,
  ): Promise<void> => {
    const work: Work = { conversationId, names };
    if (names.length > 0) setWorks((before) => [...before, work]);
    const { parts, problems } = await attach(await loadActions());
    setWorks((before) => before.filter((each) => each !== work));
    const left = parts.length === 0 ? 0 : draft.attach(conversationId, parts);
    const more = left === 0 ? [] : [`A message can hold ${String(mostAttachments)} files.`];
    const message = [...problems, ...more].join(' ');
    if (message !== '') page.report({ kind: 'invalid', message, retryable: false });
    else if (parts.length > 0) page.report(null);
    page.focusComposer();
  };

  const add = (files: readonly File[]): void => {
    void run(
      files.map(({ name }) => name),
      ({ attachFiles }) => attachFiles(controller, files),
    );
  };

  useEffect(() => {
    page.setAttach(add);
    return () => page.setAttach(null);
  });

  return {
    pending: works.flatMap((work) => (work.conversationId === conversationId ? work.names : [])),
    add,
    choose: () => void run([], ({ chooseFiles }) => chooseFiles(controller)),
  };
}
