import { t } from '../../../../shared/language/translate.ts';
import { filledWords } from '../../../../shared/words/desktop/arrivals.ts';
import type { Filling } from '../../../../shared/model/arrival/arrival.ts';
import { useController } from '../../../client/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { draftsOf } from '../composer/drafts.ts';
import type { PageParts } from '../page/page.ts';
import type { Turns } from '../page/turns.ts';
import styles from '../composer/picture-note.module.css';

/** Props of {@link FilledNote}. */
export interface FilledNoteProps {
  readonly filling: Filling;
  readonly page: PageParts;
  readonly turns: Turns;
}

/** Above a message that somebody else wrote: where it comes from, and a way to be rid of it. */
export function FilledNote({ filling, page, turns }: FilledNoteProps) {
  const controller = useController();
  const words = filledWords(filling);
  if (words === '') return null;
  const remove = (): void => {
    draftsOf(controller).unfill();
    const { model, ...create } = turns.create();
    if (filling.model?.kind === 'known' && model === filling.model.model) turns.setCreate(create);
    page.focusComposer();
  };
  return (
    <div className={styles.note}>
      <p role="status">{words}</p>
      <Button size="small" tone="quiet" onClick={remove}>
        {t('composer.filled.remove')}
      </Button>
    </div>
  );
}
