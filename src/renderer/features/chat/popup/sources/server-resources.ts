import { t } from '../../../../../shared/language/translate.ts';
import type {
  OfferedResource,
  OfferingServer,
} from '../../../../../shared/model/tool-sources/offers.ts';
import type { ArgumentForm, Choice, SourceContext, SourceProvider } from '../composer-source.ts';
import { askServer, serversWith, suggestionsOf, waitingFor } from './ask-server.ts';

type Template = Extract<OfferedResource, { readonly kind: 'template' }>;

const addressOf = (resource: OfferedResource): string =>
  resource.kind === 'template' ? resource.uriTemplate : resource.uri;

function formOf(template: Template, server: OfferingServer, context: SourceContext): ArgumentForm {
  const { uriTemplate, title, description, variables } = template;
  const { controller, conversationId } = context;
  const serverId = server.id;
  return {
    title,
    description: description || uriTemplate,
    from: () => server.name,
    submitLabel: () => t('popup.form.attach'),
    fields: variables,
    complete: suggestionsOf(context, serverId, { kind: 'template', uriTemplate }),
    async submit(values, signal) {
      const from = { kind: 'template', uriTemplate, title, values: { ...values } } as const;
      const result = await askServer(context, signal, (request) =>
        controller.command('offers.attach', { serverId, request, conversationId, from }),
      );
      return result.ok ? { ok: true, value: { text: '', ...result.value } } : result;
    },
  };
}

function choiceOf(
  resource: OfferedResource,
  server: OfferingServer,
  context: SourceContext,
): Choice {
  if (resource.kind === 'template')
    return { kind: 'form', form: formOf(resource, server, context) };
  const { uri, title } = resource;
  return {
    kind: 'attach',
    name: title,
    attach: () =>
      context.controller.command('offers.attach', {
        serverId: server.id,
        request: crypto.randomUUID(),
        conversationId: context.conversationId,
        from: { kind: 'resource', uri, title },
      }),
  };
}

/** Resources of tool servers, a section for each server. */
export const serverResources: SourceProvider = {
  mark: '@',
  async open(context) {
    const servers = await serversWith('hasResources', context);
    return servers.map((server) => {
      const resources = new Map<string, OfferedResource>();
      return {
        id: `resources ${server.id}`,
        title: server.name,
        waiting: waitingFor(server),
        async items(_query, signal) {
          const result = await askServer(context, signal, (request) =>
            context.controller.command('offers.resources', { serverId: server.id, request }),
          );
          if (!result.ok) return result;
          for (const each of result.value.items) resources.set(addressOf(each), each);
          const items = result.value.items.map((each) => ({
            id: addressOf(each),
            label: each.kind === 'template' ? `${each.title}…` : each.title,
            detail: each.description,
            name: addressOf(each),
          }));
          return { ok: true, value: { items, isCut: result.value.isCut } };
        },
        choose({ id }) {
          const resource = resources.get(id);
          if (resource === undefined) throw new Error('The resource was not listed.');
          return choiceOf(resource, server, context);
        },
      };
    });
  },
};
