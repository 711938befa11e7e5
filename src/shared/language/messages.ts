// Generated from locales/en.json by `npm run messages`.

/** The arguments of each message; null for none. */
export interface MessageArguments {
  readonly 'approval.body': null;
  readonly 'approval.body.many': null;
  readonly 'approval.title': null;
  readonly 'approval.title.many': { readonly count: number };
  readonly 'approval.title.named': { readonly tool: string };
  readonly 'common.cancel': null;
  readonly 'common.save': null;
  readonly 'common.undo': null;
  readonly 'details.asked': null;
  readonly 'details.assistant': null;
  readonly 'details.cost': null;
  readonly 'details.cost.by_person': { readonly cost: string };
  readonly 'details.cost.by_server': { readonly cost: string };
  readonly 'details.cost.charged': { readonly cost: string };
  readonly 'details.cost.unknown': null;
  readonly 'details.first_token': null;
  readonly 'details.first_token.after': { readonly duration: string };
  readonly 'details.model': null;
  readonly 'details.parameters': null;
  readonly 'details.parameters.none': null;
  readonly 'details.provider': null;
  readonly 'details.request_id': null;
  readonly 'details.request_id.copy': null;
  readonly 'details.speed': null;
  readonly 'details.speed.tokens': { readonly speed: number };
  readonly 'details.status': null;
  readonly 'details.title': null;
  readonly 'details.tokens': null;
  readonly 'details.tokens.in': { readonly count: number };
  readonly 'details.tokens.in_cached': { readonly cached: number; readonly count: number };
  readonly 'details.tokens.out': { readonly count: number };
  readonly 'details.tokens.out_reasoning': { readonly count: number; readonly reasoning: number };
  readonly 'map.branch': null;
  readonly 'map.close': null;
  readonly 'map.continue': null;
  readonly 'map.copy': null;
  readonly 'map.copy_up_to': null;
  readonly 'map.delete': null;
  readonly 'map.deleted': { readonly count: number };
  readonly 'map.fork': null;
  readonly 'map.goes_on_from': { readonly title: string };
  readonly 'map.goes_on_in': { readonly title: string };
  readonly 'map.links': null;
  readonly 'map.loading': null;
  readonly 'map.open': null;
  readonly 'map.row.cost_unknown': null;
  readonly 'map.row.edited': null;
  readonly 'map.row.hit': null;
  readonly 'map.row.name_hidden': null;
  readonly 'map.row.shown': null;
  readonly 'map.show': null;
  readonly 'map.title': null;
  readonly 'map.turns': null;
  readonly 'message.who.assistant': null;
  readonly 'message.who.you': null;
  readonly 'pins.mark': null;
  readonly 'pins.title': null;
  readonly 'pins.unpin': null;
  readonly 'queue.attachments': { readonly count: number };
  readonly 'queue.edit': null;
  readonly 'queue.message': null;
  readonly 'queue.remove': null;
  readonly 'queue.send': null;
  readonly 'queue.state.next': null;
  readonly 'queue.state.next_after_answer': null;
  readonly 'queue.state.no_room': null;
  readonly 'queue.state.waits': null;
  readonly 'queue.stop_and_send': null;
  readonly 'queue.title': null;
  readonly 'regenerate.assistant': null;
  readonly 'regenerate.hint': null;
  readonly 'regenerate.model': null;
  readonly 'regenerate.stays': null;
  readonly 'regenerate.stays.hint': null;
  readonly 'regenerate.submit': null;
  readonly 'regenerate.title': null;
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
