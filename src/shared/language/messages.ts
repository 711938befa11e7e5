// Generated from locales/en.json by `npm run messages`.

/** The arguments of each message; null for none. */
export interface MessageArguments {
  readonly 'approval.body': null;
  readonly 'approval.body.many': null;
  readonly 'approval.title': null;
  readonly 'approval.title.many': { readonly count: number };
  readonly 'approval.title.named': { readonly tool: string };
  readonly 'room.action.compact': null;
  readonly 'room.action.compact.continue': null;
  readonly 'room.action.compact.send': null;
  readonly 'room.action.compact.try_again': null;
  readonly 'room.action.drop': null;
  readonly 'room.action.drop.continue': null;
  readonly 'room.action.drop.send': null;
  readonly 'room.action.drop.try_again': null;
  readonly 'room.compacting': { readonly messages: number };
  readonly 'room.compacting.begins': null;
  readonly 'room.compacting.part': { readonly messages: number; readonly part: number; readonly parts: number };
  readonly 'room.effect.compact': { readonly messages: number; readonly tokens: number };
  readonly 'room.effect.drop': { readonly messages: number; readonly tokens: number };
  readonly 'room.when_full.ask': null;
  readonly 'room.when_full.compact': null;
  readonly 'room.when_full.drop': null;
}

/** The arguments of each message with tags. */
export interface RichMessageArguments {
  readonly 'empty.introduction': { readonly key: 'tag' };
}

/** The name of a message. */
export type MessageKey = keyof MessageArguments | keyof RichMessageArguments;
