import { t } from '../../../../../shared/language/translate.ts';
import type {
  OfferedPrompt,
  OfferingServer,
} from '../../../../../shared/model/tool-sources/offers.ts';
import type { ArgumentForm, SourceContext, SourceProvider } from '../composer-source.ts';
import { askServer, serversWith, suggestionsOf, waitingFor } from './ask-server.ts';

function formOf(
  prompt: OfferedPrompt,
  server: OfferingServer,
  context: SourceContext,
): ArgumentForm {
  const { name, title, description } = prompt;
  const { controller, conversationId } = context;
  const serverId = server.id;
  return {
    title,
    description,
    from: () => server.name,
    submitLabel: () => t('popup.form.insert'),
    fields: prompt.arguments,
    complete: suggestionsOf(context, serverId, { kind: 'prompt', name }),
    submit: (values, signal) =>
      askServer(context, signal, (request) =>
        controller.command('offers.prompt', {
          serverId,
          request,
          name,
          conversationId,
          // An optional argument without a value is not sent.
          values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')),
        }),
      ),
  };
}

/** Prompts of tool servers, a section for each server. */
export const serverPrompts: SourceProvider = {
  mark: '/',
  async open(context) {
    const servers = await serversWith('hasPrompts', context);
    return servers.map((server) => {
      const prompts = new Map<string, OfferedPrompt>();
      return {
        id: `prompts ${server.id}`,
        title: server.name,
        waiting: waitingFor(server),
        async items(_query, signal) {
          const result = await askServer(context, signal, (request) =>
            context.controller.command('offers.prompts', { serverId: server.id, request }),
          );
          if (!result.ok) return result;
          for (const prompt of result.value.items) prompts.set(prompt.name, prompt);
          const items = result.value.items.map(({ name, title, description }) => ({
            id: name,
            label: title,
            detail: description,
            name,
          }));
          return { ok: true, value: { items, isCut: result.value.isCut } };
        },
        choose({ id }) {
          const prompt = prompts.get(id);
          if (prompt === undefined) throw new Error('The prompt was not listed.');
          return { kind: 'form', form: formOf(prompt, server, context) };
        },
      };
    });
  },
};
