import { t } from '../../../../../shared/language/translate.ts';
import type { ComposerSource, SourceContext, SourceProvider } from '../composer-source.ts';
import type { TriggerMark } from '../trigger.ts';
import { builtInCommands } from './commands.ts';
import { earlierAttachments } from './earlier-attachments.ts';
import { otherConversations } from './other-conversations.ts';
import { savedPrompts } from './saved-prompts.ts';
import { serverPrompts } from './server-prompts.ts';
import { serverResources } from './server-resources.ts';

/** All kinds of sources, in the order of their sections. */
const providers: readonly SourceProvider[] = [
  savedPrompts,
  builtInCommands,
  serverPrompts,
  earlierAttachments,
  serverResources,
  otherConversations,
];

/** Opens the sources of a mark. */
export async function openSources(
  mark: TriggerMark,
  context: SourceContext,
): Promise<readonly ComposerSource[]> {
  const fitting = providers.filter((each) => each.mark === mark);
  return (await Promise.all(fitting.map(({ open }) => open(context)))).flat();
}

/** Opens the resources of one server, for the menu that attaches them. */
export async function openResourcesOf(
  serverId: string,
  context: SourceContext,
): Promise<readonly ComposerSource[]> {
  const sources = await serverResources.open({ ...context, on: [serverId] });
  return sources.map((source) => ({
    ...source,
    empty: t('popup.nothing_to_attach', { source: source.title }),
  }));
}
