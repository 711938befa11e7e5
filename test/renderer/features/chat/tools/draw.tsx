import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { ChatPageContext } from '../../../../../src/renderer/features/chat/page/page-context.ts';
import { createPage } from '../../../../../src/renderer/features/chat/page/page.ts';

/** Renders a view within a conversation's page; returns its markup. */
export function draw(view: ReactNode): string {
  return renderToStaticMarkup(<ChatPageContext value={createPage()}>{view}</ChatPageContext>);
}

/** Returns the text of markup without its tags. */
export function textIn(markup: string): string {
  return markup
    .replaceAll(/<[^>]*>/gu, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
