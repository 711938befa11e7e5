import { hasPictures } from '../../../../shared/model/attachments.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { deferred } from '../../../ui/deferred.tsx';
import { useController } from '../../../client/use-app.ts';
import type { FilledNoteProps } from '../arrival/filled-note.tsx';
import { AttachmentList } from '../message/attachment-list.tsx';
import type { PageParts } from '../page/page.ts';
import type { Turns } from '../page/turns.ts';
import { useValue } from '../page/value.ts';
import { draftsOf } from './drafts.ts';
import { PastedChips } from './pasted-chips.tsx';
import type { PictureNoteProps } from './picture-note.tsx';
import type { DraftBox } from './use-draft.ts';

const PictureNote = deferred<PictureNoteProps>(
  async () => (await import('./picture-note.tsx')).PictureNote,
);

const FilledNote = deferred<FilledNoteProps>(
  async () => (await import('../arrival/filled-note.tsx')).FilledNote,
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
  const controller = useController();
  const filling = useValue(draftsOf(controller).filled);
  return (
    <>
      {conversationId === null && filling !== null && <FilledNote {...{ filling, page, turns }} />}
      <AttachmentList
        parts={draft.attachments}
        pending={pending}
        onRemove={(index) => {
          draft.removeAttachment(index);
          page.focusComposer();
        }}
        onEncoding={draft.setEncoding}
        onDragOut={({ attachment, name }, event) => {
          event.preventDefault();
          const what = { kind: 'draft', conversationId, attachment, name } as const;
          void page.ask('drag out', () => controller.command('library.dragOut', what));
        }}
      />
      {hasPictures(draft.attachments) && (
        <PictureNote {...{ conversationId, turns }} onChooseModel={page.focusModel} />
      )}
      <PastedChips
        texts={draft.pasted}
        onRemove={(index) => {
          draft.removePasted(index);
          page.focusComposer();
        }}
      />
    </>
  );
}
