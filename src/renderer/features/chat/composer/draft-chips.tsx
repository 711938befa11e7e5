import { hasPictures } from '../../../../shared/model/attachments.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { deferred } from '../../../ui/deferred.tsx';
import { AttachmentList } from '../message/attachment-list.tsx';
import type { PageParts } from '../page/page.ts';
import type { Turns } from '../page/turns.ts';
import { PastedChips } from './pasted-chips.tsx';
import type { PictureNoteProps } from './picture-note.tsx';
import type { DraftBox } from './use-draft.ts';

const PictureNote = deferred<PictureNoteProps>(
  async () => (await import('./picture-note.tsx')).PictureNote,
);

interface DraftChipsProps {
  readonly conversationId: Id | null;
  readonly page: PageParts;
  readonly turns: Turns;
  readonly draft: DraftBox;
  /** Names of files that are still being read. */
  readonly pending: readonly string[];
}

/** The parts of a draft that are outside the text box, and a note on pictures no model will see. */
export function DraftChips({ conversationId, page, turns, draft, pending }: DraftChipsProps) {
  return (
    <>
      <AttachmentList
        parts={draft.attachments}
        pending={pending}
        onRemove={(index) => {
          draft.removeAttachment(index);
          page.focusComposer();
        }}
        onEncoding={draft.setEncoding}
      />
      {hasPictures(draft.attachments) && (
        <PictureNote {...{ conversationId, turns }} onChooseModel={page.focusModel} />
      )}
      <PastedChips texts={draft.pasted} onRemove={draft.removePasted} />
    </>
  );
}
