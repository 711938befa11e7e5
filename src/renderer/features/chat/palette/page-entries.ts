import type { ProviderView } from '../../../../shared/contract/index.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { firstLineOf } from '../../../../shared/model/prompts/prompt.ts';
import { modelKey } from '../../../../shared/model/parameters/parameters.ts';
import type { OpenEntries, PaletteEntry } from '../../../client/palette-entries.ts';
import { choicesOf } from '../../../common/models/choices.ts';
import { choiceOf } from '../tool-choice/choice-of.ts';
import { changeAssistant, changeModel, type ChangeContext } from '../page/change-own.ts';
import { actionWords, builtInCommands } from '../popup/sources/commands.ts';

type Add = Parameters<OpenEntries>[0];

async function addCommands(context: ChangeContext, add: Add): Promise<void> {
  const { controller, page, turns, conversationId } = context;
  const { on } = choiceOf(controller, turns, conversationId);
  const of = { controller, page, conversationId, on, selection: () => '' };
  for (const source of await builtInCommands.open(of)) {
    const listed = await source.items('', new AbortController().signal);
    if (!listed.ok) continue;
    add(
      listed.value.items.flatMap((item): readonly PaletteEntry[] => {
        const { id, label, detail } = item;
        if (actionWords.has(id)) return [];
        const run = (): void => {
          const choice = source.choose(item);
          if (choice.kind === 'run') choice.run();
        };
        return [{ key: `command ${id}`, kind: 'command', label, detail, run }];
      }),
    );
  }
}

async function addAssistants(context: ChangeContext, add: Add): Promise<void> {
  await context.controller.loadAssistants();
  const assistants = context.controller.store.getState().assistants ?? [];
  add(
    assistants.map((assistant): PaletteEntry => ({
      key: `assistant ${assistant.id}`,
      kind: 'assistant',
      label: visibleText(`${assistant.icon} ${assistant.name}`.trim()),
      detail: '',
      run: () => changeAssistant(context, assistant),
    })),
  );
}

async function addPrompts({ controller, page }: ChangeContext, add: Add): Promise<void> {
  const listed = await controller.command('prompts.list', undefined);
  if (!listed.ok) return;
  add(
    listed.value.map((prompt): PaletteEntry => ({
      key: `prompt ${prompt.id}`,
      kind: 'prompt',
      label: prompt.name,
      detail: firstLineOf(prompt),
      run: () => page.openPrompt(prompt.id),
    })),
  );
}

/** The models of a provider as they are known; a server is asked only if nothing is. */
async function addModels(context: ChangeContext, provider: ProviderView, add: Add): Promise<void> {
  const { controller } = context;
  const known = await controller.command('models.known', {
    providerId: provider.id,
    refresh: false,
  });
  // The model picker says why a list is missing. Here the person wants something else.
  if (!known.ok) return;
  const { settings, prices } = controller.store.getState();
  const choices = choicesOf({
    providers: [provider],
    listed: { [provider.id]: known.value.models },
    own: settings?.settings.models ?? {},
    prices,
    recent: [],
    providerId: null,
  });
  add(
    choices
      .filter(({ isHidden }) => !isHidden)
      .map(({ providerId, model, label }): PaletteEntry => ({
        key: `model ${modelKey(providerId, model)}`,
        kind: 'model',
        label,
        detail: label === model ? provider.name : `${model} · ${provider.name}`,
        run: () => void changeModel(context, { providerId, model }),
      })),
  );
}

/** What the command palette can do with the conversation on show. */
export async function addPageEntries(context: ChangeContext, add: Add): Promise<void> {
  const { settings, heads } = context.controller.store.getState();
  const head = context.conversationId === null ? undefined : heads[context.conversationId];
  await addCommands(context, add);
  // A conversation of a newer Parley can be read, not changed.
  const isFixed = head?.readOnly !== undefined;
  await Promise.all([
    addPrompts(context, add),
    ...(isFixed
      ? []
      : [
          addAssistants(context, add),
          ...(settings?.providers ?? []).map((provider) => addModels(context, provider, add)),
        ]),
  ]);
}
