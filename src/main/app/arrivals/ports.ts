import type { ModelChoice } from '../../../shared/model/assistants/assistant.ts';
import type { Id } from '../../../shared/model/conversation.ts';
import { ExpectedError } from '../../../shared/expected.ts';
import type { RouterPorts } from '../../links/router.ts';
import type { Rooms } from '../rooms.ts';

/** The first model of this name that is known of any provider, the default one first. Asks nobody. */
async function modelNamed(
  { core: { registry, models } }: Pick<Rooms, 'core'>,
  name: string,
): Promise<ModelChoice | null> {
  const first = registry.defaultProviderId();
  const providers = registry
    .list()
    .toSorted((a, b) => Number(b.id === first) - Number(a.id === first));
  for (const { id, baseUrl } of providers) {
    const listed = await models.lastListed(id, baseUrl);
    if (listed.some((model) => model.id === name)) return { providerId: id, model: name };
  }
  return null;
}

async function messagesOf(
  { core }: Pick<Rooms, 'core'>,
  conversationId: Id,
): Promise<ReadonlySet<Id> | null> {
  await core.loaded;
  try {
    return new Set(Object.keys((await core.turns.look(conversationId)).messages));
  } catch (error) {
    if (error instanceof ExpectedError) return null;
    throw error;
  }
}

/** Gives the router the few things it may see of the rooms, and a way to hand on. */
export function arrivalPorts(
  rooms: Pick<Rooms, 'core' | 'dropped'>,
  deliver: RouterPorts['deliver'],
): RouterPorts {
  return {
    messagesOf: (id) => messagesOf(rooms, id),
    modelNamed: (name) => modelNamed(rooms, name),
    nameFiles: (paths) => rooms.dropped.add(paths),
    deliver,
  };
}
