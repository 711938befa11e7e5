import type { CommandName } from '../../shared/contract/index.ts';
import { undoKeys } from '../../shared/model/undo/undo.ts';
import { patchKind, providerPlaces, settingPlaces, settingsKind } from './patches.ts';
import type { Plan, Why } from './plan.ts';

type Plans = { readonly [N in CommandName]: Plan<N> };

const notData = { kind: 'not_data' } as const;
const final = (why: Why) => ({ kind: 'final', why }) as const;
const asksModel = final('asks_model');
const adds = final('only_adds');
const writesFile = final('writes_file');

/**
 * Every command and how it is taken back. One that is not here does not compile. The names of places
 * are in the order in which they are put back.
 */
export const plans = {
  'api.status': notData,
  'updates.check': notData,
  'updates.download': notData,
  'updates.later': notData,
  'updates.pause': notData,
  'updates.restart': notData,
  'updates.setAutomatic': notData,
  'updates.skip': notData,
  'updates.view': notData,
  'quick.clipboard': notData,
  'quick.left': notData,
  'quick.listen': notData,
  'quick.screenshot': notData,
  'quick.shortcut': notData,
  'quick.show': notData,
  'api.setEnabled': notData,
  'api.createToken': adds,
  'api.revokeToken': final('for_good'),
  'api.allowOrigin': { kind: 'undoable', what: 'origin_allowed', places: ['settings.apiOrigins'] },
  'api.forgetOrigin': {
    kind: 'undoable',
    what: 'origin_forgotten',
    places: ['settings.apiOrigins'],
  },
  'api.keepContent': final('for_good'),
  'api.content': notData,

  'app.start': notData,
  'app.drawn': notData,
  'app.listMore': notData,
  'app.openLink': notData,
  'app.copy': notData,
  'app.copyImage': notData,
  'app.openWindow': notData,
  'app.showInMain': notData,
  'app.performInMain': notData,
  'app.shows': notData,
  'app.closeWindow': notData,
  'app.left': notData,
  'app.loginItem': notData,
  'app.tray': notData,
  'app.setLoginItem': notData,
  'app.openDataFolder': notData,
  'app.copyDiagnostics': notData,
  'app.notices': notData,

  'assistants.list': notData,
  'assistants.save': { kind: 'undoable', what: 'assistant_saved', places: ['assistants'] },
  'assistants.delete': { kind: 'undoable', what: 'assistant_deleted', places: ['assistants'] },
  'assistants.import': { kind: 'undoable', what: 'assistants_imported', places: ['assistants'] },
  'assistants.export': writesFile,

  'attachment.upload': notData,
  'attachment.add': notData,
  'attachment.addConversation': notData,
  'attachment.choose': notData,
  'attachment.discard': notData,
  'attachment.save': writesFile,
  'image.loadRemote': notData,

  'backup.list': notData,
  'backup.create': writesFile,
  'backup.restore': final('kept_elsewhere'),
  'backup.answerSettings': final('kept_elsewhere'),
  'backup.goBack': final('kept_elsewhere'),
  'backup.openFolder': notData,
  'data.deleteAll': final('for_good'),
  'data.move': final('kept_elsewhere'),

  'chat.send': asksModel,
  'chat.edit': asksModel,
  'chat.regenerate': asksModel,
  'chat.retry': asksModel,
  'chat.continue': asksModel,
  'chat.queue': adds,
  'chat.changeQueued': {
    kind: 'undoable',
    what: ({ text }) => (text === undefined ? null : 'queued_changed'),
    isFirstOnly: true,
  },
  'chat.removeQueued': { kind: 'undoable', what: 'queued_removed', isFirstOnly: true },
  'chat.sendQueued': asksModel,
  'chat.stop': final('asks_model'),
  'chat.acknowledge': notData,
  'draft.set': {
    kind: 'undoable',
    what: ({ isRemoval }) => (isRemoval === true ? 'draft_changed' : null),
    places: ['drafts'],
  },
  'draft.caret': notData,
  'draft.lastStep': notData,

  'context.meter': notData,
  'context.makeRoom': { kind: 'undoable', what: 'checkpoint_changed' },
  'context.cancelRoom': notData,
  'context.editSummary': {
    kind: 'undoable',
    what: 'checkpoint_changed',
    key: ({ conversationId, messageId }) => undoKeys.checkpoint(conversationId, messageId),
  },
  'context.removeCheckpoint': {
    kind: 'undoable',
    what: 'checkpoint_changed',
    key: ({ conversationId, messageId }) => undoKeys.checkpoint(conversationId, messageId),
  },

  'conversation.open': notData,
  'conversation.rest': notData,
  'conversation.create': adds,
  'conversation.createTemporary': adds,
  'conversation.keep': final('only_adds'),
  'conversation.update': { kind: 'undoable', what: ({ patch }) => patchKind(patch) },
  'conversation.delete': {
    kind: 'undoable',
    what: 'conversations_deleted',
    key: ({ conversationId, together }) => undoKeys.deleted(together ?? conversationId),
    together: ({ together = null }) => together,
  },
  'conversation.pinMessage': {
    kind: 'undoable',
    what: ({ pinned }) => (pinned ? 'message_pinned' : 'message_unpinned'),
  },
  'conversation.deleteBranch': {
    kind: 'undoable',
    what: 'branch_deleted',
    key: ({ conversationId, messageId }) => undoKeys.branch(conversationId, messageId),
  },
  'conversation.fork': adds,
  'conversation.continueFrom': notData,
  'conversation.editAnswer': { kind: 'undoable', what: 'answer_edited' },
  'conversation.chooseAnswer': notData,
  'conversation.showVersion': notData,

  'job.cancel': final('kept_elsewhere'),

  'library.search': notData,
  'library.folders': notData,
  'library.spent': notData,
  'library.exportUsage': writesFile,
  'library.statistics': notData,
  'library.import': adds,
  'library.export': writesFile,
  'library.copy': notData,
  'library.dragOut': writesFile,
  'library.saveCode': writesFile,

  'offers.servers': notData,
  'offers.prompts': notData,
  'offers.resources': notData,
  'offers.complete': notData,
  'offers.prompt': notData,
  'offers.attach': notData,
  'offers.cancel': notData,

  'prompts.list': notData,
  'prompts.save': { kind: 'undoable', what: 'prompt_saved', places: ['prompts'] },
  'prompts.delete': {
    kind: 'undoable',
    what: 'prompt_deleted',
    places: ['prompts'],
    key: ({ promptId }) => undoKeys.prompt(promptId),
  },
  'prompts.clipboard': notData,
  'prompts.used': notData,
  'prompts.import': { kind: 'undoable', what: 'prompts_imported', places: ['prompts'] },
  'prompts.export': writesFile,

  'models.list': notData,
  'models.known': notData,
  'models.abilities': notData,
  'models.change': { kind: 'undoable', what: 'model_changed', places: ['settings.models'] },
  'models.setParameters': {
    kind: 'undoable',
    what: 'model_changed',
    places: ['settings.modelParameters'],
  },
  'models.retryParameter': final('is_outside'),
  'prices.list': notData,
  'prices.set': { kind: 'undoable', what: 'price_changed', places: ['settings.prices'] },
  'providers.save': { kind: 'undoable', what: 'provider_saved', places: providerPlaces },
  'providers.delete': { kind: 'undoable', what: 'provider_deleted', places: providerPlaces },
  'providers.setKey': { kind: 'undoable', what: 'key_changed', places: providerPlaces },
  'providers.deleteKey': { kind: 'undoable', what: 'key_deleted', places: providerPlaces },
  'providers.addKey': { kind: 'undoable', what: 'key_changed', places: providerPlaces },
  'providers.preferKey': { kind: 'undoable', what: 'key_changed', places: providerPlaces },
  'providers.discover': notData,

  'settings.update': {
    kind: 'undoable',
    what: settingsKind,
    places: settingPlaces,
  },
  'settings.countUse': notData,

  'storage.retry': notData,

  'tools.view': notData,
  'tools.cost': notData,
  'tools.saveServer': {
    kind: 'undoable',
    what: 'tool_server_saved',
    places: ['secrets', 'tools.permissions', 'tools.servers'],
  },
  'tools.removeServer': {
    kind: 'undoable',
    what: 'tool_server_deleted',
    places: ['secrets', 'tools.permissions', 'tools.servers'],
  },
  'tools.enableServer': notData,
  'tools.restartServer': notData,
  'tools.signIn': final('is_outside'),
  'tools.log': notData,
  'tools.readConfiguration': notData,
  'tools.pending': notData,
  'tools.decide': final('is_outside'),
  'tools.answerRequest': final('is_outside'),
  'tools.permissions': notData,
  'tools.revoke': { kind: 'undoable', what: 'permission_revoked', places: ['tools.permissions'] },
  'tools.setSearch': {
    kind: 'undoable',
    what: 'search_changed',
    places: ['secrets', 'tools.search'],
  },
  'tools.testSearch': notData,

  'trash.list': notData,
  'trash.restore': { kind: 'undoable', what: 'conversations_restored' },
  'trash.delete': final('for_good'),

  'undo.state': notData,
  'undo.undo': notData,
  'undo.redo': notData,
} as const satisfies Plans;

/** The plan of a command. */
export function planOf<N extends CommandName>(name: N): Plan<N> {
  const all: Plans = plans;
  return all[name];
}
