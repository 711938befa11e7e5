import { sentences } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import {
  whenFullOptions,
  type RoomWay,
  type WhenFull,
} from '../../../../shared/model/context/room.ts';
import type { ContextMeter } from '../../../../shared/model/context/meter.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { costOf, priceOf } from '../../../../shared/model/cost.ts';
import { roomActionWords, roomWords, whenFullWords } from '../../../../shared/words/room-words.ts';
import { useApp, useController } from '../../../client/use-app.ts';
import { moneyText } from '../../../../shared/words/money-words.ts';
import { Button } from '../../../ui/button.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { useChatPage } from '../page/page-context.ts';
import { makeRoom } from './make-room.ts';
import styles from './room.module.css';

/** The usual length of a summary, in tokens. */
const usualSummary = 1200;

/** Props of {@link RoomChoices}. */
export interface RoomChoicesProps {
  readonly meter: ContextMeter;
  readonly conversationId: Id;
  readonly onClose: () => void;
}

/** Says what the summary would cost; '' if the price is unknown or nothing would be taken out. */
function useSummaryPrice({ model, compact }: ContextMeter): string {
  const prices = useApp((state) => state.prices);
  const price = priceOf(prices, model ?? undefined);
  if (price === null || compact === null) return '';
  const cost = costOf(price, { promptTokens: compact.tokens, completionTokens: usualSummary });
  return t('room.price', { price: moneyText(cost) });
}

function Choice({
  way,
  hint,
  act,
}: {
  readonly way: RoomWay;
  readonly hint: string;
  readonly act: (way: RoomWay) => void;
}) {
  return (
    <div>
      <Button size="small" data-command={way} onClick={() => act(way)}>
        {roomActionWords(way)}
      </Button>
      <p className={styles.hint}>{hint}</p>
    </div>
  );
}

/** In the popup of the meter: how room can be made, and what happens when the context is full. */
export function RoomChoices({ meter, conversationId, onClose }: RoomChoicesProps) {
  const controller = useController();
  const page = useChatPage();
  const own = useApp((state) => state.heads[conversationId]?.whenFull);
  const general = useApp((state) => state.settings?.settings.whenFull ?? 'ask');
  const isFree = useApp(
    (state) =>
      !state.streaming.has(conversationId) &&
      state.compactions.every((each) => each.conversationId !== conversationId),
  );
  const price = useSummaryPrice(meter);
  const act = (way: RoomWay): void => {
    onClose();
    page.focusComposer();
    void makeRoom(controller, page, conversationId, way);
  };
  const options = [
    {
      value: 'general' as const,
      label: t('room.when_full.general', { choice: whenFullWords(general) }),
    },
    ...whenFullOptions.map((value) => ({ value, label: whenFullWords(value) })),
  ];
  const save = (value: WhenFull | 'general'): void => {
    const patch = { whenFull: value === 'general' ? null : value };
    void page.tell(() =>
      controller.command('conversation.update', { conversationIds: [conversationId], patch }),
    );
  };
  return (
    <div className={styles.choice}>
      {isFree && meter.compact !== null && (
        <Choice
          way="compact"
          hint={sentences(roomWords('compact', meter.compact), price)}
          act={act}
        />
      )}
      {isFree && meter.drop !== null && (
        <Choice way="drop" hint={roomWords('drop', meter.drop)} act={act} />
      )}
      <SelectField
        label={t('room.when_full.label')}
        value={own ?? 'general'}
        options={options}
        onChange={save}
      />
    </div>
  );
}
