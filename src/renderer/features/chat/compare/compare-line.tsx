import { useEffect } from 'react';
import Columns3 from 'lucide-react/icons/columns-3';
import X from 'lucide-react/icons/x';
import type { Answerer } from '../../../../shared/model/message/comparison.ts';
import { modelKey } from '../../../../shared/model/parameters/parameters.ts';
import { ownEntry } from '../../../../shared/own-entry.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { answererName } from '../../../../shared/words/compare-words.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { AppState } from '../../../state/app-state.ts';
import { currentModel } from '../page/current-model.ts';
import { useOwnValues, type OwnValues } from '../page/own-values.ts';
import { turnedOff } from './choices.ts';
import { compareShown } from './compare-shown.ts';
import { useSetCompare, type ComparePlace } from './use-set-compare.ts';
import styles from './compare-line.module.css';

/** Props of {@link CompareLine}. */
export type CompareLineProps = ComparePlace;

type Known = Pick<AppState, 'settings' | 'assistants'>;

function nameOf({ model, assistantId }: Answerer, own: OwnValues, known: Known): string {
  const assistant =
    assistantId === undefined
      ? own.assistant
      : known.assistants?.find(({ id }) => id === assistantId);
  const isOther = assistantId !== undefined && assistantId !== own.assistant?.id;
  const usual = isOther && assistant?.model !== undefined ? assistant.model : null;
  const { providerId, model: name } = model ?? usual ?? currentModel(own, known.settings);
  const models = known.settings?.settings.models ?? {};
  const shown = ownEntry(models, modelKey(providerId ?? '', name))?.name ?? name;
  const unknown = typeof assistantId === 'string' ? '…' : '';
  return visibleText(answererName(shown, assistant?.name ?? unknown));
}

/** Above the message box: who answers the next question, while several do. */
export function CompareLine(place: CompareLineProps) {
  const own = useOwnValues(place.conversationId, place.turns);
  const settings = useApp((state) => state.settings);
  const assistants = useApp((state) => state.assistants);
  const set = useSetCompare(place);
  const { compare } = own;
  const controller = useController();
  const isUnknown =
    assistants === null &&
    compare?.answerers.some(({ assistantId = null }) => assistantId !== null);
  useEffect(() => {
    if (isUnknown === true) void controller.loadAssistants();
  }, [controller, isUnknown]);
  if (compare === undefined) return null;
  const names = compare.answerers.map((each) => nameOf(each, own, { settings, assistants }));
  return (
    <section className={styles.line} aria-label="Comparing">
      <Columns3 size={14} aria-hidden className={styles.icon} />
      <p className={styles.names} title={names.join(' · ')}>
        {`Asks ${String(names.length)}: ${names.join(' · ')}`}
        {compare.blind === true && ' · names hidden'}
      </p>
      <Button size="small" tone="quiet" onClick={() => compareShown.set(true)}>
        Change
      </Button>
      <IconButton
        label="Stop comparing"
        size="small"
        onClick={() => {
          set(turnedOff(compare));
          place.page.focusComposer();
        }}
      >
        <X size={14} />
      </IconButton>
    </section>
  );
}
