import { useEffect } from 'react';
import Columns3 from 'lucide-react/icons/columns-3';
import X from 'lucide-react/icons/x';
import { t } from '../../../../shared/language/translate.ts';
import { modelKey } from '../../../../shared/model/parameters/parameters.ts';
import { ownEntry } from '../../../../shared/own-entry.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { answererName } from '../../../../shared/words/compare-words.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useOwnValues, type OwnValues } from '../page/own-values.ts';
import { askedModels, assistantOf, type KnownAnswerers } from './asked-models.ts';
import { turnedOff } from './choices.ts';
import { compareShown } from './compare-shown.ts';
import { useSetCompare, type ComparePlace } from './use-set-compare.ts';
import styles from './compare-line.module.css';

/** Props of {@link CompareLine}. */
export type CompareLineProps = ComparePlace;

function namesOf(own: OwnValues, known: KnownAnswerers): readonly string[] {
  const models = askedModels(own, known);
  const named = known.settings?.settings.models ?? {};
  return (own.compare?.answerers ?? []).map((answerer, index) => {
    const { providerId, model } = models[index] ?? { providerId: null, model: '' };
    const assistant = assistantOf(answerer, own, known);
    const name = ownEntry(named, modelKey(providerId ?? '', model))?.name ?? model;
    return answererName(
      visibleText(name),
      assistant === 'unknown' ? '…' : visibleText(assistant?.name ?? ''),
    );
  });
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
  const names = namesOf(own, { settings, assistants });
  const listed = names.join(' · ');
  return (
    <section className={styles.line} aria-label={t('compare.line')}>
      <Columns3 size={14} aria-hidden className={styles.icon} />
      <p className={styles.names} title={listed}>
        {compare.blind === true
          ? t('compare.line.asks_blind', { count: names.length, names: listed })
          : t('compare.line.asks', { count: names.length, names: listed })}
      </p>
      <Button size="small" tone="quiet" onClick={() => compareShown.set(true)}>
        {t('compare.change')}
      </Button>
      <IconButton
        label={t('compare.stop')}
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
