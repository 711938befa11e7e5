import { useRef, useState } from 'react';
import RefreshCw from 'lucide-react/icons/refresh-cw';
import type { ModelChoice } from '../../../../shared/model/assistants/assistant.ts';
import { hasOwnModel } from '../../../../shared/model/assistants/effective.ts';
import type { ModelInfo } from '../../../../shared/contract/index.ts';
import type { Id } from '../../../../shared/model/conversation.ts';
import { sentenceOf } from '../../../../shared/words/error-words.ts';
import { Button } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { useApp, useController } from '../../../client/use-app.ts';
import { currentModel } from './current-model.ts';
import { useOwnValues } from './own-values.ts';
import type { PageParts } from './page.ts';
import type { Turns } from './turns.ts';

/** The model list of each provider, as far as known. */
interface Listing {
  readonly models: Readonly<Record<string, readonly ModelInfo[]>>;
  readonly problems: readonly string[];
  readonly isLoading: boolean;
}

const nothingYet: Listing = { models: {}, problems: [], isLoading: false };

/** Fetches the models of all providers. Each list shows as soon as it arrives. */
function useListing(providerIds: readonly string[]) {
  const controller = useController();
  const [listing, setListing] = useState(nothingYet);
  const run = useRef(0);
  const load = async (refresh: boolean): Promise<void> => {
    const mine = (run.current += 1);
    setListing((before) => ({ ...before, problems: [], isLoading: true }));
    await Promise.all(
      providerIds.map(async (providerId) => {
        const result = await controller.command('models.list', { providerId, refresh });
        if (run.current !== mine) return;
        setListing((before) =>
          result.ok
            ? { ...before, models: { ...before.models, [providerId]: result.value } }
            : { ...before, problems: [...before.problems, sentenceOf(result.error)] },
        );
      }),
    );
    if (run.current === mine) setListing((before) => ({ ...before, isLoading: false }));
  };
  return { listing, load };
}

interface ModelPickerProps {
  readonly conversationId: Id | null;
  readonly page: PageParts;
  readonly turns: Turns;
}

/** Chooses the model. Any name can be typed; the servers' lists are suggestions. */
export function ModelPicker({ conversationId, page, turns }: ModelPickerProps) {
  const controller = useController();
  const own = useOwnValues(conversationId, turns);
  const view = useApp((state) => state.settings);
  const providers = view?.providers ?? [];
  const { listing, load } = useListing(providers.map((provider) => provider.id));

  const { providerId, model } = currentModel(own, view);
  const usual = own.assistant?.model;
  if (providerId === null) return null;

  // A model of another provider shows the provider's name, to distinguish models of the same name.
  const targets = new Map<string, { readonly providerId: string; readonly model: string }>();
  const options = providers.flatMap((provider) =>
    (listing.models[provider.id] ?? []).map(({ id }) => {
      const value = provider.id === providerId ? id : `${id} · ${provider.name}`;
      targets.set(value, { providerId: provider.id, model: id });
      return { value, label: id, hint: providers.length > 1 ? provider.name : undefined };
    }),
  );
  const change = async (target: ModelChoice): Promise<void> => {
    if (conversationId === null) {
      turns.setCreate({ ...turns.create(), model: target });
    } else {
      await page.tell(() =>
        controller.command('conversation.update', {
          conversationIds: [conversationId],
          patch: { model: target },
        }),
      );
    }
    page.focusComposer();
  };

  return (
    <Combobox
      label="Model"
      focusName="model_picker"
      look="bare"
      placeholder="Choose a model"
      value={model}
      options={options}
      disabled={own.readOnly !== undefined}
      onChange={(value) => void change(targets.get(value) ?? { providerId, model: value })}
      onOpen={() => void load(false)}
      note={
        listing.problems.length > 0
          ? listing.problems.join(' ')
          : listing.isLoading && options.length === 0
            ? 'Asking the server for its models'
            : options.length === 0
              ? 'No models are listed. Type the name of one and press Enter.'
              : null
      }
      footer={
        <>
          <Button
            size="small"
            tone="quiet"
            icon={<RefreshCw size={14} aria-hidden />}
            disabled={listing.isLoading}
            onClick={() => void load(true)}
          >
            Refresh
          </Button>
          {usual !== undefined && hasOwnModel(own, usual) && (
            <Button size="small" tone="quiet" onClick={() => void change(usual)}>
              Use the assistant’s: {usual.model}
            </Button>
          )}
        </>
      }
    />
  );
}
