import { createElement, Fragment, type ReactNode } from 'react';
import type { RichMessageArguments } from '../../shared/language/messages.ts';
import { tParts, type RichValues } from '../../shared/language/translate.ts';

interface RichMessageProps<K extends keyof RichMessageArguments> {
  readonly id: K;
  readonly values: RichValues<RichMessageArguments[K], ReactNode>;
}

/** A sentence with elements in it, such as a key or a link, in the order of its language. */
export function RichMessage<K extends keyof RichMessageArguments>({
  id,
  values,
}: RichMessageProps<K>) {
  return createElement(Fragment, null, ...tParts<ReactNode, K>(id, values));
}
