import { t } from '../../../../shared/language/translate.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { modelKey } from '../../../../shared/model/parameters/parameters.ts';
import { ownEntry } from '../../../../shared/own-entry.ts';
import { picturesUnseenWords } from '../../../../shared/words/model-words.ts';
import { useApp } from '../../../client/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { currentModel } from '../page/current-model.ts';
import { useOwnValues } from '../page/own-values.ts';
import type { Turns } from '../page/turns.ts';
import { useAbilities } from './use-abilities.ts';
import styles from './picture-note.module.css';

/** Props of {@link PictureNote}. */
export interface PictureNoteProps {
  readonly conversationId: Id | null;
  readonly turns: Turns;
  readonly onChooseModel: () => void;
}

/** Below the pictures of a draft: the model is known not to see them. They can be sent all the same. */
export function PictureNote({ conversationId, turns, onChooseModel }: PictureNoteProps) {
  const own = useOwnValues(conversationId, turns);
  const view = useApp((state) => state.settings);
  const { providerId, model } = currentModel(own, view);
  const isBlind = useAbilities(providerId, model)?.vision === false;
  const key = modelKey(providerId ?? '', model);
  const name = ownEntry(view?.settings.models ?? {}, key)?.name ?? model;
  return (
    <div className={styles.note}>
      <p role="status">{isBlind ? picturesUnseenWords(name) : ''}</p>
      {isBlind && (
        <Button size="small" tone="quiet" onClick={onChooseModel}>
          {t('answer.choose_model')}
        </Button>
      )}
    </div>
  );
}
