import type { Id } from '../../../../shared/model/conversation.ts';
import type { Controller } from '../../../client/controller.ts';
import type { MarkdownActions } from '../../../markdown/view/actions.ts';
import type { RemoteImages } from '../message/remote-images.ts';
import type { ChatPage } from './page-context.ts';

/** The bytes of a picture that only the window has; null if it cannot hand them on. */
async function bytesOf(url: string, images: RemoteImages): Promise<Uint8Array<ArrayBuffer> | null> {
  const blob = images.blobOf(url);
  if (blob !== null) return new Uint8Array(await blob.arrayBuffer());
  const base64 = /^data:image\/[\w.+-]+;base64,/iu.exec(url);
  if (base64 === null) return null;
  return Uint8Array.from(atob(url.slice(base64[0].length)), (letter) => letter.charCodeAt(0));
}

/** Makes what drags pictures of the Markdown of a conversation out of the window. */
export function pictureOutOf(
  controller: Controller,
  page: ChatPage,
  conversationId: Id,
  images: RemoteImages,
): NonNullable<MarkdownActions['pictureOut']> {
  return (url) => {
    void page.ask('drag picture', async () => {
      const attachment = /^\/attachments\/([0-9a-f]{64})$/u.exec(url)?.[1];
      if (attachment !== undefined) {
        const what = { kind: 'attachment' as const, conversationId, attachment };
        return controller.command('library.dragOut', what);
      }
      const bytes = await bytesOf(url, images);
      if (bytes === null) return { ok: true, value: undefined };
      return controller.command('library.dragOut', { kind: 'picture', conversationId, bytes });
    });
  };
}
